// The old shape has been hidden for as long as the migration asks for: till then it can be brought
// back.
#include <fmt/format.h>

#include <algorithm>

#include "gate/gate.hpp"

namespace migrate {

void judge_quarantine(const GateInput& input, std::vector<Evidence>& out) {
  if (input.record.stage == Stage::unhiding)
    out.push_back({"quarantine", false,
                   fmt::format("what was hidden is being brought back: `migrate rollback {} "
                               "--unhide` ends it",
                               input.record.id),
                   "unhiding", "backfilled"});
  if (!input.hidden) return;
  auto since = Millis(std::max<EpochMs>(0, input.now - input.hidden->since));
  bool holds = input.now >= input.hidden->until();
  auto until = format_utc(
      std::chrono::system_clock::time_point(std::chrono::milliseconds(input.hidden->until())));
  const auto* how = input.hidden->in_place ? "kept" : "hidden";
  out.push_back(
      {"quarantine", holds,
       holds ? fmt::format("the old shape is {} for {}", how, format_duration(since))
             : fmt::format("the old shape is {} until {} ({} left): `migrate rollback {}` {}", how,
                           until, format_duration(Millis(input.hidden->until() - input.now)),
                           input.record.id,
                           input.hidden->in_place ? "is open that long" : "brings it back"),
       format_duration(since), format_duration(input.hidden->at_least)});
}

}  // namespace migrate
