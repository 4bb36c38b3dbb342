// How SQL of the user's is undone, where the file that was edited says it in another way than the
// plan that was stored. Private to src/engine.
#pragma once
#include <functional>
#include <vector>

#include "dialects/dialect.hpp"
#include "migration/migration.hpp"
#include "state/records.hpp"

namespace migrate {

// Those of the recorded steps whose `down` is another one in the file by now, with that as their
// undo. An operation whose `up` is another one by now is not what has run, and is left out. Throws
// Error (exit 2) where a `down` cannot be one. `schema` is asked for where it is needed.
std::vector<Step> corrected_undos(const std::vector<StepRecord>& recorded, const Migration& file,
                                  const Dialect& dialect, const std::function<Schema()>& schema);

}  // namespace migrate
