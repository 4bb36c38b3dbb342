// Views know a table by its identity. One that reads nothing whose type changes is written anew
// over itself by the same text, which then means the new table: it stays what it is for all that is
// built on it. The others are taken down and made again (docs/decisions/0012).
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/attached/reading.hpp"
#include "dialects/postgres/catalog/inspect_view.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/carried_views.hpp"
#include "dialects/postgres/triggers/read_functions_anew.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

bool reads(const View& view, const std::string& table) {
  return std::any_of(view.columns.begin(), view.columns.end(),
                     [&](auto& column) { return column.starts_with(table + "\x1f"); });
}

// Its query and its other rules. Owner, privileges, comments, defaults, triggers are not touched.
Statements written_anew(const View& view) {
  constexpr std::string_view create = "CREATE RULE";
  Statements sql = {fmt::format("CREATE OR REPLACE VIEW {}{} AS\n{}", view.name,
                                view.options.empty() ? "" : " WITH (" + view.options + ")",
                                view.definition)};
  for (auto& rule : view.rules)
    if (rule.starts_with(create))
      sql.push_back("CREATE OR REPLACE RULE" + rule.substr(create.size()));
  return sql;
}

// Locks one view, and nothing that it reads.
std::string locked(AttachedReading& r, const View& view) {
  auto row = r.live
                 .query(
                     "SELECT pg_get_userbyid(c.relowner), pg_has_role(c.relowner, 'USAGE'), "
                     "c.relpersistence = 't' FROM pg_class AS c WHERE c.oid = "
                     "to_regclass($1::text)",
                     {db::Value::of(view.name)})
                 .rows.at(0);
  auto name = plain_name(view.name, r.names.schema);
  if (!row[1].as_int())
    r.refuse(
        fmt::format("view {} reads table \"{}\" and belongs to role {}, for which this role "
                    "may not act",
                    name, r.names.table, row[0].text));
  if (row[2].as_int())
    r.refuse(fmt::format("view {}, which reads table \"{}\", is a temporary one of a session", name,
                         r.names.table));
  return fmt::format("ALTER VIEW {} OWNER TO {}", view.name, quote_name(row[0].text));
}

}  // namespace

void carry_views(AttachedReading& r) {
  Schema found;
  read_views_over(r.live, {r.oid}, "c.oid = $1::oid", found);
  auto& table = r.names.table;
  for (auto& view : found.views)
    for (auto& read : view.columns)
      if (auto column = read.substr(read.find('\x1f') + 1);
          r.change.renamed.count(column) || r.dropped(column))
        r.refuse(
            fmt::format("view {} reads column \"{}\", which the new table has not by that "
                        "name",
                        plain_name(view.name, r.names.schema), column));
  CarriedViews::Columns changed = {{table, "*"}};
  for (auto& [column, type] : r.change.retyped) changed.push_back({table, column});
  CarriedViews carried(found.views, r.names.schema, changed);
  for (auto& sentence : carried.refusals()) r.refuse(sentence);

  std::vector<const View*> anew;
  for (auto* view : outermost_first(found.views))
    if (reads(*view, table) && !carried.has(view->name)) anew.push_back(view);
  Statements locks, again;
  for (auto* view : anew) {
    locks.push_back(locked(r, *view));
    add_all(again, written_anew(*view));
    r.to.locked.add({plain_name(view->name, r.names.schema)});
  }
  r.to.locked = carried.with_names(r.to.locked);

  auto as_planned = require_as_planned(anew, " OR v.words <> " + digest_of_words());
  r.to.swap.checks = carried.as_planned();
  r.to.swap_back.checks = carried.as_made();
  for (auto* exchange : {&r.to.swap, &r.to.swap_back}) {
    add_all(exchange->checks, as_planned);
    exchange->views = carried.drop();
    add_all(exchange->views, locks);
  }
  for (auto& view : found.views)
    if (!view.rules.empty() && (carried.has(view.name) || reads(view, table)))
      note_rule_targets(r, fmt::format("w.ev_class = to_regclass({})", quote_literal(view.name)),
                        true);
  for (auto* to : {&r.forth.after, &r.back.after}) {
    add_all(*to, again);
    add_all(*to, carried.up());
  }
  // A view over the row type stands for what the type of the rows is: it is tried with the others.
  if (!r.change.retyped.empty()) add_all(r.try_after, carried.try_up());

  Statements named = {routine_says(table)};
  for (auto& view : carried.names()) named.push_back(routine_says(view));
  auto read_anew = read_routines_anew(join(named, "\n      OR "));
  r.forth.after.push_back(read_anew);
  r.back.after.push_back(read_anew);
}

}  // namespace migrate::postgres
