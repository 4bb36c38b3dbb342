// Statements that take a partitioned table and each of its partitions, under the locks that are
// held in short.
#pragma once
#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// Puts the locks ahead of every step of the finished plan, and of every undo, that takes such a
// table whole without having asked for it before.
void hold_partitions_in_short(Planning& p);

}  // namespace migrate::postgres
