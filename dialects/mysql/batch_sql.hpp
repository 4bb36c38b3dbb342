// Walking a table by its key: the queries of a batched step.
#pragma once
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "migration/operations/operation.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

// start, end, bounds, key, estimate for this table. Refuses (MIG-PLAN-UNSUPPORTED) a table that has
// no key to walk by, with the reason. `by_numbers`: a batch ends at a number of the key, so that
// the rows before it are not read to find it (Batch::by_numbers).
Batch walk(const Table& table, const Location& at, bool by_numbers = false);

// Where the table is large, its key one integer, and most of the numbers between the first and the
// last are rows of it.
bool suits_numbers(db::Connection& connection, const Table& table);

// " FORCE INDEX (`k`)", behind the table's name: the index that it is walked by.
std::string walk_hint(const Table& table);

// "k >= ? AND …" for the range [from, to]; its parameters are appended to `params`. `prefix`: what
// stands before the key's columns ("o.").
std::string in_range(const Table& table, std::vector<BatchParam>& params,
                     const std::string& prefix = "");

// ", `c` = `c`" behind assignments to `assigned`: for each other column that the server would set
// by itself (ON UPDATE CURRENT_TIMESTAMP).
std::string keep_the_rest(const Table& table, const std::vector<std::string>& assigned);

// UPDATE t SET `assignments` WHERE <range> AND (`condition`). `assigned`: their columns; what of
// the others the server would set by itself keeps its value.
Batch fill_batch(const Table& table, const std::vector<std::string>& assigned,
                 const std::string& assignments, const std::string& condition, const Location& at);

// SELECT of the keys of at most five rows of the range where `condition` holds.
Batch verify_batch(const Table& table, const std::string& condition, const Location& at);

}  // namespace migrate::mysql
