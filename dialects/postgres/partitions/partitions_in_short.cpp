// One statement on a partitioned table takes it, and then one partition after the other. Whoever
// uses a partition by its own name, and nothing else, is waited for while the table above is held
// already: as long as an attempt may wait, for each partition anew. Under locks taken before
// (swap_locks.hpp) it is in short.
#include "dialects/postgres/partitions/partitions_in_short.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/inspect.hpp"
#include "dialects/postgres/operations/swap_locks.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

bool anybody_waits_behind(const LockImpact& lock) {
  return lock.level == "SHARE" || lock.level == "SHARE ROW EXCLUSIVE" ||
         lock.level == "ACCESS EXCLUSIVE";
}

// As SQL; empty: none, or one that nobody but this tool uses, or that this account may not lock.
std::string taken_whole(const Planning& p, const LockImpact& lock) {
  if (!anybody_waits_behind(lock)) return {};
  auto& all = lock.object.all();
  auto whole = [](const LockedObject& object) { return object.below == "partitions"; };
  auto one = std::find_if(all.begin(), all.end(), whole);
  if (one == all.end() || is_own_object(one->name)) return {};
  // One of another schema is written as SQL already.
  bool elsewhere = !p.schema.table(one->name) && one->name.find('.') != std::string::npos;
  auto sql = elsewhere ? one->name : p.q(one->name);
  return may_lock(p, sql) ? sql : std::string();
}

// Returns how many came ahead of them.
std::size_t hold(const std::string& table, const std::string& mode, Statements& sql,
                 bool if_there) {
  if (table.empty() || sql.empty()) return 0;
  auto alone = fmt::format("LOCK TABLE {} IN {} MODE", table, mode);
  auto at = std::find(sql.begin(), sql.end(), alone);
  if (at == sql.end()) {
    at = sql.begin();
    if (std::any_of(sql.begin(), sql.end(), [](const std::string& statement) {
          return statement.find("LOCK TABLE ") != std::string::npos;
        }))
      return 0;
  } else {
    at = sql.erase(at);
  }
  auto locks = locks_ahead({.tables = {table}, .mode = mode, .partitioned = {table}}, if_there);
  sql.insert(at, locks.begin(), locks.end());
  return locks.size();
}

void hold(const Planning& p, Step& step) {
  // Contract runs days after it was planned: what is not there any more is told of by the
  // statement itself, or passed over.
  bool later = step.phase == Phase::contract;
  if (step.transactional && step.kind == StepKind::ddl) {
    auto ahead = hold(taken_whole(p, step.lock), step.lock.level, step.sql, later);
    // Behind the one that is asked for gently nobody waits.
    if (ahead > 1 && step.budget_ms > 0) step.hold_from = static_cast<int>(ahead) - 1;
    auto& undo = step.lock_to_undo();
    hold(taken_whole(p, undo), undo.level, step.undo, true);
  }
  if (step.copy)
    for (auto& one : step.copy->steps) hold(p, one);
  for (auto& one : step.restore) hold(p, one);
}

}  // namespace

void hold_partitions_in_short(Planning& p) {
  for (auto& step : p.plan.steps) hold(p, step);
}

}  // namespace migrate::postgres
