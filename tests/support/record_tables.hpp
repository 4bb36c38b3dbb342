// The tables of the tool's own record (docs/state.md): what else is named migrate_… belongs to a
// migration that is under way.
#pragma once
#include <set>
#include <string>

#include "dialects/dialect.hpp"

namespace migrate::test {

// Those that a later command decides by, and those that only tell what was.
enum class Record { decides, tells };

// As queries and catalogs name them: migrate_step, migrate.step.
std::set<std::string> record_tables(const Dialect& dialect, Record which);
std::set<std::string> record_tables(const Dialect& dialect);  // all

}  // namespace migrate::test
