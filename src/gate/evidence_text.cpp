#include "gate/evidence_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace migrate {

std::set<std::string> apps_concerned(const GateInput& input) {
  if (!input.settings.apps.empty()) return {input.settings.apps.begin(), input.settings.apps.end()};
  std::set<std::string> apps;
  for (auto& i : input.instances) apps.insert(i.app);
  return apps;
}

std::string age(const GateInput& input, EpochMs at) {
  return format_duration(Millis(std::max<EpochMs>(0, input.now - at))) + " ago";
}

std::string describe(const GateInput& input, const AppInstance& i) {
  return fmt::format("{}/{} runs version {} (schema {}), seen {}", i.app, i.instance,
                     i.version.empty() ? "unknown" : i.version,
                     i.schema.empty() ? "unknown" : i.schema, age(input, i.seen_at));
}

}  // namespace migrate
