// Row triggers of the user's that would fire behind ours.
#pragma once
#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// PostgreSQL fires the BEFORE triggers of a row in the byte order of their names. One behind ours,
// of the table or of a partition, would change what ours has compared or computed from: refused.
void require_no_later_triggers(const Planning& p, const Table& table);

}  // namespace migrate::postgres
