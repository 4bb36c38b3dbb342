#include "engine/pause.hpp"

#include <utility>

#include "engine/step_runner.hpp"

namespace migrate {

namespace {

constexpr Millis pause_poll{250};

}  // namespace

Pause::Pause(const ThrottleSettings& settings, Session& session, Lease& lease, Observer& observer,
             Clock& clock)
    : throttle_(settings, session.dialect(), session.connection_slot(), clock),
      session_(session),
      lease_(lease),
      observer_(observer),
      clock_(clock) {}

void Pause::begin_attempt() {
  if (!std::exchange(told_, "").empty()) session_.store().set_waiting("");
}

void Pause::while_throttled(Progress& progress) {
  stop_if_asked();
  lease_.check();
  while (auto reason = throttle_.pause_reason()) {
    if (told_ != *reason) session_.store().set_waiting(told_ = *reason);
    // A lost session fails here, so that it cannot look like a pause for ever.
    session_.connection().query("SELECT 1");
    hold(progress, *reason, pause_poll);
  }
  progress.waiting.clear();
  if (!std::exchange(told_, "").empty()) session_.store().set_waiting("");
}

void Pause::hold(Progress& progress, const std::string& reason, Millis time) {
  progress.waiting = reason;
  observer_.progress(progress);
  clock_.sleep(time);
  stop_if_asked();
  lease_.check();
}

}  // namespace migrate
