// The checks of the file and of migrate.yaml: each must be answered as expected.
#include "gate/gate.hpp"

namespace migrate {

void judge_checks(const GateInput& input, std::vector<Evidence>& out) {
  for (auto& check : input.checks) {
    Evidence e{"check", check.holds, check.detail, check.value, check.limit, {}, check.missing};
    if (!check.missing) e.age = Millis(0);
    e.unasked = check.missing;
    out.push_back(std::move(e));
  }
}

}  // namespace migrate
