// The commands that the sweep interrupts, and what the applications do around them.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "tests/support/case.hpp"

namespace migrate::test {

struct Stop {
  // Command lines, usually one: "expand", "backfill", "contract". One rollback per migration.
  std::vector<std::vector<std::string>> commands;
  // What the application of that moment runs: after the command in a run without faults, right
  // after the interruption in a run with one. It must work in both.
  std::function<void(Case&)> during;
  std::function<void(Case&)> after;
  // Interrupted it is not run again: what follows goes on from there.
  bool given_up = false;
};

struct Sequence {
  std::string name;
  std::vector<Stop> stops;
  std::vector<std::size_t> swept;  // indexes into `stops`
  std::string expected;            // the heading in the scenario's `expected` that holds at the end
};

// The database of a scenario, with the old application at work.
void begin(Case& c);

// To the end, and back again from expanded and from backfilled.
std::vector<Sequence> sequences_of(const Scenario& scenario);

}  // namespace migrate::test
