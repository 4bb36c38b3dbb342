// Triggers that note when old code writes (docs/decisions/0026).
#pragma once
#include "dialects/sqlite/operations/planning.hpp"

namespace migrate::sqlite {

// Of everything that the migration's plan, complete but for this, takes away.
void note_writes(const Planning& planning, const Migration& migration);

}  // namespace migrate::sqlite
