// `abort_if:` of migrate.yaml: numbers of the application that take a migration back.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "config/number_ask.hpp"
#include "util/units.hpp"

namespace migrate {

// Exactly one of above, below and times is there.
struct AbortRule {
  std::string name;  // unique
  NumberAsk ask;
  std::optional<double> above, below;
  std::optional<double> times;    // more than so many times the baseline, or `than`
  std::optional<NumberAsk> than;  // of the stable version, asked at the same time
  int in_a_row = 3;               // so many readings
  Millis every{5000};
  Millis watch{0};  // goes on for so long after expand and after backfill

  bool wants_baseline() const { return times && !than; }
};

std::vector<AbortRule> read_abort_rules(const Source& source, const std::vector<Node>& nodes);

}  // namespace migrate
