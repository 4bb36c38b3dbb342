// create_constraint and rename_constraint.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/constraint.hpp"
#include "dialects/postgres/operations/not_yet.hpp"
#include "dialects/postgres/operations/unique_rule.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Kind = ConstraintDef::Kind;

std::string deferral(const ConstraintDef& def) {
  return std::string(def.deferrable ? " DEFERRABLE" : "") +
         (def.initially_deferred ? " INITIALLY DEFERRED" : "");
}

// The name of the table's primary key, on which nothing else may hang.
std::string replaceable_key(Planning& p, const Table& table) {
  auto& key = *table.primary_key();
  require_free(p, table, key);
  p.note(
      fmt::format("until contract {} stays the primary key of {}, and the new one is a unique "
                  "index: new code must not name it in ON CONFLICT ON CONSTRAINT before",
                  key.name, table.name));
  p.note(
      fmt::format("from contract on ({}) may hold duplicates: create a unique constraint over "
                  "them if they must not",
                  join(key.columns(), ", ")));
  return key.name;
}

void create_unique(Planning& p, Table& table, const ConstraintDef& def) {
  UniqueRule rule;
  rule.name = def.name.value;
  rule.primary = def.kind == Kind::primary_key;
  rule.nulls_not_distinct = def.nulls_not_distinct;
  rule.deferral = deferral(def);
  rule.storage_parameters = def.storage_parameters;
  rule.tablespace = def.tablespace;
  for (auto& name : def.include_columns)
    rule.include.push_back(require_column(table, name, p.at()).name);
  if (def.nulls_not_distinct && p.schema.version_number < 150000)
    unsupported(p.at(), "NULLS NOT DISTINCT needs PostgreSQL 15 or newer");
  if (rule.primary && table.primary_key()) rule.replaces = replaceable_key(p, table);
  for (auto& name : def.columns) {
    auto& column = require_column(table, name, p.at());
    require_not_renamed(p, table, column);
    rule.columns.push_back(column.name);
    if (!rule.primary || !column.nullable) continue;
    add_violators_check(p, Phase::backfill, table,
                        fmt::format("look for rows without {}.{}", table.name, column.name),
                        quote_name(column.name) + " IS NULL");
    add_not_null(p, table, column.name, Before::nullable);
    p.note(fmt::format("from backfill on {}.{} takes no NULL, from old code neither", table.name,
                       column.name));
    column.nullable = false;
  }
  add_unique_rule(p, table, rule);
}

// An implicit cast of one's own gives the key an operator.
bool casts_by_itself(const Planning& p, const std::string& type, const std::string& target) {
  return p.live && !p.live
                        ->query(
                            "SELECT 1 FROM pg_catalog.pg_cast WHERE castcontext = 'i' AND "
                            "castsource = to_regtype($1) AND casttarget = to_regtype($2)",
                            {db::Value::of(type), db::Value::of(target)})
                        .rows.empty();
}

// Before anything is filled for it. Of a column that gets another type its own operation asks.
void require_comparable(Planning& p, const Table& table, const ConstraintDef& def) {
  auto& to = *def.references;
  auto& parent = p.table(to.table);
  std::vector<std::string> targets;
  for (auto& name : to.columns) targets.push_back(name.value);
  if (targets.empty()) targets = parent.primary_key()->columns();
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto& type = table.column(def.columns[i].value)->type;
    const auto& target = parent.column(targets[i])->type;
    if (cannot_refer(type, target) && !casts_by_itself(p, type, target))
      refuse("MIG-PLAN-CONSTRAINT",
             fmt::format("foreign key \"{}\": {}.{} is {}, and {}.{}, which it refers to, is {}",
                         def.name.value, table.name, def.columns[i].value, type, parent.name,
                         targets[i], target),
             "change the type of one of them first", p.at().text());
  }
}

}  // namespace

void plan_create_constraint(Planning& p, const CreateConstraint& op) {
  auto& table = p.table(op.table);
  auto& def = op.constraint;
  require_plain_table(p, table, "create_constraint");
  auto up = changing_expressions(op.up, table, p);
  if (!changing_expressions(op.down, table, p).empty() && up.empty())
    p.note(fmt::format("`down` of constraint {} means nothing without an `up` that changes values",
                       def.name.value));
  switch (def.kind) {
    case Kind::exclude:
      unsupported(
          p.at(),
          fmt::format("constraint \"{}\": PostgreSQL cannot add an exclusion constraint to a "
                      "table that exists without blocking its writes while the index is built",
                      def.name.value),
          "create a new table with it, or add it with operation sql in a maintenance window");
    case Kind::unique:
    case Kind::primary_key:
      if (!up.empty())
        unsupported(
            p.at(),
            fmt::format("constraint \"{}\": `up` for {}: a row alone does not tell whether it "
                        "is a duplicate",
                        def.name.value, up.begin()->first),
            "mend the duplicates first, or use alter_column with `unique` and `up`");
      return create_unique(p, table, def);
    case Kind::check:
    case Kind::foreign_key: {
      auto rule =
          def.kind == Kind::check ? check_rule(p, table, def) : foreign_key_rule(p, table, def);
      if (def.kind == Kind::foreign_key) require_comparable(p, table, def);
      if (up.empty())
        add_rule_at_contract(p, table, rule);
      else
        add_rule_with_up(p, table, rule, up);
      if (def.kind == Kind::check)
        table.checks.push_back(
            {rule.name, sql_or_empty(def.check, EngineKind::postgres), true, {}});
    }
  }
}

void plan_rename_constraint(Planning& p, const RenameConstraint& op) {
  auto& table = p.table(op.table);
  require_not_changing(p, table, op.from.value);
  require_constraint(p, table, op.from);
  require_no_constraint(p, table, op.to);
  require_plain_table(p, table, "rename_constraint");
  bool index = table.index(op.from.value) != nullptr;
  if (index) p.require_free_name(op.to, Planning::Named::index);
  auto& step = add_step(
      p.plan, Phase::contract, StepKind::ddl,
      fmt::format("rename constraint {} of {} to {}", op.from.value, table.name, op.to.value));
  step.table = table.name;
  step.sql = {fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", p.q(table.name),
                          quote_name(op.from.value), quote_name(op.to.value))};
  step.transactional = true;
  step.strategy = Strategy::instant;
  // Partitions have a CHECK by the same name; their indexes and keys have names of their own.
  bool check = std::any_of(table.checks.begin(), table.checks.end(),
                           [&](auto& known) { return known.name == op.from.value; });
  step.lock = Lock::access_exclusive(check ? whole(table) : LockedObject{table.name},
                                     "a name in the catalog");
  step.why = "old code may name it (ON CONFLICT ON CONSTRAINT, the text of errors)";
  p.note(
      fmt::format("constraint {} keeps its name until contract: new code must not name {} before{}",
                  op.from.value, op.to.value, index ? "; its index is renamed with it" : ""));
  auto rename = [&](auto& known) {
    for (auto& one : known)
      if (one.name == op.from.value) one.name = op.to.value;
  };
  rename(table.checks);
  rename(table.foreign_keys);
  rename(table.indexes);
  is_renamed_at_last(p, table, op.from.value, op.to.value, index);
}

}  // namespace migrate::postgres
