// No write came through an old name for a while, by what the triggers beside it have noted
// (docs/decisions/0026). They see whoever writes, whatever server and settings.
#include <fmt/format.h>

#include <algorithm>

#include "gate/evidence_text.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

const OldWrites* noted(const GateInput& input, const std::string& name) {
  for (auto& one : *input.writes)
    if (one.name == name) return &one;
  return nullptr;
}

}  // namespace

void judge_writes(const GateInput& input, std::vector<Evidence>& out) {
  judge_own_sql(input, "writes", out);
  // Where nobody has asked for it, it is no lack.
  if (input.old_names.empty() || !input.writes || !input.settings.notes_writes()) return;
  bool asked = input.settings.quiet || input.settings.requires_evidence("writes");
  auto window = asked ? input.settings.quiet.value_or(input.in_use) : Millis(0);
  auto limit = asked ? "none within " + format_duration(window) : std::string();
  for (auto& old : input.old_names) {
    auto name = old.text();
    auto* found = noted(input, name);
    if (!found || !found->missing.empty()) {
      out.push_back(missing_evidence(
          input, "writes",
          found ? name + ": " + found->missing
                : "the triggers of this migration do not note writes through " + name));
      continue;
    }
    if (!found->last_at) {
      out.push_back(
          {"writes", true, "nobody has written through " + name + " since expand", "never", limit});
      continue;
    }
    auto since = age_of(input, *found->last_at);
    // The note may be older than the last write.
    bool holds = !asked || since >= window + found->every;
    out.push_back({"writes", holds,
                   fmt::format("a write came through {} {} ago{}", name, format_duration(since),
                               found->by.empty() ? "" : ", by " + printable(found->by)),
                   format_duration(since), limit, since});
  }
}

}  // namespace migrate
