// What the server refuses of a foreign key whatever rows there are.
#pragma once
#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// A key without `up` is added in contract, and cannot be tried on an empty copy before: a temporary
// table may not refer to another one that is none. `parent_columns`: also where the file leaves
// them out. MIG-PLAN-CONSTRAINT, MIG-PLAN-PRIVILEGES, MIG-PLAN-UNSUPPORTED
void require_possible_key(const Planning& p, const Table& table, const ConstraintDef& def,
                          const Table& parent, const std::vector<std::string>& parent_columns);

}  // namespace migrate::postgres
