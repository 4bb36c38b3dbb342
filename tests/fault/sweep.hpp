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
  std::vector<std::string> failures;
};

enum class Extent {
  sample,      // a fixed sample, spread evenly over all calls, commands and modes
  every_call,  // every call once, its mode in turn
  everything,  // every call in every mode
};

struct SweepOptions {
  std::string tool, faulty_tool;
  Extent extent = Extent::sample;
  std::size_t sample = 20;  // how many faults a sample has, about
};

SweepResult sweep(const Scenario& scenario, const Server& server, const SweepOptions& options);

}  // namespace migrate::test
