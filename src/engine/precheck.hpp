// Checks that stand before anything else of a phase: they run while nothing has been changed yet.
#pragma once
#include <vector>

#include "dialects/connection.hpp"
#include "plan/plan.hpp"

namespace migrate {

std::vector<Step> leading_checks(const std::vector<Step>& steps, Phase phase);

// Before a migration is recorded as begun: refuses (exit 4, MIG-CHECK-FAILED) with the rows that a
// leading `check` of expand finds. A comparison may take as long as the table is large: it runs
// once, as a step with its checkpoints.
void refuse_before_expand(db::Connection& connection, const Plan& plan, const std::string& path);

}  // namespace migrate
