// Work between whose pieces the throttle, or a person elsewhere, may ask for a wait: the reason is
// shown, and recorded for `migrate status` from elsewhere.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "backfill/throttle.hpp"
#include "engine/lease.hpp"
#include "engine/observer.hpp"
#include "engine/session.hpp"
#include "util/clock.hpp"

namespace migrate {

class Pause {
 public:
  // Over all steps of a run.
  struct Kept {
    std::string order_told;  // what was last said of `migrate throttle`'s orders
    bool advised = false;    // why a source asks to wait for long
    std::shared_ptr<ThrottleSource> latency;
    SeenReplicas replicas;
    std::shared_ptr<Heartbeat> heartbeat;
  };
  // Without settings only a person's orders count.
  Pause(const std::string& migration, const Step& step,
        const std::optional<ThrottleSettings>& settings, Session& session, Lease& lease,
        Observer& observer, Clock& clock, Kept& kept);
  // For work that only reads and has no lease: nothing of it is recorded, and no heartbeat written.
  Pause(const std::string& migration, const Step& step, const ThrottleSettings& settings,
        Session& session, Observer& observer, Clock& clock, Kept& kept);

  // Brings the rates of what is shown up to now, where that is a while after the last batch.
  void measure_by(std::function<void()> measure) { measure_ = std::move(measure); }
  // At the begin of each attempt, and at the end of the work: what was said, perhaps in a session
  // that was lost since, is taken back.
  void begin_attempt();
  void finish() { begin_attempt(); }
  // In no transaction. Returns when nothing asks to wait; throws when a stop was requested, the
  // lease or the session is lost, or a critical limit is passed (exit 1, MIG-THROTTLE-CRITICAL).
  void while_throttled(Progress& progress);
  // Between two turns, of which the last began then and did so many rows: until the limit of rows
  // per second allows the next one, for `least`, and for what the application's latency asks behind
  // one that took so long.
  void rest(Progress& progress, std::uint64_t rows, std::chrono::steady_clock::time_point begun,
            Millis least, ExactMillis took);

  const Throttle& throttle() const { return throttle_; }
  // For how long all in all a source or a person has asked to wait; what `rest` waits for besides
  // is not in it.
  Millis held() const { return std::chrono::duration_cast<Millis>(held_); }

 private:
  Pause(const std::string& migration, const Step& step,
        const std::optional<ThrottleSettings>& settings, Session& session, Lease* lease,
        Observer& observer, Clock& clock, Kept& kept);
  void end_if_asked() const;
  void check_lease();
  void hold(Progress& progress, const std::string& reason, Millis time);
  void show(const Progress& progress);
  void tell(const std::string& why);
  void tell_order();
  void tell_advice();
  [[noreturn]] void end(const std::string& reason);

  const std::string& migration_;
  const Step& step_;
  Throttle throttle_;
  Session& session_;
  Lease* lease_;
  Observer& observer_;
  Clock& clock_;
  Kept& kept_;
  std::function<void()> measure_;
  std::string told_;
  bool told_anything_ = false;
  std::chrono::steady_clock::duration held_{0};
  bool shown_ = false;  // a pause, to the observer, that is not known to have ended
  std::chrono::steady_clock::time_point told_at_;
  std::optional<std::chrono::steady_clock::time_point> checked_;  // the lease
};

}  // namespace migrate
