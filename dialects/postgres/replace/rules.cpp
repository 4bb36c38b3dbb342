// Constraints that come together with a new type: over the column as it will be
// (docs/decisions/0008).
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/not_yet.hpp"
#include "dialects/postgres/operations/unique_rule.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// A constraint over two columns that are both replaced would look at one old and one new column.
void refuse_replaced(const Planning& p, const std::string& constraint, const std::string& table,
                     const std::function<bool(const std::string& column)>& reads) {
  for (auto& other : p.migration.operations) {
    auto* alter = std::get_if<AlterColumn>(&other.body);
    if (!alter || &other == p.operation || !alter->type.given()) continue;
    if (alter->table.value == table && reads(alter->column.value))
      unsupported(p.at(),
                  fmt::format("constraint {} needs \"{}\".\"{}\", whose type another operation of "
                              "this migration changes",
                              constraint, table, alter->column.value),
                  "add it in a later migration, after this one has contracted");
  }
}

void require_key_type(const Planning& p, const Table& table, const Column& column,
                      const std::string& to, const ConstraintDef& def) {
  auto* parent = p.schema.table(def.references->table.value);
  auto target = def.references->columns.empty() ? parent->primary_key()->columns().front()
                                                : def.references->columns.front().value;
  auto& type = parent->column(target)->type;
  if (!can_refer(to, type))
    unsupported(
        p.at(),
        fmt::format("foreign key {} would compare \"{}\".\"{}\", which becomes {}, with "
                    "{}.{}, which is {}",
                    def.name.value, table.name, column.name, to, parent->name, target, type),
        "give both the same type");
  refuse_replaced(p, def.name.value, parent->name, [&](auto& name) { return name == target; });
}

void require_free_index_name(Planning& p, const Table& table, const std::string& name) {
  // The column is in no partition key: it was refused before.
  require_partition_key(p, table, "a unique constraint", {});
  require_no_constraint(p, table, Identifier(name));
  p.require_free_name(Identifier(name), Planning::Named::index);
}

// The condition, with the second column in the place of the first one: the words of the file stay
// as they are, whatever they are. Where backfill runs once more after the swap, the second column
// is the old one: hence the cast.
std::string over_second(const Replacement& r, const std::string& condition) {
  auto table = quote_name(r.table.name);
  std::vector<std::string> columns;
  for (auto& column : r.table.columns) {
    if (!mentions(lower(condition), lower(column.name))) continue;
    auto name = quote_name(column.name);
    columns.push_back(column.name == r.first.name ? fmt::format("CAST({}.{} AS {}) AS {}", table,
                                                                r.second_column(), r.type, name)
                                                  : fmt::format("{}.{} AS {}", table, name, name));
  }
  if (columns.empty()) return condition;
  return fmt::format("(SELECT {} FROM (SELECT {}) AS {})", condition, join(columns, ", "), table);
}

}  // namespace

NewRules new_rules(Planning& p, const Table& table, const Column& column, const AlterColumn& op,
                   const std::string& to) {
  NewRules rules;
  if (op.check || op.references || op.unique) require_plain_table(p, table, "alter_column");
  if (op.check) {
    auto def = check_of(*op.check);
    auto rule = check_rule(p, table, def);
    auto text = lower(rule.violated);
    refuse_replaced(p, rule.name, table.name,
                    [&](auto& name) { return mentions(text, lower(name)); });
    rehearse(p, table, rule, {type_on_copy(table, column, to)});
    rules.rows.push_back(std::move(rule));
  }
  if (op.references) {
    auto def = key_of(*op.references, op.column);
    rules.rows.push_back(foreign_key_rule(p, table, def));
    require_key_type(p, table, column, to, def);
  }
  if (op.unique) {
    require_free_index_name(p, table, op.unique->value);
    rules.unique = op.unique->value;
  }
  return rules;
}

void add_new_rules(Planning& p, Table& table, const Column& column, const NewRules& rules) {
  for (auto& rule : rules.rows) {
    look_for_violators(p, Phase::backfill, table, rule, rule.violated);
    look_for_violators(p, Phase::contract, table, rule, rule.violated);
    require_at_contract(p, table, rule);
    p.note(note_on_new_rule(table, column, rule.name));
  }
  if (rules.unique.empty()) return;
  UniqueRule unique;
  unique.name = rules.unique;
  unique.columns = {column.name};
  add_unique_rule(p, table, unique);
}

void look_at_new_rules(Replacement& r, Phase phase) {
  for (auto& rule : r.rules.rows)
    look_for_violators(
        r.p, phase, r.table, rule,
        r.shared && phase == Phase::contract ? rule.violated : over_second(r, rule.violated));
  if (r.rules.unique.empty() || (r.shared && phase == Phase::contract)) return;
  add_duplicates_check(r.p, phase, r.table, {r.second}, "",
                       fmt::format("look for duplicates that constraint {} would refuse{}",
                                   r.rules.unique, phase == Phase::contract ? ", again" : ""));
}

void build_new_unique(Replacement& r) {
  if (r.rules.unique.empty()) return;
  auto& p = r.p;
  auto phase = r.shared ? Phase::backfill : Phase::contract;
  if (r.shared) {
    require_free_by_then(p, r.table, r.rules.unique);
    require_free_by_then(p, r.rules.unique);
  }
  auto name = quote_name(r.rules.unique);
  auto built = name_while_built(r.table, r.rules.unique);
  auto& build = add_index_step(p, phase, r.table, built, true,
                               fmt::format("USING btree ({})", r.second_column()),
                               fmt::format("build index {} on the second column of {}.{}",
                                           r.rules.unique, r.table.name, r.first.name));
  if (!r.shared) build.undo.clear();
  auto& step = add_step(p.plan, phase, StepKind::ddl,
                        fmt::format("make the second column of {}.{} unique by that index",
                                    r.table.name, r.first.name));
  step.table = r.table.name;
  step.sql = {fmt::format("ALTER TABLE {} ADD CONSTRAINT {} UNIQUE USING INDEX {}", r.q, name,
                          quote_name(built))};
  if (r.shared)
    step.undo = {fmt::format("ALTER TABLE IF EXISTS {} DROP CONSTRAINT IF EXISTS {}", r.q, name)};
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = Lock::access_exclusive(whole(r.table), "the index is there already");
  step.why = "it is there when the columns change places";
  p.note(r.shared
             ? fmt::format("from backfill on no duplicates of {} ({}) are taken, from old code "
                           "neither: new code's ON CONFLICT needs the index before contract",
                           r.table.name, r.first.name)
             : note_on_new_rule(r.table, r.first, r.rules.unique) +
                   "; new code must not name the column in ON CONFLICT before");
}

void require_new_rules(Replacement& r) {
  for (auto& rule : r.rules.rows) {
    require_at_contract(r.p, r.table, rule);
    r.p.note(note_on_new_rule(r.table, r.first, rule.name));
  }
}

void know_new_rules(Table& table, const Column& column, const AlterColumn& op, bool contract) {
  if (op.check)
    table.checks.push_back(
        {op.check->name.value, sql_or_empty(op.check->constraint, EngineKind::postgres), true, {}});
  if (!op.unique || table.index(op.unique->value)) return;
  Index index;
  index.name = op.unique->value;
  index.unique = index.constraint = true;
  index.valid = !contract;  // else what is filled meanwhile would walk the table by it
  index.method = "btree";
  index.parts.emplace_back().column = column.name;
  table.indexes.push_back(std::move(index));
}

}  // namespace migrate::postgres
