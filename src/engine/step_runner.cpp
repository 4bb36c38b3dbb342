#include "engine/step_runner.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/own_code.hpp"
#include "engine/own_session.hpp"
#include "engine/restored_limit.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

bool waits(db::Failure failure) {
  return failure == db::Failure::lock_timeout || failure == db::Failure::deadlock;
}

constexpr Millis reconnect_patience{30000};

// Nobody stood in the way: who has the table by now has come since, and has to answer for nothing.
class HeldTooLong : public db::DbError {
 public:
  HeldTooLong(Millis held, Millis budget)
      : DbError(db::Failure::lock_timeout, "",
                fmt::format("its locks were held for {}, longer than its budget of {}",
                            format_duration(held), format_duration(budget))) {}
};

// Once contract has begun there is no way back to offer.
}  // namespace

std::string mend(const std::string& what, const std::string& migration, Phase phase) {
  auto next = "mend " + what + " and run the same command again";
  // Without a migration it is the record itself that could not be written.
  if (phase != Phase::contract && !migration.empty())
    next += fmt::format(", or `migrate rollback {}`", migration);
  return next;
}

namespace {

std::string free_space(const std::string& migration, Phase phase) {
  std::string next =
      "free space on the disk that holds the database and run the same command again";
  if (phase != Phase::contract && !migration.empty())
    next += fmt::format(
        "; `migrate rollback {}`, which needs a little itself, frees what the migration has taken",
        migration);
  return next;
}

}  // namespace

std::string describe_row(const std::vector<std::string>& columns, const db::Row& row) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < row.size(); ++i)
    parts.push_back(fmt::format("{} = {}", i < columns.size() ? columns[i] : "?",
                                row[i].is_null() ? "NULL" : printable(shorten(row[i].text, 200))));
  return join(parts, ", ");
}

StepRunner::StepRunner(Session& session, Lease& lease, const Config& config, Observer& observer,
                       Clock& clock)
    : session_(session),
      lease_(lease),
      config_(config),
      observer_(observer),
      clock_(clock),
      // Not decorated: how often it is asked depends on what others do.
      impatient_(session.dialect().impatient(
          [url = session.url()] { return open_database(url).connection; })),
      at_once_for_(config.lock_wait_total / 2) {}

void StepRunner::in_fenced_transaction(const std::function<void(Store&)>& body) {
  auto transaction = session_.store().begin_held(lease_.token());
  lease_.fence(transaction);
  body(session_.store());
  transaction.commit();
}

void StepRunner::fenced(const std::function<void(Store&)>& body) {
  Step bookkeeping;
  bookkeeping.title = "record progress";
  persist("", bookkeeping, false, [&](Backoff&) { in_fenced_transaction(body); });
}

