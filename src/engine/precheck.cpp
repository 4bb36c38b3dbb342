#include "engine/precheck.hpp"

#include <fmt/format.h>

#include "engine/step_runner.hpp"
#include "util/error.hpp"

namespace migrate {

std::vector<Step> leading_checks(const std::vector<Step>& steps, Phase phase) {
  std::vector<Step> leading;
  for (auto& step : steps) {
    if (step.phase != phase) continue;
    if (step.kind != StepKind::check && step.kind != StepKind::apply && !only_walks(step.kind))
      break;
    // It would be done when its exchange comes, and much may be written before that.
    if (step.completes_cutover) break;
    leading.push_back(step);
  }
  return leading;
}

void refuse_before_expand(db::Connection& connection, const Plan& plan, const std::string& path) {
  for (auto& check : leading_checks(plan.steps, Phase::expand)) {
    if (check.kind != StepKind::check) continue;
    if (auto found = check_findings(connection, check); !found.empty())
      throw Error(
          ExitCode::findings,
          {"MIG-CHECK-FAILED", fmt::format("\"{}\" does not hold", check.title), path,
           "nothing was changed", "mend the rows named and run the same command again", found});
  }
}

}  // namespace migrate
