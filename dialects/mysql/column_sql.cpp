#include "dialects/mysql/column_sql.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/quote.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

bool one_of(const std::string& word, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* w) { return word == w; });
}

// 'it''s', _utf8mb4'x', b'01', x'ff', 0xff, -1.5e3, TRUE, NULL: one token and nothing behind it.
bool is_literal(std::string_view text) {
  text = trim(text);
  if (text.empty()) return false;
  auto low = lower(text);
  if (one_of(low, {"null", "true", "false"})) return true;
  std::size_t i = 0;
  if (text[0] == '_' || starts_with_ci(text, "b'") || starts_with_ci(text, "x'") ||
      starts_with_ci(text, "n'"))
    while (i < text.size() && text[i] != '\'') ++i;
  if (i < text.size() && text[i] == '\'') {
    for (++i; i < text.size(); ++i) {
      if (text[i] == '\\') {
        ++i;
      } else if (text[i] == '\'') {
        if (i + 1 < text.size() && text[i + 1] == '\'')
          ++i;
        else
          return i + 1 == text.size();
      }
    }
    return false;
  }
  if (starts_with_ci(text, "0x"))
    return text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
  if (text[0] == '-' || text[0] == '+') text.remove_prefix(1);
  return !text.empty() && ((text[0] >= '0' && text[0] <= '9') || text[0] == '.') &&
         text.find_first_not_of("0123456789.eE+-") == std::string_view::npos;
}

// "(10,2)" of "decimal(10,2) unsigned"; empty when there is none.
std::string parenthesised(const std::string& type) {
  auto open = type.find('('), close = type.find(')');
  return open == std::string::npos || close == std::string::npos
             ? ""
             : type.substr(open, close - open + 1);
}

// What stands between the first pair of quotes, quotes included: the first value of an ENUM.
std::string first_value(const std::string& type) {
  auto start = type.find('\'');
  if (start == std::string::npos) return "''";
  for (auto i = start + 1; i < type.size(); ++i)
    if (type[i] == '\'') {
      if (i + 1 < type.size() && type[i + 1] == '\'')
        ++i;
      else
        return type.substr(start, i - start + 1);
    }
  return "''";
}

}  // namespace

bool is_now(std::string_view text) {
  auto low = lower(trim(text));
  for (const char* word : {"current_timestamp", "now", "localtime", "localtimestamp"}) {
    std::string_view rest = low;
    if (rest.substr(0, std::string_view(word).size()) != word) continue;
    rest.remove_prefix(std::string_view(word).size());
    if (rest.empty()) return std::string_view(word) != "now";
    if (rest.front() == '(' && rest.back() == ')' &&
        rest.find_first_not_of("0123456789 ", 1) == rest.size() - 1)
      return true;
  }
  return false;
}

bool is_constant(const std::string& default_sql) {
  return is_literal(default_sql) || is_now(default_sql);
}

std::optional<std::string> constant_default(const Column& column) {
  if (!column.default_sql) return std::nullopt;
  auto text = std::string(trim(*column.default_sql));
  if (text.size() > 2 && text.front() == '(' && text.back() == ')')
    text = std::string(trim(std::string_view(text).substr(1, text.size() - 2)));
  if (!is_constant(text) || lower(text) == "null") return std::nullopt;
  return text;
}

std::string default_clause(const std::string& sql) {
  auto text = std::string(trim(sql));
  if (is_constant(text) || (!text.empty() && text.front() == '(')) return text;
  return "(" + text + ")";
}

std::string data_type(const Column& column) {
  if (auto at = column.extra.find("data_type"); at != column.extra.end()) return at->second;
  auto text = lower(trim(column.type));
  return text.substr(0, text.find_first_of(" (\t\n"));
}

bool is_text(const Column& column) {
  return one_of(data_type(column),
                {"char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set",
                 "json", "character", "nchar", "nvarchar", "national", "long"});
}

bool is_blob(const Column& column) {
  return one_of(data_type(column), {"tinytext", "text", "mediumtext", "longtext", "tinyblob",
                                    "blob", "mediumblob", "longblob", "json", "long"});
}

bool is_spatial(const Column& column) {
  return one_of(data_type(column),
                {"geometry", "point", "linestring", "polygon", "multipoint", "multilinestring",
                 "multipolygon", "geometrycollection", "geomcollection", "vector"});
}

bool by_length(const Column& column) {
  return is_blob(column) || (is_spatial(column) && data_type(column) != "vector") ||
         one_of(data_type(column), {"varchar", "varbinary"});
}

std::string type_sql(const Column& column) {
  std::string sql = column.type;
  if (!column.charset.empty()) sql += " CHARACTER SET " + column.charset;
  if (!column.collation.empty()) sql += " COLLATE " + column.collation;
  return sql;
}

