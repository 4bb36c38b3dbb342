// What old code says and new code does not: the names that contract takes away.
#pragma once
#include <vector>

#include "gate/gate.hpp"
#include "migration/migration.hpp"

namespace migrate {

// Empty where the old shape has no name of its own (a type, a constraint, an index, raw SQL).
std::vector<OldName> old_names(const Migration& migration);

}  // namespace migrate
