// Long enough since backfill ended.
#include "gate/evidence_text.hpp"

namespace migrate {

void judge_soak(const GateInput& input, std::vector<Evidence>& out) {
  if (!input.settings.soak) return;
  auto since = age_of(input, input.record.backfilled_at);
  bool holds = input.record.backfilled_at != 0 && since >= *input.settings.soak;
  out.push_back({"soak", holds, "time since backfill ended",
                 input.record.backfilled_at ? format_duration(since) : "not ended",
                 format_duration(*input.settings.soak)});
}

}  // namespace migrate
