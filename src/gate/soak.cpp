// Long enough since backfill ended.
#include <algorithm>

#include "gate/gate.hpp"

namespace migrate {

void judge_soak(const GateInput& input, std::vector<Evidence>& out) {
  if (!input.settings.soak) return;
  auto since = Millis(std::max<EpochMs>(0, input.now - input.record.backfilled_at));
  bool holds = input.record.backfilled_at != 0 && since >= *input.settings.soak;
  out.push_back({"soak", holds, "time since backfill ended",
                 input.record.backfilled_at ? format_duration(since) : "not ended",
                 format_duration(*input.settings.soak)});
}

}  // namespace migrate
