// What contract hides before it drops it (docs/decisions/0023).
#pragma once
#include <optional>
#include <string>

#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/sync.hpp"

namespace migrate::postgres {

// The column's name while it is hidden; empty: there is no quarantine, or another operation of the
// migration reads the column, which a note says.
std::string hidden_name_of(Planning& p, const Table& table, const std::string& column);
// One transaction: the column under that name, and the trigger that keeps it filled in the place of
// the one that did (both may be empty).
void hide_column(Planning& p, const Table& table, const std::string& column,
                 const std::string& hidden, const Sync& before, const Sync& after);
// The table under the name that is the answer; its own where there is no quarantine.
std::string hide_table(Planning& p, const Table& table);

// keeping.cpp. For `contract --keep-copy`; nothing where the rows have no key to be found by.
// `called`: the column's name by then; `sync`: what keeps it filled.
std::optional<Step::Copy> keep_column(Planning& p, const Table& table, const Column& column,
                                      const std::string& called, const Sync& sync);
Step::Copy keep_table(Planning& p, const Table& table, const std::string& called);

}  // namespace migrate::postgres
