#include "dialects/postgres/operations/constraint.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/operations/key_refusals.hpp"
#include "dialects/postgres/operations/not_yet.hpp"
#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/partitions/partitioned_key.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/triggers/user_triggers.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

bool can_be_walked(const Planning& p, const Table& table) {
  return p.schema.version_number >= 140000 || table.walking_key();
}

std::string rows_that_break(const Table& table, const Rule& rule) {
  return fmt::format("look for rows of {} that constraint {} would refuse", table.name, rule.name);
}

std::vector<std::string> names_of(const std::vector<Identifier>& identifiers) {
  std::vector<std::string> names;
  for (auto& name : identifiers) names.push_back(name.value);
  return names;
}

std::vector<std::string> constraint_names(const Table& table) {
  std::vector<std::string> names;
  for (auto& check : table.checks) names.push_back(check.name);
  for (auto& key : table.foreign_keys) names.push_back(key.name);
  for (auto& index : table.indexes)
    if (index.constraint) names.push_back(index.name);
  return names;
}

}  // namespace

void rehearse(Planning& p, const Table& table, const Rule& rule,
              const std::vector<std::string>& changes) {
  auto all = changes;
  all.push_back(
      fmt::format("ALTER TABLE pg_temp.{} ADD {}", quote_name(table.name), rule.definition));
  rehearse(p, table, "constraint " + rule.name, all);
}

void rehearse(Planning& p, const Table& table, const std::string& what,
              const std::vector<std::string>& changes) {
  auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                        fmt::format("try {} on an empty copy of {}", what, table.name));
  step.table = table.name;
  step.sql = {fmt::format("CREATE TEMPORARY TABLE {} (LIKE {}) ON COMMIT DROP",
                          quote_name(table.name), p.q(table.name))};
  step.sql.insert(step.sql.end(), changes.begin(), changes.end());
  step.transactional = true;
  step.lock = Lock::reading(table.name);
  step.lock.hold = "milliseconds: catalog only";
  step.why = "an expression that the server refuses must not be found in contract";
}

std::string row_name(const Table& table) {
  auto* key = table.walking_key();
  return key ? name_list(key->columns()) : "ctid";
}

void add_not_valid(Step& step, const Planning& p, const Table& table, const Rule& rule) {
  if (!rule.parent.empty()) require_key_not_valid(p, table);
  step.sql.push_back(
      fmt::format("ALTER TABLE {} ADD {} NOT VALID", p.q(table.name), rule.definition));
  step.undo.insert(step.undo.begin(),
                   fmt::format("ALTER TABLE IF EXISTS {} DROP CONSTRAINT IF EXISTS {}",
                               p.q(table.name), quote_name(rule.name)));
  if (rule.parent.empty()) return;
  auto both = with_referred(p, p.q(table.name), {key_to(rule.parent)}, "SHARE ROW EXCLUSIVE");
  // Ahead of a trigger, too, which locks the one table.
  lock_first(step, both);
  lock_first_in_undo(step, both);
  step.undo_lock = lock_both("ACCESS EXCLUSIVE", table, p.referred(rule.parent));
}

LockImpact lock_to_add(const Planning& p, const Table& table, const Rule& rule) {
  return rule.parent.empty() ? Lock::access_exclusive(whole(table), "NOT VALID: no row is read")
                             : lock_both("SHARE ROW EXCLUSIVE", table, p.referred(rule.parent));
}

void add_validation(Planning& p, Phase phase, const Table& table, const Rule& rule) {
  add_validation(p, phase, table, rule.name,
                 fmt::format("prove constraint {} for the rows that exist", rule.name));
}

LockImpact lock_both(const std::string& level, const Table& table, const LockedObject& parent) {
  return {level, LockedObjects(whole(table)).with(parent), "milliseconds: catalog only",
          level == "ACCESS EXCLUSIVE" ? "no row is read" : "writes wait that long, reads do not"};
}

std::string check_violated(const std::string& expression) {
  return parenthesised(expression) + " IS FALSE";
}

