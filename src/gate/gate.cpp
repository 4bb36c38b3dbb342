#include "gate/gate.hpp"

#include <algorithm>

namespace migrate {

bool Verdict::unchecked() const {
  return open &&
         std::any_of(evidence.begin(), evidence.end(), [](const Evidence& e) { return e.unasked; });
}

Verdict judge(const GateInput& input) {
  Verdict verdict;
  verdict.migration = input.record.id;
  const bool backfilled = is_filled(input.record.stage);
  verdict.evidence.push_back({"backfill", backfilled,
                              backfilled ? "backfill has ended" : "backfill has not ended",
                              std::string(name_of(input.record.stage)), "backfilled"});
  judge_instances(input, verdict.evidence);
  judge_sessions(input, verdict.evidence);
  judge_statements(input, verdict.evidence);
  judge_writes(input, verdict.evidence);
  judge_quiet(input, verdict.evidence);
  judge_soak(input, verdict.evidence);
  judge_checks(input, verdict.evidence);
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
  if (!merged.note_writes) merged.note_writes = defaults.note_writes;
  merged.checks.insert(merged.checks.end(), defaults.checks.begin(), defaults.checks.end());
  merged.require.insert(merged.require.end(), defaults.require.begin(), defaults.require.end());
  return merged;
}

}  // namespace migrate
