// Triggers of one event fire in the order in which they were made, unless one is made to precede
// another.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

struct MadeTrigger {
  std::string name;  // in backticks
  std::string sql;
};

// The BEFORE triggers of this event (INSERT, UPDATE, DELETE) that expand makes for the table by
// what is planned so far, in the order in which they fire; those that note writes come last.
std::vector<MadeTrigger> made_before(const Plan& plan, const Table& table, std::string_view event);

// The statement that makes a BEFORE trigger which fills `columns`, ahead of the triggers of earlier
// operations that read one of them: for a write that leaves it out they would compute from nothing.
std::string ahead_of_readers(const Plan& plan, const Table& table,
                             const std::vector<std::string>& columns, std::string sql);

}  // namespace migrate::mysql
