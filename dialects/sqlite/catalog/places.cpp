#include "dialects/sqlite/catalog/places.hpp"

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/quote.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

using Kind = ConstraintText::Kind;

bool in_primary_key(const CreateTableText& table, const ColumnText& column) {
  const auto keys = table.all(Kind::primary_key);
  return std::any_of(keys.begin(), keys.end(), [&](auto* key) {
    return std::any_of(key->columns.begin(), key->columns.end(),
                       [&](auto& name) { return same_name(name, column.name); });
  });
}

// DROP COLUMN takes the text from a column's name to the next one's: what stood before the one
// stands before the other then. The first column whose going would so change what stands from
// `begin` to this one's name; nullptr: none. One of the primary key cannot go.
const ColumnText* would_change(const std::string& sql, const CreateTableText& table,
                               const ColumnText& column, std::size_t begin) {
  const auto lead = sql.substr(begin, column.range.begin - begin);
  auto at = std::find_if(table.columns.begin(), table.columns.end(),
                         [&](auto& one) { return same_name(one.name, column.name); });
  while (at != table.columns.begin()) {
    const auto& before = *--at;
    if (in_primary_key(table, before)) return nullptr;
    if (!sql.substr(0, before.range.begin).ends_with(lead)) return &before;
  }
  return nullptr;
}

}  // namespace

ColumnEdit column_edit(const std::string& sql, const CreateTableText& table,
                       const ColumnText& column, TextRange range, const std::string& text) {
  auto begin = whole_column(sql, column);
  // A comment before the name, or the parenthesis of the first column: one character alone tells
  // the name from the end of a longer one.
  if (would_change(sql, table, column, begin)) begin = column.range.begin - 1;
  ColumnEdit found{text_edit(sql, range, text, begin), {}};
  found.words = {range.end - found.edit.from.size(), range.end};
  const auto* first = &column;
  for (auto& other : table.columns) {
    if (other.range.begin >= column.range.begin || other.range.end <= found.words.begin) continue;
    if (found.others.empty()) first = &other;
    found.others.push_back(other.name);
  }
  if (found.words.begin < first->range.begin)
    if (auto* other = would_change(sql, table, *first, found.words.begin))
      found.others.push_back(other->name);
  return found;
}

TextEdit put_last(const std::string& sql, const CreateTableText& table,
                  const std::string& constraint) {
  const auto end = sql.substr(table.close);
  return {end, ", " + constraint + end, true};
}

std::string constraint_place(const Table& table, const std::string& constraint) {
  return "CONSTRAINT " + quote(object_name({"rule", table.name, constraint}, 120)) + " CHECK (1)";
}

bool is_constraint_place(const ConstraintText& constraint) {
  return constraint.kind == Kind::check && constraint.value == "1" &&
         starts_with_ci(constraint.name, "migrate_rule__");
}

}  // namespace migrate::sqlite
