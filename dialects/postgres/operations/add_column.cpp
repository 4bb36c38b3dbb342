// add_column. What needs a sequence, and what PostgreSQL itself computes: add_numbered.cpp,
// add_generated.cpp.
#include <fmt/format.h>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/operations/new_column.hpp"
#include "dialects/postgres/operations/not_yet.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/server/elsewhere.hpp"
#include "dialects/postgres/shadow/plan.hpp"
#include "dialects/postgres/triggers/user_triggers.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;
constexpr auto updated_ones_too =
    "an empty column is a change of the catalog alone; a row that is updated gets the default at "
    "once: it may move to where the fill has been already";

bool is_constant(const NewColumn& n) {
  return !n.default_sql.empty() && is_constant_default(n.default_sql);
}

}  // namespace

bool is_numbered(const NewColumn& n) {
  return (n.def.generated && n.def.generated->identity) || is_serial(n.type);
}

namespace {

void read_value(NewColumn& n) {
  if (n.def.generated && !n.def.generated->identity)
    n.value = require_sql(n.def.generated->expression, postgres, "generated.expression", n.p.at());
  else if (!n.up.empty())
    n.value = n.up;
  else if (is_constant(n))
    n.value = n.default_sql;
  else if (n.default_sql.empty() && !is_numbered(n))
    n.value = "NULL";
  n.one_value = n.value && n.up.empty() && !n.def.generated;
}

void require_value(const NewColumn& n) {
  bool fills_itself = n.def.generated || is_numbered(n);
  if (n.required && n.up.empty() && n.default_sql.empty() && !fills_itself)
    refuse("MIG-PLAN-NEEDS-UP",
           fmt::format("column \"{}\".\"{}\" is NOT NULL and has no default: what do the rows have "
                       "that exist, and those that old code will write?",
                       n.table.name, n.def.name.value),
           "give `up` (an expression over the row) or `default`, or set `nullable: true`",
           n.p.at().text());
  if (n.def.generated && !n.up.empty())
    unsupported(n.p.at(),
                fmt::format("add_column {}: `up` and `generated` exclude one another", n.full),
                "leave one of them out");
  if (auto* key = n.def.pk ? n.table.primary_key() : nullptr)
    unsupported(n.p.at(),
                fmt::format("add_column {}: `pk`: table \"{}\" has a primary key already: \"{}\"",
                            n.full, n.table.name, key->name),
                "use `unique: true`, or change the primary key in a migration of its own");
}

}  // namespace

NewColumn read_new_column(Planning& p, Table& table, const AddColumn& op) {
  auto& def = op.column;
  NewColumn n{p, table, def};
  n.q = p.q(table.name);
  n.c = quote_name(def.name.value);
  n.full = table.name + "." + def.name.value;
  n.type = require_type(def.type, postgres, p.at());
  n.up = sql_or_empty(op.up, postgres);
  auto collation = lower(n.type).find(" collate ");
  n.plain_type = n.type.substr(0, collation);
  if (def.default_value)
    n.default_sql = require_sql(*def.default_value, postgres, "default", p.at());
  if (is_null_default(n.default_sql)) n.default_sql.clear();
  n.required = !def.nullable || def.pk || is_numbered(n);
  require_value(n);
  read_value(n);
  return n;
}

void add_to_schema(NewColumn& n) {
  Column column;
  column.name = n.def.name.value;
  column.type = n.type;
  column.nullable = !n.required;
  column.generated = n.def.generated && !n.def.generated->identity;
  if (column.generated) column.extra["generated_as"] = *n.value;
  if (n.up.empty() && !n.default_sql.empty()) {
    column.default_sql = n.default_sql;
    column.default_constant = is_constant(n);
  }
  n.table.columns.push_back(std::move(column));
  if (n.def.check) {
    n.rules.push_back(check_rule(n.p, n.table, check_of(*n.def.check)));
    require_in_expand(n.p, n.table, n.rules.back());
    n.table.checks.push_back(
        {n.rules.back().name, sql_or_empty(n.def.check->constraint, postgres), true, {}});
  }
  if (n.def.references) {
    n.rules.push_back(foreign_key_rule(n.p, n.table, key_of(*n.def.references, n.def.name)));
    require_in_expand(n.p, n.table, n.rules.back());
  }
}

std::string only_new_code_wrote(const NewColumn& n) {
  auto other_than = [&](const std::string& value) {
    return differs(n.c, fmt::format("CAST({} AS {})", parenthesised(value), n.plain_type));
  };
  if (n.up.empty() && is_literal_default(n.default_sql)) return other_than(n.default_sql);
  auto given = fmt::format("NOT ({} IS NOT DISTINCT FROM NULL)", n.c);
  return n.up.empty() ? given : given + " AND " + other_than(n.up);
}

void stop_deriving(const NewColumn& n, const Sync& sync) {
  auto& finish =
      add_step(n.p.plan, Phase::contract, StepKind::ddl, fmt::format("stop deriving {}", n.full));
  finish.table = n.table.name;
  finish.sql = sync.drop;
  if (!n.default_sql.empty())
    finish.sql.push_back(n.alter("SET DEFAULT " + parenthesised(n.default_sql)));
  finish.transactional = true;
  finish.strategy = Strategy::instant;
  finish.lock = Lock::access_exclusive(whole(n.table), "catalog only");
  finish.why = "all live code writes the column itself";
}

