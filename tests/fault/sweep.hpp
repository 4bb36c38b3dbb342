// Runs one scenario on one server once without a fault and then once per chosen fault, and
// compares.
#pragma once
#include <string>
#include <vector>

#include "tests/support/case.hpp"
#include "tests/support/scenario.hpp"
#include "tests/support/server.hpp"

namespace migrate::test {

struct SweepResult {
  std::string scenario, engine;
  long calls = 0;   // that could be interrupted, over all commands
  long faults = 0;  // that were
  long missed = 0;  // of these, runs that ended before the call was made
  long states = 0;  // different databases that the faults left behind, each carried to the end
  std::vector<std::string> failures;
};

struct SweepOptions {
  std::string tool, faulty_tool;
  bool everything = false;    // every interruption of every call that differs from the others
  bool thinned = true;        // of a long run of calls alike, every fourth
  std::size_t sample = 20;    // else how many of them, about, spread evenly
  bool one_sequence = false;  // of one way through the phases, each scenario its own
  // The command that crashes the server and starts it again: then that is the only fault.
  std::string crash = {};
};

// The closing table.
std::string sweep_header();
std::string line_of(const SweepResult& result);

SweepResult sweep(const Scenario& scenario, const Server& server, const SweepOptions& options);

}  // namespace migrate::test
