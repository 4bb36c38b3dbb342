// What one column has that another one must get when it takes its place.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// "SELECT TO r WITH GRANT OPTION", one each, as statements for another column.
std::vector<std::string> column_grants(const std::vector<std::string>& grants,
                                       const std::string& table_sql, const std::string& column);
std::vector<std::string> grants_of(const Column& column);

// Storage and compression that are not those of the type: ALTER TYPE forgets them. Nothing where
// the new type has no choice.
std::vector<std::string> storage_of(const Column& first, const std::string& table_sql,
                                    const std::string& column, const std::string& type);

// Grants, statistics target, options, storage, comment (`said`: another one).
std::vector<std::string> settings_of(const Column& first, const std::string& table_sql,
                                     const std::string& column, const std::string& type,
                                     const std::optional<std::string>& said);

// Statements that give constraints and indexes their comments, CLUSTER mark and statistics targets
// again: all that are over the column; those of one constraint and its index.
std::vector<std::string> descriptions(const Table& table, const std::string& column);
std::vector<std::string> described(const Table& table, const std::string& constraint);
// " NO INHERIT", or nothing: what stands behind the expression.
std::string inheritance_of(const Check& check);

// 18 and later have constraints that are known and not enforced: one that is built anew would be.
void require_enforced(const Planning& p, const Table& table, const Column& column);

}  // namespace migrate::postgres
