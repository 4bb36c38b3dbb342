// add_column.
#include <fmt/format.h>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/defaults.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

// What add_column was asked for, as SQL text of this engine.
struct Wanted {
  std::string name, c, type, up, default_sql;
  bool required = false;

  bool constant_default() const { return !default_sql.empty() && is_constant_default(default_sql); }
};

Wanted read(Planning& p, const Table& table, const AddColumn& op) {
  auto& column = op.column;
  auto what = fmt::format("add_column {}.{}", table.name, column.name.value);
  if (column.pk) unsupported(p.at(), what + ": a primary key cannot be added to a live table yet");
  if (column.generated)
    unsupported(p.at(),
                what +
                    ": a generated or identity column rewrites the table under ACCESS "
                    "EXCLUSIVE",
                "add a plain column with `up`");
  Wanted wanted;
  wanted.name = column.name.value;
  wanted.c = quote_name(wanted.name);
  wanted.type = require_sql(column.type, postgres, "type", p.at());
  for (auto* serial : {"serial", "bigserial", "smallserial", "serial2", "serial4", "serial8"})
    if (lower(trim(wanted.type)) == serial)
      unsupported(p.at(), what + ": a serial column rewrites the table under ACCESS EXCLUSIVE",
                  "add a bigint column with `up`");
  wanted.up = sql_or_empty(op.up, postgres);
  if (column.default_value)
    wanted.default_sql = require_sql(*column.default_value, postgres, "default", p.at());
  if (is_null_default(wanted.default_sql)) wanted.default_sql.clear();
  wanted.required = !column.nullable;
  if (wanted.required && wanted.up.empty() && wanted.default_sql.empty())
    refuse("MIG-PLAN-NEEDS-UP",
           fmt::format("column \"{}\".\"{}\" is NOT NULL and has no default: what do the rows have "
                       "that exist, and those that old code will write?",
                       table.name, wanted.name),
           "give `up` (an expression over the row) or `default`, or set `nullable: true`",
           p.at().text());
  return wanted;
}

void add_loss(const Planning& p, Step& step, const Table& table, const Wanted& wanted) {
  std::string condition = fmt::format("NOT ({} IS NOT DISTINCT FROM NULL)", wanted.c);
  auto other_than = [&](const std::string& value) {
    return differs(wanted.c, fmt::format("CAST({} AS {})", parenthesised(value), wanted.type));
  };
  if (!wanted.up.empty())
    condition += " AND " + other_than(wanted.up);
  else if (is_literal_default(wanted.default_sql))
    condition = other_than(wanted.default_sql);
  step.loss =
      fmt::format("SELECT count(*) AS lost FROM (SELECT 1 FROM {} WHERE {} LIMIT 1000) AS found",
                  p.q(table.name), condition);
  step.loss_what = fmt::format("values of {}.{}", table.name, wanted.name);
}

// Constraints are added without reading a row, and proven in the backfill phase.
void add_validation(Planning& p, const Table& table, const std::string& name) {
  auto& step = add_step(p.plan, Phase::backfill, StepKind::ddl,
                        fmt::format("prove constraint {} for the rows that exist", name));
  step.table = table.name;
  step.sql = {
      fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", p.q(table.name), quote_name(name))};
  step.transactional = true;
  step.strategy = Strategy::online;
  step.lock = {"SHARE UPDATE EXCLUSIVE", table.name, p.scan(), "reads and writes go on"};
}

std::string constraint_name(Planning& p, const Identifier& given, const std::string& otherwise) {
  Identifier name = given.empty() ? Identifier(otherwise) : given;
  p.require_name(name);
  return name.value;
}

void add_unique(Planning& p, const Table& table, const Wanted& wanted) {
  if (wanted.constant_default())
    unsupported(p.at(), fmt::format("\"{}\".\"{}\": a unique column cannot have one default for "
                                    "every row that exists",
                                    table.name, wanted.name));
  if (is_partitioned(table))
    unsupported(p.at(), fmt::format("table \"{}\" is partitioned: a unique column cannot be added "
                                    "without blocking writes",
                                    table.name));
  auto name = constraint_name(p, {}, table.name + "_" + wanted.name + "_key");
  require_no_index(p.schema, Identifier(name), p.at());
  add_duplicates_check(p, Phase::backfill, table, {wanted.name}, "",
                       fmt::format("look for duplicates in {}.{}", table.name, wanted.name));
  add_index_step(p, Phase::backfill, table, name, true,
                 fmt::format("USING \"btree\" ({})", wanted.c),
                 fmt::format("build index {} on {}", name, table.name));
  auto& step = add_step(p.plan, Phase::backfill, StepKind::ddl,
                        fmt::format("make {}.{} unique by that index", table.name, wanted.name));
  step.table = table.name;
  step.sql = {fmt::format("ALTER TABLE {} ADD CONSTRAINT {} UNIQUE USING INDEX {}", p.q(table.name),
                          quote_name(name), quote_name(name))};
  step.undo = {fmt::format("ALTER TABLE IF EXISTS {} DROP CONSTRAINT IF EXISTS {}", p.q(table.name),
                           quote_name(name))};
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = Lock::access_exclusive(table.name, "the index is there already");
}

}  // namespace

