// The batched steps: fill and verify.
#include <fmt/format.h>

#include <algorithm>

#include "backfill/batch_size.hpp"
#include "engine/history.hpp"
#include "engine/meter.hpp"
#include "engine/pause.hpp"
#include "engine/step_runner.hpp"
#include "engine/table_walk.hpp"

namespace migrate {

namespace {

// From here on two batches at once pay: below, a backfill takes seconds anyway.
constexpr std::uint64_t large_table = 100000;

}  // namespace

std::size_t StepRunner::workers_for(const Step& step, const BatchTuning& tuning) const {
  if (!session_.dialect().capabilities().parallel_writers) return 1;
  if (tuning.workers) return static_cast<std::size_t>(*tuning.workers);
  return step.batch->estimated_rows >= large_table ? 2 : 1;
}

void StepRunner::batches(const std::string& migration, const Step& step,
                         const BatchTuning& tuning) {
  const auto& differs = session_.dialect().capabilities();
  // Where batches are short from the start, so is the first one, whose rows are a guess.
  BatchSizer sizer(tuning.size,
                   static_cast<std::uint64_t>(1000 * differs.batch_target / default_batch_target),
                   differs.batch_target);
  History observer(observer_, session_, lease_, clock_, migration, step.id);
  Pause pause(config_.throttle, session_, lease_, observer, clock_);
  const auto& throttle = pause.throttle();
  // At a limit of 50 rows per second a batch of 1,000 would be a burst and a long silence.
  if (throttle.rows_per_second())
    sizer.cap(std::max<std::uint64_t>(1, *throttle.rows_per_second()));
  Meter meter(clock_, migration, step, sizer.target());
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

    TableWalk walk(migration, step, session_, lease_, workers, workers_for(step, tuning), sizer,
                   clock_);
    walk.begin(in_transaction);
    meter.begin(walk.point());
    observer.progress(meter.progress);
    while (!walk.done()) {
      pause.while_throttled(meter.progress);
      auto turn = walk.turn();
      backoff.progressed();
      meter.batch(walk.point(), turn.took);
      observer.progress(meter.progress);
      if (walk.done()) break;
      Millis rest{0};
      if (differs.writers_poll) {
        const auto wal = session_.dialect().wal(connection);
        // Nobody is there who could wait.
        if (!wal || !wal->alone) rest = rest_after(turn.took);
      }
      if (auto limited = throttle.rate_pause(turn.rows, turn.took); limited > rest)
        pause.hold(meter.progress,
                   fmt::format("limit of {} rows per second", *throttle.rows_per_second()),
                   limited);
      else if (rest > Millis(0))
        clock_.sleep(rest);
    }
    in_transaction([&](Store& s) {
      if (walk.point().batches > 0) s.save_checkpoint(migration, step.id, walk.point());
      s.step_done(migration, step.id);
    });
  });
}

}  // namespace migrate
