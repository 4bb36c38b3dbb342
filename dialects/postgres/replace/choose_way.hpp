// Which way a change of a type that writes each row takes where nobody says (docs/decisions/0027).
#pragma once
#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// What one way costs a server that has nothing else to do: to be compared with the other one.
struct WayEstimate {
  double seconds = 0;
  double wal = 0;  // bytes, written for replicas and archives too (full_page_writes = on)
};
struct WayEstimates {
  WayEstimate in_place, shadow;
};
// `toast`: bytes of the table's values that lie outside of its rows, part of its `bytes`.
WayEstimates estimate_ways(const Table& table, std::uint64_t toast);
// More of it lies there than in its rows.
bool is_mostly_toast(const Table& table, std::uint64_t toast);

// Plans the change through a shadow table where that is clearly cheaper, and tells why; false: it
// is to be made in place, and the plan is what it was but for a note.
bool plan_by_cheaper_way(Planning& p, const AlterColumn& op);

}  // namespace migrate::postgres
