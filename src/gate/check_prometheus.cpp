// One number of a Prometheus server, now. No series is no number: an exporter that is gone proves
// nothing.
#include <fmt/format.h>

#include "gate/check.hpp"
#include "util/prometheus.hpp"
#include "util/variables.hpp"

namespace migrate {

CheckOutcome check_prometheus(const GateCheck& check) {
  auto url = expand_variables(check.target);
  if (!url.problem.empty()) return failed(url.problem);
  auto sample = prometheus::query(url.text, check.query, check.timeout);
  if (!sample.value) return failed(sample.error);
  return compared(check, fmt::format("{}", *sample.value));
}

}  // namespace migrate
