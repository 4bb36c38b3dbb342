// A person has approved, of this run of the migration: one given before a rollback does not count.
#include <fmt/format.h>

#include "gate/evidence_text.hpp"

namespace migrate {

void judge_approval(const GateInput& input, std::vector<Evidence>& out) {
  if (!input.settings.approval.value_or(false)) return;
  for (auto& approval : input.approvals)
    if (approval.at >= input.record.started_at) {
      out.push_back({"approval", true,
                     fmt::format("approved by {}{}", approval.by,
                                 approval.note.empty() ? "" : ": " + approval.note),
                     approval.by, "one", age_of(input, approval.at)});
      return;
    }
  out.push_back({"approval", false,
                 fmt::format("nobody has approved (`migrate approve {}`)", input.record.id), "none",
                 "one"});
}

}  // namespace migrate
