// Runs the hooks of migrate.yaml. Private to src/engine.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "engine/observer.hpp"
#include "util/clock.hpp"

namespace migrate {

struct HookCall {
  std::string event;        // of hook_events()
  std::string migration;    // its id
  std::string phase;        // "expand", … "rollback"
  std::string reason = {};  // why it waits, or was ended
};

class Hooks {
 public:
  Hooks(const std::vector<Hook>& hooks, Observer& observer) : hooks_(hooks), observer_(observer) {}

  // Those of the event, in the order of the file. One that fails is told; where it is to stop the
  // command: Error (MIG-HOOK-FAILED, exit 1; MIG-INTERRUPTED, exit 6, where a stop was requested
  // and has ended it), and those behind it do not run.
  void run(const HookCall& call) const;
  bool any(const std::string& event) const;
  // Before a phase: those of its events can be sent (MIG-CONFIG-VARIABLE, exit 2).
  void require_set(const std::vector<std::string>& events) const;

 private:
  // Why it failed; empty: it did not. Throws where it was stopped, and stops the command.
  std::string trouble(const Hook& hook, const HookCall& call) const;

  const std::vector<Hook>& hooks_;
  Observer& observer_;
};

// Runs `pause` once a wait has lasted `patience`, `resume` when such a one has ended: the short
// waits of every batch are nobody's news.
class PauseHooks : public PassingObserver {
 public:
  PauseHooks(Observer& next, const Hooks& hooks, Clock& clock)
      : PassingObserver(next), hooks_(hooks), clock_(clock) {}

  void phase_started(const std::string& migration, const std::string& phase) override;
  void phase_finished(const std::string& migration, const std::string& phase, Millis took) override;
  void step_started(const std::string& migration, const Step& step, bool undo) override;
  void progress(const Progress& progress) override;

  static constexpr Millis patience{2000};

 private:
  const Hooks& hooks_;
  Clock& clock_;
  std::string phase_;
  std::optional<std::chrono::steady_clock::time_point> since_;
  bool told_ = false;
};

}  // namespace migrate
