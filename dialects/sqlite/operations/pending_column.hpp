// A column whose NOT NULL, DEFAULT and CHECK come with contract: earlier they would hold for old
// code's INSERT, before a trigger can fill the column. A comment stands in their place.
#pragma once
#include <string>
#include <vector>

#include "dialects/sqlite/operations/planning.hpp"

namespace migrate::sqlite {

struct PendingColumn {
  std::string table, column, type;
  bool not_null = false;
  std::string default_sql, check;  // " CHECK (…)"; empty: none
  std::string name() const { return table + "." + column; }
};

// "ALTER TABLE … ADD COLUMN …", with the comment.
std::string add_pending(const PendingColumn& column);
// Puts in what was left out. A DDL statement must follow, and `prove_check` behind it.
std::vector<std::string> end_pending(const PendingColumn& column);
std::vector<std::string> prove_check(const PendingColumn& column);
// "SELECT count(*) …" of the rows that meet `condition`, for a step's loss.
std::string count_sql(const std::string& table, const std::string& condition);

}  // namespace migrate::sqlite