namespace {

void add_loss(const NewColumn& n, Step& step) {
  step.loss = count_violators(n.p, n.table, only_new_code_wrote(n));
  step.loss_what = "values of " + n.full;
}

// Kept in step with the row until contract.
void add_derived(NewColumn& n) {
  require_no_later_triggers(n.p, n.table);
  auto& step = add_the_column(n, fmt::format("add {}, derived from the row", n.full), n.type);
  if (!n.default_sql.empty()) {
    auto tried = try_default(n.q, n.c, parenthesised(n.default_sql));
    step.sql.insert(step.sql.begin() + 1, tried.begin(), tried.end());
  }
  auto checks = expression_checks(n.p, n.table, n.def.name.value, n.up, Evaluated::by_trigger);
  step.sql.insert(step.sql.end(), checks.begin(), checks.end());
  const bool behind_others = changes_filled_rows(n.p, n.table);
  auto sync = derived_sync(n.p.site(n.table.name), {.column = n.def.name.value,
                                                    .expression = n.up,
                                                    .left_out_default = {},
                                                    .type = n.plain_type,
                                                    .fills_inserts = true,
                                                    .null_is_unfilled = true,
                                                    .required = n.required,
                                                    .behind_others = behind_others});
  step.sql.insert(step.sql.end(), sync.create.begin(), sync.create.end());
  step.undo.insert(step.undo.begin(), sync.drop.begin(), sync.drop.end());
  step.strategy = Strategy::in_place;
  step.why = "old code leaves the column out: the trigger fills it from the row";
  add_loss(n, step);

  Walk walk(n.p.schema, n.table, n.p.at());
  auto& fill = add_step(n.p.plan, Phase::backfill, StepKind::fill, fmt::format("fill {}", n.full));
  fill.table = n.table.name;
  fill.strategy = Strategy::in_place;
  fill.lock = Lock::batches(n.table);
  auto empty = n.c + " IS NOT DISTINCT FROM NULL", value = parenthesised(n.up);
  auto given = may_be_row(n.p.schema, n.plain_type)
                   ? "NOT (" + value + " IS NOT DISTINCT FROM NULL)"
                   : value + " IS NOT NULL";
  auto unfilled = n.required ? empty : empty + " AND " + given;
  fill.batch = walk.fill({{n.c, value}}, unfilled);
  fill.batch->before.push_back(sync.guard);
  fill.why = behind_others ? filled_by_trigger : "rows that have a value already are left alone";
  if (n.required) {
    require_filled(n);
    n.p.note(
        fmt::format("a row for which `up` of {} raises an error or gives NULL is stored with "
                    "NULL until backfill has ended, which names such rows; from then on it "
                    "is refused, from old code too",
                    n.full));
  } else {
    // What is NULL by chance cannot be told from what the fill has missed, nor what another table
    // has come to say since.
    const auto up = lower(n.up);
    if (!mentions(up, "random") && !mentions(up, "select")) look_for_unfilled(n, unfilled);
    n.p.note(
        fmt::format("until contract a NULL in {} means \"not filled yet\" and is filled from "
                    "`up`; where `up` raises an error it stays NULL, and backfill names the "
                    "row",
                    n.full));
  }
  stop_deriving(n, sync);
}

void add_constant(NewColumn& n) {
  auto definition = n.type;
  if (!n.default_sql.empty()) definition += " DEFAULT " + parenthesised(n.default_sql);
  if (n.required) definition += " NOT NULL";
  auto& step = add_the_column(n, "add " + n.full, definition);
  step.why = n.default_sql.empty()
                 ? "an empty column is a change of the catalog alone"
                 : "a default that is constant is kept in the catalog, not written to every row";
  add_loss(n, step);
}

// A default that differs by row: for new rows at once, for the others in batches.
void add_volatile(NewColumn& n) {
  auto& step = add_the_column(n, "add " + n.full, n.type);
  step.sql.insert(step.sql.begin() + 1, n.alter("SET DEFAULT " + parenthesised(n.default_sql)));
  step.why = updated_ones_too;
  add_loss(n, step);
  fill_with_default(n, fill_updated(n, step, n.default_sql, n.plain_type),
                    "a default that differs by row would rewrite the table under ACCESS EXCLUSIVE");
  if (!n.required)
    n.p.note(
        fmt::format("until the end of backfill a NULL in {} means \"not filled yet\" and gets "
                    "the default",
                    n.full));
}

}  // namespace

void plan_add_column(Planning& p, const AddColumn& op) {
  if (is_rebuilt(p, op.table)) return plan_rebuild(p, op.table);
  auto& table = p.table(op.table);
  p.require_name(op.column.name);
  require_no_column(table, op.column.name, p.at());
  require_plain_table(p, table, "add_column");
  auto n = read_new_column(p, table, op);
  add_to_schema(n);
  const bool of_its_own = n.def.generated || (n.up.empty() && is_constant(n));
  if (!is_serial(n.type))
    require_plain_type(p, table, canonical_type(n.plain_type),
                       of_its_own ? TypeDefault::no_matter : TypeDefault::refused);
  look_at_values(n);
  if (n.def.generated && !n.def.generated->identity)
    add_generated(n);
  else if (is_numbered(n))
    add_numbered(n);
  else if (!n.up.empty())
    add_derived(n);
  else if (n.default_sql.empty() || is_constant(n))
    add_constant(n);
  else
    add_volatile(n);
  if (!n.def.generated || n.def.generated->identity)
    note_column_elsewhere(p, table, n.def.name.value, !n.up.empty());
  add_rules(n);
}

}  // namespace migrate::postgres
