// The batched steps: fill and verify.
#include <fmt/format.h>

#include <utility>

#include "backfill/batch.hpp"
#include "backfill/batch_size.hpp"
#include "backfill/throttle.hpp"
#include "engine/step_runner.hpp"

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

constexpr Millis pause_poll{250};

[[noreturn]] void throw_differences(const std::string& migration, const Step& step,
                                    const db::Result& result) {
  std::vector<std::string> keys;
  for (auto& row : result.rows) keys.push_back(describe_row(result.columns, row));
  throw VerifyDiffers(
      ExitCode::findings,
      {"MIG-VERIFY-DIFFERS", fmt::format("\"{}\" found rows that differ", step.title), "",
       "consistent; the old shape is untouched and nothing was removed",
       fmt::format("find out who writes past the triggers (bulk loads, replication roles), then "
                   "`migrate backfill {}`: it fills such rows again from the old shape",
                   migration),
       keys});
}

}  // namespace

void StepRunner::batches(const std::string& migration, const Step& step,
                         const BatchSize& batch_size) {
  const Batch& batch = *step.batch;
  BatchSizer sizer(batch_size);
  Throttle throttle(config_.throttle, session_.dialect(), session_.connection_slot(), clock_);
  // At a limit of 50 rows per second a batch of 1,000 would be a burst and a long silence.
  if (throttle.rows_per_second())
    sizer.cap(std::max<std::uint64_t>(1, *throttle.rows_per_second()));
  Meter meter(clock_, migration, step);

  auto hold = [&](const std::string& reason, Millis time) {
    meter.progress.waiting = reason;
    observer_.progress(meter.progress);
    clock_.sleep(time);
    stop_if_asked();
    lease_.check();
  };

  std::string told;
  persist(migration, step, [&](Backoff& backoff) {
    auto& connection = session_.connection();
    auto& store = session_.store();
    connection.limit_lock_wait(config_.lock_timeout);
    // What was said of a pause in a session that was lost since.
    if (!std::exchange(told, "").empty()) store.set_waiting("");
    auto status = store.step_status(migration, step.id);
    if (status == StepStatus::done) return;
    if (status != StepStatus::running)
      in_fenced_transaction([&](Store& s) { s.step_running(migration, step.id); });

    auto point = store.checkpoint(migration, step.id);
    if (!point) {
      auto limits = walk_limits(connection, batch);
      point.emplace();
      if (limits) {
        point->from = limits->first;
        point->end =
            limits->second;  // the high-water mark: later rows were born under the triggers
      } else {
        point->done = true;
      }
      in_fenced_transaction([&](Store& s) { s.save_checkpoint(migration, step.id, *point); });
    }
    sizer.start_with(point->batch_rows);

    while (!point->done) {
      stop_if_asked();
      lease_.check();
      while (auto reason = throttle.pause_reason()) {
        // A lost session fails here, so that it cannot look like a pause for ever.
        if (told != *reason) store.set_waiting(told = *reason);
        connection.query("SELECT 1");
        hold(*reason, pause_poll);
      }
      if (!std::exchange(told, "").empty()) store.set_waiting("");
      auto begun = clock_.monotonic();
      Checkpoint after = *point;
      db::Result result;
      std::uint64_t walked = 0;
      try {
        db::Transaction transaction(connection);
        lease_.fence(store);
        auto range = find_range(connection, batch, point->from, point->end, sizer.rows());
        result = work_on(connection, batch, range, point->end);
        walked = range.next ? sizer.rows()
                 : step.kind == StepKind::fill
                     ? result.affected
                     : count_last(connection, batch, range, point->end, sizer.rows());
        after.done = !range.next;
        if (range.next) after.from = *range.next;
        after.rows += walked;
        after.batches += 1;
        after.batch_rows = sizer.rows();
        if (step.kind == StepKind::verify && !result.rows.empty())
          throw_differences(migration, step, result);
        store.save_checkpoint(migration, step.id, after);
        transaction.commit();
      } catch (const db::DbError& error) {
        connection.rollback();
        lift_guards(connection, batch);
        if (error.failure() == db::Failure::lock_timeout ||
            error.failure() == db::Failure::deadlock)
          sizer.blocked();
        throw;
      }
      auto took = std::chrono::duration_cast<Millis>(clock_.monotonic() - begun);
      bool full = !after.done;
      sizer.took(took, full);
      after.batch_rows = sizer.rows();
      *point = after;
      backoff.progressed();
      meter.progress.batch_took = took;
      meter.batch(walked, *point);
      observer_.progress(meter.progress);
      if (auto pause = throttle.rate_pause(walked, took); full && pause > Millis(0))
        hold(fmt::format("limit of {} rows per second", *throttle.rows_per_second()), pause);
    }
    in_fenced_transaction([&](Store& s) { s.step_done(migration, step.id); });
  });
}

}  // namespace migrate
