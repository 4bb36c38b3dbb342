// What the engine tells while it works. report/ turns it into text, a progress bar or JSON lines.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "backfill/pace.hpp"
#include "plan/plan.hpp"
#include "state/control.hpp"
#include "util/units.hpp"

namespace migrate {

struct Progress {
  std::string migration;
  std::string step;                    // the title
  std::uint64_t rows_done = 0;         // walked or changed so far, by all runs
  std::uint64_t rows_estimated = 0;    // 0: unknown
  double rows_per_second_now = 0;      // of the last seconds
  double rows_per_second_average = 0;  // since this run began with the step
  std::optional<Pace::Eta> eta;
  std::uint64_t batches = 0;
  std::uint64_t batch_rows = 0;  // size of the next batch
  Millis batch_took{0};
  std::vector<Reading> readings;         // of the throttle's sources, each against its limit
  std::optional<Millis> batch_target;    // that a batch is to take; nothing: its rows are fixed
  std::optional<Millis> lag;             // of the replicas, where one is watched
  std::optional<std::uint64_t> backlog;  // entries that wait in a change log; nothing: not counted
  std::string waiting;                   // why nothing moves right now; empty: it moves
  bool finished = false;
};

class Observer {
 public:
  virtual ~Observer() = default;
  virtual void phase_started(const std::string& migration, const std::string& phase) = 0;
  virtual void phase_finished(const std::string& migration, const std::string& phase,
                              Millis took) = 0;
  virtual void step_started(const std::string& migration, const Step& step, bool undo) = 0;
  // `found`: its effect was there already, nothing was run.
  virtual void step_finished(const std::string& migration, const Step& step, bool undo, bool found,
                             Millis took) = 0;
  virtual void progress(const Progress& progress) = 0;
  // Back-off on a lock, reconnecting … : one line.
  virtual void waiting(const std::string& why) = 0;
  virtual void note(const std::string& text) = 0;
};

// Passes everything on to another.
class PassingObserver : public Observer {
 public:
  explicit PassingObserver(Observer& next) : next_(next) {}

  void phase_started(const std::string& migration, const std::string& phase) override {
    next_.phase_started(migration, phase);
  }
  void phase_finished(const std::string& migration, const std::string& phase,
                      Millis took) override {
    next_.phase_finished(migration, phase, took);
  }
  void step_started(const std::string& migration, const Step& step, bool undo) override {
    next_.step_started(migration, step, undo);
  }
  void step_finished(const std::string& migration, const Step& step, bool undo, bool found,
                     Millis took) override {
    next_.step_finished(migration, step, undo, found, took);
  }
  void progress(const Progress& progress) override { next_.progress(progress); }
  void waiting(const std::string& why) override { next_.waiting(why); }
  void note(const std::string& text) override { next_.note(text); }

 private:
  Observer& next_;
};

}  // namespace migrate
