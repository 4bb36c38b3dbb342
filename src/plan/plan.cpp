#include "plan/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace migrate {

std::string_view name_of(Phase phase) {
  switch (phase) {
    case Phase::expand:
      return "expand";
    case Phase::backfill:
      return "backfill";
    case Phase::contract:
      return "contract";
  }
  return "";
}

std::optional<Phase> parse_phase(std::string_view name) {
  for (auto phase : {Phase::expand, Phase::backfill, Phase::contract})
    if (name_of(phase) == name) return phase;
  return std::nullopt;
}

std::string_view name_of(Strategy strategy) {
  switch (strategy) {
    case Strategy::none:
      return "none";
    case Strategy::instant:
      return "instant";
    case Strategy::online:
      return "online";
    case Strategy::in_place:
      return "in place";
    case Strategy::shadow:
      return "shadow";
  }
  return "";
}

std::string_view name_of(StepKind kind) {
  switch (kind) {
    case StepKind::ddl:
      return "ddl";
    case StepKind::sql:
      return "sql";
    case StepKind::fill:
      return "fill";
    case StepKind::verify:
      return "verify";
    case StepKind::apply:
      return "apply";
    case StepKind::search:
      return "search";
    case StepKind::wait:
      return "wait";
    case StepKind::check:
      return "check";
  }
  return "";
}

bool only_walks(StepKind kind) {
  return kind == StepKind::verify || kind == StepKind::search;
}

std::vector<const Step*> Plan::of(Phase phase) const {
  std::vector<const Step*> found;
  for (auto& step : steps)
    if (step.phase == phase) found.push_back(&step);
  return found;
}

Step& add_step(Plan& plan, Phase phase, StepKind kind, std::string title) {
  Step step;
  step.id = fmt::format("{}-{}", name_of(phase), plan.of(phase).size() + 1);
  step.phase = phase;
  step.kind = kind;
  step.title = std::move(title);
  // Operations are planned one after another; their phases interleave. Steps stand in phase order.
  auto at = std::find_if(plan.steps.begin(), plan.steps.end(),
                         [&](const Step& other) { return other.phase > phase; });
  return *plan.steps.insert(at, std::move(step));
}

std::set<std::string> step_ids(const Plan& plan) {
  std::set<std::string> ids;
  for (auto& step : plan.steps) ids.insert(step.id);
  return ids;
}

namespace {

// Checks that stand directly before the log of their table is applied, by their ids: applying it
// would write over what they look for.
std::set<std::string> ahead_of_apply(const Plan& plan) {
  std::set<std::string> ahead, run;
  std::string table;
  for (auto& step : plan.steps) {
    if (step.phase != Phase::contract) continue;
    if (step.kind == StepKind::apply && !step.completes_cutover && step.table == table)
      ahead.merge(run);
    if (step.kind != StepKind::check || step.table != table) run.clear();
    table = step.table;
    if (step.kind == StepKind::check) run.insert(step.id);
  }
  return ahead;
}

}  // namespace

void compare_before_contract(Plan& plan) {
  const auto ahead = ahead_of_apply(plan);
  auto contract = std::find_if(plan.steps.begin(), plan.steps.end(),
                               [](const Step& step) { return step.phase == Phase::contract; });
  auto second = std::stable_partition(contract, plan.steps.end(),
                                      [](const Step& step) { return step.hides; });
  // What a log still holds is applied first: it says of a row that differs why it does.
  auto compares = [&](const Step& step) {
    return only_walks(step.kind) || (step.kind == StepKind::apply && !step.completes_cutover) ||
           ahead.contains(step.id);
  };
  std::stable_partition(contract, second, compares);
  std::stable_partition(second, plan.steps.end(), compares);
  for (int number = 0; contract != plan.steps.end(); ++contract)
    contract->id = fmt::format("{}-{}", name_of(Phase::contract), ++number);
}

}  // namespace migrate