void plan_add_column(Planning& p, const AddColumn& op) {
  auto& table = p.table(op.table);
  p.require_name(op.column.name);
  require_no_column(table, op.column.name, p.at());
  require_plain_table(p, table, "add_column");
  auto wanted = read(p, table, op);
  auto q = p.q(table.name);
  auto full = table.name + "." + wanted.name;
  bool derived = !wanted.up.empty();
  bool instant_default = !derived && wanted.constant_default();

  Sync sync;
  {
    auto& step = add_step(
        p.plan, Phase::expand, StepKind::ddl,
        derived ? fmt::format("add {}, derived from the row", full) : fmt::format("add {}", full));
    step.table = table.name;
    auto add = fmt::format("ALTER TABLE {} ADD COLUMN {} {}", q, wanted.c, wanted.type);
    if (instant_default) add += " DEFAULT " + parenthesised(wanted.default_sql);
    if (instant_default && wanted.required) add += " NOT NULL";
    step.sql = {add};
    if (!derived && !instant_default && !wanted.default_sql.empty())
      step.sql.push_back(fmt::format("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}", q, wanted.c,
                                     parenthesised(wanted.default_sql)));
    if (op.column.comment)
      step.sql.push_back(fmt::format("COMMENT ON COLUMN {}.{} IS {}", q, wanted.c,
                                     quote_literal(*op.column.comment)));
    if (derived) {
      auto checks = expression_checks(p, table, wanted.name, wanted.up);
      step.sql.insert(step.sql.end(), checks.begin(), checks.end());
      sync = derived_sync(p.site(table.name), {.column = wanted.name,
                                               .expression = wanted.up,
                                               .left_out_default = {},
                                               .type = wanted.type,
                                               .fills_inserts = true,
                                               .null_is_unfilled = true,
                                               .required = wanted.required});
      step.sql.insert(step.sql.end(), sync.create.begin(), sync.create.end());
      step.undo = sync.drop;
    }
    step.undo.push_back(
        fmt::format("ALTER TABLE IF EXISTS {} DROP COLUMN IF EXISTS {}", q, wanted.c));
    step.transactional = true;
    step.strategy = derived ? Strategy::in_place : Strategy::instant;
    step.lock = Lock::access_exclusive(table.name, "nothing is rewritten");
    step.why = derived ? "old code leaves the column out: the trigger fills it from the row"
               : instant_default
                   ? "a default that is constant is kept in the catalog, not written to every row"
                   : "an empty column is a change of the catalog alone";
    add_loss(p, step, table, wanted);
  }

  std::vector<std::string> to_validate;
  auto not_valid = [&](const std::string& name, const std::string& definition) {
    p.plan.steps.back().sql.push_back(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {} NOT VALID",
                                                  q, quote_name(name), definition));
    to_validate.push_back(name);
  };
  if (op.column.check)
    not_valid(
        constraint_name(p, op.column.check->name, table.name + "_" + wanted.name + "_check"),
        "CHECK " +
            parenthesised(require_sql(op.column.check->constraint, postgres, "check", p.at())) +
            (op.column.check->no_inherit ? " NO INHERIT" : ""));
  if (op.column.references) {
    if (is_partitioned(table))
      unsupported(p.at(), fmt::format("table \"{}\" is partitioned: a foreign key cannot be added "
                                      "NOT VALID",
                                      table.name));
    not_valid(
        constraint_name(p, op.column.references->name, table.name + "_" + wanted.name + "_fkey"),
        fmt::format("FOREIGN KEY ({}) {}", wanted.c, references_clause(p, *op.column.references)));
  }

  bool fills = derived || (!wanted.default_sql.empty() && !instant_default && wanted.required);
  if (fills) {
    Walk walk(p.schema, table, p.at());
    auto& fill = add_step(p.plan, Phase::backfill, StepKind::fill, fmt::format("fill {}", full));
    fill.table = table.name;
    fill.strategy = Strategy::in_place;
    fill.lock = Lock::batches(table.name);
    auto empty = wanted.c + " IS NOT DISTINCT FROM NULL";
    if (derived) {
      auto value = parenthesised(wanted.up);
      fill.batch = walk.fill(wanted.c + " = " + value,
                             wanted.required ? empty : empty + " AND " + value + " IS NOT NULL");
      fill.batch->before.push_back(sync.guard);
      fill.why = "rows that have a value already are left alone";
    } else {
      fill.batch = walk.fill(wanted.c + " = DEFAULT", empty);
      fill.why = "a default that differs by row would rewrite the table under ACCESS EXCLUSIVE";
    }
    if (wanted.required) {
      add_verify(p, Phase::backfill, table, fmt::format("look for rows without {}", full), empty);
      add_not_null(p, table, wanted.name);
    }
  } else if (!wanted.default_sql.empty() && !instant_default) {
    p.note(
        fmt::format("rows that exist keep NULL in {}: its default differs by row; give `up` to "
                    "fill them",
                    full));
  }
  if (derived && !wanted.required)
    p.note(fmt::format(
        "until contract a NULL in {} means \"not filled yet\" and is filled from `up`", full));
  for (auto& name : to_validate) add_validation(p, table, name);
  if (op.column.unique) add_unique(p, table, wanted);

  if (derived) {
    auto& finish =
        add_step(p.plan, Phase::contract, StepKind::ddl, fmt::format("stop deriving {}", full));
    finish.table = table.name;
    finish.sql = sync.drop;
    if (!wanted.default_sql.empty())
      finish.sql.push_back(fmt::format("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}", q, wanted.c,
                                       parenthesised(wanted.default_sql)));
    finish.transactional = true;
    finish.strategy = Strategy::instant;
    finish.lock = Lock::access_exclusive(table.name, "catalog only");
    finish.why = "all live code writes the column itself";
  }

  Column column;
  column.name = wanted.name;
  column.type = wanted.type;
  column.nullable = !wanted.required;
  if (!derived && !wanted.default_sql.empty()) {
    column.default_sql = wanted.default_sql;
    column.default_constant = instant_default;
  }
  table.columns.push_back(std::move(column));
}

}  // namespace migrate::postgres
