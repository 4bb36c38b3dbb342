// A column that goes and that nothing fills meanwhile: each row that new code writes has the
// column's default in it, as long as old code lives.
#pragma once
#include <string>

#include "migration/operations/operation.hpp"
#include "schema/schema.hpp"

namespace migrate {

// Of a column whose default is the same for every row, and not NULL. MIG-PLAN-UNSUPPORTED where a
// unique index of the column alone would take one such row only. Else what is to be told, or "".
std::string look_at_left_out(const Table& table, const Column& column, const Location& at);

}  // namespace migrate
