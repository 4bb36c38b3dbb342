#include "dialects/mysql/catalog/catalog_sql.hpp"

#include <fmt/format.h>

#include "dialects/mysql/quote.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// In a pattern, for both servers' regular expressions (ICU, PCRE).
std::string literally(const std::string& text) {
  return "\\Q" + replace_all(text, "\\E", R"(\E\\E\Q)") + "\\E";
}

// Whether a pattern tells names by their case would follow from the text's collation otherwise,
// which is another one on each server.
std::string as_tables_are_told(const std::string& flags) {
  return fmt::format("IF(@@lower_case_table_names > 0, '(?{0}i)', '(?{0}-i)')", flags);
}

// `words`, an expression; a table's name in them is told by its case where the server does.
std::string view_holds(const std::string& words) {
  return fmt::format(
      "(INSTR(VIEW_DEFINITION, {0}) > 0 AND (@@lower_case_table_names > 0 OR "
      "INSTR(CAST(VIEW_DEFINITION AS BINARY), {0}) > 0))",
      words);
}

std::string without_strings_and_comments(const std::string& text) {
  return fmt::format("REGEXP_REPLACE({}, {}, '')", text,
                     quote_text(R"('(?:[^'\\]++|\\.)*+'|(?s:/\*.*?\*/)|(?:-- |#)[^\n]*)"));
}

}  // namespace

std::string exactly(const std::string& what, const std::string& value) {
  return fmt::format("CAST({} AS BINARY) = {}", what, quote_text(value));
}

std::string is_table(const std::string& what, const std::string& table) {
  return fmt::format("({0} = {1} AND (@@lower_case_table_names > 0 OR {2}))", what,
                     quote_text(table), exactly(what, table));
}

std::string view_names(const std::string& table) {
  return view_holds(fmt::format("CONCAT('`', DATABASE(), {})", quote_text("`." + quote(table))));
}

std::string view_reads(const std::string& table, const std::string& column) {
  constexpr const char* alias = "(`(?:[^`]|``)+`)";
  const auto dotted = "\\." + literally(quote(column)) + "(?!`)";
  auto pattern = [&](const std::string& before, const std::string& behind) {
    return fmt::format("VIEW_DEFINITION REGEXP CONCAT({}, {}, DATABASE(), {})",
                       as_tables_are_told("s"), quote_text(before + "\\Q`"),
                       quote_text(fmt::format("\\E{}(?: PARTITION \\([^)]*\\))? {}",
                                              literally("`." + quote(table)), behind)));
  };
  // Where it is read stands before the alias, in the list, or behind it, in a condition.
  return fmt::format("{} AND ({} OR {} OR {})", view_names(table),
                     view_holds(quote_text(quote(table) + "." + quote(column))),
                     pattern(alias + dotted + ".*", "\\1"),
                     pattern("", alias + (".*\\1" + dotted)));
}

std::string select_views(const std::string& condition) {
  return fmt::format(
      "SELECT IF(VIEW_DEFINITION = '', 'view without SHOW VIEW', 'view') AS kind, "
      "CONCAT(TABLE_SCHEMA, '.', TABLE_NAME) AS name FROM information_schema.VIEWS WHERE ({} OR "
      "(TABLE_SCHEMA = DATABASE() AND VIEW_DEFINITION = ''))",
      condition);
}

std::string names_table(const std::string& text, const std::string& table) {
  return fmt::format(
      "{} REGEXP CONCAT({}, {}, DATABASE(), {})", without_strings_and_comments(text),
      as_tables_are_told(""), quote_text(R"((?<![\w$.`])(?:`?\Q)"),
      quote_text(fmt::format(R"(\E`?\s*\.\s*)?`?{}`?(?![\w$`]))", literally(table))));
}

// MySQL 9.7.4 shows a string of a trigger without the escapes it was written with, 'it''s' as
// 'it's': what is left out as a string may be anything then. A column of the row is looked for in
// all of it.
std::string names_column(const std::string& text, const std::string& column) {
  const auto bare = literally(column) + "(?![\\w$`])", quoted = literally(quote(column)) + "(?!`)";
  return fmt::format(
      "({} REGEXP {} OR {} REGEXP {})", text,
      quote_text(fmt::format(R"((?i)(?<![\w$])(?:NEW|OLD)`?\s*\.\s*(?:{}|{}))", bare, quoted)),
      without_strings_and_comments(text),
      quote_text(fmt::format(R"((?i)(?<![\w$`]){}|{})", bare, quoted)));
}

}  // namespace migrate::mysql