std::string key_violated(const Planning& p, const std::string& table, const ForeignKey& key,
                         bool match_full) {
  std::vector<std::string> given, equal, none;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    auto own = quote_name(table) + "." + quote_name(key.columns[i]);
    given.push_back(own + " IS NOT NULL");
    none.push_back(own + " IS NULL");
    equal.push_back(fmt::format("migrate_parent.{} = {}", quote_name(key.ref_columns[i]), own));
  }
  // One of another schema is written as SQL already.
  bool elsewhere = !p.schema.table(key.ref_table) && key.ref_table.find('.') != std::string::npos;
  auto parent = elsewhere ? key.ref_table : p.q(key.ref_table);
  auto dangling = fmt::format("{} AND NOT EXISTS (SELECT 1 FROM {} AS migrate_parent WHERE {})",
                              join(given, " AND "), parent, join(equal, " AND "));
  if (!match_full || given.size() == 1) return "(" + dangling + ")";
  return fmt::format("({} OR NOT ({}) AND NOT ({}))", dangling, join(given, " AND "),
                     join(none, " AND "));
}

ConstraintDef key_of(const ForeignKeyDef& key, const Identifier& column) {
  ConstraintDef def;
  def.kind = ConstraintDef::Kind::foreign_key;
  def.name = key.name;
  def.columns = {column};
  def.deferrable = key.deferrable;
  def.initially_deferred = key.initially_deferred;
  def.references.emplace();
  def.references->table = key.table;
  if (!key.column.empty()) def.references->columns = {key.column};
  def.references->match_type = key.match_type;
  def.references->on_delete = key.on_delete;
  def.references->on_update = key.on_update;
  return def;
}

ConstraintDef check_of(const CheckDef& check) {
  ConstraintDef def;
  def.kind = ConstraintDef::Kind::check;
  def.name = check.name;
  def.check = check.constraint;
  def.no_inherit = check.no_inherit;
  return def;
}

Rule check_rule(Planning& p, const Table& table, const ConstraintDef& def) {
  require_no_constraint(p, table, def.name);
  if (def.no_inherit && is_partitioned(table))
    unsupported(
        p.at(),
        fmt::format("\"{}\": a partitioned table takes no CHECK NO INHERIT", def.name.value),
        "leave `no_inherit` out");
  auto expression = require_sql(def.check, postgres, "check", p.at());
  for (auto& column : def.columns) {
    auto found = std::find_if(table.columns.begin(), table.columns.end(),
                              [&](auto& known) { return known.name == column.value; });
    if (found == table.columns.end())
      require_column(p.table(Identifier(table.name)), column, p.at());
  }
  for (auto& column : table.columns)
    if (mentions(expression, column.name)) require_not_renamed(p, table, column);
  return {def.name.value, constraint_sql(p, def), check_violated(expression), ""};
}

Rule foreign_key_rule(Planning& p, const Table& table, const ConstraintDef& def) {
  require_no_constraint(p, table, def.name);
  auto& to = *def.references;
  auto& parent = p.table(to.table);
  ForeignKey key;
  key.ref_table = parent.name;
  key.columns = names_of(def.columns);
  key.ref_columns = names_of(to.columns);
  for (auto& name : def.columns)
    require_not_renamed(p, table, require_column(p.table(Identifier(table.name)), name, p.at()));
  if (key.ref_columns.empty()) {
    auto* primary = parent.primary_key();
    if (primary) key.ref_columns = primary->columns();
  }
  for (auto& name : key.ref_columns)
    require_not_renamed(p, parent, require_column(parent, Identifier(name), p.at()));
  if (key.ref_columns.size() != key.columns.size() ||
      unique_from(p, parent, key.ref_columns) == UniqueFrom::nowhere)
    refuse("MIG-PLAN-CONSTRAINT",
           fmt::format("table \"{}\" has no unique index over exactly ({}) that foreign key \"{}\" "
                       "could refer to",
                       parent.name, join(key.ref_columns, ", "), def.name.value),
           "make the referenced columns unique first", p.at().text());
  require_possible_key(p, table, def, parent, key.ref_columns);
  return {def.name.value, constraint_sql(p, def),
          key_violated(p, table.name, key, lower(to.match_type) == "full"), parent.name,
          key.ref_columns};
}

void require_no_constraint(Planning& p, const Table& table, const Identifier& name) {
  p.require_name(name);
  auto names = constraint_names(table);
  if (std::find(names.begin(), names.end(), name.value) != names.end())
    refuse("MIG-PLAN-EXISTS",
           fmt::format("table \"{}\" has a constraint \"{}\" already", table.name, name.value),
           "correct the migration file, then `migrate plan`", p.at().text());
}

