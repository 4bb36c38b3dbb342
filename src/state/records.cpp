#include "state/records.hpp"

#include <algorithm>

namespace migrate {

namespace {
constexpr std::pair<Stage, std::string_view> stage_names[] = {
    {Stage::pending, "pending"},           {Stage::expanding, "expanding"},
    {Stage::expanded, "expanded"},         {Stage::backfilling, "backfilling"},
    {Stage::backfilled, "backfilled"},     {Stage::hiding, "hiding"},
    {Stage::quarantined, "quarantined"},   {Stage::unhiding, "unhiding"},
    {Stage::contracting, "contracting"},   {Stage::contracted, "contracted"},
    {Stage::rolling_back, "rolling back"}, {Stage::rolled_back, "rolled back"},
    {Stage::baselined, "baselined"},
};
}  // namespace

std::string_view name_of(Stage stage) {
  for (auto& [value, name] : stage_names)
    if (value == stage) return name;
  return "";
}

std::optional<Stage> parse_stage(std::string_view text) {
  for (auto& [value, name] : stage_names)
    if (name == text) return value;
  return std::nullopt;
}

bool is_filled(Stage stage) {
  return stage == Stage::backfilled || stage == Stage::hiding || stage == Stage::quarantined ||
         stage == Stage::unhiding || stage == Stage::contracting;
}

std::string_view name_of(StepStatus status) {
  switch (status) {
    case StepStatus::planned:
      return "planned";
    case StepStatus::running:
      return "running";
    case StepStatus::done:
      return "done";
    case StepStatus::undone:
      return "undone";
  }
  return "";
}

std::uint64_t counted_ahead(const Checkpoint& point, const Claim& claim) {
  const bool last = point.done && claim.number == static_cast<std::int64_t>(point.batches);
  return last ? 0 : point.batch_rows;
}

Checkpoint without_claims(Checkpoint point, const std::vector<Claim>& claims) {
  std::uint64_t ahead = 0;
  for (auto& claim : claims) ahead += counted_ahead(point, claim);
  point.rows -= std::min(point.rows, ahead);
  point.batches -= std::min<std::uint64_t>(point.batches, claims.size());
  point.done = point.done && claims.empty();
  return point;
}

}  // namespace migrate
