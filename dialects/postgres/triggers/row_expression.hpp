// Expressions of the user's over one row, as trigger functions and checks hold them.
//
// What a trigger stores must be what the fill and the comparison compute from the same row, whoever
// writes it: the functions therefore have the settings of the tool's own sessions, and generated
// columns, which the server computes behind BEFORE triggers, are computed ahead.
#pragma once
#include <string>
#include <vector>

#include "dialects/postgres/sync.hpp"
#include "schema/schema.hpp"

namespace migrate::postgres {

// Made of columns, types and functions of a known few, which read nothing but the row, depend on no
// setting and give the same each time. False where that is not certain.
bool is_plain_expression(const Table& table, const std::string& expression);
// It may read a table, or call a function that does or gives another value each time.
bool may_read_or_call(const std::string& expression);
// Settings with which a value of this type is written and read do not matter.
bool is_plain_value(const std::string& type);

// The SET clauses of a function that evaluates these expressions into values of these types. Seven
// of them cost a call some 2.5 microseconds, the first alone next to nothing: plain expressions
// have that one.
std::string settings_for(const SyncSite& site, const std::vector<std::string>& expressions,
                         const std::vector<std::string>& types);

// "SELECT … INTO …", of expressions over `row`: NEW, OLD, or an argument of the table's type.
// All are computed before any is stored.
std::string evaluate(const SyncSite& site, const std::vector<std::string>& expressions,
                     const std::vector<std::string>& into, const std::string& row,
                     const std::string& indent);

}  // namespace migrate::postgres
