#include "dialects/postgres/triggers/row_expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <set>

#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/server/session.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Case folded, so that G finds g; one too many does no harm.
bool may_mention(const std::string& expression, const std::string& name) {
  return mentions(lower(expression), lower(name));
}

std::vector<const Column*> generated_in(const SyncSite& site,
                                        const std::vector<std::string>& expressions) {
  std::vector<const Column*> found;
  if (!site.known) return found;
  for (auto& column : site.known->columns) {
    if (!column.extra.count("generated_as")) continue;
    // By the table's name the row is read as a whole.
    if (std::any_of(expressions.begin(), expressions.end(), [&](auto& expression) {
          return may_mention(expression, column.name) || may_mention(expression, site.table);
        }))
      found.push_back(&column);
  }
  return found;
}

const std::set<std::string>& plain_words() {
  static const std::set<std::string> words = {
      "case",     "when",      "then",     "else",      "end",      "and",
      "or",       "not",       "is",       "null",      "distinct", "from",
      "in",       "between",   "like",     "ilike",     "true",     "false",
      "cast",     "as",        "for",      "both",      "leading",  "trailing",
      "coalesce", "nullif",    "greatest", "least",     "lower",    "upper",
      "initcap",  "trim",      "btrim",    "ltrim",     "rtrim",    "replace",
      "substr",   "substring", "left",     "right",     "length",   "split_part",
      "position", "strpos",    "lpad",     "rpad",      "reverse",  "repeat",
      "concat",   "concat_ws", "md5",      "abs",       "round",    "ceil",
      "ceiling",  "floor",     "trunc",    "mod",       "sign",     "char_length",
      "text",     "varchar",   "char",     "character", "varying",  "regexp_replace",
      "int",      "int2",      "int4",     "int8",      "integer",  "smallint",
      "bigint",   "numeric",   "decimal",  "boolean",   "bool",     "uuid"};
  return words;
}

}  // namespace

bool is_plain_value(const std::string& type) {
  static const std::set<std::string> plain = {
      "smallint",  "integer", "bigint", "numeric", "text", "character varying",
      "character", "boolean", "uuid",   "json",    "jsonb"};
  return plain.count(base_type(canonical_type(type))) > 0;
}

bool may_read_or_call(const std::string& expression) {
  auto text = lower(expression);
  if (mentions(text, "select")) return true;
  for (auto open = text.find('('); open != std::string::npos; open = text.find('(', open + 1)) {
    auto end = open;
    while (end > 0 && std::isspace(static_cast<unsigned char>(text[end - 1]))) --end;
    auto begin = end;
    while (begin > 0 && is_word(text[begin - 1])) --begin;
    if (end > 0 && text[end - 1] == '"') return true;
    bool qualified = begin > 0 && text[begin - 1] == '.';
    if (begin < end && (qualified || !plain_words().count(text.substr(begin, end - begin))))
      return true;
  }
  return false;
}

bool is_plain_expression(const Table& table, const std::string& expression) {
  auto is_plain_column = [&](const std::string& name) {
    auto* column = table.column(name);
    return column && is_plain_value(column->type);
  };
  bool after_dot = false;
  for (std::size_t at = 0; at < expression.size();) {
    char c = expression[at];
    auto end = at + 1;
    if (c == '\'') {
      // A prefix (E'', B'') is a word that is not known.
      end = expression.find('\'', at + 1);
      if (end == std::string::npos) return false;
      // How a backslash is read is a setting.
      if (expression.substr(at, end - at).find('\\') != std::string::npos) return false;
      ++end;
    } else if (std::isdigit(static_cast<unsigned char>(c))) {
      while (end < expression.size() && (is_word(expression[end]) || expression[end] == '.')) ++end;
    } else if (c == '"' || is_word(c)) {
      std::string name;
      if (c == '"') {
        end = expression.find('"', at + 1);
        if (end == std::string::npos) return false;
        name = expression.substr(at + 1, end - at - 1);
        ++end;
      } else {
        while (end < expression.size() && is_word(expression[end])) ++end;
        name = lower(expression.substr(at, end - at));
      }
      bool dot = end < expression.size() && expression[end] == '.';
      bool known = table.column(name) ? is_plain_column(name) && !dot
                   : dot              ? name == table.name && !after_dot
                                      : c != '"' && !after_dot && plain_words().count(name) > 0;
      if (!known) return false;
    } else if (c == '$' || c == '\\' || c == ';') {
      return false;
    }
    after_dot = c == '.';
    at = end;
  }
  return true;
}

std::string settings_for(const SyncSite& site, const std::vector<std::string>& expressions,
                         const std::vector<std::string>& types) {
  auto sql = "\n  SET search_path = " + site.search_path;
  bool plain = site.known && std::all_of(types.begin(), types.end(), is_plain_value) &&
               std::all_of(expressions.begin(), expressions.end(), [&](auto& expression) {
                 return is_plain_expression(*site.known, expression);
               });
  if (plain) return sql;
  for (auto& setting : value_settings()) sql += "\n  " + setting;
  return sql;
}

std::string evaluate(const SyncSite& site, const std::vector<std::string>& expressions,
                     const std::vector<std::string>& into, const std::string& row,
                     const std::string& indent) {
  auto from = fmt::format("FROM (SELECT {}.*) AS {}", row, quote_name(site.table));
  std::string sql;
  std::vector<std::string> values;
  for (auto& expression : expressions) values.push_back(parenthesised(expression));
  if (row == "NEW" || row == "OLD")
    for (auto* column : generated_in(site, expressions)) {
      // The server has stored OLD's, and takes none of NEW's but its own.
      if (row == "OLD" && !column->extra.count("generated_virtual")) continue;
      sql += fmt::format("{}{}.{} := (SELECT {} {});\n", indent, row, quote_name(column->name),
                         parenthesised(column->extra.at("generated_as")), from);
    }
  return sql + fmt::format("{}SELECT {} INTO {} {};\n", indent, join(values, ", "),
                           join(into, ", "), from);
}

}  // namespace migrate::postgres