std::string definition_sql(const Column& column) {
  std::string sql = quote(column.name) + " " + type_sql(column);
  sql += column.nullable ? " NULL" : " NOT NULL";
  if (column.default_sql) sql += " DEFAULT " + *column.default_sql;
  if (auto at = column.extra.find("on_update"); at != column.extra.end())
    sql += " ON UPDATE " + at->second;
  if (column.extra.count("invisible")) sql += " INVISIBLE";
  if (!column.comment.empty()) sql += " COMMENT " + quote_text(column.comment);
  return sql;
}

std::string encryption_sql(const Table& table) {
  auto at = table.extra.find("encryption");
  return at == table.extra.end() ? std::string() : " " + at->second;
}

std::string same(const Column& column, const std::string& a, const std::string& b) {
  if (!is_text(column)) return fmt::format("{} <=> {}", a, b);
  return fmt::format("CAST({} AS BINARY) <=> CAST({} AS BINARY)", a, b);
}

std::string differs(const Column& column, const std::string& a, const std::string& b) {
  return "NOT (" + same(column, a, b) + ")";
}

std::string stored(const Column& column, const std::string& expression) {
  return column.charset.empty() ? expression
                                : fmt::format("CONVERT({} USING {})", expression, column.charset);
}

std::optional<std::string> implicit_value(const Column& column) {
  auto type = data_type(column);
  if (type == "enum") return first_value(column.type);
  if (type == "json") return "'null'";
  if (is_text(column) ||
      one_of(type, {"binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob", "set"}))
    return "''";
  if (one_of(type,
             {"tinyint", "smallint", "mediumint", "int", "integer", "bigint", "decimal", "numeric",
              "dec", "fixed", "float", "double", "real", "bool", "boolean", "bit", "year"}))
    return "0";
  if (type == "date") return "'0000-00-00'";
  if (type == "datetime" || type == "timestamp") return "'0000-00-00 00:00:00'";
  if (type == "time") return "'00:00:00'";
  if (type == "uuid") return "'00000000-0000-0000-0000-000000000000'";
  if (type == "inet6") return "'::'";
  if (type == "inet4") return "'0.0.0.0'";
  return std::nullopt;
}

std::optional<std::string> implicit_default(const Column& column, const Flavour& flavour) {
  auto value = implicit_value(column);
  if (!value || !is_blob(column) || flavour.blob_default_is_literal) return value;
  if (!flavour.expression_defaults) return std::nullopt;
  // Measured on 9.7: SET DEFAULT ('') is taken for a literal and refused, an expression is not.
  if (data_type(column) == "json") return "(CAST('null' AS JSON))";
  return "(CONCAT(" + *value + "))";
}

std::string settable_default(const Column& column, const std::string& sql, const Flavour& flavour) {
  auto text = default_clause(sql);
  if (!is_constant(text)) return text;
  if (is_blob(column) && !flavour.blob_default_is_literal) return "(CONCAT(" + text + "))";
  return is_now(text) ? "(" + text + ")" : text;
}

std::string key_value(const Column& column, const std::string& quoted) {
  auto type = data_type(column);
  if (one_of(type, {"binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"}))
    return "HEX(" + quoted + ")";
  if (type == "bit" || is_enumerated(column)) return "CAST(" + quoted + " AS UNSIGNED)";
  if (one_of(type, {"date", "datetime", "timestamp", "time", "decimal", "numeric"}))
    return "CAST(" + quoted + " AS CHAR)";
  if (one_of(type, {"float", "double", "real"})) return "CAST(" + quoted + " AS DOUBLE)";
  return quoted;
}

bool is_enumerated(const Column& column) {
  return one_of(data_type(column), {"enum", "set"});
}

bool is_passed_as_it_is(const Column& column) {
  if (is_text(column))
    return !is_enumerated(column) &&
           one_of(column.charset, {"utf8mb4", "utf8mb3", "utf8", "ascii", "latin1"});
  return data_type(column).find("int") != std::string::npos;
}

std::string key_placeholder(const Column& column) {
  auto type = data_type(column);
  if (one_of(type, {"binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob"}))
    return "UNHEX(?)";
  if (type == "bit" || is_enumerated(column)) return "CAST(? AS UNSIGNED)";
  if (type == "date") return "CAST(? AS DATE)";
  if (type == "datetime" || type == "timestamp") return "CAST(? AS DATETIME(6))";
  // TIME stays bare: MySQL 9.7 takes the parameter of CAST(? AS TIME) for a time of day and turns
  // '100:00:00' into NULL, while it compares a bare one with the column as a TIME.
  if (type == "decimal" || type == "numeric")
    return "CAST(? AS DECIMAL" + parenthesised(column.type) + ")";
  if (one_of(type, {"float", "double", "real"})) return "CAST(? AS DOUBLE)";
  return "?";
}

std::string key_problem(const Column& column) {
  if (is_spatial(column)) return "is of a spatial type";
  if (data_type(column) == "json") return "is of type JSON";
  return {};
}

}  // namespace migrate::mysql
