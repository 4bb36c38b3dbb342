// The default of a column that gets another type, or other values, where the file says none.
#pragma once
#include <string>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// As SQL. `up`: empty for a cast. Refuses (MIG-PLAN-NEEDS-DEFAULT) one that the new column cannot
// have, and one of which it cannot be told ahead what `up` makes of it.
std::string carried_default(Planning& p, const Table& table, const Column& column,
                            const std::string& type, const std::string& up);

}  // namespace migrate::postgres
