#include "engine/log_applier.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "backfill/batch.hpp"
#include "engine/step_runner.hpp"

namespace migrate {

namespace {

constexpr std::size_t named = 5;

// Of entries in one answer: more than there will ever be.
constexpr std::uint64_t no_limit = std::numeric_limits<std::int64_t>::max();

}  // namespace

std::uint64_t waiting(db::Connection& connection, const ChangeLog& log, std::int64_t after) {
  auto rows =
      connection
          .query(fmt::format("SELECT count(*) FROM ({}) AS migrate_waiting", log.next.sql),
                 values_for(log.next, {{db::Value::of(after)}, {}, std::nullopt}, {}, no_limit))
          .rows;
  return rows.empty() ? 0 : static_cast<std::uint64_t>(rows[0].at(0).as_int());
}

db::Result LogApplier::run(const BatchQuery& query, const db::Row& from, const db::Row& to) {
  return connection_.query(query.sql, values_for(query, {from, to, std::nullopt}, {}, batch_));
}

LogApplier::Pass LogApplier::pass(const std::function<void(const Pass&)>& between) {
  Pass pass;
  bool at_once = !log_.at_once.empty();
  for (;;) {
    between(pass);
    const auto from = db::Value::of(pass.after);
    auto entries = run(log_.next, {from});
    if (entries.rows.empty()) return pass;
    const auto last = entries.rows.back().at(0).as_int();
    const auto found = entries.rows.size();
    const bool full = found >= batch_;
    if (at_once) {
      // More than those may be there, and all go.
      const auto all = full ? waiting(connection_, log_) : found;
      if (in_one(log_.at_once, {}, {})) {
        pass.entries += all;
        pass.applied += all;
        return pass;
      }
    }
    at_once = false;
    if (!log_.together.empty() && in_one(log_.together, {from}, {db::Value::of(last)})) {
      pass.entries += found;
      pass.applied += found;
      pass.after = last;
    } else {
      one_by_one(entries, pass, between);
      // Over no entry: a statement that marks the moment of what is applied together marks this
      // one.
      const auto done = db::Value::of(pass.after);
      if (!log_.at_once.empty() && !log_.together.empty()) in_one(log_.together, {done}, {done});
    }
    // With writers that never rest there is always one more.
    if (!log_.together.empty() && !full) return pass;
  }
}

// Each is a transaction of its own, and may wait for a lock: orders, a stop and the lease are not
// to wait for hundreds of them. What was read before a long wait still says which rows to read.
void LogApplier::one_by_one(const db::Result& entries, Pass& pass,
                            const std::function<void(const Pass&)>& between) {
  auto looked = clock_.monotonic();
  for (auto& entry : entries.rows) {
    if (clock_.monotonic() - looked >= at_least_each) {
      between(pass);
      looked = clock_.monotonic();
    }
    one(entries, entry, pass);
    ++pass.entries;
    pass.after = entry.at(0).as_int();
  }
}

bool LogApplier::in_one(const std::vector<BatchQuery>& queries, const db::Row& from,
                        const db::Row& to) {
  db::Transaction transaction(connection_);
  fence_();
  try {
    for (auto& query : queries) run(query, from, to);
  } catch (const db::DbError& error) {
    if (!db::is_about_a_row(error.failure())) throw;
    return false;
  }
  transaction.commit();
  return true;
}

// The source's row is held before the target's is touched, the order in which the triggers lock
// them: no deadlock with a writer of that row. Where the source has no such row, nothing is held; a
// writer that inserts it meanwhile either waits for `remove` and is read by `write`, or has put it
// into the target itself.
//
// What the target holds otherwise, rounded for example, stays in it and its entry with it: whoever
// asks is told, and who goes on nevertheless loses the digits and not the row. Not where the target
// is to be proven equal.
void LogApplier::one(const db::Result& entries, const db::Row& entry, Pass& pass) {
  std::string refused;
  bool stored = true;
  try {
    db::Transaction transaction(connection_);
    fence_();
    run(log_.hold, entry);
    run(log_.remove, entry);
    try {
      run(log_.write, entry);
      if (!run(log_.differs, entry).rows.empty())
        refused = "what would be stored is not what it holds";
      stored = refused.empty() || !log_.to_the_end;
    } catch (const db::DbError& error) {
      if (!db::is_about_a_row(error.failure())) throw;
      refused = error.what();
      stored = false;
    }
    if (refused.empty()) run(log_.forget, entry);
    if (stored) transaction.commit();
  } catch (const db::DbError& error) {
    if (!put_off(error, pass)) throw;
    return;
  }
  if (refused.empty()) {
    ++pass.applied;
    return;
  }
  if (!stored) leave_out(entry, pass);
  if (pass.misfits.size() < named) {
    db::Row key(entry.begin() + 1, entry.end());
    std::vector<std::string> columns(entries.columns.begin() + 1, entries.columns.end());
    auto misfit = fmt::format("{}: {}", describe_row(columns, key), refused);
    // One row may have been written many times.
    if (std::find(pass.misfits.begin(), pass.misfits.end(), misfit) == pass.misfits.end())
      pass.misfits.push_back(std::move(misfit));
  }
}

// Whatever was stored instead is undone. The row is missing until its entry is applied: the one
// that stands in its way may be the next entry's, and want its place.
void LogApplier::leave_out(const db::Row& entry, Pass& pass) {
  try {
    db::Transaction transaction(connection_);
    fence_();
    run(log_.hold, entry);
    run(log_.remove, entry);
    transaction.commit();
  } catch (const db::DbError& error) {
    if (!put_off(error, pass)) throw;
  }
}

bool LogApplier::put_off(const db::DbError& error, Pass& pass) {
  connection_.rollback();
  if (error.failure() != db::Failure::lock_timeout && error.failure() != db::Failure::deadlock)
    return false;
  pass.busy = error;
  return true;
}

}  // namespace migrate
