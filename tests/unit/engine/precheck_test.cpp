// What of a phase is looked at before anything of it is done.
#include "engine/precheck.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace migrate {
namespace {

TEST(LeadingChecks, EndWhereAnExchangeBegins) {
  Plan plan;
  add_step(plan, Phase::backfill, StepKind::apply, "of another phase");
  add_step(plan, Phase::contract, StepKind::apply, "apply");
  add_step(plan, Phase::contract, StepKind::verify, "compare");
  // Done by then it would not be done again when the exchange comes, a hook and the gate later.
  add_step(plan, Phase::contract, StepKind::apply, "apply the rest").completes_cutover = true;
  add_step(plan, Phase::contract, StepKind::ddl, "exchange");
  std::vector<std::string> titles;
  for (auto& step : leading_checks(plan.steps, Phase::contract)) titles.push_back(step.title);
  EXPECT_EQ(titles, (std::vector<std::string>{"apply", "compare"}));
}

}  // namespace
}  // namespace migrate
