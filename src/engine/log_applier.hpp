// Applies a change log (plan/plan.hpp: ChangeLog) in passes. Private to src/engine.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "plan/plan.hpp"
#include "util/clock.hpp"
#include "util/units.hpp"

namespace migrate {

// How many entries of a change log wait behind one of them. By the plan's own query for them.
std::uint64_t waiting(db::Connection& connection, const ChangeLog& log, std::int64_t after = 0);

// One pass goes through the entries that are there, in the order of their ids. Ids are given before
// their transactions commit, so an entry may appear behind the pass; the next one finds it.
class LogApplier {
 public:
  // `fence` runs first in every transaction and throws when this runner is no longer the one.
  LogApplier(const ChangeLog& log, db::Connection& connection, Clock& clock,
             std::function<void()> fence)
      : log_(log), connection_(connection), clock_(clock), fence_(std::move(fence)) {}

  struct Pass {
    std::uint64_t entries = 0;  // that it is through with, applied or not
    std::uint64_t applied = 0;
    std::int64_t after = 0;            // the entry that it has come to
    std::vector<std::string> misfits;  // "id = 7: the server's words", the first few
    std::optional<db::DbError> busy;   // a row that another transaction held
  };
  // `between` is called before each batch, and every `at_least_each` while entries are applied one
  // by one, with what this pass has done; in no transaction. It may throw: a pass goes on for as
  // long as there are batches. Where a log has `at_once`, its `together` runs over no entry behind
  // those that were applied one by one. Throws DbError: what is neither about a row nor a wait.
  Pass pass(const std::function<void(const Pass&)>& between);
  // From the next batch on it has no more entries than this.
  void take(std::uint64_t entries) { batch_ = entries; }

  static constexpr std::uint64_t most = 500;
  static constexpr Millis at_least_each{200};

 private:
  // False: some row was refused, nothing has happened.
  bool in_one(const std::vector<BatchQuery>& queries, const db::Row& from, const db::Row& to);
  void one_by_one(const db::Result& entries, Pass& pass,
                  const std::function<void(const Pass&)>& between);
  void one(const db::Result& entries, const db::Row& entry, Pass& pass);
  void leave_out(const db::Row& entry, Pass& pass);
  bool put_off(const db::DbError& error, Pass& pass);
  db::Result run(const BatchQuery& query, const db::Row& from, const db::Row& to = {});

  const ChangeLog& log_;
  db::Connection& connection_;
  Clock& clock_;
  std::function<void()> fence_;
  std::uint64_t batch_ = most;
};

}  // namespace migrate
