// How SQL of the user's is undone, where the file that was edited says it in another way than the
// plan that was stored. Private to src/engine.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "dialects/dialect.hpp"
#include "migration/migration.hpp"
#include "state/records.hpp"

namespace migrate {

struct CorrectedUndos {
  // Those of the recorded steps whose `down` is another one in the file by now, with that as their
  // undo.
  std::vector<Step> steps;
  // The first step of an operation whose `down` stays the recorded one, since its `up`, or a part
  // of it, is another one by now: what the new `down` takes away is not what has run.
  std::vector<std::string> left_out;
};

// Throws Error (exit 2) where a `down` cannot be one. `schema` is asked for where it is needed.
CorrectedUndos corrected_undos(const std::vector<StepRecord>& recorded, const Migration& file,
                               const Dialect& dialect, const std::function<Schema()>& schema);

}  // namespace migrate
