// The state tables on SQLite: migrate_<name>, timestamps as ISO 8601 text in UTC with milliseconds.
#pragma once
#include "dialects/dialect.hpp"

namespace migrate::sqlite {

const StateSql& state_sql();

// A statement that fails, and with it the step's transaction, unless `condition` (SQL) is true: a
// plan says with it what it relies on. `expectation` is what a person reads in the plan.
std::string expect_statement(const std::string& expectation, const std::string& condition);
// The expectation of such a statement; empty for any other.
std::string expectation_of(std::string_view sql);

}  // namespace migrate::sqlite
