// drop_constraint and drop_multicolumn_constraint: new code may break it from expand on; rollback
// puts it back by the recipe that reads rows without blocking anyone.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/constraint.hpp"
#include "dialects/postgres/operations/not_yet.hpp"
#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/operations/unique_rule.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/column_settings.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr std::string_view not_valid = " NOT VALID", not_enforced = " NOT ENFORCED";

Step& add_drop(Planning& p, Phase phase, const Table& table, const std::string& name) {
  auto& step = add_step(p.plan, phase, StepKind::ddl,
                        fmt::format("drop constraint {} of {}", name, table.name));
  step.table = table.name;
  step.sql = {fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}", p.q(table.name),
                          quote_name(name))};
  step.strategy = Strategy::instant;
  step.lock = Lock::access_exclusive(whole(table), "no row is read");
  return step;
}

// Of a CHECK or FOREIGN KEY, which locks `tables`. The statements begin again from the first when
// they were interrupted.
void put_back(Planning& p, Step& step, const Table& table, const std::string& name,
              std::string definition, const std::string& violated, const Values& down,
              Together tables) {
  auto q = p.q(table.name), n = quote_name(name);
  // From 18 on there are some that refuse no row: the server would validate none of them.
  bool enforced = !definition.ends_with(not_enforced);
  bool validated = enforced && !definition.ends_with(not_valid);
  if (validated) definition += not_valid;
  step.probe = fmt::format(
      "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = "
      "to_regclass({}) AND conname = {}{}) THEN 0 ELSE 1 END AS state",
      quote_literal(q), quote_literal(name), validated ? " AND convalidated" : "");
  if (validated && down.empty()) {
    step.undo.push_back(refuse_violators(p, table, "constraint " + name, violated));
    step.loss = count_violators(p, table, violated);
    step.loss_what = fmt::format("rows of {} that constraint {} refuses", table.name, name);
  }
  step.undo.push_back(
      under_locks(tables, fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}", q, n)));
  tables.mode = "SHARE ROW EXCLUSIVE";
  step.undo.push_back(
      under_locks(tables, fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", q, n, definition)));
  std::vector<std::string> set, checks;
  for (auto& [column, expression] : down) {
    set.push_back(quote_name(column) + " = " + parenthesised(expression));
    for (auto& sql : expression_checks(p, table, column, expression, Evaluated::by_undo))
      checks.push_back(sql);
  }
  // A misspelt `down` fails before anything is dropped, not in the rollback.
  step.sql.insert(step.sql.begin(), checks.begin(), checks.end());
  if (!down.empty())
    step.undo.push_back(fmt::format("UPDATE {} SET {} WHERE {}", q, join(set, ", "), violated));
  for (auto& again : described(table, name)) step.undo.push_back(again);
  if (validated) step.undo.push_back(fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", q, n));
  if (!enforced && down.empty()) return;
  p.note(down.empty()
             ? fmt::format("a rollback is refused while rows of {} break {}", table.name, name)
             : fmt::format("old code reads what new code writes to {}; `down` mends the rows that "
                           "break {} when it is rolled back",
                           table.name, name));
}

bool acts(const ForeignKey& key) {
  auto silent = [](const std::string& action) {
    return action == "NO ACTION" || action == "RESTRICT";
  };
  return !silent(key.on_delete) || !silent(key.on_update);
}

// One that has not been validated is put back without a look at the rows.
void refuse_periods(const Planning& p, const ForeignKey& key, const Values& down) {
  const bool compared = !down.empty() || !(key.definition.ends_with(not_valid) ||
                                           key.definition.ends_with(not_enforced));
  if (!compared || key.definition.find(", PERIOD ") == std::string::npos) return;
  unsupported(p.at(),
              fmt::format("foreign key \"{}\" compares periods: a rollback could not tell which "
                          "rows break it",
                          key.name),
              "drop it with operation sql and onComplete");
}

void drop_foreign_key(Planning& p, const Table& table, const ForeignKey& key, const Values& down) {
  bool late = acts(key) || is_partitioned(table);
  auto& step = add_drop(p, late ? Phase::contract : Phase::expand, table, key.name);
  step.lock = lock_both("ACCESS EXCLUSIVE", table, p.referred(key));
  auto both = with_referred(p, p.q(table.name), {key});
  if (late) {
    both.later = true;
    lock_first(step, both);
    step.transactional = true;
    step.destructive = true;
    step.why = acts(key) ? "old code relies on what the key does on DELETE and UPDATE"
                         : "a rollback could not put it back: a partitioned table takes no foreign "
                           "key NOT VALID";
    p.note(fmt::format("foreign key {} {}: it holds until contract, for new code too", key.name,
                       acts(key) ? "acts on DELETE or UPDATE, which old code relies on"
                                 : "of a partitioned table could not be put back by a rollback "
                                   "without blocking writes"));
    return;
  }
  refuse_periods(p, key, down);
  step.sql = {under_locks(both, step.sql.front())};
  step.why = "new code writes what the key refuses";
  put_back(
      p, step, table, key.name, key.definition,
      key_violated(p, table.name, key, key.definition.find(" MATCH FULL") != std::string::npos),
      down, both);
}

void drop_unique(Planning& p, Table& table, const Index& index, const Values& down) {
  auto q = p.q(table.name), n = quote_name(index.name);
  require_free(p, table, index);
  if (index.primary) {
    auto& step = add_drop(p, Phase::contract, table, index.name);
    step.transactional = true;
    step.destructive = true;
    step.why = "old code's ON CONFLICT and logical replication need the key";
    p.note(fmt::format("primary key {} holds until contract, for new code too", index.name));
    return;
  }
  if (is_partitioned(table)) {
    auto& step = add_drop(p, Phase::contract, table, index.name);
    step.transactional = true;
    step.destructive = true;
    step.why = "on a partitioned table no one statement of a rollback could put it back";
    p.note(fmt::format("constraint {} holds until contract, for new code too", index.name));
    return;
  }
  if (index.method != "btree")
    unsupported(p.at(),
                fmt::format("constraint \"{}\" is WITHOUT OVERLAPS: a rollback could not put it "
                            "back without blocking writes",
                            index.name),
                "drop it with operation sql and onComplete");
  if (!down.empty())
    unsupported(p.at(),
                fmt::format("constraint \"{}\": `down` for {}: a row alone does not tell "
                            "whether it is a duplicate",
                            index.name, down.begin()->first),
                "leave `down` out, or give the column itself");
  auto deferral = table.extra.find("deferrable:" + index.name);
  auto& step = add_drop(p, Phase::expand, table, index.name);
  auto built = name_while_built(table, index.name);
  step.undo = {fmt::format("ALTER TABLE {} ADD CONSTRAINT {} UNIQUE USING INDEX {}{}", q, n,
                           quote_name(built),
                           deferral == table.extra.end() ? "" : " " + deferral->second)};
  for (auto& again : described(table, index.name)) step.undo.push_back(again);
  step.transactional = true;
  step.why = "new code writes what it refuses";
  std::vector<std::string> columns, equal;
  bool equal_nulls = index.definition.find(" NULLS NOT DISTINCT") != std::string::npos;
  for (auto& part : index.parts) {
    auto c = quote_name(part.column);
    columns.push_back(part.column);
    equal.push_back(fmt::format("other.{0} {1} {2}.{0}", c,
                                equal_nulls ? "IS NOT DISTINCT FROM" : "=",
                                quote_name(table.name)));
  }
  auto twice = fmt::format("EXISTS (SELECT 1 FROM {} AS other WHERE {} AND other.ctid <> {}.ctid)",
                           q, join(equal, " AND "), quote_name(table.name));

  // Its undo comes first: without the index there is nothing to put the constraint on.
  auto& rebuild = add_index_step(
      p, Phase::expand, table, built, true, "",
      fmt::format("leave the name free by which a rollback builds index {} again", index.name));
  rebuild.probe = fmt::format(
      "SELECT CASE WHEN named.oid IS NULL THEN 1 WHEN i.indisvalid AND i.indisready THEN 0 ELSE 2 "
      "END AS state\nFROM (SELECT to_regclass({})::oid AS oid) AS named LEFT JOIN "
      "pg_catalog.pg_index AS i ON i.indexrelid = named.oid",
      quote_literal(p.q(built)));
  rebuild.sql = rebuild.cleanup;
  rebuild.undo = {refuse_violators(p, table, "constraint " + index.name, twice),
                  fmt::format("CREATE UNIQUE INDEX CONCURRENTLY {} ON {} {}", quote_name(built), q,
                              native_definition(p, index))};
  rebuild.why = "a rollback must not block writes while the index is built";
  rebuild.lock.hold = "until older transactions have ended";
  rebuild.loss = count_violators(p, table, twice);
  rebuild.loss_what = fmt::format("rows of {} that constraint {} refuses", table.name, index.name);
  p.note(fmt::format("a rollback is refused while rows of {} break {}", table.name, index.name));
  p.note(
      fmt::format("index {} goes with its constraint in expand: ON CONFLICT ({}) fails from then "
                  "on, in old code too; create_index first where queries need one",
                  index.name, join(columns, ", ")));
}

}  // namespace

void plan_drop_constraint(Planning& p, const DropConstraint& op) {
  auto& table = p.table(op.table);
  require_not_changing(p, table, op.name.value);
  require_constraint(p, table, op.name);
  require_plain_table(p, table, p.operation->kind);
  auto is_it = [&](auto& known) { return known.name == op.name.value; };
  auto up = changing_expressions(op.up, table, p), down = changing_expressions(op.down, table, p);
  auto column_up = sql_or_empty(op.column_up, EngineKind::postgres);
  auto column_down = sql_or_empty(op.column_down, EngineKind::postgres);

  auto index = std::find_if(table.indexes.begin(), table.indexes.end(), [&](auto& known) {
    return known.constraint && known.name == op.name.value;
  });
  auto key = std::find_if(table.foreign_keys.begin(), table.foreign_keys.end(), is_it);
  auto check = std::find_if(table.checks.begin(), table.checks.end(), is_it);
  std::vector<std::string> columns;
  if (index != table.indexes.end())
    columns = index->columns();
  else if (key != table.foreign_keys.end())
    columns = key->columns;
  else
    for (auto& column : table.columns)
      if (reads(*check, column.name)) columns.push_back(column.name);
  // A rollback puts it back by these names.
  for (auto& column : columns) p.plan.touches.push_back({table.name, "*reads " + column});
  if (key != table.foreign_keys.end())
    for (auto& column : key->ref_columns)
      p.plan.touches.push_back({key->ref_table, "*reads " + column});
  // pgroll's one-column form: the constraint's own column.
  auto single = [&](const SqlText& text, const char* field) -> Values {
    if (!text.given()) return {};
    std::string changing;
    for (auto& column : columns) {
      changing = changing_expression(text, table, column);
      if (changing.empty()) return {};
    }
    if (columns.size() == 1) return {{columns[0], changing}};
    unsupported(
        p.at(),
        fmt::format("constraint \"{}\" is over {} columns: `{}` does not say which it gives",
                    op.name.value, columns.size(), field),
        "use drop_multicolumn_constraint");
  };
  if (!column_up.empty()) up = single(op.column_up, "up");
  if (!column_down.empty()) down = single(op.column_down, "down");
  if (!up.empty())
    unsupported(p.at(),
                fmt::format("constraint \"{}\": `up` gives {} other values, which dropping a "
                            "constraint does not need",
                            op.name.value, up.begin()->first),
                "use alter_column with `up` in a migration of its own");

  if (index != table.indexes.end()) {
    if (!index->unique)
      unsupported(p.at(),
                  fmt::format("\"{}\" is an exclusion constraint: a rollback could not put it back "
                              "without blocking writes",
                              op.name.value),
                  "drop it with operation sql and onComplete");
    drop_unique(p, table, *index, down);
    if (index->primary) keeps_its_key(p, table, index->name);
    if (index->primary || is_partitioned(table))
      keeps_its_name(p, table, index->name, true, "is dropped");
    table.indexes.erase(index);
  } else if (key != table.foreign_keys.end()) {
    drop_foreign_key(p, table, *key, down);
    if (acts(*key) || is_partitioned(table))
      keeps_its_name(p, table, key->name, false, "is dropped");
    table.foreign_keys.erase(key);
  } else {
    auto& step = add_drop(p, Phase::expand, table, op.name.value);
    step.why = "new code writes what it refuses";
    auto alone = with_referred(p, p.q(table.name), {});
    step.sql = {under_locks(alone, step.sql.front())};
    put_back(p, step, table, op.name.value, check->definition, check_violated(check->expression),
             down, alone);
    table.checks.erase(check);
  }
}

}  // namespace migrate::postgres
