#include "schema/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "util/text.hpp"

namespace migrate {

namespace {

std::string column_text(const Column& column) {
  std::string text = fmt::format("{}{} default {}", column.type, column.nullable ? "" : " not null",
                                 column.default_sql.value_or("none"));
  if (column.generated) text += " generated";
  if (column.identity) text += " identity";
  if (!column.collation.empty()) text += " collate " + column.collation;
  if (!column.charset.empty()) text += " charset " + column.charset;
  if (!column.comment.empty()) text += " comment " + column.comment;
  for (const auto& [key, value] : column.extra) text += fmt::format(" {}={}", key, value);
  return text;
}

std::string index_text(const Index& index) {
  std::vector<std::string> parts;
  for (const IndexPart& part : index.parts)
    parts.push_back(part.column + part.expression + (part.descending ? " desc" : "") +
                    (part.prefix ? fmt::format("({})", *part.prefix) : "") +
                    (part.options.empty() ? "" : " " + part.options));
  return fmt::format("{}{}{}{}{} ({}){}{}", index.unique ? "unique " : "",
                     index.primary ? "primary " : "", index.constraint ? "constraint " : "",
                     index.valid ? "" : "INVALID ", lower(index.method), join(parts, ", "),
                     index.include.empty() ? "" : " include (" + join(index.include, ", ") + ")",
                     index.predicate.empty() ? "" : " where " + index.predicate);
}

std::string key_text(const ForeignKey& key) {
  return fmt::format("{}({}) -> {}({}) on delete {} on update {}", key.table,
                     join(key.columns, ", "), key.ref_table, join(key.ref_columns, ", "),
                     key.on_delete, key.on_update);
}

}  // namespace

std::vector<SchemaFact> facts_of(const Table& table) {
  std::vector<SchemaFact> facts = {{table.name, "table", ""}};
  auto add = [&](const std::string& object, const std::string& definition) {
    facts.push_back({table.name, object, definition});
  };
  for (auto& column : table.columns) add("column " + column.name, column_text(column));
  // SQLite numbers its own indexes and leaves constraints without a name: what they say names them.
  for (auto& index : table.indexes)
    add(index.automatic ? "index " + index_text(index) : "index " + index.name, index_text(index));
  for (auto& key : table.foreign_keys)
    add("foreign key " + (key.name.empty() ? key_text(key) : key.name), key_text(key));
  for (auto& check : table.checks)
    add("check " + (check.name.empty() ? check.expression : check.name),
        check.expression + (check.validated ? "" : " NOT VALID"));
  for (auto& trigger : table.triggers) add("trigger " + trigger.name, "");
  for (auto& view : table.views) add("view " + view, "");
  std::sort(facts.begin(), facts.end());
  return facts;
}

std::vector<SchemaFact> facts_of(const Schema& schema) {
  std::vector<SchemaFact> all;
  for (auto& [_, table] : schema.tables) {
    auto facts = facts_of(table);
    all.insert(all.end(), facts.begin(), facts.end());
  }
  for (auto& [_, type] : schema.enums) {
    auto definition = "'" + join(type.values, "', '") + "'";
    for (auto& [key, value] : type.extra) definition += fmt::format(" {}={}", key, value);
    all.push_back({"", "type " + type.name, std::move(definition)});
  }
  std::sort(all.begin(), all.end());
  return all;
}

std::vector<SchemaDifference> differences(const std::vector<SchemaFact>& recorded,
                                          const std::vector<SchemaFact>& live) {
  using Key = std::pair<std::string, std::string>;
  std::map<Key, std::string> was, is;
  for (auto& fact : recorded) was[{fact.table, fact.object}] = fact.definition;
  for (auto& fact : live) is[{fact.table, fact.object}] = fact.definition;
  std::set<Key> keys;
  for (auto& [key, _] : was) keys.insert(key);
  for (auto& [key, _] : is) keys.insert(key);
  std::vector<SchemaDifference> found;
  for (auto& key : keys) {
    auto before = was.find(key), now = is.find(key);
    bool was_there = before != was.end(), is_there = now != is.end();
    if (was_there && is_there && before->second == now->second) continue;
    bool whole_table = was.count({key.first, "table"}) != is.count({key.first, "table"});
    if (whole_table && key.second != "table") continue;
    found.push_back({key.first, key.second, was_there ? before->second : "",
                     is_there ? now->second : "", was_there, is_there});
  }
  return found;
}

}  // namespace migrate
