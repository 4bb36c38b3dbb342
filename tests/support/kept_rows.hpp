// What a rollback does with rows: whatever stood in a table stands there afterwards.
#pragma once
#include <map>
#include <set>
#include <string>

#include "tests/support/server.hpp"

namespace migrate::test {

using TableRows = std::map<std::string, db::Result>;  // by table

// Every user table's, as it is.
TableRows rows_by_table(const Database& database);

// Of the tables and columns that there are afterwards: a line for each row that has come or gone,
// in whatever order. Empty: all are what they were. `changed` names what may differ, as "table" or
// "table.column".
std::string changed_rows(const TableRows& before, const TableRows& after,
                         const std::set<std::string>& changed);

}  // namespace migrate::test
