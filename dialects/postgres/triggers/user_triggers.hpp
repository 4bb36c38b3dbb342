// Row triggers of the user's that fire before ours, or would fire behind them.
#pragma once
#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// PostgreSQL fires the BEFORE triggers of a row in the byte order of their names. One behind ours,
// of the table or of a partition, would change what ours has compared or computed from: refused.
void require_no_later_triggers(const Planning& p, const Table& table);

// An UPDATE by a fill may store another row than it has set, of a partition too: what is computed
// from the row must be computed behind such a trigger.
bool changes_filled_rows(const Planning& p, const Table& table);
constexpr auto filled_by_trigger =
    "the table's own triggers may change the row that is filled: the value is computed by ours, "
    "behind them";

}  // namespace migrate::postgres
