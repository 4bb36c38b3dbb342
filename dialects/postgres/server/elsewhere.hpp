// What other servers have of a table: subscribers of its publications, a publisher that it is
// subscribed to, the servers of partitions that are foreign tables.
#pragma once
#include <string>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// A column that expand adds; `kept`: a trigger fills it or follows it; `lost`: the one that goes
// for it.
void note_column_elsewhere(Planning& p, const Table& table, const std::string& column, bool kept,
                           const std::string& lost = {});
// Publications of all tables send the tool's own ones along.
void note_state_elsewhere(Planning& p);
// Fills, among the steps that were not there before, of rows that the server would not let anybody
// update.
void refuse_fixed_rows(const Planning& p, const std::set<std::string>& before);

}  // namespace migrate::postgres
