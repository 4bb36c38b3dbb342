// What one migration does to one table in one rebuild.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/shadow/rebuild.hpp"
#include "plan/preconditions.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

struct Together {
  Planning& p;
  Table& table;
  ShadowChange change = {};
  std::vector<std::string> late = {};
  bool anew = false, early = false;

  // True the first time.
  void name(const Identifier& column) {
    if (change.columns.insert(column.value).second) return;
    auto is_added = std::any_of(change.added.begin(), change.added.end(), [&](auto* operation) {
      return std::get<AddColumn>(operation->body).column.name == column;
    });
    unsupported(p.at(),
                fmt::format("column {}.{} is {} twice", table.name, column.value,
                            is_added ? "added, or altered," : "altered"),
                is_added ? "say all of it in add_column" : "say all of it in one alter_column");
  }

  void take(const RebuildTable& op) {
    if (anew)
      unsupported(p.at(), fmt::format("table {} is rebuilt twice", table.name),
                  "say all of it in one rebuild_table");
    anew = true;
    rebuild_anew(p, table, op, change, late);
    early = op.exchange == RebuildTable::Exchange::backfill;
  }

  void take(const AlterColumn& op) {
    name(op.column);
    if (op.way == AlterColumn::Way::in_place)
      unsupported(
          p.at(),
          fmt::format("`strategy: in_place` of a table that is written anew, {}", table.name),
          "leave it out: the column is changed in the same copy");
    change_column(p, table, op, change, late);
  }

  void take(const AddColumn& op) {
    require_no_column(table, op.column.name, p.at());
    name(op.column.name);
    change.added.push_back(p.operation);
    change.what += fmt::format("{}{}.{} is added", change.what.empty() ? "" : ", ", table.name,
                               op.column.name.value);
  }
};

}  // namespace

bool is_of_rebuild(const Operation& operation, const std::string& table) {
  return std::visit(Overloaded{[&](const AlterColumn& op) { return op.table.value == table; },
                               [&](const AddColumn& op) { return op.table.value == table; },
                               [&](const RebuildTable& op) { return op.table.value == table; },
                               [](const auto&) { return false; }},
                    operation.body);
}

bool is_rebuilt(const Planning& p, const Identifier& table) {
  return std::any_of(p.migration.operations.begin(), p.migration.operations.end(),
                     [&](auto& other) {
                       if (!is_of_rebuild(other, table.value)) return false;
                       auto* alter = std::get_if<AlterColumn>(&other.body);
                       return alter ? alter->way == AlterColumn::Way::shadow
                                    : std::holds_alternative<RebuildTable>(other.body);
                     });
}

void plan_rebuild(Planning& p, const Identifier& name) {
  std::vector<const Operation*> operations;
  for (auto& other : p.migration.operations)
    if (is_of_rebuild(other, name.value)) operations.push_back(&other);
  auto* first = p.operation;
  if (operations.front() != first) return;
  Together all{p, p.table(name)};
  for (auto* operation : operations) {
    p.operation = operation;
    std::visit(Overloaded{[&](const AlterColumn& op) { all.take(op); },
                          [&](const AddColumn& op) { all.take(op); },
                          [&](const RebuildTable& op) { all.take(op); }, [](const auto&) {}},
               operation->body);
  }
  p.operation = first;
  auto& change = all.change;
  if (change.what.empty()) return;
  if (change.why.empty()) change.why = "a copy of it is made, and the table is in use meanwhile";
  change.late_because = join(all.late, "; ");
  if (all.early && !all.late.empty())
    unsupported(
        p.at(),
        fmt::format("`exchange: backfill` of table {}: {}", name.value, change.late_because),
        "leave it out: contract exchanges it");
  plan_shadow(p, change, all.table);
}

}  // namespace migrate::postgres
