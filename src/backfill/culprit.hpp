// Which row made a batch fail.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "backfill/batch.hpp"

namespace migrate {

struct Culprit {
  std::vector<std::string> columns;  // of the key, as the plan's query names them
  db::Row key;
  db::DbError error;  // what the server says of this row alone
};

// Runs the plan's own batch over halves of the range that failed, each in a transaction that is
// rolled back, until one key is left: together about as much work as one more batch. Answers only
// what it has seen: a key that fails alone. Nothing where there is none (mended meanwhile, two rows
// that fail only together, a deferred rule), or where even a batch without rows fails.
// `allowed` is called inside each of these transactions ahead of the batch and throws to end it
// all. `rows`: about how many the range holds. Throws DbError for what is not about a row.
std::optional<Culprit> find_culprit(db::Connection& connection, const Batch& batch,
                                    const BatchRange& range, std::uint64_t rows,
                                    const std::function<void()>& allowed);

}  // namespace migrate