void StepRunner::persist(const std::string& migration, const Step& step, bool undo,
                         const std::function<void(Backoff&)>& body) {
  Backoff backoff(clock_, config_.lock_wait_total);
  bool lost = false;
  for (;;) {
    // The record of finished work is written even when a stop was asked for.
    if (!migration.empty()) stop_if_asked();
    lease_.check();
    try {
      // What is asked next must not be answered with what that transaction is about to change.
      if (lost) session_.store().outlive_lost(lease_.token());
      lost = false;
      backoff.brief = Millis(0);
      backoff.asked.reset();
      body(backoff);
      return;
    } catch (const db::DbError& error) {
      session_.connection().rollback();
      if (error.failure() == db::Failure::connection_lost && backoff.lost_again()) {
        observer_.waiting("the connection was lost; connecting again");
        session_.reconnect(clock_, reconnect_patience);
        lost = true;
        continue;
      }
      // Nothing of it may be recorded in whatever file stands there now.
      if (error.failure() == db::Failure::database_moved) throw;
      if (!waits(error.failure())) give_up(migration, step, undo, error, {});
      const auto* held_up = dynamic_cast<const HeldUp*>(&error);
      const bool too_long = dynamic_cast<const HeldTooLong*>(&error) != nullptr;
      // Nobody who holds a lock: to name one would send a person to the wrong session, and to end
      // it would be in vain.
      const bool nobody = too_long || error.native_code() == own_code::waits;
      if (backoff.brief > Millis(0) && !nobody) {
        rest_after_brief(migration, step, undo, backoff);
        continue;
      }
      auto blockers = held_up ? held_up->by() : nobody ? Blockers{} : blockers_of(step, undo);
      std::vector<std::string> names;
      for (auto& blocker : blockers) names.push_back(blocker.who);
      if (too_long) note_taken_back(migration, step, error.what());
      auto wait = backoff.next();
      if (!wait) give_up(migration, step, undo, error, names);
      observer_.waiting(fmt::format("{}: {}; attempt {} failed, next in {}", step.title,
                                    names.empty() ? error.what() : "blocked by " + names[0],
                                    backoff.tries(), format_duration(*wait)));
      end_old_blockers(migration, blockers);
      // Autovacuum gives way only to one who waits until the server's deadlock check, which comes
      // later than our short wait ends: for steps that cannot wait for it gently.
      backoff.longer_wait = Millis(0);
      if (backoff.tries() > 1)
        for (auto& blocker : blockers)
          if (blocker.holds && blocker.gives_way_after.count() > 0)
            backoff.longer_wait = blocker.gives_way_after + config_.lock_timeout;
      clock_.sleep(*wait);
    }
  }
}

// The application has waited for it, and the record of the attempt itself went with it.
void StepRunner::note_taken_back(const std::string& migration, const Step& step,
                                 const std::string& why) {
  try {
    in_fenced_transaction([&](Store& store) {
      store.event(migration, "taken back", fmt::format("{}: {}", step.title, why));
    });
  } catch (const db::DbError&) {
    // The next attempt meets whatever it is.
    session_.connection().rollback();
  }
}

// The user's own statements are not looked at, and some tables this account may not lock: those
// wait longer, from the third attempt on.
Millis StepRunner::limit_behind(const Step& step, const Blockers& giving_way,
                                const Backoff& backoff) const {
  const bool waited_for_all =
      step.kind == StepKind::ddl &&
      std::none_of(giving_way.begin(), giving_way.end(),
                   [](const Blocker& blocker) { return blocker.tables.empty(); });
  if (!waited_for_all) return std::max(config_.lock_timeout, backoff.longer_wait);
  return backoff.brief > Millis(0) ? backoff.brief : config_.lock_timeout;
}

LockedObjects StepRunner::locked_by(const Step& step, bool undo) const {
  auto objects = (undo ? step.lock_to_undo() : step.lock).object;
  // A check prints that it reads the catalog, and may have to wait for the table that it asks
  // about.
  if (step.kind == StepKind::check || objects.empty()) objects.add({step.table});
  return objects;
}

