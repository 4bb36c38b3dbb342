// The batched steps: fill and verify.
#include <fmt/format.h>

#include <algorithm>

#include "backfill/batch_size.hpp"
#include "engine/pause.hpp"
#include "engine/step_runner.hpp"
#include "engine/table_walk.hpp"

namespace migrate {

namespace {

class Meter {
 public:
  Meter(Clock& clock, const std::string& migration, const Step& step)
      : clock_(clock), begun_(clock.monotonic()), last_(begun_) {
    progress.migration = migration;
    progress.step = step.title;
    progress.rows_estimated = step.batch->estimated_rows;
  }

  void batch(std::uint64_t rows, const Checkpoint& point) {
    auto now = clock_.monotonic();
    auto since = [&](auto then) {
      return std::max(0.001, std::chrono::duration<double>(now - then).count());
    };
    walked_ += rows;
    progress.rows_per_second_now = static_cast<double>(rows) / since(last_);
    progress.rows_per_second_average = static_cast<double>(walked_) / since(begun_);
    last_ = now;
    progress.rows_done = point.rows;
    progress.batches = point.batches;
    progress.batch_rows = point.batch_rows;
    progress.finished = point.done;
    progress.waiting.clear();
    progress.eta.reset();
    if (progress.rows_estimated > point.rows && progress.rows_per_second_average > 0)
      progress.eta = Millis(
          static_cast<std::int64_t>(static_cast<double>(progress.rows_estimated - point.rows) *
                                    1000.0 / progress.rows_per_second_average));
  }

  Progress progress;

 private:
  Clock& clock_;
  std::chrono::steady_clock::time_point begun_, last_;
  std::uint64_t walked_ = 0;
};

// From here on two batches at once pay: below, a backfill takes seconds anyway.
constexpr std::uint64_t large_table = 100000;

constexpr std::uint64_t no_cap = 100000;

}  // namespace

std::size_t StepRunner::workers_for(const Step& step, std::optional<int> asked) const {
  if (!session_.dialect().capabilities().parallel_writers) return 1;
  if (asked) return static_cast<std::size_t>(*asked);
  return step.batch->estimated_rows >= large_table ? 2 : 1;
}

void StepRunner::batches(const std::string& migration, const Step& step,
                         const BatchTuning& tuning) {
  const auto& differs = session_.dialect().capabilities();
  // Where batches are short from the start, so is the first one, whose rows are a guess.
  BatchSizer sizer(tuning.size,
                   static_cast<std::uint64_t>(1000 * differs.batch_target / default_batch_target),
                   differs.batch_target);
  Pause pause(migration, step, config_.throttle, session_, lease_, observer_, clock_, order_told_);
  const auto& throttle = pause.throttle();
  Meter meter(clock_, migration, step);
  Workers workers(session_, lease_, config_.lock_timeout);

  persist(migration, step, false, [&](Backoff& backoff) {
    auto& connection = session_.connection();
    auto& store = session_.store();
    connection.limit_lock_wait(config_.lock_timeout);
    pause.begin_attempt();
    auto status = store.step_status(migration, step.id);
    if (status == StepStatus::done) return;
    auto in_transaction = [&](const auto& body) { in_fenced_transaction(body); };
    if (status != StepStatus::running)
      in_transaction([&](Store& s) { s.step_running(migration, step.id); });

    TableWalk walk(migration, step, session_, lease_, workers, workers_for(step, tuning.workers),
                   sizer, clock_);
    // What a person orders meanwhile comes before what this run was started with.
    auto obey = [&] {
      const auto& order = throttle.ordered();
      sizer.set(order.batch.value_or(tuning.size));
      // At a limit of 50 rows per second a batch of 1,000 would be a burst and a long silence.
      sizer.cap(throttle.rows_per_second().value_or(no_cap));
      sizer.scale(throttle.size_share());
      walk.at_once(workers_for(step, order.workers ? order.workers : tuning.workers));
    };
    walk.begin(in_transaction);
    while (!walk.done()) {
      pause.while_throttled(meter.progress);
      obey();
      auto turn = walk.turn();
      backoff.progressed();
      meter.progress.batch_took = turn.took;
      meter.batch(turn.rows, walk.point());
      observer_.progress(meter.progress);
      if (walk.done()) break;
      Millis rest{0};
      if (differs.writers_poll) {
        const auto wal = session_.dialect().wal(connection);
        // Nobody is there who could wait.
        if (!wal || !wal->alone) rest = rest_after(turn.took);
      }
      rest = std::max(rest, throttle.latency_pause(turn.took));
      if (auto limited = throttle.rate_pause(turn.rows, turn.took); limited > rest)
        pause.hold(meter.progress,
                   fmt::format("limit of {} rows per second", *throttle.rows_per_second()),
                   limited);
      else if (rest > Millis(0))
        clock_.sleep(rest);
    }
    pause.finish();
    in_transaction([&](Store& s) {
      if (walk.point().batches > 0) s.save_checkpoint(migration, step.id, walk.point());
      s.step_done(migration, step.id);
    });
  });
}

void StepRunner::wait_while_paused(const std::string& migration, const Step& step) {
  Pause pause(migration, step, std::nullopt, session_, lease_, observer_, clock_, order_told_);
  Progress progress;
  progress.migration = migration;
  progress.step = step.title;
  persist(migration, step, false, [&](Backoff&) {
    pause.begin_attempt();
    pause.while_throttled(progress);
    pause.finish();
  });
}

}  // namespace migrate
