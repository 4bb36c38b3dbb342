// No instance of old code was seen for this long, dead and retired ones included.
#include "gate/evidence_text.hpp"

namespace migrate {

void judge_quiet(const GateInput& input, std::vector<Evidence>& out) {
  if (!input.settings.quiet) return;
  auto apps = apps_concerned(input);
  const AppInstance* last = nullptr;
  for (auto& i : input.instances)
    if (apps.count(i.app) && is_old(i, input.record, input.settings, input.overtaken_by) &&
        (!last || i.seen_at > last->seen_at))
      last = &i;
  auto limit = format_duration(*input.settings.quiet);
  if (!last) {
    out.push_back({"quiet", true, "no instance of old code was ever seen", "never", limit});
    return;
  }
  auto since = age_of(input, last->seen_at);
  out.push_back({"quiet", since >= *input.settings.quiet,
                 "the last of old code: " + describe(input, *last), format_duration(since), limit,
                 since});
}

}  // namespace migrate