void require_constraint(const Planning& p, const Table& table, const Identifier& name) {
  auto names = constraint_names(table);
  if (std::find(names.begin(), names.end(), name.value) != names.end()) return;
  no_constraint(table, name.value, names, p.at());
}

void add_violators_check(Planning& p, Phase phase, const Table& table, const std::string& title,
                         const std::string& condition) {
  if (can_be_walked(p, table)) return add_search(p, phase, table, title, condition);
  auto& check = add_step(p.plan, phase, StepKind::check, title);
  check.table = table.name;
  check.sql = {fmt::format("SELECT {} FROM {}\nWHERE {}\nLIMIT 5", row_name(table), p.q(table.name),
                           condition)};
  check.lock = Lock::reading(whole(table));
  check.lock.hold = p.scan();
  check.why = named_first;
}

std::string refuse_violators(const Planning& p, const Table& table, const std::string& name,
                             const std::string& condition) {
  return "DO " +
         dollar_quote(fmt::format("\n"
                                  "DECLARE\n"
                                  "  migrate_rows text;\n"
                                  "BEGIN\n"
                                  "  SELECT string_agg(migrate_row::text, ', ') INTO migrate_rows\n"
                                  "  FROM (SELECT {} FROM {} WHERE {} LIMIT 5) AS migrate_row;\n"
                                  "  IF migrate_rows IS NOT NULL THEN\n"
                                  "    RAISE EXCEPTION USING ERRCODE = 'check_violation', MESSAGE "
                                  "= {} || migrate_rows;\n"
                                  "  END IF;\n"
                                  "END\n",
                                  row_name(table), p.q(table.name), condition,
                                  quote_literal(fmt::format(
                                      "{} cannot be put back: change or delete the rows of {} that "
                                      "break it, among them ({}) = ",
                                      name, table.name, replace_all(row_name(table), "\"", "")))));
}

std::string count_violators(const Planning& p, const Table& table, const std::string& condition) {
  return fmt::format("SELECT count(*) AS lost FROM (SELECT 1 FROM {} WHERE {} LIMIT 1000) AS found",
                     p.q(table.name), condition);
}

std::string changing_expression(const SqlText& text, const Table& table,
                                const std::string& column) {
  auto given = sql_or_empty(text, postgres);
  auto bare = replace_all(std::string(trim(given)), "\"", "");
  while (bare.size() > 2 && bare.front() == '(' && bare.back() == ')')
    bare = std::string(trim(bare.substr(1, bare.size() - 2)));
  for (auto& same : {column, table.name + "." + column})
    if (bare == same || (lower(bare) == same && given.find('"') == std::string::npos)) return "";
  return std::string(trim(given)).empty() ? "" : given;
}

Values changing_expressions(const std::map<Identifier, SqlText>& texts, const Table& table,
                            Planning& p) {
  Values values;
  for (auto& [column, text] : texts) {
    require_column(p.table(Identifier(table.name)), column, p.at());
    auto expression = changing_expression(text, table, column.value);
    if (!expression.empty()) values[column.value] = expression;
  }
  return values;
}

void look_for_violators(Planning& p, Phase phase, const Table& table, const Rule& rule,
                        const std::string& violated) {
  add_violators_check(p, phase, table,
                      rows_that_break(table, rule) + (phase == Phase::contract ? ", again" : ""),
                      violated);
}

void require_at_contract(Planning& p, const Table& table, const Rule& rule) {
  if (!rule.parent.empty() && needs_key_on_partitions(p, table))
    return require_key_at_contract(p, table, rule);
  auto& add = add_step(p.plan, Phase::contract, StepKind::ddl,
                       fmt::format("require constraint {} for new rows", rule.name));
  add.table = table.name;
  add_not_valid(add, p, table, rule);
  add.undo.clear();
  add.undo_lock.reset();
  add.transactional = true;
  add.strategy = Strategy::online;
  add.lock = lock_to_add(p, table, rule);
  add.why = "old code, which may break it, is gone";
  add_validation(p, Phase::contract, table, rule);
}

std::string note_on_new_rule(const Table& table, const Column& column, const std::string& rule) {
  return fmt::format(
      "constraint {} holds from contract on, over {}.{} as it is then: until then rows that break "
      "it may be written; contract refuses while there are such rows",
      rule, table.name, column.name);
}

