// Triggers that note when old code writes (docs/decisions/0026).
#pragma once
#include "dialects/mysql/planner.hpp"

namespace migrate::mysql {

// Of everything that the migration's plan, complete but for this, takes away.
void note_writes(Planning& p);

}  // namespace migrate::mysql
