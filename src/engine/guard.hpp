// Watches the application while a migration is under way (`abort_if:`). Private to src/engine.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "backfill/ask_number.hpp"
#include "backfill/background.hpp"
#include "config/abort_rule.hpp"
#include "engine/observer.hpp"
#include "state/store.hpp"
#include "util/clock.hpp"
#include "util/error.hpp"

namespace migrate {

// A number has passed its limit: what was begun is to be rolled back. Thrown between batches and
// steps, in no transaction.
class Breach : public Error {
 public:
  Breach(std::string migration, std::string what);
  const std::string& migration() const { return migration_; }

 private:
  std::string migration_;
};

class Guard {
 public:
  Guard(const std::vector<AbortRule>& rules, const Url& database, Clock& clock);

  bool any() const { return !watched_.empty(); }
  Millis longest_watch() const;

  // Before anything of a migration is begun: what `times` compares with, kept in `control` so that
  // a run that goes on compares with the same. Refuses (MIG-GUARD-UNREADABLE, exit 2) what gives no
  // number.
  void take_baseline(Store& store, const std::string& migration);
  void forget_baseline(Store& store, const std::string& migration);
  // What was taken, for a run that goes on. One that is missing is taken now, and `note` says so.
  void read_baseline(Store& store, const std::string& migration,
                     const std::function<void(const std::string&)>& note);

  // Asks those whose time has come. Throws Breach. A number that cannot be read is no breach: it is
  // noted once, and again when it can be read.
  void look(const std::string& migration, const std::function<void(const std::string&)>& note);

 private:
  struct Watched {
    const AbortRule* rule;
    std::unique_ptr<Background<NumberAnswer>> number, than;
    std::optional<double> baseline;
    std::optional<std::chrono::steady_clock::time_point> last;
    std::chrono::steady_clock::time_point asked;  // the newest answer that was counted
    int over = 0;                                 // readings in a row
    bool unreadable = false;
  };
  // The reading in words where it is over the limit, or nullopt.
  std::optional<std::string> over(Watched& watched);

  std::vector<Watched> watched_;
  Clock& clock_;
};

// Looks between steps and batches of expand and backfill.
class GuardObserver : public PassingObserver {
 public:
  GuardObserver(Observer& next, Guard& guard) : PassingObserver(next), guard_(guard) {}

  void phase_started(const std::string& migration, const std::string& phase) override;
  void phase_finished(const std::string& migration, const std::string& phase, Millis took) override;
  void step_started(const std::string& migration, const Step& step, bool undo) override;
  void progress(const Progress& progress) override;

 private:
  void look(const std::string& migration);

  Guard& guard_;
  bool active_ = false;
};

}  // namespace migrate
