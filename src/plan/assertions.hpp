// `verify:` of a file as steps: the user's own checks at the end of the phases that they name.
#pragma once
#include "migration/migration.hpp"
#include "plan/plan.hpp"

namespace migrate {

// Behind all that the plan has for these phases, for the engine that it names.
void add_assertions(Plan& plan, const Migration& migration);
bool is_assertion(const Step& step);

// Do both ask the same, at the end of the same phases?
bool ask_the_same(const std::vector<Step>& a, const std::vector<Step>& b);

}  // namespace migrate
