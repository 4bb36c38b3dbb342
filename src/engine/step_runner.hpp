// Runs one recorded step to its end, whatever interrupts it: intent recorded before, outcome after
// (in the same transaction where the server can), a bounded wait for locks, and the probe to tell
// what an interrupted run has done.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/config.hpp"
#include "engine/backlog.hpp"
#include "engine/backoff.hpp"
#include "engine/lease.hpp"
#include "engine/observer.hpp"
#include "engine/pause.hpp"
#include "engine/session.hpp"
#include "state/records.hpp"
#include "util/clock.hpp"
#include "util/error.hpp"

namespace migrate {

// Exit 6 (MIG-INTERRUPTED) when a stop was requested; called between steps and batches.
void stop_if_asked();

// A walk met rows that stop it (exit 4). The next run of the phase begins its walks anew: what it
// had passed may have changed while a person mended the rest.
class RowsFound : public Error {
 public:
  using Error::Error;
};

// A `verify` step met rows that differ (MIG-VERIFY-DIFFERS): in contract too, backfill has to come
// again.
class VerifyDiffers : public RowsFound {
 public:
  using RowsFound::RowsFound;
};

// Sessions that a step has to wait for, found by what it asked itself.
class HeldUp : public db::DbError {
 public:
  explicit HeldUp(Blockers by)
      : DbError(db::Failure::lock_timeout, "", "it waits for sessions to end"),
        by_(std::move(by)) {}
  const Blockers& by() const { return by_; }

 private:
  Blockers by_;
};

// What to do next when `what` stops a step.
std::string mend(const std::string& what, const std::string& migration, Phase phase);

struct BatchTuning {
  BatchSize size;
  std::optional<int> workers;  // nothing: by the table's size
};

class StepRunner {
 public:
  StepRunner(Session& session, Lease& lease, const Config& config, Observer& observer,
             Clock& clock);

  // Throws Error: exit 1 (MIG-STEP-FAILED, MIG-LOCK-TIMEOUT …), 4 (MIG-VERIFY-DIFFERS,
  // MIG-CHECK-FAILED), 6.
  void run(const std::string& migration, const Step& step, const BatchTuning& tuning);
  void undo(const std::string& migration, const Step& step);
  // What an undo has to wait for (Step::before_undo), while nothing of it is begun: what comes
  // meanwhile can still be asked about.
  void wait_before_undo(const std::string& migration, const Step& step);

  // Before the database is asked what a killed run has made of a step: its statement may be at work
  // still. Of a transactional one, whose record is its own, there is nothing to wait for.
  void outlive_killed(const std::string& migration, const Step& step);

  // As a backfill waits; before a step that has no batches to stop between. For how long it did.
  Millis wait_while_paused(const std::string& migration, const Step& step);

  // One transaction of the working session, fenced, repeated as a whole while it deadlocks, waits
  // too long or its connection is lost: `body` may run again, so it must come to the same end.
  void fenced(const std::function<void(Store&)>& body);

 private:
  // Repeats `body` until it returns, after lock waits and lost connections; gives up on the rest.
  void persist(const std::string& migration, const Step& step, bool undo,
               const std::function<void(Backoff&)>& body);
  [[noreturn]] void give_up(const std::string& migration, const Step& step, bool undo,
                            const db::DbError& error, const std::vector<std::string>& blockers);
  struct NoLongerHeld {
    std::string title;              // of the check
    std::vector<std::string> rows;  // empty: all hold, or could not be asked again
  };
  // Of the checks before a step that the server refused for a duplicate: what has come since.
  NoLongerHeld no_longer_held(const std::string& migration, const Step& step);
  void in_fenced_transaction(const std::function<void(Store&)>& body);

  // False where the step was not found done already.
  bool run_by_kind(const std::string& migration, const Step& step, const BatchTuning& tuning);
  // Behind a step of the user's SQL, or of batches of it, the session is as if new.
  void in_own_session(const Step& step, const std::function<void()>& body);
  bool transactional(const std::string& migration, const Step& step, bool undo);
  bool alone(const std::string& migration, const Step& step, bool undo);
  void check(const std::string& migration, const Step& step);
  void until_gone(const std::string& migration, const Step& step, const Step* undone = nullptr);
  void batches(const std::string& migration, const Step& step, const BatchTuning& tuning);
  void apply(const std::string& migration, const Step& step);
  [[noreturn]] void end_outgrown(const std::string& migration, const Step& step,
                                 const Backlog::Growth& growth);
  std::size_t workers_for(const Step& step, std::optional<int> asked) const;
  // Inside a transaction; throws DbError (lock_timeout) when it took longer than step.budget_ms.
  void run_within_budget(const std::string& migration, const Step& step,
                         const std::vector<std::string>& statements);
  void note_taken_back(const std::string& migration, const Step& step, const std::string& why);
  int probe(const Step& step);
  void outlive_changes(const Step& step, const Backoff& backoff);
  // By the step's probe, half of it cleaned away. False where it has none.
  bool is_there(const Step& step, bool undo);
  // The step's statements, or those of its undo, one by one, by `run`; false as soon as that is.
  bool send(const Step& step, bool undo, bool tried_before,
            const std::function<bool(const std::string&)>& run);
  // step_at_once.cpp: by requests that do not wait for the lock, where the dialect has such. False:
  // there was no moment for it; the step is to wait.
  bool may_ask_at_once(const Step& step, bool undo, const Backoff& backoff);
  bool ask_at_once(const std::string& migration, const Step& step, bool undo,
                   const Backoff& backoff, bool& tried_before);
  // step_blockers.cpp
  // Before a step that would queue others behind its wait: throws DbError (lock_timeout) while a
  // transaction older than one attempt's wait holds what it needs, or work of the server's that
  // does not give way. Returns those of the server's that do.
  Blockers look_for_blockers(const Step& step, bool undo, Backoff& backoff);
  Millis attempt_wait(const Backoff& backoff) const;
  void has_its_lock(const Backoff& backoff);
  void rest_after_brief(const std::string& migration, const Step& step, bool undo,
                        Backoff& backoff);
  // `met`: transactions whose age is hidden, and that an earlier look has seen.
  void refuse_older(const Blockers& blockers, Millis age, const std::set<std::string>& met) const;
  // In the step's transaction: so that nobody waits behind the step until they have.
  void wait_gently(const Step& step, const Blockers& giving_way);
  LockedObjects locked_by(const Step& step, bool undo) const;
  Blockers blockers_of(const Step& step, bool undo);
  void end_old_blockers(const std::string& migration, const Blockers& blockers);
  // How long one attempt waits for its lock, after those who give way were waited for gently.
  Millis limit_behind(const Step& step, const Blockers& giving_way, const Backoff& backoff) const;

  Session& session_;
  Lease& lease_;
  const Config& config_;
  Observer& observer_;
  Clock& clock_;
  Pause::Kept pauses_;
  // When the sources of the throttle were last asked, and had nothing against it.
  std::optional<std::chrono::steady_clock::time_point> asked_throttle_;
  const std::unique_ptr<Impatient> impatient_;
  // How long a step asks in that way only. Shorter for those behind one that asked in vain.
  Millis at_once_for_;
  // Of the time that its predecessors have looked for a moment in which their locks were free: a
  // step does not begin anew to find out what the application is like.
  Millis head_start_{0};
};

// What a `check` step found: nothing when it holds, else one line per row (or "3, expected 0").
std::vector<std::string> check_findings(db::Connection& connection, const Step& step);
// "id = 42, name = Ada" for a message, control characters made visible.
std::string describe_row(const std::vector<std::string>& columns, const db::Row& row);

}  // namespace migrate
