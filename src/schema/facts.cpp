#include "schema/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "util/text.hpp"

namespace migrate {

namespace {

// What depends on a column stands there for planning; most of it is a fact of its own.
bool is_dependents(const std::string& fact) {
  return fact == "carried" || fact == "held_by" || fact == "rehearsed" || fact == "views";
}

// Of the type, not of the column: who changes a domain has changed no table.
bool is_of_type(const std::string& fact) {
  return fact == "type_default" || fact == "default_base";
}

std::string column_text(const Column& column, bool with_dependents) {
  std::string text = fmt::format("{}{} default {}", column.type, column.nullable ? "" : " not null",
                                 column.default_sql.value_or("none"));
  if (column.generated) text += " generated";
  if (column.identity) text += " identity";
  if (!column.collation.empty()) text += " collate " + column.collation;
  if (!column.charset.empty()) text += " charset " + column.charset;
  if (!column.comment.empty()) text += " comment " + column.comment;
  for (const auto& [key, value] : column.extra)
    if (!is_of_type(key) && (with_dependents || !is_dependents(key)))
      text += fmt::format(" {}={}", key, value);
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

bool is_policy(const std::string& object) {
  return object.starts_with("policy ");
}

// Of a CHECK and of an index of MySQL's, whose catalog escapes each quote in them, an earlier
// version recorded that text as it was: nobody has changed it since.
bool is_escaped(const std::string& object, const std::string& recorded, const std::string& live) {
  if (!object.starts_with("check ") && !object.starts_with("index ")) return false;
  if (recorded.find("\\'") == std::string::npos) return false;
  std::string text;
  for (std::size_t i = 0; i < recorded.size(); ++i) {
    if (recorded[i] == '\\' && i + 1 < recorded.size()) ++i;
    text += recorded[i];
  }
  return text == live;
}

}  // namespace

std::string SchemaFact::text() const {
  return definition + (definition.empty() || details.empty() ? "" : ", ") + details;
}

std::string object_of(const ForeignKey& key) {
  return "foreign key " + (key.name.empty() ? key_text(key) : key.name);
}

std::vector<SchemaFact> facts_of(const Table& table) {
  std::vector<SchemaFact> facts;
  auto add = [&](const std::string& object, const std::string& definition) {
    auto details = table.details.find(object);
    facts.push_back({table.name, object, definition,
                     details == table.details.end() ? std::string() : details->second, definition});
  };
  add("table", "");
  for (auto& column : table.columns) {
    add("column " + column.name, column_text(column, false));
    facts.back().before = column_text(column, true);
  }
  // SQLite numbers its own indexes and leaves constraints without a name: what they say names them.
  for (auto& index : table.indexes)
    add(index.automatic ? "index " + index_text(index) : "index " + index.name, index_text(index));
  for (auto& key : table.foreign_keys) add(object_of(key), key_text(key));
  for (auto& check : table.checks)
    add("check " + (check.name.empty() ? check.expression : check.name),
        check.expression + (check.validated ? "" : " NOT VALID"));
  for (auto& trigger : table.triggers) add("trigger " + trigger.name, "");
  for (auto& view : table.views) add("view " + view, "");
  for (auto& [object, _] : table.details)
    if (is_policy(object)) add(object, "");
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
  std::map<Key, const SchemaFact*> was, is;
  std::set<std::string> without_details;
  for (auto& fact : recorded) {
    was[{fact.table, fact.object}] = &fact;
    if (fact.object == "table" && fact.text().empty()) without_details.insert(fact.table);
  }
  for (auto& fact : live) is[{fact.table, fact.object}] = &fact;
  std::set<Key> keys;
  for (auto& [key, _] : was) keys.insert(key);
  for (auto& [key, _] : is) keys.insert(key);
  std::vector<SchemaDifference> found;
  for (auto& key : keys) {
    auto before = was.find(key), now = is.find(key);
    bool was_there = before != was.end(), is_there = now != is.end();
    auto text = [](bool there, auto at) { return there ? at->second->text() : std::string(); };
    auto recorded_text = text(was_there, before), live_text = text(is_there, now);
    bool old = without_details.count(key.first) > 0;
    if (was_there && is_there) {
      if (recorded_text == live_text || recorded_text.empty() || live_text.empty()) continue;
      if (old && recorded_text == now->second->before) continue;
      if (is_escaped(key.second, recorded_text, live_text)) continue;
    }
    if (!was_there && old && is_policy(key.second)) continue;
    bool whole_table = was.count({key.first, "table"}) != is.count({key.first, "table"});
    if (whole_table && key.second != "table") continue;
    if (whole_table) recorded_text = live_text = "";
    found.push_back({key.first, key.second, recorded_text, live_text, was_there, is_there});
  }
  return found;
}

}  // namespace migrate
