// Which operations put one thing in another's place, told by their plans: so that none is added
// that the swap test leaves out.
#pragma once
#include <set>
#include <string>

namespace migrate::test {

// The phases of a plan (its text) in which a step exchanges, renames or replaces something.
std::set<std::string> exchanging_phases(const std::string& plan);

// "alter_column, backfill", for each golden plan of a scenario with one kind of operation.
std::set<std::string> exchanges_of_scenarios();

// The one kind of operation in a migration file's list; empty where there are several.
std::string operation_of(const std::string& operations);

}  // namespace migrate::test
