// What several operations need of indexes, and the temporary copies for a second column.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// A deferred constraint allows a transaction to pass through duplicates, so the copy must too; a
// temporal key (WITHOUT OVERLAPS) is no unique index at all.
bool mirrors_unique(const Table& table, const Index& index) {
  return index.unique && index.method == "btree" && !table.extra.count("deferrable:" + index.name);
}

}  // namespace

void add_duplicates_check(Planning& p, Phase phase, const Table& table,
                          const std::vector<std::string>& columns, const std::string& predicate,
                          const std::string& title, bool equal_nulls) {
  std::vector<std::string> keys;
  for (auto& column : columns) keys.push_back(quote_name(column));
  add_duplicates_check_of(p, phase, table, keys, predicate, title, equal_nulls);
}

void add_duplicates_check_of(Planning& p, Phase phase, const Table& table,
                             const std::vector<std::string>& keys, const std::string& predicate,
                             const std::string& title, bool equal_nulls) {
  std::vector<std::string> conditions;
  if (!equal_nulls)
    for (auto& key : keys) conditions.push_back(key + " IS NOT NULL");
  if (!predicate.empty()) conditions.push_back(parenthesised(predicate));
  auto& check = add_step(p.plan, phase, StepKind::check, title);
  check.table = table.name;
  check.sql = {
      fmt::format("SELECT {0}, count(*) AS rows\nFROM {1}{2}\nGROUP BY {0}\nHAVING "
                  "count(*) > 1\nLIMIT 5",
                  join(keys, ", "), p.q(table.name),
                  conditions.empty() ? "" : "\nWHERE " + join(conditions, " AND "))};
  check.lock = Lock::reading(table.name);
  check.lock.hold = p.scan();
  check.why = "CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index";
}

Step& add_index_step(Planning& p, Phase phase, const Table& table, const std::string& name,
                     bool unique, const std::string& definition, const std::string& title) {
  auto q = p.q(name);
  auto& step = add_step(p.plan, phase, StepKind::ddl, title);
  step.table = table.name;
  step.sql = {fmt::format("CREATE {}INDEX CONCURRENTLY {} ON {} {}", unique ? "UNIQUE " : "",
                          quote_name(name), p.q(table.name), definition)};
  step.undo = {fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {}", q)};
  step.cleanup = step.undo;
  step.probe = fmt::format(
      "SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 "
      "END AS state\nFROM (SELECT to_regclass({})::oid AS oid) AS named LEFT JOIN "
      "pg_catalog.pg_index AS i ON i.indexrelid = named.oid",
      quote_literal(q));
  step.patient = true;
  step.strategy = Strategy::online;
  step.lock = {"SHARE UPDATE EXCLUSIVE", table.name, p.scan() + ", twice",
               "reads and writes go on; it waits for transactions that began before it"};
  step.why = "a plain CREATE INDEX would block every write until it is built";
  return step;
}

std::string index_definition(const Table& table, const Index& index, const std::string& from,
                             const std::string& to) {
  auto renamed = [&](const std::string& column) {
    return quote_name(column == from ? to : column);
  };
  std::vector<std::string> parts, include;
  for (auto& part : index.parts) {
    // The order of sort and NULLS is fixed: opclass and collation come before DESC.
    auto nulls = part.options.find("NULLS ");
    auto before = std::string(trim(part.options.substr(0, nulls)));
    std::string sql = renamed(part.column);
    if (!before.empty()) sql += " " + before;
    if (part.descending) sql += " DESC";
    if (nulls != std::string::npos) sql += " " + part.options.substr(nulls);
    parts.push_back(sql);
  }
  for (auto& column : index.include) include.push_back(renamed(column));
  auto sql = fmt::format("USING {} ({})", quote_name(index.method), join(parts, ", "));
  if (!include.empty()) sql += " INCLUDE (" + join(include, ", ") + ")";
  if (mirrors_unique(table, index) &&
      index.definition.find(" NULLS NOT DISTINCT") != std::string::npos)
    sql += " NULLS NOT DISTINCT";
  if (!index.predicate.empty()) sql += " WHERE " + parenthesised(index.predicate);
  return sql;
}

void mirror_index(Planning& p, const Table& table, const Index& index, const std::string& from,
                  const std::string& to) {
  auto name = object_name({"index", table.name, index.name}, 63);
  auto& step = add_index_step(
      p, Phase::backfill, table, name, mirrors_unique(table, index),
      index_definition(table, index, from, to),
      fmt::format("build for {}.{} what {} is for {}", table.name, to, index.name, from));
  step.why = "new code needs the index too; it goes with the second column at contract";
}

}  // namespace migrate::postgres
