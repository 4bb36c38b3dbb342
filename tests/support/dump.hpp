// All that PostgreSQL knows of a database's definitions, as sorted text: also what no statement of
// an application can observe (ownership, grants, comments, statistics targets, storage …).
#pragma once
#include <string>
#include <vector>

#include "tests/support/server.hpp"

namespace migrate::test {

// By `pg_dump -s`, the server's own (beside its binaries) or the installed one, where that is not
// older than the server, else empty. Statement by statement, and the lines of a CREATE TABLE, in
// sorted order; without the tool's own schema.
std::string pg_dump_of(const Database& database);
std::string pg_dump_of(db::Connection& connection, const std::string& url);

// A line for each object of a schema (as SQL names it), with everything that is set on it.
// PostgreSQL.
std::vector<std::string> catalog_lines(db::Connection& connection, const db::Value& schema);

// By the catalog, on every version.
std::string catalog_of(const Database& database);

}  // namespace migrate::test
