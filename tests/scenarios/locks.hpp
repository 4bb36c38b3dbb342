// The lock that a plan prints is the lock that the server takes.
#pragma once
#include "tests/support/case.hpp"

namespace migrate::test {

// Runs each step of the scenario's plans on PostgreSQL and reads pg_locks from a second session
// before the step ends. Throws std::runtime_error with every step whose text is not what it takes.
void compare_locks(Case& c);
// The same of what a rollback runs, from the end of backfill on.
void compare_locks_of_undo(Case& c);

}  // namespace migrate::test
