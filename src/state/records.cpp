#include "state/records.hpp"

namespace migrate {

namespace {
constexpr std::pair<Stage, std::string_view> stage_names[] = {
    {Stage::pending, "pending"},         {Stage::expanding, "expanding"},
    {Stage::expanded, "expanded"},       {Stage::backfilling, "backfilling"},
    {Stage::backfilled, "backfilled"},   {Stage::hiding, "hiding"},
    {Stage::quarantined, "quarantined"}, {Stage::contracting, "contracting"},
    {Stage::contracted, "contracted"},   {Stage::rolling_back, "rolling back"},
    {Stage::rolled_back, "rolled back"}, {Stage::baselined, "baselined"},
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
         stage == Stage::contracting;
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

}  // namespace migrate
