#include "engine/pause.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/step_runner.hpp"
#include "util/stop.hpp"

namespace migrate {

namespace {

constexpr Millis pause_poll{250};
// What is ordered during a long wait counts at once, another limit too.
constexpr Millis longest_hold{500};
// A wait that is over before anybody could look is no event.
constexpr Millis shortest_told{200};

bool waits(db::Failure failure) {
  return failure == db::Failure::lock_timeout || failure == db::Failure::deadlock;
}

// Of those that could be read; nothing where no replica is watched.
std::optional<Millis> longest_lag(const std::vector<Reading>& readings) {
  std::optional<Millis> longest;
  for (const auto& reading : readings)
    if (reading.source.starts_with("replica lag"))
      if (const auto lag = parse_duration(reading.value)) longest = std::max(longest, lag);
  return longest;
}

// A heartbeat is a row of the database that is only read.
ThrottleSettings that_write_nothing(ThrottleSettings settings) {
  settings.heartbeat = false;
  return settings;
}

// What the sources read is recorded no more often than this while nothing but the values changes.
constexpr Millis tell_every{2000};

}  // namespace

Pause::Pause(const std::string& migration, const Step& step,
             const std::optional<ThrottleSettings>& settings, Session& session, Lease& lease,
             Observer& observer, Clock& clock, Kept& kept)
    : Pause(migration, step, settings, session, &lease, observer, clock, kept) {}

Pause::Pause(const std::string& migration, const Step& step, const ThrottleSettings& settings,
             Session& session, Observer& observer, Clock& clock, Kept& kept)
    : Pause(migration, step, that_write_nothing(settings), session, nullptr, observer, clock,
            kept) {}

Pause::Pause(const std::string& migration, const Step& step,
             const std::optional<ThrottleSettings>& settings, Session& session, Lease* lease,
             Observer& observer, Clock& clock, Kept& kept)
    : migration_(migration),
      step_(step),
      throttle_(settings, migration,
                {session.dialect(), session.connection_slot(), session.url(),
                 [&session]() -> Store& { return session.store(); }, clock, kept.latency,
                 kept.replicas, kept.heartbeat, !step.batch && !step.log}),
      session_(session),
      lease_(lease),
      observer_(observer),
      clock_(clock),
      kept_(kept) {}

void Pause::begin_attempt() {
  if (std::exchange(told_anything_, false)) session_.store().set_waiting("", {});
  told_.clear();
  // What lasts for less is over before anybody could look.
  told_at_ = clock_.monotonic();
}

void Pause::while_throttled(Progress& progress) {
  end_if_asked();
  // Between batches of a few milliseconds it need not be asked each time: each is fenced.
  if (!checked_ || clock_.monotonic() - *checked_ >= pause_poll) {
    check_lease();
    checked_ = clock_.monotonic();
  }
  for (;;) {
    auto& decision = throttle_.decide();
    progress.readings = throttle_.readings();
    progress.lag = longest_lag(progress.readings);
    tell_order();
    tell_advice();
    if (decision.end) end(*decision.end);
    tell(decision.pause.value_or(""));
    if (!decision.pause) break;
    // A lost session fails here, so that it cannot look like a pause for ever.
    session_.connection().query("SELECT 1");
    shown_ = true;
    const auto begun = clock_.monotonic();
    hold(progress, *decision.pause, pause_poll);
    held_ += clock_.monotonic() - begun;
  }
  progress.waiting.clear();
  // A batch would say so by itself, but not every step has some, and the next one may take long.
  if (std::exchange(shown_, false)) show(progress);
}

void Pause::end_if_asked() const {
  if (lease_)
    stop_if_asked();
  else
    throw_if_stopped("stopped on request", "unchanged: it was only read, and that begins anew");
}

void Pause::check_lease() {
  if (lease_) lease_->check();
}

void Pause::tell(const std::string& why) {
  if (!lease_) return;
  const auto now = clock_.monotonic();
  const bool begins_or_ends = why.empty() != told_.empty();
  const bool nothing = why.empty() && throttle_.readings().empty();
  if (!begins_or_ends && (nothing || now - told_at_ < tell_every)) return;
  try {
    session_.store().set_waiting(why, throttle_.readings());
  } catch (const db::DbError& error) {
    // Whoever looks sees what was said before; it is said again the next time.
    if (!waits(error.failure())) throw;
    return;
  }
  told_ = why;
  told_at_ = now;
  told_anything_ = !nothing;
}

void Pause::tell_order() {
  const auto& ordered = throttle_.ordered();
  const auto order = ordered.text();
  if (order == kept_.order_told) return;
  kept_.order_told = order;
  observer_.note(order.empty() ? "`migrate throttle --reset`: flags and migrate.yaml hold again"
                               : fmt::format("`migrate throttle` by {}: {}{}", ordered.by, order,
                                             ordered.why()));
}

void Pause::tell_advice() {
  const auto advice = throttle_.advice();
  if (!advice.empty() && !kept_.advised) observer_.note(advice);
  kept_.advised = !advice.empty();
}

void Pause::rest(Progress& progress, std::uint64_t rows,
                 std::chrono::steady_clock::time_point begun, Millis least, ExactMillis took) {
  throttle_.did(rows);
  const auto since = [&](auto then) {
    return std::chrono::duration_cast<Millis>(clock_.monotonic() - then);
  };
  const auto ended = clock_.monotonic();
  for (;;) {
    const auto limited = throttle_.rate_pause(rows, since(begun));
    const auto left =
        std::max({limited, least - since(ended), throttle_.latency_pause(took) - since(ended)});
    if (left <= Millis(0)) return;
    if (left < shortest_told) {
      clock_.sleep(left);
      continue;
    }
    const bool by_rate = left == limited;
    hold(progress,
         by_rate ? fmt::format("limit of {} rows per second", *throttle_.rows_per_second()) : "",
         std::min(left, longest_hold));
    while_throttled(progress);
  }
}

void Pause::hold(Progress& progress, const std::string& reason, Millis time) {
  progress.waiting = reason;
  show(progress);
  clock_.sleep(time);
  end_if_asked();
  check_lease();
}

void Pause::show(const Progress& progress) {
  if (measure_) measure_();
  observer_.progress(progress);
}

void Pause::end(const std::string& reason) {
  const auto what = fmt::format("\"{}\" was ended by a critical limit: {}", step_.title, reason);
  if (lease_) {
    db::Transaction transaction(session_.connection());
    lease_->fence(session_.store());
    session_.store().step_failed(migration_, step_.id, "critical limit: " + reason);
    session_.store().event(migration_, "failed", what);
    transaction.commit();
  }
  throw Error(
      ExitCode::failed,
      {"MIG-THROTTLE-CRITICAL",
       what,
       "",
       lease_ ? "consistent; every finished step and batch is recorded, old and new code work"
              : "unchanged: it was only read",
       lease_ ? "see to the server; then the same command goes on where it stopped"
              : "see to the server; then run the same command again: it begins anew",
       {}});
}

}  // namespace migrate
