#include <fmt/format.h>

#include "tests/fault/sweep.hpp"

namespace migrate::test {
namespace {

constexpr const char* row = "{:<34} {:<9} {:>7} {:>8} {:>8} {:>8} {:>9}";

}  // namespace

std::string sweep_header() {
  return fmt::format(row, "scenario", "engine", "calls", "faults", "missed", "states", "failures");
}

std::string line_of(const SweepResult& r) {
  return fmt::format(row, r.scenario, r.engine, r.calls, r.faults, r.missed, r.states,
                     r.failures.size());
}

}  // namespace migrate::test
