#include "gate/gate.hpp"

#include <algorithm>

namespace migrate {

Verdict judge(const GateInput& input) {
  Verdict verdict;
  verdict.migration = input.record.id;
  verdict.evidence.push_back({"backfill", is_filled(input.record.stage), "backfill has ended",
                              std::string(name_of(input.record.stage)), "backfilled"});
  judge_instances(input, verdict.evidence);
  judge_quiet(input, verdict.evidence);
  judge_soak(input, verdict.evidence);
  judge_approval(input, verdict.evidence);
  judge_quarantine(input, verdict.evidence);
  verdict.open = std::all_of(verdict.evidence.begin(), verdict.evidence.end(),
                             [](const Evidence& e) { return e.holds; });
  return verdict;
}

ContractSettings merge(const ContractSettings& file, const ContractSettings& defaults) {
  ContractSettings merged = file;
  if (merged.apps.empty()) merged.apps = defaults.apps;
  for (auto& [app, rule] : defaults.versions) merged.versions.try_emplace(app, rule);
  if (!merged.quiet) merged.quiet = defaults.quiet;
  if (!merged.soak) merged.soak = defaults.soak;
  if (!merged.approval) merged.approval = defaults.approval;
  if (!merged.quarantine) merged.quarantine = defaults.quarantine;
  if (!merged.keep_copy) merged.keep_copy = defaults.keep_copy;
  return merged;
}

}  // namespace migrate
