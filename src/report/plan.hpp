// A plan for people and reviewers. The text form is what the golden files hold: SQL with comment
// lines, in which only lines that start with "-- server:" or "-- facts:" change from run to run.
#pragma once
#include <string>
#include <vector>

#include "plan/plan.hpp"
#include "report/style.hpp"

namespace migrate::report {

// `phases`: those to show, also when they hold no step. Nothing planned at all is "".
std::string plan_text(const std::vector<Plan>& plans, const std::vector<Phase>& phases,
                      const Style& style = {});
std::string plan_markdown(const std::vector<Plan>& plans, const std::vector<Phase>& phases);

}  // namespace migrate::report