void StepRunner::give_up(const std::string& migration, const Step& step, bool undo,
                         const db::DbError& error, const std::vector<std::string>& blockers) {
  bool locked = waits(error.failure()), full = error.failure() == db::Failure::disk_full;
  bool held = dynamic_cast<const HeldTooLong*>(&error) != nullptr;
  Report report;
  report.code = locked ? "MIG-LOCK-TIMEOUT" : full ? "MIG-DISK-FULL" : "MIG-STEP-FAILED";
  report.what =
      locked && step.kind == StepKind::wait
          ? fmt::format("\"{}\" came to no end within {}", step.title,
                        format_duration(config_.lock_wait_total))
      : held ? fmt::format("\"{}\" was not done within its budget, for {} in all", step.title,
                           format_duration(config_.lock_wait_total))
      : locked
          ? fmt::format(
                "\"{}\" could not get its lock within {} in all (an attempt waits for up to {})",
                step.title, format_duration(config_.lock_wait_total),
                format_duration(config_.lock_timeout))
          : fmt::format("\"{}\" failed{}: {} ({})", step.title,
                        full ? " because the disk is full" : "", error.what(), error.native_code());
  report.details = blockers;
  // Our own reason, which no server has worded: too long a hold, an old transaction in the way; and
  // whatever else it is that nobody is found for.
  if (locked && (error.native_code().empty() || blockers.empty()))
    report.details.insert(report.details.begin(), error.what());
  // Nor does the command that abort_if has interrupted go on. What is only brought back into sight
  // may go either way, and a wait comes ahead of the first undo.
  const bool taken_back = undo && !step.hides && step.kind != StepKind::wait;
  const std::string again = taken_back ? fmt::format("run `migrate rollback {}` again", migration)
                                       : "run the same command again";
  report.state = step.id.empty() ? "every finished step is recorded"
                 : taken_back
                     ? fmt::format(
                           "{} is being rolled back, and goes no other way: the undo of {} is not "
                           "done",
                           migration, step.id)
                     : fmt::format(
                           "all steps before {} are done and recorded; this one "
                           "is not",
                           step.id);
  report.next = locked && step.kind == StepKind::wait
                    ? "end or wait for the sessions named (--lock-wait-total waits longer, "
                      "--terminate-blockers ends them), then run the same command again"
                : held                ? again + " when the application writes less"
                : locked              ? "end or wait for the sessions named, then " + again
                : !taken_back && full ? free_space(migration, step.phase)
                : full       ? "free space on the disk that holds the database and " + again
                : taken_back ? "mend the cause and " + again
                             : mend("the cause", migration, step.phase);
  auto exit = ExitCode::failed;
  try {
    session_.connection().limit_lock_wait(config_.lock_timeout);
    // What clears the way for a batch has done so by then, in a transaction.
    if (!step.batch)
      for (auto& statement : step.cleanup) session_.connection().query(statement);
    NoLongerHeld check;
    if (error.failure() == db::Failure::unique_violation && step.kind == StepKind::ddl)
      check = no_longer_held(migration, step);
    if (!check.rows.empty()) {
      exit = ExitCode::findings;
      report.code = "MIG-CHECK-FAILED";
      report.what =
          fmt::format("\"{}\" does not hold any more: \"{}\" failed", check.title, step.title);
      report.details = check.rows;
      report.next = mend("what is named", migration, step.phase);
    }
    if (!step.id.empty())
      in_fenced_transaction([&](Store& store) {
        store.step_failed(migration, step.id, error.what());
        store.event(migration, "failed", report.what);
      });
  } catch (const db::DbError&) {
    // The failure itself is what the person must see; the next run cleans up by the probe.
  }
  throw Error(exit, report);
}

int StepRunner::probe(const Step& step) {
  auto result = session_.connection().query(step.probe);
  return result.rows.empty() || result.rows[0].empty()
             ? 0
             : static_cast<int>(result.rows[0][0].as_int());
}

void StepRunner::run(const std::string& migration, const Step& step, const BatchTuning& tuning) {
  auto begun = clock_.monotonic();
  observer_.step_started(migration, step, false);
  bool found = false;
  in_own_session(step, [&] { found = run_by_kind(migration, step, tuning); });
  observer_.step_finished(migration, step, false, found,
                          std::chrono::duration_cast<Millis>(clock_.monotonic() - begun));
}

bool StepRunner::run_by_kind(const std::string& migration, const Step& step,
                             const BatchTuning& tuning) {
  switch (step.kind) {
    case StepKind::ddl:
    case StepKind::sql:
      return step.transactional ? transactional(migration, step, false)
                                : alone(migration, step, false);
    case StepKind::fill:
    case StepKind::verify:
    case StepKind::search:
      batches(migration, step, tuning);
      break;
    case StepKind::apply:
      apply(migration, step);
      break;
    case StepKind::wait:
      until_gone(migration, step);
      break;
    case StepKind::check:
      check(migration, step);
      break;
  }
  return false;
}

