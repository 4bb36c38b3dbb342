// drop_column.
#include <fmt/format.h>

#include "dialects/postgres/catalog/dependents.hpp"
#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/operations/hiding.hpp"
#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/triggers/mapped_sync.hpp"
#include "dialects/postgres/triggers/user_triggers.hpp"
#include "plan/left_out.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

}  // namespace

void plan_drop_column(Planning& p, const DropColumn& op) {
  auto& table = p.table(op.table);
  auto& column = require_column(table, op.column, p.at());
  require_not_renamed(p, table, column);
  require_plain_table(p, table, "drop_column");
  auto full = table.name + "." + column.name;
  auto q = p.q(table.name), c = quote_name(column.name);
  if (column.extra.count("inherited"))
    unsupported(p.at(), full + " is inherited", "drop it in the parent table");
  if (in_partition_key(table, column.name))
    unsupported(p.at(), full + " is part of the partition key");
  if (auto* key = table.primary_key())
    for (auto& part : key->parts)
      if (part.column == column.name)
        unsupported(p.at(), full + " is part of the primary key", "replace the primary key first");
  for (auto& key : table.referenced_by)
    for (auto& name : key.ref_columns)
      if (name == column.name)
        unsupported(
            p.at(),
            fmt::format("foreign key {} of table {} references {}", key.name, key.table, full),
            "drop that foreign key first");

  auto down = sql_or_empty(op.down, postgres);
  bool own_value = column.generated || column.identity || default_of(column);
  if (!column.nullable && !own_value && down.empty())
    refuse("MIG-PLAN-NEEDS-DOWN",
           fmt::format("{} is NOT NULL and has no default: new code's inserts leave it out", full),
           "give `down`: an expression over the row that old code can live with", p.at().text());
  if (auto value = constant_default_of(column); down.empty() && value && is_literal_default(*value))
    if (auto told = look_at_left_out(table, column, p.at()); !told.empty()) p.note(told);
  auto hidden = hidden_name_of(p, table, column.name);
  if (mentions(down, column.name)) hidden.clear();
  Sync sync, while_hidden;
  if (!down.empty() && !column.generated && !column.identity) {
    require_no_later_triggers(p, table);
    const auto left_out = left_out_value(column);
    Derived derived{.column = column.name,
                    .expression = down,
                    .left_out_default = left_out.value_or(""),
                    .type = column.type,
                    .fills_inserts = left_out.has_value(),
                    .null_is_unfilled = false,
                    .required = !column.nullable,
                    .not_null = !column.nullable,
                    .keeps_value = !column.nullable};
    sync = derived_sync(p.site(table.name), derived);
    derived.column = hidden;
    if (!hidden.empty()) while_hidden = derived_sync(p.site(table.name), derived);
    auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                          fmt::format("derive {} for rows that new code writes without it", full));
    step.table = table.name;
    step.sql = expression_checks(p, table, column.name, down, Evaluated::by_trigger);
    step.sql.insert(step.sql.end(), sync.create.begin(), sync.create.end());
    step.undo = sync.drop;
    step.transactional = true;
    step.strategy = Strategy::in_place;
    step.lock = Lock::share_row_exclusive(whole(table));
    step.undo_lock = Lock::access_exclusive(whole(table), "the trigger goes");
    step.why = "old code still reads the column";
    if (!left_out)
      p.note(
          fmt::format("rows that new code writes without {} keep its default, which cannot be "
                      "told from a value that is given: `down` is not for them",
                      full));
    p.note(column.nullable
               ? fmt::format("where `down` raises an error, {} is NULL", full)
               : fmt::format("where `down` raises an error or gives NULL, {} stays as it was "
                             "written; an insert of new code that leaves it without a value is "
                             "refused",
                             full));
  }

  auto guard = add_dependents_check(p, table, column.name, hidden);
  if (!hidden.empty()) {
    hide_column(p, table, column.name, hidden, sync, while_hidden);
    sync = while_hidden;
    c = quote_name(hidden);
  }
  auto& drop = add_step(p.plan, Phase::contract, StepKind::ddl, fmt::format("drop {}", full));
  drop.table = table.name;
  drop.sql = sync.drop;
  lock_to_drop(p, drop, table, {column.name});
  drop.sql.push_back(guard);
  drop.sql.push_back(fmt::format("ALTER TABLE {} DROP COLUMN IF EXISTS {}", q, c));
  drop.transactional = true;
  drop.destructive = true;
  drop.strategy = Strategy::instant;
  drop.lock = Lock::access_exclusive(with_parents(p, whole(table), table, column.name),
                                     "catalog only; the rows keep their space");
  drop.why = "no live code uses it";
  drop.copy = keep_column(p, table, column, hidden.empty() ? column.name : hidden, sync);
}

}  // namespace migrate::postgres
