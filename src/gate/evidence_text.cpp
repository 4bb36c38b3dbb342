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

Millis age_of(const GateInput& input, EpochMs at) {
  return Millis(std::max<EpochMs>(0, input.now - at));
}

std::string age(const GateInput& input, EpochMs at) {
  return format_duration(age_of(input, at)) + " ago";
}

Evidence missing_evidence(const GateInput& input, const std::string& kind, const std::string& why) {
  auto& required = input.settings.require;
  bool is_required = std::find(required.begin(), required.end(), kind) != required.end();
  Evidence e{kind, !is_required, "cannot be had: " + why, "unknown", ""};
  if (is_required) e.limit = "required";
  e.missing = true;
  return e;
}

void judge_own_sql(const GateInput& input, const std::string& kind, std::vector<Evidence>& out) {
  if (input.own_sql && input.settings.requires_evidence(kind))
    out.push_back(missing_evidence(input, kind, "what SQL of your own takes away is not known"));
}

std::string newer_schema(const GateInput& input) {
  const auto& id = input.record.id;
  return input.overtaken_by.empty()
             ? fmt::format("schema {} or newer", id)
             : fmt::format("schema {}, or newer than {}", id, input.overtaken_by);
}

std::string old_code(const GateInput& input, const std::string& schema) {
  if (schema < input.record.id) return "old code";
  return fmt::format(
      "perhaps old code, since {} was recorded before {} was expanded: builds without the latter "
      "report it too. `contract.versions` tells them apart, and so does the next migration",
      input.overtaken_by, input.record.id);
}

std::string describe(const GateInput& input, const AppInstance& i) {
  return fmt::format("{}/{} runs version {} (schema {}), seen {}", i.app, i.instance,
                     i.version.empty() ? "unknown" : i.version,
                     i.schema.empty() ? "unknown" : i.schema, age(input, i.seen_at));
}

}  // namespace migrate
