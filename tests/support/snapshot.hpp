// A database's contract with its applications as sorted text, so that two databases can be compared
// and a difference read in a test's output.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "tests/support/server.hpp"

namespace migrate::test {

// What statements can observe: columns, keys, indexes, checks, triggers, views. Left out: the order
// of columns, statistics, and the stored text of definitions (two ways to one shape are worded
// differently).
std::string describe(const Schema& schema);
std::string schema_of(const Database& database);

// Every row of every user table, columns and rows in sorted order; of the `random` columns only
// whether they are NULL.
std::string rows_of(const Database& database, const std::set<std::string>& random = {});

// Both, of one inspection.
struct Snapshot {
  std::string schema, rows;
};
Snapshot snapshot_of(const Database& database);

// Objects named migrate_… that contract should have taken away: triggers, columns, indexes, checks,
// foreign keys, views, tables, functions. The tables of the tool's record are not among them.
std::vector<std::string> leftovers(const Database& database);

// A line for each row of a result, columns in sorted order.
void add_rows(const db::Result& result, const std::string& table,
              const std::set<std::string>& without, const std::set<std::string>& random,
              std::vector<std::string>& lines);

// The lines that only one of two texts has, with "-" and "+" before them.
std::string difference(const std::string& expected, const std::string& actual);

}  // namespace migrate::test
