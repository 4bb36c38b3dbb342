#include "schema/schema.hpp"

#include <algorithm>
#include <utility>

namespace migrate {

const Column* Table::column(const std::string& name_) const {
  auto at = std::find_if(columns.begin(), columns.end(), [&](auto& c) { return c.name == name_; });
  return at == columns.end() ? nullptr : &*at;
}

Column* Table::column(const std::string& name_) {
  return const_cast<Column*>(std::as_const(*this).column(name_));
}

const Index* Table::index(const std::string& name_) const {
  auto at = std::find_if(indexes.begin(), indexes.end(), [&](auto& i) { return i.name == name_; });
  return at == indexes.end() ? nullptr : &*at;
}

std::vector<std::string> Index::columns() const {
  std::vector<std::string> names;
  for (auto& part : parts) names.push_back(part.column);
  return names;
}

const Index* Table::primary_key() const {
  auto at = std::find_if(indexes.begin(), indexes.end(), [](auto& i) { return i.primary; });
  return at == indexes.end() ? nullptr : &*at;
}

const Index* Table::walking_key() const {
  auto walkable = [&](const Index& index) {
    if (!index.valid || !index.predicate.empty() || !(index.unique || index.primary)) return false;
    return std::all_of(index.parts.begin(), index.parts.end(), [&](const IndexPart& part) {
      if (part.column.empty() || part.prefix) return false;
      // What differs by its collation may be equal by the column's, by which a walk goes.
      if (part.options.find("COLLATE") != std::string::npos) return false;
      auto* c = column(part.column);
      return c && !c->nullable;
    });
  };
  if (auto* key = primary_key(); key && walkable(*key)) return key;
  auto at = std::find_if(indexes.begin(), indexes.end(), walkable);
  return at == indexes.end() ? nullptr : &*at;
}

const Table* Schema::table(const std::string& name_) const {
  auto at = tables.find(name_);
  return at == tables.end() ? nullptr : &at->second;
}

Table* Schema::table(const std::string& name_) {
  return const_cast<Table*>(std::as_const(*this).table(name_));
}

std::vector<const Table*> Schema::tables_with_index(const std::string& index) const {
  std::vector<const Table*> found;
  for (auto& [_, table] : tables)
    if (table.index(index)) found.push_back(&table);
  return found;
}

}  // namespace migrate
