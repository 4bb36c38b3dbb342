// Checks against the live schema that every dialect's planner needs. Each refuses with exit 2, the
// place in the user's file, and the nearest name where one was misspelt.
#pragma once
#include <string>
#include <vector>

#include "migration/operations/operation.hpp"
#include "schema/schema.hpp"

namespace migrate {

// MIG-PLAN-NO-TABLE
Table& require_table(Schema& schema, const Identifier& table, const Location& at);
// MIG-PLAN-NO-COLUMN
Column& require_column(Table& table, const Identifier& column, const Location& at);
// MIG-PLAN-NO-CONSTRAINT; `known`: the names that there are.
[[noreturn]] void no_constraint(const Table& table, const std::string& name,
                                const std::vector<std::string>& known, const Location& at);
// MIG-PLAN-EXISTS
void require_no_table(const Schema& schema, const Identifier& table, const Location& at);
void require_no_column(const Table& table, const Identifier& column, const Location& at);
void require_no_index(const Schema& schema, const Identifier& index, const Location& at);
// MIG-PLAN-NAME: empty, holds NUL, not UTF-8, or longer than the server keeps. `unit`: "bytes" or
// "characters".
void require_name(const Identifier& name, std::size_t limit, bool limit_in_bytes,
                  const Location& at);
// MIG-PLAN-UNSUPPORTED: this engine cannot do it (yet); says why and what to do instead.
[[noreturn]] void unsupported(const Location& at, std::string what, std::string instead = {});
// The text for this engine; MIG-PLAN-NO-SQL when a map by engine has no entry for it.
std::string require_sql(const SqlText& text, EngineKind engine, const std::string& field,
                        const Location& at);
// Likewise, of a column's type; MIG-PLAN-TYPE where it would hide what follows it in a statement.
std::string require_type(const SqlText& text, EngineKind engine, const Location& at);
// Likewise, of an expression, without its comments to the end of a line: for what is put into the
// middle of one.
std::string require_expression(const SqlText& text, EngineKind engine, const std::string& field,
                               const Location& at);
// The text for this engine or "" when nothing is given.
std::string sql_or_empty(const SqlText& text, EngineKind engine);
std::string expression_or_empty(const SqlText& text, EngineKind engine);

}  // namespace migrate
