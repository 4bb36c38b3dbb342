// Who stands in a step's way: named, waited for without keeping others waiting, ended if asked.
#include <fmt/format.h>

#include "engine/step_runner.hpp"

namespace migrate {

namespace {

constexpr Millis tell_every{1000};

std::set<std::string> hidden(const Blockers& blockers) {
  std::set<std::string> found;
  for (auto& blocker : blockers)
    if (blocker.holds && !blocker.hidden.empty()) found.insert(blocker.hidden);
  return found;
}

// What only a long attempt of the step's own makes give way is not for a brief one.
Blockers giving_way(const Blockers& blockers, Backoff& backoff) {
  Blockers found;
  for (auto& blocker : blockers)
    if (blocker.holds && blocker.gives_way_after.count() > 0) {
      found.push_back(blocker);
      if (blocker.tables.empty()) backoff.brief = Millis(0);
    }
  return found;
}

}  // namespace

Blockers StepRunner::blockers_of(const Step& step, bool undo) {
  if (step.table.empty()) return {};
  auto& lock = undo ? step.lock_to_undo() : step.lock;
  const auto objects = locked_by(step, undo);
  try {
    auto found = session_.dialect().blockers(session_.connection(), objects, lock.level);
    for (auto& weaker : lock.also) {
      auto more = session_.dialect().blockers(session_.connection(), weaker.object, weaker.level);
      found.insert(found.end(), more.begin(), more.end());
    }
    return found;
  } catch (const db::DbError&) {
    // Naming the blocker is a service; that it cannot be named is no second failure.
    return {};
  }
}

void StepRunner::refuse_older(const Blockers& blockers, Millis age,
                              const std::set<std::string>& met) const {
  for (auto& blocker : blockers)
    if (blocker.holds && blocker.gives_way_after.count() == 0 &&
        // Autovacuum that prevents wraparound has hardly begun when it is young.
        (blocker.background || blocker.age > age || met.contains(blocker.hidden)))
      throw db::DbError(db::Failure::lock_timeout, "",
                        blocker.background
                            ? "work of the server's that does not give way stands in the way"
                            : "a transaction that stands in the way is older than one attempt "
                              "waits");
}

// Short while a moment may come in which those in the way leave it to us: for a sixteenth of all
// the time. Then it grows, so that a step beside transactions that always overlap comes to its end:
// from an eighth on it is what was configured.
Millis StepRunner::attempt_wait(const Backoff& backoff) const {
  const auto first = session_.dialect().capabilities().first_lock_wait;
  const auto part = config_.lock_wait_total / 16, waited = backoff.used() + head_start_;
  if (first <= Millis(0) || waited >= part * 2) return config_.lock_timeout;
  const auto grown = config_.lock_timeout * (waited - part).count() / part.count();
  return std::min(config_.lock_timeout, std::max(first, grown));
}

void StepRunner::has_its_lock(const Backoff& backoff) {
  if (!backoff.asked) return;
  head_start_ = std::min(*backoff.asked + head_start_, config_.lock_wait_total / 8) * 9 / 10;
}

void StepRunner::rest_after_brief(const std::string& migration, const Step& step, bool undo,
                                  Backoff& backoff) {
  if (backoff.used() - backoff.told >= tell_every) {
    backoff.told = backoff.used();
    const auto blockers = blockers_of(step, undo);
    observer_.waiting(fmt::format(
        "{}: {}; looking for a moment, so that nobody has to wait behind it", step.title,
        blockers.empty() ? "its lock is held" : "blocked by " + blockers[0].who));
    end_old_blockers(migration, blockers);
  }
  clock_.sleep(backoff.after_brief());
}

Blockers StepRunner::look_for_blockers(const Step& step, bool undo, Backoff& backoff) {
  if (step.kind != StepKind::ddl || step.patient || (undo ? step.undo : step.sql).empty())
    return {};
  auto found = blockers_of(step, undo);
  // Of these a moment that comes soon is not to be expected.
  refuse_older(found, config_.lock_timeout, {});
  const auto wait = attempt_wait(backoff);
  if (wait < config_.lock_timeout) backoff.brief = wait;
  refuse_older(found, wait, {});
  const auto met = hidden(found);
  if (met.empty()) return giving_way(found, backoff);
  // Whoever of them is met again is older than one attempt waits; who has come since is not.
  clock_.sleep(wait);
  stop_if_asked();
  found = blockers_of(step, undo);
  refuse_older(found, wait, met);
  return giving_way(found, backoff);
}

void StepRunner::wait_gently(const Step& step, const Blockers& giving_way) {
  auto& connection = session_.connection();
  for (auto& blocker : giving_way) {
    if (blocker.tables.empty()) continue;
    observer_.waiting(fmt::format("{}: blocked by {}; nobody waits behind this wait for it",
                                  step.title, blocker.who));
    connection.limit_lock_wait(blocker.gives_way_after + config_.lock_timeout);
    try {
      session_.dialect().wait_gently(connection, blocker);
    } catch (const db::DbError& error) {
      // A partition that is gone by now, a right that was taken away: the next attempt looks anew.
      if (error.failure() != db::Failure::missing && error.failure() != db::Failure::permission)
        throw;
      throw db::DbError(db::Failure::lock_timeout, error.native_code(), error.what());
    }
  }
}

void StepRunner::end_old_blockers(const std::string& migration, const Blockers& blockers) {
  if (!config_.terminate_blockers) return;
  for (auto& blocker : blockers) {
    if (!blocker.holds || blocker.background || blocker.session == 0 || !blocker.hidden.empty() ||
        blocker.age < *config_.terminate_blockers)
      continue;
    try {
      session_.dialect().end_session(session_.connection(), blocker.session);
      observer_.note("ended, as --terminate-blockers asks: " + blocker.who);
      session_.store().event(migration, "ended a session", blocker.who);
    } catch (const db::DbError& error) {
      observer_.note(fmt::format("could not end {}: {}", blocker.who, error.what()));
    }
  }
}

}  // namespace migrate
