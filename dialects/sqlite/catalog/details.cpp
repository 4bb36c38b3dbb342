#include "dialects/sqlite/catalog/details.hpp"

#include "dialects/sqlite/catalog/create_table_text.hpp"
#include "dialects/sqlite/catalog/lexer.hpp"
#include "schema/facts.hpp"

namespace migrate::sqlite {

namespace {

// Without comments; one blank where there were any.
std::string on_one_line(const std::string& sql) {
  std::string text;
  std::size_t end = 0;
  for (auto& token : tokenize(sql)) {
    if (token.begin > end && !text.empty()) text += ' ';
    text += sql.substr(token.begin, token.end - token.begin);
    end = token.end;
  }
  return text;
}

// What stands behind REFERENCES says when the rule is looked at; the catalog does not.
std::string when_checked(const std::string& references) {
  auto tokens = tokenize(references);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (!tokens[i].is_word("DEFERRABLE") || (i > 0 && tokens[i - 1].is_word("NOT"))) continue;
    return i + 2 < tokens.size() && tokens[i + 2].is_word("DEFERRED")
               ? "deferrable initially deferred"
               : "deferrable";
  }
  return {};
}

std::string kind_of(const Table& table, const std::optional<CreateTableText>& text) {
  if (!text) return on_one_line(table.extra.at("sql"));
  std::string kind = text->without_rowid ? "without rowid" : "rowid";
  if (text->strict) kind += ", strict";
  if (text->autoincrement) kind += ", autoincrement";
  return kind;
}

}  // namespace

void read_details(Schema& schema) {
  std::map<std::string, std::string> views;
  for (auto& sql : schema.definitions) {
    auto tokens = tokenize(sql);
    for (std::size_t i = 0; i + 1 < tokens.size() && i < 3; ++i)
      if (tokens[i].is_word("VIEW")) views[tokens[i + 1].value] = on_one_line(sql);
  }
  for (auto& [name, table] : schema.tables) {
    auto text = parse_create_table(table.extra.at("sql"));
    table.details["table"] = kind_of(table, text);
    for (auto& trigger : table.triggers)
      table.details["trigger " + trigger.name] = on_one_line(trigger.definition);
    for (auto& view : table.views) table.details["view " + view] = views[view];
    if (!text) continue;
    // In the opposite order: see inspect.cpp.
    auto written = text->all(ConstraintText::Kind::references);
    const std::size_t keys = table.foreign_keys.size();
    for (std::size_t i = 0; written.size() == keys && i < keys; ++i)
      if (auto checked = when_checked(written[i]->value); !checked.empty())
        table.details[object_of(table.foreign_keys[keys - 1 - i])] = checked;
  }
}

}  // namespace migrate::sqlite