void add_rule_at_contract(Planning& p, const Table& table, const Rule& rule) {
  if (rule.parent.empty()) rehearse(p, table, rule);
  look_for_violators(p, Phase::backfill, table, rule, rule.violated);
  look_for_violators(p, Phase::contract, table, rule, rule.violated);
  require_at_contract(p, table, rule);
  p.note(
      fmt::format("constraint {} holds from contract on: old code may write rows that break it "
                  "until then; contract refuses while there are such rows; with an `up` that mends "
                  "them it would hold from expand on",
                  rule.name));
}

void set_not_null_at_contract(Planning& p, const Table& table, const std::string& column) {
  auto full = table.name + "." + column;
  auto is_null = quote_name(column) + " IS NOT DISTINCT FROM NULL";
  auto look = fmt::format("look for rows without {}", full);
  add_violators_check(p, Phase::backfill, table, look, is_null);
  add_violators_check(p, Phase::contract, table, look + ", again", is_null);
  add_not_null(p, table, column, Before::nullable, Phase::contract);
}

void add_rule_with_up(Planning& p, const Table& table, const Rule& rule, const Values& up) {
  require_in_expand(p, table, rule);
  Mend mend;
  mend.name = rule.name;
  mend.violated = rule.violated;
  std::vector<std::string> columns;
  std::vector<Assignment> set;
  for (auto& [column, expression] : up) {
    mend.values.emplace_back(column, expression);
    columns.push_back(column);
    set.push_back({quote_name(column), parenthesised(expression)});
  }
  require_no_later_triggers(p, table);
  auto sync = mend_sync(p.site(table.name), mend);
  auto& expand = add_step(p.plan, Phase::expand, StepKind::ddl,
                          fmt::format("require constraint {} for new rows, mended by `up` where "
                                      "they break it",
                                      rule.name));
  expand.table = table.name;
  for (auto& [column, expression] : up) {
    auto checks = expression_checks(p, table, column, expression, Evaluated::by_trigger);
    expand.sql.insert(expand.sql.end(), checks.begin(), checks.end());
  }
  // The trigger reads the table that the key refers to; the key itself does so with its owner's
  // rights.
  if (!rule.parent.empty())
    for (auto& sql : row_checks(p, table, rule.name, "constraint " + rule.name, rule.violated,
                                Evaluated::by_trigger))
      expand.sql.push_back(sql);
  // The constraint takes more than the trigger: asked for first, so that it is no upgrade behind
  // whoever has read the table and writes to it next.
  if (rule.parent.empty())
    expand.sql.push_back(fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", p.q(table.name)));
  expand.sql.insert(expand.sql.end(), sync.create.begin(), sync.create.end());
  expand.undo = sync.drop;
  add_not_valid(expand, p, table, rule);
  expand.transactional = true;
  expand.strategy = Strategy::in_place;
  expand.lock = lock_to_add(p, table, rule);
  expand.why = "the trigger mends what old code writes before the constraint looks at it";

  auto list = join(columns, ", ");
  auto& fill = add_step(p.plan, Phase::backfill, StepKind::fill,
                        fmt::format("mend {} in rows that break {}", list, rule.name));
  fill.table = table.name;
  fill.strategy = Strategy::in_place;
  fill.lock = Lock::batches(table);
  fill.batch = Walk(p.schema, table, p.at()).fill(set, rule.violated);
  fill.why = "rows that keep the constraint are left alone";
  add_search(p, Phase::backfill, table, rows_that_break(table, rule), rule.violated);
  add_validation(p, Phase::backfill, table, rule);

  auto& finish = add_step(p.plan, Phase::contract, StepKind::ddl,
                          fmt::format("stop mending rows that break {}", rule.name));
  finish.table = table.name;
  finish.sql = sync.drop;
  finish.transactional = true;
  finish.strategy = Strategy::instant;
  finish.lock = Lock::access_exclusive(whole(table), "catalog only");
  finish.why = "all live code keeps the constraint itself";
  if (!rule.parent.empty())
    p.note(
        fmt::format("from expand on {} also guards {}: a delete there is refused, or acts as "
                    "`on_delete` says, in old code too",
                    rule.name, rule.parent));
  p.note(
      fmt::format("until contract a row that breaks {}, from whichever version, is stored as `up` "
                  "makes it ({}); a rollback keeps what `up` made",
                  rule.name, list));
}

}  // namespace migrate::postgres
