// What somebody has made of the table by hand since it was planned is not in its shadow: the
// exchange would take it away, with the rows of a new column or partition, and contract drop it.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/catalog/catalog_sql.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/rebuild.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// Whether it stands under the name that this migration, or one before it, gives it for a while;
// asked again then, where the exchange has to wait. Empty: it has no such name.
std::string under_our_name(const Rebuild& r, const TablePart& part) {
  if (part.part == "trigger") return Probe::trigger(r.was.name, old_trigger_name(r, part.name));
  for (auto& key : r.was.foreign_keys) {
    if (key.name != part.name) continue;
    if (part.part == "foreign key")
      return fmt::format("SELECT 1 - ({})", Probe::no_constraint(r.was.name, moved_key_name(key)));
    if (part.part == "index") return Probe::index(r.was.name, moved_key_name(key));
  }
  return {};
}

// One that somebody made meanwhile would stay with the old table.
void no_other_keys(Rebuild& r, Phase phase, const char* again) {
  std::vector<std::string> known;
  for (auto& key : r.was.referenced_by) {
    if (key.table == r.was.name) continue;
    known.push_back(quote_text(key.name));
    known.push_back(quote_text(moved_key_name(key)));
  }
  auto& step =
      add(r, phase, StepKind::check,
          fmt::format("look for foreign keys that refer to {} since{}", r.was.name, again));
  step.sql = {fmt::format(
      "SELECT CONSTRAINT_NAME, TABLE_NAME FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE "
      "UNIQUE_CONSTRAINT_SCHEMA = DATABASE() AND {} AND NOT (CONSTRAINT_SCHEMA = DATABASE() AND "
      "{}){}",
      is_table("REFERENCED_TABLE_NAME", r.was.name), is_table("TABLE_NAME", r.was.name),
      known.empty() ? ""
                    : " AND CAST(CONSTRAINT_NAME AS BINARY) NOT IN (" + join(known, ", ") + ")")};
  step.lock = {"none", "the catalog", "one query", "reads the catalog only"};
  step.why = "it would refer to the old table; drop it, and add it when this has ended";
}

void nothing_else_of_the_table(Rebuild& r, Phase phase, const char* again) {
  auto& step = add(r, phase, StepKind::check,
                   fmt::format("look for what has been changed of {} since{}", r.was.name, again));
  std::vector<std::string> rows;
  for (auto& part : r.parts) {
    auto here = under_our_name(r, part);
    const auto* columns =
        rows.empty() ? "SELECT {} AS part, {} AS name, {} AS digest, 1 AS planned, {} AS here"
                     : "SELECT {}, {}, {}, 1, {}";
    rows.push_back(fmt::format(fmt::runtime(columns), quote_text(part.part), quote_text(part.name),
                               quote_text(part.digest), here.empty() ? "0" : "(" + here + ")"));
  }
  rows.push_back("SELECT part, name, digest, 0, 1 FROM (" + parts_sql(r.p.flavour, r.was.name) +
                 ") AS now_there");
  step.sql = {
      "SELECT CONCAT(part, ' ', name) AS what, CASE WHEN SUM(planned) = 0 THEN 'added' WHEN "
      "SUM(here) = 0 THEN 'gone' ELSE 'changed' END AS since FROM (\n" +
      join(rows, "\nUNION ALL ") +
      ") AS both_times GROUP BY part, name HAVING SUM(planned) = 0 OR SUM(here) = 0 OR "
      "MIN(digest) <> MAX(digest) ORDER BY part, name"};
  step.lock = {"none", "the catalog", "one query", "reads the catalog only"};
  step.why =
      "the shadow has none of it: make the table what it was, and change it when this has ended";
}

}  // namespace

void look_for_changes_since(Rebuild& r, Phase phase, bool again) {
  no_other_keys(r, phase, again ? ", again" : "");
  nothing_else_of_the_table(r, phase, again ? ", again" : "");
}

}  // namespace migrate::mysql
