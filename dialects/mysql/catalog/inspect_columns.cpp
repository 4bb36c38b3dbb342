#include <fmt/format.h>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/inspect.hpp"
#include "dialects/mysql/quote.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

std::string unescape(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) ++i;
    out += text[i];
  }
  return out;
}

namespace {

bool is_number(const std::string& data_type) {
  for (const char* type : {"tinyint", "smallint", "mediumint", "int", "bigint", "decimal", "float",
                           "double", "bit", "year"})
    if (data_type == type) return true;
  return false;
}

// The bare value or expression of MySQL's catalog as SQL that can stand after DEFAULT.
std::string mysql_default(const std::string& value, const std::string& data_type,
                          bool from_expression) {
  if (from_expression) {
    if (starts_with_ci(value, "CURRENT_TIMESTAMP")) return value;
    return "(" + unescape(value) + ")";
  }
  if (is_number(data_type)) return value;
  return quote_text(value);
}

// A virtual "on update CURRENT_TIMESTAMP(3)" among the words of EXTRA.
std::string on_update_of(const std::string& extra) {
  auto at = lower(extra).find("on update ");
  if (at == std::string::npos) return {};
  auto text = extra.substr(at + 10);
  return text.substr(0, text.find(' '));
}

Column column_of(const db::Row& row, const Flavour& flavour) {
  Column column;
  column.name = row[1].text;
  auto& data_type = column.extra["data_type"] = lower(row[4].text);
  column.type = row[5].text;
  column.nullable = row[3].text == "YES";
  column.charset = row[6].text;
  column.collation = row[7].text;
  column.comment = row[9].text;
  auto extra = lower(row[8].text);
  column.identity = extra.find("auto_increment") != std::string::npos;
  column.generated = !row[10].text.empty();
  if (column.generated)
    column.extra["generation"] = flavour.default_is_sql ? row[10].text : unescape(row[10].text);
  if (extra.find("virtual") != std::string::npos) column.extra["virtual"] = "1";
  if (extra.find("invisible") != std::string::npos) column.extra["invisible"] = "1";
  if (auto update = on_update_of(row[8].text); !update.empty()) column.extra["on_update"] = update;
  // MariaDB writes an explicit DEFAULT NULL as the word.
  bool has_default =
      !row[2].is_null() && !column.generated && !(flavour.default_is_sql && row[2].text == "NULL");
  if (has_default) {
    column.default_sql = flavour.default_is_sql
                             ? row[2].text
                             : mysql_default(row[2].text, data_type,
                                             extra.find("default_generated") != std::string::npos);
    column.default_constant = is_constant(*column.default_sql);
    // Cut at a NUL byte by MySQL, other bytes turned into question marks by MariaDB.
    if (data_type == "binary" || data_type == "varbinary") column.extra["inexact_default"] = "1";
  } else {
    column.default_constant = true;  // none: left out means NULL
  }
  return column;
}

}  // namespace

void read_columns(db::Connection& connection, const Flavour& flavour, const std::string& only,
                  Schema& schema) {
  auto rows = connection
                  .query(fmt::format(
                      "SELECT TABLE_NAME, COLUMN_NAME, COLUMN_DEFAULT, IS_NULLABLE, DATA_TYPE, "
                      "COLUMN_TYPE, CHARACTER_SET_NAME, COLLATION_NAME, EXTRA, COLUMN_COMMENT, "
                      "GENERATION_EXPRESSION FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = "
                      "DATABASE(){} ORDER BY TABLE_NAME, ORDINAL_POSITION",
                      only))
                  .rows;
  for (auto& row : rows)
    if (auto* table = schema.table(row[0].text)) table->columns.push_back(column_of(row, flavour));
}

}  // namespace migrate::mysql
