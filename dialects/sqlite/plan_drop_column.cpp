#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/lexer.hpp"
#include "dialects/sqlite/planning.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/sync.hpp"
#include "plan/preconditions.hpp"

namespace migrate::sqlite {

static bool uses(const Index& index, const std::string& column) {
  return std::any_of(index.parts.begin(), index.parts.end(),
                     [&](const IndexPart& part) {
                       return part.column == column || mentions(part.expression, column);
                     }) ||
         mentions(index.predicate, column);
}

void require_droppable(const Planning& planning, const Table& table, const Column& column) {
  auto refuse_because = [&](const std::string& why, const std::string& instead = {}) {
    unsupported(planning.at,
                fmt::format("SQLite cannot drop {}.{}: {}", table.name, column.name, why), instead);
  };
  if (column.extra.contains("pk")) refuse_because("it is part of the primary key");
  for (auto& index : table.indexes)
    if (index.constraint && uses(index, column.name)) refuse_because("a UNIQUE constraint uses it");
  for (auto& check : table.checks)
    if (mentions(check.expression, column.name))
      refuse_because("a CHECK uses it: " + check.expression);
  for (auto& key : table.foreign_keys)
    if (std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end())
      refuse_because("its foreign key to " + key.ref_table + " uses it");
  for (auto& key : table.referenced_by)
    if (std::find(key.ref_columns.begin(), key.ref_columns.end(), column.name) !=
        key.ref_columns.end())
      refuse_because("a foreign key of " + key.table + " refers to it");
}

void drop_with_indexes(const Planning& planning, const Table& table,
                       const std::vector<std::string>& columns, std::vector<std::string>& sql) {
  for (auto& index : table.indexes) {
    auto used = std::find_if(columns.begin(), columns.end(),
                             [&](auto& column) { return uses(index, column); });
    if (used == columns.end()) continue;
    sql.push_back("DROP INDEX IF EXISTS " + quote(index.name));
    planning.note(
        fmt::format("index {} uses {}.{} and is dropped with it", index.name, table.name, *used));
  }
  for (auto& column : columns)
    sql.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", quote(table.name), quote(column)));
}

void plan_drop_column(const Planning& planning, const DropColumn& operation) {
  auto& table = planning.table(operation.table);
  auto& column = require_column(table, operation.column, planning.at);
  require_droppable(planning, table, column);
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

  std::vector<std::string> drop;
  if (!down.empty() && !column.generated) {
    DerivedColumn derived{column.name, down, "NULL", false};
    if (has_default && column.default_constant)
      derived.left_out = default_value(*column.default_sql);
    NotNullEdit edit;
    if (!column.nullable && !has_default) {
      edit = not_null_edit(table, column.name, planning.at);
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
  }

  drop_with_indexes(planning, table, {column.name}, drop);
  auto& contract = planning.ddl(Phase::contract, "drop " + name, table, drop);
  contract.strategy = Strategy::in_place;
  contract.why = "old code, which reads the column, is gone";
  contract.destructive = true;
  contract.lock = rewriting_lock();
}

}  // namespace migrate::sqlite
