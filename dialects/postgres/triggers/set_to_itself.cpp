#include "dialects/postgres/triggers/set_to_itself.hpp"

#include <algorithm>
#include <set>

namespace migrate::postgres {

namespace {

bool looks_at_the_columns_named(const Table& table) {
  return std::any_of(table.triggers.begin(), table.triggers.end(), [](const Trigger& trigger) {
    return trigger.definition.find(" UPDATE OF ") != std::string::npos;
  });
}

}  // namespace

std::vector<std::string> columns_to_set_to_themselves(const Schema& schema, const Table& table) {
  auto kind = table.extra.find("kind");
  const bool partitioned = kind != table.extra.end() && kind->second == "p";
  if (schema.version_number < 140000 || partitioned || looks_at_the_columns_named(table)) return {};
  std::set<std::string> unique;
  for (auto& index : table.indexes)
    if (index.unique)
      for (auto& part : index.parts) unique.insert(part.column);
  std::vector<std::string> columns;
  for (auto& index : table.indexes) {
    if (index.unique || index.method != "btree") continue;
    auto part = std::find_if(index.parts.begin(), index.parts.end(), [&](const IndexPart& p) {
      auto* column = table.column(p.column);
      return column && !column->generated && !column->identity && !unique.count(p.column);
    });
    if (part != index.parts.end() &&
        std::find(columns.begin(), columns.end(), part->column) == columns.end())
      columns.push_back(part->column);
  }
  return columns;
}

}  // namespace migrate::postgres
