// A step whose statements commit by themselves.
#include <algorithm>

#include "engine/own_session.hpp"
#include "engine/step_runner.hpp"

namespace migrate {

void StepRunner::outlive_changes(const Step& step, const Backoff& backoff) {
  if (step.table.empty()) return;
  auto& connection = session_.connection();
  connection.limit_lock_wait(step.patient ? Millis(0)
                                          : std::max(config_.lock_timeout, backoff.longer_wait));
  session_.dialect().outlive_changes(connection, step.table);
  connection.limit_lock_wait(config_.lock_timeout);
}

void StepRunner::outlive_killed(const std::string& migration, const Step& step) {
  if (step.transactional) return;
  persist(migration, step, false, [&](Backoff& backoff) { outlive_changes(step, backoff); });
}

bool StepRunner::is_there(const Step& step, bool undo) {
  if (step.probe.empty()) return false;
  int state = probe(step);
  if (state == 2) {
    session_.connection().limit_lock_wait(step.patient ? Millis(0) : config_.lock_timeout);
    for (auto& statement : step.cleanup) session_.connection().query(statement);
    state = probe(step);
  }
  return state == (undo ? 0 : 1);
}

namespace {

// What a step has set for its session is in force for its own statements alone, also where one of
// them failed: the same session goes on, to try again or with something else.
class Settings {
 public:
  Settings(db::Connection& connection, const Step& step, const std::vector<std::string>& statements)
      : connection_(connection), taken_back_(step.hold_from == 0 || statements.size() < 2) {
    if (!taken_back_) last_ = statements.back();
  }
  Settings(const Settings&) = delete;
  Settings& operator=(const Settings&) = delete;
  ~Settings() {
    if (taken_back_) return;
    try {
      connection_.query(last_);
    } catch (const std::exception&) {
      // Only a session that is gone does not take it.
    }
  }
  void taken_back() { taken_back_ = true; }

 private:
  db::Connection& connection_;
  std::string last_;
  bool taken_back_;
};

}  // namespace

bool StepRunner::send(const Step& step, bool undo, bool tried_before,
                      const std::function<bool(const std::string&)>& run) {
  auto& statements = undo ? step.undo : step.sql;
  Settings settings(session_.connection(), step, statements);
  for (auto& statement : statements) {
    try {
      if (!run(statement)) return false;
    } catch (const db::DbError& error) {
      bool gone = error.failure() == db::Failure::missing;
      bool there = error.failure() == db::Failure::already_exists;
      // A single statement is atomic there: its repetition fails only because it took effect.
      bool proven = tried_before && step.probe.empty() && (gone || there) &&
                    session_.dialect().capabilities().repeat_proves_ddl;
      // Our own undo of something that an interrupted run never made.
      bool nothing_to_undo = undo && gone && step.kind == StepKind::ddl;
      if (!proven && !nothing_to_undo) throw;
    }
  }
  settings.taken_back();
  return true;
}

bool StepRunner::alone(const std::string& migration, const Step& step, bool undo) {
  bool found = false;
  auto wanted = undo ? StepStatus::undone : StepStatus::done;
  int sure = -1;  // of so many lost connections nothing is at work any more
  persist(migration, step, undo, [&](Backoff& backoff) {
    auto& connection = session_.connection();
    auto record = [&] {
      in_fenced_transaction([&](Store& store) {
        undo ? store.step_undone(migration, step.id) : store.step_done(migration, step.id);
      });
    };
    auto status = session_.store().step_status(migration, step.id);
    if (status == wanted) {
      found = true;
      return;
    }
    bool tried_before = undo || status == StepStatus::running;
    // Truth is asked of the server: an earlier run may have been killed at any instruction. Its
    // statement may take effect later than it is asked.
    if (status == StepStatus::running && sure != backoff.losses()) outlive_changes(step, backoff);
    sure = backoff.losses();
    if (is_there(step, undo)) {
      found = true;
      record();
      return;
    }
    const bool at_once = may_ask_at_once(step, undo, backoff);
    Blockers giving_way;
    if (!at_once) giving_way = look_for_blockers(step, undo, backoff);
    connection.limit_lock_wait(config_.lock_timeout);
    // Of an undo too: the next run must know that its statement may be at work.
    in_fenced_transaction([&](Store& store) { store.step_running(migration, step.id); });
    if (at_once) {
      if (ask_at_once(migration, step, undo, backoff, tried_before)) {
        record();
        return;
      }
      giving_way = look_for_blockers(step, undo, backoff);
    }
    if (!giving_way.empty()) {
      // Its lock goes before the step asks for its own; what was in the way has been cancelled.
      db::Transaction transaction(connection);
      wait_gently(step, giving_way);
      transaction.commit();
    }
    OwnSession own(connection, step, undo);
    connection.limit_lock_wait(step.patient ? Millis(0) : limit_behind(step, giving_way, backoff));
    backoff.asked = backoff.used();
    send(step, undo, tried_before, [&](const std::string& statement) {
      connection.query(statement);
      return true;
    });
    own.restore();
    has_its_lock(backoff);
    connection.limit_lock_wait(config_.lock_timeout);
    record();
  });
  return found;
}

}  // namespace migrate
