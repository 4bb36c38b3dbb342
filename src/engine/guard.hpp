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

  // Asks those whose time has come, and counts what was answered since the last look: nobody waits
  // long for an answer, and none is lost by that. Throws Breach. A number that cannot be read is no
  // breach: it is noted once, and again when it can be read.
  void look(const std::string& migration, const std::function<void(const std::string&)>& note);

 private:
  using Moment = std::chrono::steady_clock::time_point;
  using Note = std::function<void(const std::string&)>;

  // A rule's number and, where there is one, that of `than`: asked at the same time, and read
  // together, so that what is compared belongs together.
  class Numbers {
   public:
    Numbers(const AbortRule& rule, const Url& database);
    bool out() const { return out_; }  // asked, and not read yet
    void begin();                      // only what is not out
    bool in_by(Moment until) const;    // all of them
    bool overdue() const;
    // In that order. Throws why one of them is not there.
    std::vector<double> read();
    // The same, of a question that is asked now, and waited for.
    std::vector<double> ask();

   private:
    std::vector<Background<NumberAnswer>> questions_;
    bool out_ = false;
  };
  struct Watched {
    const AbortRule* rule;
    Numbers numbers;
    std::optional<double> baseline = {};
    std::optional<Moment> last = {};  // when they were asked last
    int over = 0;                     // readings in a row
    bool unreadable = false;
  };
  // What was asked, where it is answered by then.
  static void count(Watched& watched, Moment until, const std::string& migration, const Note& note);
  // The reading in words where it is over the limit, or nullopt.
  static std::optional<std::string> over(const Watched& watched,
                                         const std::vector<double>& numbers);

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
