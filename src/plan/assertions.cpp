#include "plan/assertions.hpp"

#include <algorithm>

namespace migrate {

void add_assertions(Plan& plan, const Migration& migration) {
  for (auto& assertion : migration.verify) {
    auto* sql = assertion.sql.for_engine(plan.engine);
    if (!sql) continue;
    for (auto& after : assertion.after) {
      auto phase = *parse_phase(after);
      auto& step = add_step(plan, phase, StepKind::check, "verify: " + assertion.name);
      step.sql = {sql->value};
      step.expect = assertion.expect;
      step.lock = {"none", "", "", "a read"};
      step.why = "asked for by the file";
      step.tidies = phase == Phase::contract;
    }
  }
}

bool is_assertion(const Step& step) {
  return step.kind == StepKind::check && step.expect.has_value();
}

bool ask_the_same(const std::vector<Step>& a, const std::vector<Step>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](auto& x, auto& y) {
    return x.phase == y.phase && x.title == y.title && x.sql == y.sql && x.expect == y.expect;
  });
}

}  // namespace migrate
