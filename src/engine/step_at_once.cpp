// A step that asks for its lock without waiting for it, again and again (docs/decisions/0029).
#include <fmt/format.h>

#include <algorithm>

#include "engine/restored_limit.hpp"
#include "engine/step_runner.hpp"

namespace migrate {

namespace {

constexpr Millis tell_every{1000}, least_for{1000};

}  // namespace

bool StepRunner::may_ask_at_once(const Step& step, bool undo, const Backoff& backoff) {
  // The user's own statements may be anything.
  if (!impatient_ || step.kind != StepKind::ddl || step.table.empty() ||
      backoff.used() >= at_once_for_)
    return false;
  const auto& statements = undo ? step.undo : step.sql;
  return std::all_of(statements.begin(), statements.end(), [&](const std::string& statement) {
    return impatient_->suits(session_.connection(), statement);
  });
}

bool StepRunner::ask_at_once(const std::string& migration, const Step& step, bool undo,
                             const Backoff& backoff, bool& tried_before) {
  using Outcome = Impatient::Outcome;
  auto& connection = session_.connection();
  const auto locks = locked_by(step, undo);
  auto told = clock_.monotonic();
  for (long tries = 1;; ++tries) {
    const auto begun = clock_.monotonic();
    auto outcome = Outcome::ran;
    bool sent = false;
    const bool all = [&] {
      RestoredLimit restored(connection, config_.lock_timeout);
      return send(step, undo, tried_before, [&](const std::string& statement) {
        outcome = impatient_->run(connection, statement, locks);
        sent = sent || outcome != Outcome::not_asked;
        return outcome == Outcome::ran;
      });
    }();
    // One that was not asked for may have had others before it: half of a step is cleaned away.
    if (all || (sent && is_there(step, undo))) {
      at_once_for_ = std::min(at_once_for_ * 2, config_.lock_wait_total / 2);
      return true;
    }
    tried_before = tried_before || sent;
    if (backoff.used() >= at_once_for_) break;
    stop_if_asked();
    const auto now = clock_.monotonic();
    if (now - told >= tell_every) {
      told = now;
      lease_.check();
      const auto blockers = blockers_of(step, undo);
      observer_.waiting(fmt::format(
          "{}: {}; tried {} times without waiting", step.title,
          blockers.empty() ? "its lock is held" : "blocked by " + blockers[0].who, tries));
      end_old_blockers(migration, blockers);
    }
    // Out of step with an application that is busy at a steady pace; and not more of the time at
    // work than at rest.
    const auto took = std::chrono::duration_cast<Millis>(now - begun);
    clock_.sleep(std::max(took, Millis(1 + static_cast<long>(8 * clock_.random()))));
  }
  observer_.note(fmt::format(
      "{}: in {} there was no moment in which nobody used {}; from here on each attempt waits for "
      "up to {}, and a transaction of the application that has read it and now writes it may meet "
      "a deadlock: it has to be repeated",
      step.title, format_duration(at_once_for_), locks.text(),
      format_duration(config_.lock_timeout)));
  // Those behind it would wait in vain as long: the application is what it is.
  at_once_for_ = std::max(at_once_for_ / 4, std::min(at_once_for_, least_for));
  return false;
}

}  // namespace migrate
