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
  out.push_back(
      {"quarantine", holds,
       holds ? fmt::format("the old shape is hidden for {}", format_duration(since))
             : fmt::format("the old shape is hidden until {} ({} left): `migrate rollback {}` "
                           "brings it back",
                           until, format_duration(Millis(input.hidden->until() - input.now)),
                           input.record.id),
       format_duration(since), format_duration(input.hidden->at_least)});
}

}  // namespace migrate
