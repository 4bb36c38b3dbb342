// What the steps of a rebuild share.
#include "dialects/sqlite/shadow/rebuild.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/quote.hpp"
#include "plan/names.hpp"

namespace migrate::sqlite {

// The words that make a column the rowid: https://www.sqlite.org/lang_createtable.html#rowid
std::string rowid_column(const CreateTableText& text, const std::string& sql) {
  if (text.without_rowid) return {};
  for (auto* key : text.all(ConstraintText::Kind::primary_key)) {
    if (key->columns.size() != 1) continue;
    // "INTEGER PRIMARY KEY DESC" is not, by an old mistake that is kept.
    if (key->of_column &&
        mentions(sql.substr(key->range.begin, key->range.end - key->range.begin), "DESC"))
      continue;
    auto* column = text.column(key->columns[0]);
    if (column &&
        same_name(sql.substr(column->type.begin, column->type.end - column->type.begin), "INTEGER"))
      return column->name;
  }
  return {};
}

void append(Statements& to, const Statements& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Step& add(const Rebuild& r, Phase phase, StepKind kind, const std::string& title,
          const std::string& why) {
  auto& step = add_step(r.p.plan, phase, kind, title);
  step.table = r.was.name;
  step.strategy = Strategy::shadow;
  step.why = why;
  return step;
}

std::string called(const std::string& sql, TextRange name, const std::string& as) {
  return edited(sql, name, quote(as));
}

std::string shadow_index_name(const Rebuild& r, const Index& index) {
  return object_name({r.was.name, "shadow", index.name}, name_limit);
}

std::string index_sql(const Rebuild& r, const Index& index, const std::string& name,
                      const std::string& table) {
  auto sql = unqualified(index.definition, r.was.name);
  auto text = parse_create_index(sql);
  // The table's name stands behind the index's: that one first, its place does not move then.
  return called(called(sql, text.table, table), text.name, name);
}

std::vector<Index> carried_indexes(const Rebuild& r) {
  std::vector<Index> carried;
  for (auto& index : r.was.indexes) {
    if (index.definition.empty()) continue;
    bool whole = std::all_of(r.was.columns.begin(), r.was.columns.end(), [&](auto& column) {
      return r.text.column(column.name) || !uses(index, column.name);
    });
    if (whole)
      carried.push_back(index);
    else
      r.p.note(fmt::format("index {} goes with the column that it uses", index.name));
  }
  return carried;
}

std::string standing_by(const Rebuild& r, const std::string& definition) {
  return unqualified(without_references(definition), r.was.name);
}

}  // namespace migrate::sqlite
