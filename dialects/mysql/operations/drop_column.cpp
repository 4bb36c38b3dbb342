// drop_column: kept filled by `down` while old code lives, then dropped.
#include <fmt/format.h>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/operations/hiding.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/plan.hpp"
#include "dialects/mysql/sync.hpp"
#include "dialects/mysql/triggers/trigger_order.hpp"
#include "plan/left_out.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// New code leaves the column out of the table as it is: nothing has to be made for it.
void drop_through_a_shadow(Planning& p, Table& table, const Column& column, const Index& fulltext,
                           bool derived) {
  auto full = table.name + "." + column.name;
  if (derived)
    unsupported(
        p.at(),
        fmt::format("drop_column {}: `down` on a table with the FULLTEXT index \"{}\", from "
                    "which the server drops columns only by blocking writes",
                    full, fulltext.name),
        "drop that index for the time of the migration; or make the column nullable by "
        "alter_column, and drop it without `down` in a later one");
  ShadowChange change;
  change.alter = "DROP COLUMN " + quote(column.name);
  auto indexes = indexes_with(table, column.name);
  for (auto& name : indexes) change.alter += ", DROP INDEX " + quote(name);
  if (!indexes.empty())
    p.note(fmt::format("with {} contract drops the indexes it is part of: {}", full,
                       join(indexes, ", ")));
  if (p.migration.hides_first())
    p.note(
        fmt::format("quarantine: {} is not hidden, since the server would copy the table for it; "
                    "it is dropped when the time is over",
                    full));
  change.dropped = {column.name};
  change.what = "drop " + full;
  change.why = "the server would copy the table for it, and block its writes meanwhile";
  plan_shadow(p, change, table);
}

}  // namespace

void plan_drop_column(Planning& p, const DropColumn& op) {
  auto& table = p.table(op.table);
  const Column column = require_column(table, op.column, p.at());
  auto full = table.name + "." + column.name;
  require_droppable(p, table, column, "drop_column " + full);
  auto down = expression_or_empty(op.down, p.flavour.kind);
  auto hidden = hidden_name_of(p, table, column.name);
  if (mentions(down, column.name)) hidden.clear();
  bool own_value = column.generated || column.identity || column.default_sql.has_value();
  if (!column.nullable && !own_value && down.empty())
    refuse("MIG-PLAN-NEEDS-DOWN",
           fmt::format("{} is NOT NULL and has no default: new code's inserts leave it out", full),
           "give `down`: an expression over the row that old code can live with", p.at().text());
  bool derived = !down.empty() && !column.generated && !column.identity;
  if (auto value = constant_default(column); down.empty() && value && !is_now(*value))
    if (auto told = look_at_left_out(table, column, p.at()); !told.empty()) p.note(told);
  note_column_grants(p, table, column.name);
  if (auto* index = fulltext_index(table))
    return drop_through_a_shadow(p, table, column, *index, derived);
  if (derived) {
    require_known(p, table, down);
    require_any_zone(p, table, "drop_column " + full, down, column);
    note_cascades(p, table, full, down);
    auto derive = [&](Event event) {
      return ahead_of_readers(p.plan, table, {column.name},
                              derived_trigger(p.flavour, table, column, down, false, event));
    };
    add_trigger_steps(p, table, column.name, derive(Event::insert), derive(Event::update),
                      fmt::format("derive {} for rows that new code writes without it", full));
    p.note(
        fmt::format("where `down` of {} fails for a row, new code's write of that row fails too: "
                    "try it on real rows first",
                    full));
  }
  check_dependants(p, table, column.name);
  Column called = column;
  called.name = hidden;
  auto filled = [&](const Column& one) {
    return KeptFilled{one.name, [&p, &table, one, &down](Event event) {
                        return derived_trigger(p.flavour, table, one, down, false, event);
                      }};
  };
  if (!hidden.empty()) p.plan.steps.back().hides = true;
  bool hides = !hidden.empty() &&
               (derived ? hide_column(p, table, column, hidden, filled(column), filled(called))
                        : hide_column(p, table, column, hidden));
  if (!hides) called.name = column.name;
  if (hides) check_dependants(p, table, hidden);
  auto indexes = indexes_with(table, column.name);
  if (!indexes.empty()) {
    require_not_needed(p, table, indexes);
    p.note(fmt::format("with {} contract drops the indexes it is part of: {}", full,
                       join(indexes, ", ")));
    swap_indexes(p, table, indexes, {}, fmt::format("drop the indexes of {}", full));
    p.plan.steps.back().why =
        "left to DROP COLUMN they would go on without it: a unique one could then refuse rows";
  }
  give_default(p, table, called);
  if (derived) stop_sync(p, table, called.name);
  drop_column_step(p, table, called);
  p.plan.steps.back().copy = keep_column(p, table, column, called.name);
}

}  // namespace migrate::mysql
