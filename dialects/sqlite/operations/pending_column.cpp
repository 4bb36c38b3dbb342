#include "dialects/sqlite/operations/pending_column.hpp"

#include <fmt/format.h>

#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/state.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

std::string marker(const PendingColumn& column) {
  return "/*" +
         object_name(
             {"pending", replace_all(column.table, "*/", ""), replace_all(column.column, "*/", "")},
             120) +
         "*/";
}

// What comes with contract: " NOT NULL DEFAULT 1".
std::string tail(const PendingColumn& column) {
  std::string text = column.not_null ? " NOT NULL" : "";
  if (!column.default_sql.empty()) text += " DEFAULT " + column.default_sql;
  return text + column.check;
}

}  // namespace

std::string count_sql(const std::string& table, const std::string& condition) {
  return fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} WHERE {} LIMIT 1000)", quote(table),
                     condition);
}

std::string add_pending(const PendingColumn& column) {
  auto sql = fmt::format("ALTER TABLE {} ADD COLUMN {} {}", quote(column.table),
                         quote(column.column), column.type);
  return tail(column).empty() ? sql : sql + " " + marker(column);
}

std::vector<std::string> end_pending(const PendingColumn& column) {
  std::vector<std::string> sql;
  if (column.not_null)
    sql.push_back(
        expect_statement(fmt::format("no row of {} has a NULL in {}", column.table, column.column),
                         fmt::format("NOT EXISTS (SELECT 1 FROM {} WHERE {} IS NULL)",
                                     quote(column.table), quote(column.column))));
  if (auto text = tail(column); !text.empty())
    for (auto& statement :
         edit_definition(column.table, marker(column), text.substr(1),
                         column.name() + " is as it was asked for",
                         nullable_condition(column.table, column.column, !column.not_null)))
      sql.push_back(statement);
  return sql;
}

std::vector<std::string> prove_check(const PendingColumn& column) {
  if (column.check.empty()) return {};
  return {expect_statement(
      fmt::format("every row of {} passes the CHECK of {}", column.table, column.column),
      fmt::format("NOT EXISTS (SELECT 1 FROM {} WHERE NOT{})", quote(column.table),
                  column.check.substr(column.check.find('('))))};
}

}  // namespace migrate::sqlite
