#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/operations/left_out.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/shadow/plan.hpp"
#include "dialects/sqlite/sync.hpp"
#include "dialects/sqlite/triggers/user_triggers.hpp"
#include "plan/preconditions.hpp"

namespace migrate::sqlite {

bool uses(const Index& index, const std::string& column) {
  return std::any_of(index.parts.begin(), index.parts.end(),
                     [&](const IndexPart& part) {
                       return part.column == column || reads_column(part.expression, column);
                     }) ||
         reads_column(index.predicate, column);
}

namespace {

// The generated column that is computed from it; empty: none.
std::string computed_from(const Table& table, const Column& column) {
  auto text = parse_create_table(definition_of(table));
  if (!text) return {};
  for (auto& other : text->columns) {
    auto* generated = other.constraint(ConstraintText::Kind::generated);
    if (generated && !same_name(other.name, column.name) &&
        reads_column(generated->value, column.name))
      return other.name;
  }
  return {};
}

// A foreign key names the parent's columns as it was written, in any case.
bool has(const std::vector<std::string>& columns, const Column& column) {
  return std::any_of(columns.begin(), columns.end(),
                     [&](auto& name) { return same_name(name, column.name); });
}

}  // namespace

std::string undroppable(const Table& table, const Column& column) {
  if (column.extra.contains("pk")) return "it is part of the primary key";
  if (auto other = computed_from(table, column); !other.empty())
    return "generated column " + other + " uses it";
  for (auto& index : table.indexes)
    if (index.constraint && uses(index, column.name)) return "a UNIQUE constraint uses it";
  for (auto& check : table.checks)
    if (reads_column(check.expression, column.name)) return "a CHECK uses it: " + check.expression;
  for (auto& key : table.foreign_keys)
    if (has(key.columns, column)) return "its foreign key to " + key.ref_table + " uses it";
  for (auto& key : table.referenced_by)
    if (has(key.ref_columns, column)) return "a foreign key of " + key.table + " refers to it";
  return {};
}

[[noreturn]] static void cannot_drop(const Planning& planning, const Table& table,
                                     const Column& column, const std::string& why) {
  unsupported(planning.at,
              fmt::format("SQLite cannot drop {}.{}: {}", table.name, column.name, why));
}

void require_droppable(const Planning& planning, const Table& table, const Column& column) {
  if (auto why = undroppable(table, column); !why.empty())
    cannot_drop(planning, table, column, why);
}

namespace {

using Kind = ConstraintText::Kind;

// What the column is built into goes with it: a rule over several columns, too, as on the other
// engines.
std::string definition_without(const Planning& planning, const Table& table, const Column& column) {
  if (auto other = computed_from(table, column); !other.empty())
    cannot_drop(planning, table, column, "generated column " + other + " uses it");
  auto sql = definition_of(table);
  auto names_it = [&](const ConstraintText& constraint) {
    if (constraint.kind == Kind::check) return reads_column(constraint.value, column.name);
    return has(constraint.columns, column);
  };
  for (;;) {
    auto text = parse_create_table(sql);
    const ConstraintText* gone = nullptr;
    for (auto kind : {Kind::check, Kind::unique, Kind::references})
      for (auto* one : text->all(kind))
        if (names_it(*one)) gone = one;
    if (!gone) break;
    if (!gone->of_column)
      planning.note(fmt::format("{} of {} goes with {}",
                                gone->name.empty() ? "a constraint" : "constraint " + gone->name,
                                table.name, column.name));
    sql = edited(sql, with_what_leads(sql, gone->range, !gone->of_column), "");
  }
  auto text = parse_create_table(sql);
  auto range = text->column(column.name)->range;
  auto with_comma = with_what_leads(sql, range, true);
  if (sql[with_comma.begin] == ',') return edited(sql, with_comma, "");
  // The first column: the comma behind it goes.
  auto& second = text->columns.at(1);
  return edited(sql, {range.begin, second.range.begin}, "");
}

void drop_by_shadow(const Planning& planning, const Table& table, const Column& column,
                    const std::string& why, const std::vector<std::string>& drop_triggers,
                    const std::string& until) {
  if (column.extra.contains("pk")) cannot_drop(planning, table, column, why);
  for (auto& key : table.referenced_by)
    if (has(key.ref_columns, column)) cannot_drop(planning, table, column, why);
  if (table.columns.size() < 2) cannot_drop(planning, table, column, "it is the only one");
  ShadowChange change;
  change.definition = definition_without(planning, table, column);
  change.what = fmt::format("without {}.{}", table.name, column.name);
  change.why = "SQLite cannot drop the column itself: " + why;
  change.drop_triggers = drop_triggers;
  change.until = until;
  plan_shadow(planning, change, table);
}

}  // namespace

void drop_with_indexes(const Planning& planning, const Table& table,
                       const std::vector<std::string>& columns,
                       const std::vector<std::string>& called, std::vector<std::string>& sql) {
  for (auto& index : table.indexes) {
    auto used = std::find_if(columns.begin(), columns.end(),
                             [&](auto& column) { return uses(index, column); });
    if (used == columns.end()) continue;
    sql.push_back("DROP INDEX IF EXISTS " + quote(index.name));
    planning.note(
        fmt::format("index {} uses {}.{} and is dropped with it", index.name, table.name, *used));
  }
  for (auto& column : called)
    sql.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", quote(table.name), quote(column)));
}

void plan_drop_column(const Planning& planning, const DropColumn& operation) {
  auto& table = planning.table(operation.table);
  auto& column = require_column(table, operation.column, planning.at);
  const auto why = undroppable(table, column);
  const auto name = table.name + "." + column.name;
  const auto down = sql_or_empty(operation.down, EngineKind::sqlite);
  const bool has_default = column.default_sql && !same_name(*column.default_sql, "NULL");
  if (down.empty() && !column.nullable && !has_default && !column.generated)
    unsupported(
        planning.at,
        fmt::format("{} is NOT NULL without a default: new code's INSERT, which leaves it out, "
                    "would fail",
                    name),
        "give `down`, an expression that fills it for old code");
  if (!column.generated)
    require_no_unique(planning, table, column, down.empty() ? "contract" : "a trigger fills it");

  std::vector<std::string> drop;
  std::string until;
  if (!down.empty() && !column.generated) {
    DerivedColumn derived{column.name, down, "NULL", false};
    derived.keeps_value = !column.nullable;
    if (has_default && column.default_constant) derived.left_out = default_value(column);
    NotNullEdit edit;
    if (!column.nullable && !has_default) {
      edit = not_null_edit(table, column.name, planning.at);
      until = edit.relaxed;
      derived.not_null = true;
    }
    const auto triggers = derived_triggers(table, derived, planning.at);
    auto sql = edit.relax;
    sql.insert(sql.end(), triggers.create.begin(), triggers.create.end());
    auto& expand = planning.ddl(
        Phase::expand, fmt::format("fill {} by triggers where new code leaves it out", name), table,
        sql);
    expand.strategy = Strategy::in_place;
    expand.why = "old code still reads the column";
    expand.undo = edit.restore;
    expand.undo.insert(expand.undo.end(), triggers.drop.begin(), triggers.drop.end());
    drop = triggers.drop;
    require_rules_pass(planning, table, column);
    require_writable(planning, table, {column.name});
    note_unique_in_between(planning, table, column);
  }

  if (!why.empty()) return drop_by_shadow(planning, table, column, why, drop, until);
  const auto called = hide_columns(planning, table, {column.name});
  auto copy = keep_column(planning, table, column, called.front(), drop);
  drop_with_indexes(planning, table, {column.name}, called, drop);
  auto& contract = planning.ddl(Phase::contract, "drop " + name, table, drop);
  contract.strategy = Strategy::in_place;
  contract.why = "old code, which reads the column, is gone";
  contract.destructive = true;
  contract.lock = rewriting_lock();
  contract.copy = std::move(copy);
}

}  // namespace migrate::sqlite
