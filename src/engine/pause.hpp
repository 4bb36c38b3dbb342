// Work between whose pieces the throttle may ask for a wait: the reason is shown, and recorded for
// `migrate status` from elsewhere.
#pragma once
#include <string>

#include "backfill/throttle.hpp"
#include "engine/lease.hpp"
#include "engine/observer.hpp"
#include "engine/session.hpp"
#include "util/clock.hpp"

namespace migrate {

class Pause {
 public:
  Pause(const ThrottleSettings& settings, Session& session, Lease& lease, Observer& observer,
        Clock& clock);

  // At the begin of each attempt: what was said of a pause in a session that was lost since is
  // taken back.
  void begin_attempt();
  // In no transaction. Returns when nothing asks to wait; throws when a stop was requested, the
  // lease or the session is lost.
  void while_throttled(Progress& progress);
  void hold(Progress& progress, const std::string& reason, Millis time);

  const Throttle& throttle() const { return throttle_; }

 private:
  Throttle throttle_;
  Session& session_;
  Lease& lease_;
  Observer& observer_;
  Clock& clock_;
  std::string told_;
};

}  // namespace migrate