void StepRunner::in_own_session(const Step& step, const std::function<void()>& body) {
  if (!step.own_session) return body();
  try {
    body();
  } catch (...) {
    try {
      session_.renew(clock_, Millis(0));
    } catch (const std::exception&) {
      // What failed is what the person must see.
    }
    throw;
  }
  session_.renew(clock_, reconnect_patience);
}

void StepRunner::undo(const std::string& migration, const Step& step) {
  if (step.undo
          .empty()) {  // a fill, a comparison: what they did goes with the column they did it to
    transactional(migration, step, true);
    return;
  }
  auto begun = clock_.monotonic();
  observer_.step_started(migration, step, true);
  bool found = false;
  in_own_session(step, [&] {
    found =
        step.transactional ? transactional(migration, step, true) : alone(migration, step, true);
  });
  observer_.step_finished(migration, step, true, found,
                          std::chrono::duration_cast<Millis>(clock_.monotonic() - begun));
}

bool StepRunner::transactional(const std::string& migration, const Step& step, bool undo) {
  bool found = false;
  auto wanted = undo ? StepStatus::undone : StepStatus::done;
  persist(migration, step, undo, [&](Backoff& backoff) {
    // A commit whose answer was lost took effect with its record, or not at all.
    auto status = session_.store().step_status(migration, step.id);
    if (status == wanted) {
      found = true;
      return;
    }
    // Begun but not done means not there: its effect would have committed with the mark. Not so of
    // the batches of the user's, each of which has committed by itself.
    bool nothing_there = undo && status != StepStatus::done && !(step.batch && step.batch->users);
    auto& connection = session_.connection();
    Blockers giving_way;
    if (!nothing_there) giving_way = look_for_blockers(step, undo, backoff);
    // Not for what is our own: a lease that is being renewed may keep a record waiting.
    connection.limit_lock_wait(config_.lock_timeout);
    if (!undo) in_fenced_transaction([&](Store& store) { store.step_running(migration, step.id); });
    // A brief limit is for the step, which tries again. Taken back when the transaction has ended.
    const RestoredLimit restored(connection, config_.lock_timeout);
    std::optional<OwnSession> own;
    if (!nothing_there) own.emplace(connection, step, undo);
    in_fenced_transaction([&](Store& store) {
      wait_gently(step, giving_way);
      connection.limit_lock_wait(limit_behind(step, giving_way, backoff));
      backoff.asked = backoff.used();
      if (!nothing_there) run_within_budget(migration, step, undo ? step.undo : step.sql);
      if (own) own->restore();
      undo ? store.step_undone(migration, step.id) : store.step_done(migration, step.id);
    });
    has_its_lock(backoff);
  });
  return found;
}

void StepRunner::run_within_budget(const std::string& migration, const Step& step,
                                   const std::vector<std::string>& statements) {
  std::optional<std::chrono::steady_clock::time_point> locked;
  const Millis budget(step.budget_ms);
  const auto held = [&] {
    return std::chrono::duration_cast<Millis>(clock_.monotonic() - *locked);
  };
  int number = 0;
  for (auto& statement : statements) {
    if (locked && budget > Millis(0)) {
      // What takes longer is taken back anyway: it ends when that is certain, not when it is done.
      try {
        session_.connection().query_within(budget - held(), statement);
      } catch (const db::DbError& error) {
        if (error.failure() == db::Failure::cancelled && held() >= budget)
          throw HeldTooLong(held(), budget);
        throw;
      }
      continue;
    }
    session_.connection().query(statement);
    if (!locked && number++ >= step.hold_from) locked = clock_.monotonic();
  }
  if (budget <= Millis(0) || !locked) return;
  const auto in_all = held();
  // Before the commit: thrown here, nothing of it has happened.
  if (in_all > budget) throw HeldTooLong(in_all, budget);
  session_.store().event(migration, "locks held",
                         fmt::format("{}: {}", step.title, format_duration(in_all)));
}

}  // namespace migrate
