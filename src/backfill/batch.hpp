// One batch of a planned walk over a table.
#pragma once
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "dialects/connection.hpp"
#include "plan/plan.hpp"

namespace migrate {

struct BatchRange {
  std::vector<db::Value> from, to;
  std::optional<std::vector<db::Value>> next;  // nothing: this is the last batch
};

// A batch's own statement was refused; which batch comes along.
class BatchFailed : public db::DbError {
 public:
  BatchFailed(const db::DbError& error, BatchRange range)
      : db::DbError(error), range_(std::move(range)) {}
  const BatchRange& range() const { return range_; }

 private:
  BatchRange range_;
};

// What `query` wants of a range's keys, the walk's end and the offset, in its placeholders' order.
std::vector<db::Value> values_for(const BatchQuery& query, const BatchRange& range,
                                  const std::vector<db::Value>& end, std::uint64_t offset);

// The first key and the last one as of now; nullopt for an empty table.
std::optional<std::pair<std::vector<db::Value>, std::vector<db::Value>>> walk_limits(
    db::Connection& connection, const Batch& batch);

// The values of its bounds query for a batch of `rows` rows that begins at `from`, and what the
// answer says: find_range in two halves, for those who ask while they begin a transaction.
std::vector<db::Value> bounds_values(const Batch& batch, const std::vector<db::Value>& from,
                                     const std::vector<db::Value>& end, std::uint64_t rows);
BatchRange range_of(const db::Result& keys, const std::vector<db::Value>& from,
                    const std::vector<db::Value>& end);

// Where a batch of `rows` rows that begins at `from` ends.
BatchRange find_range(db::Connection& connection, const Batch& batch,
                      const std::vector<db::Value>& from, const std::vector<db::Value>& end,
                      std::uint64_t rows);

// Two keys in order, of those in [from, end] behind the first `rows` - 1; fewer where there are
// fewer.
db::Result keys_at(db::Connection& connection, const Batch& batch,
                   const std::vector<db::Value>& from, const std::vector<db::Value>& end,
                   std::uint64_t rows);

// How many rows the last batch (one without `next`) holds now: by halving, with the plan's own
// bounds query, so that nothing runs that was not shown. For the count that a comparison reports.
std::uint64_t count_last(db::Connection& connection, const Batch& batch, const BatchRange& range,
                         const std::vector<db::Value>& end, std::uint64_t at_most);

// before, work. The caller has begun the transaction and ends it. Throws BatchFailed.
db::Result work_on(db::Connection& connection, const Batch& batch, const BatchRange& range,
                   const std::vector<db::Value>& end);
// The same where the transaction was begun with `before`.
db::Result only_work_on(db::Connection& connection, const Batch& batch, const BatchRange& range,
                        const std::vector<db::Value>& end);

}  // namespace migrate
