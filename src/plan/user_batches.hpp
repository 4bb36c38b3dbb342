// What the planners of all engines share for batches of the user's: operation `backfill`, and
// backfill sections of SQL files that name a table.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "migration/batch_statement.hpp"
#include "migration/operations/operation.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate {

// The table with the one key that the backfill walks it by: over the columns that it names, else
// the one that would be taken anyway. MIG-PLAN-BATCH: there is none, or none over these columns.
Table walked_by(const Table& table, const std::vector<Identifier>& key, const Location& at);

// MIG-PLAN-BATCH: what forbids to run the statement in batches.
BatchStatement require_batch_statement(const SqlBackfill& backfill, EngineKind engine,
                                       const std::string& table, const Location& at);

// `set` and `where` as SQL. MIG-PLAN-NO-COLUMN.
struct Assignments {
  std::vector<std::string> columns;
  std::vector<std::string> values;
  std::string set;    // "a" = (…), "b" = (…)
  std::string where;  // in brackets; empty: every row
  std::string title;  // "set orders.total"
};
Assignments assignments_of(const SqlBackfill& backfill, EngineKind engine, Table& table,
                           const std::function<std::string(const std::string&)>& quote,
                           const Location& at);

// The step. `undo`: the statements of `down`; those that `commits` says to end a transaction by
// themselves are refused, and that there are none is noted.
struct UserBatches {
  std::string title;
  std::string table;
  Batch batch;
  LockImpact lock;
  std::vector<std::string> undo;
};
Step& add_user_batches(Plan& plan, UserBatches batches, const Location& at,
                       const std::function<bool(const std::string&)>& commits);

}  // namespace migrate
