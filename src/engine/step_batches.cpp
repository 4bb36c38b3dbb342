// The batched steps: fill and verify.
#include <algorithm>
#include <utility>

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

constexpr Millis ask_throttle_every{5000};

// What batches ask of their session, for as long as they run.
class BatchSession {
 public:
  BatchSession(db::Connection& connection, const Batch& batch)
      : connection_(connection), batch_(batch) {
    for (auto& statement : batch.session) connection_.query(statement);
  }
  ~BatchSession() {
    try {
      for (auto& statement : batch_.session_after) connection_.query(statement);
    } catch (const db::DbError&) {
      // The session is lost, and its settings with it.
    }
  }
  BatchSession(const BatchSession&) = delete;
  BatchSession& operator=(const BatchSession&) = delete;

 private:
  db::Connection& connection_;
  const Batch& batch_;
};

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
  History observer(observer_, session_, lease_, clock_, migration, step.id);
  Pause pause(migration, step, config_.throttle, session_, lease_, observer, clock_, pauses_);
  const auto& throttle = pause.throttle();
  Meter meter(clock_, migration, step, sizer.target());
  pause.measure_by([&] { meter.measure(); });
  Workers workers(session_, lease_, config_.lock_timeout, observer_);
  // A later attempt goes on with what the sizer has learnt, of locks in the way above all.
  bool sized = false;

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

    const BatchSession settings(connection, *step.batch);
    TableWalk walk(migration, step, session_, lease_, workers,
                   throttle.longest_batch() ? 1 : workers_for(step, tuning.workers), sizer, clock_);
    // What a person orders meanwhile comes before what this run was started with.
    auto obey = [&] {
      const auto& order = throttle.ordered();
      sizer.set(order.batch.value_or(tuning.size));
      auto at_once = workers_for(step, order.workers ? order.workers : tuning.workers);
      // At a limit of 50 rows per second a batch of 1,000 would be a burst and a long silence, and
      // so would be 20 batches of 50 at once.
      auto cap = BatchSizer::no_cap;
      if (const auto limit = throttle.rows_per_second(); limit && *limit > 0) {
        at_once = static_cast<std::size_t>(std::min<std::uint64_t>(at_once, *limit));
        cap = std::min(cap, *limit / at_once);
      }
      sizer.cap(cap);
      sizer.keep_within(throttle.longest_batch());
      meter.progress.batch_target = sizer.target();
      if (throttle.longest_batch()) at_once = 1;
      walk.at_once(at_once);
    };
    sizer.keep_within(throttle.longest_batch());
    walk.begin(in_transaction);
    if (!std::exchange(sized, true)) sizer.start_with(walk.point().batch_rows);
    meter.begin(walk.point());
    observer.progress(meter.progress);
    // An empty table is no work that anything would have held.
    if (walk.done() && !throttle.longest_batch()) asked_throttle_ = clock_.monotonic();
    while (!walk.done()) {
      pause.while_throttled(meter.progress);
      // A limit on the latency may be passed by now: it only makes batches slower.
      if (!throttle.longest_batch()) asked_throttle_ = clock_.monotonic();
      obey();
      const auto begun = clock_.monotonic();
      auto turn = walk.turn();
      const auto took = std::chrono::round<Millis>(turn.took);
      backoff.progressed();
      meter.batch(walk.point(), took);
      observer.progress(meter.progress);
      if (walk.done()) break;
      Millis rest{0};
      if (differs.writers_poll) {
        const auto wal = session_.dialect().wal(connection);
        // Nobody is there who could wait.
        if (!wal || !wal->alone) rest = rest_after(took);
      }
      pause.rest(meter.progress, turn.rows, begun, rest, turn.took);
    }
    pause.finish();
    in_transaction([&](Store& s) {
      if (walk.point().batches > 0) s.save_checkpoint(migration, step.id, walk.point());
      s.step_done(migration, step.id);
    });
  });
}

Millis StepRunner::wait_while_paused(const std::string& migration, const Step& step) {
  const auto begun = clock_.monotonic();
  // Of many short steps in a row not each asks. Behind an exchange only a person holds what ends
  // it.
  const bool lately = asked_throttle_ && begun - *asked_throttle_ < ask_throttle_every;
  const bool asks = !step.completes_cutover && (step.cutover || !lately);
  Pause pause(migration, step, asks ? std::optional(config_.throttle) : std::nullopt, session_,
              lease_, observer_, clock_, pauses_);
  Progress progress;
  progress.migration = migration;
  progress.step = step.title;
  persist(migration, step, false, [&](Backoff&) {
    pause.begin_attempt();
    pause.while_throttled(progress);
    pause.finish();
  });
  if (asks) asked_throttle_ = clock_.monotonic();
  return std::chrono::duration_cast<Millis>(clock_.monotonic() - begun);
}

}  // namespace migrate
