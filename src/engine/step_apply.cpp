// The step that applies a change log.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "backfill/batch_size.hpp"
#include "engine/backlog.hpp"
#include "engine/log_applier.hpp"
#include "engine/pause.hpp"
#include "engine/step_runner.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// Whoever was held for longer, by a source or a person, has let the log grow.
constexpr Millis short_wait{1000};
// A limit on the latency lets it find out how fast it may go, from slow on.
constexpr double much_faster = 1.2;

std::string per_second(double entries) {
  return with_thousands(static_cast<std::uint64_t>(entries)) + " per second";
}

std::string told(const Backlog::Growth& growth) {
  return fmt::format("{} are written and {} applied, {} wait", per_second(growth.written),
                     per_second(growth.applied), with_thousands(growth.waiting));
}

}  // namespace

// An Error, so that it is not tried again: only the application can change it.
void StepRunner::end_outgrown(const std::string& migration, const Step& step,
                              const Backlog::Growth& growth) {
  const auto what =
      fmt::format("\"{}\" does not keep up: for {} the log has grown faster than it is applied: {}",
                  step.title, format_duration(growth.time), told(growth));
  in_fenced_transaction([&](Store& store) {
    store.step_failed(migration, step.id, what);
    store.event(migration, "failed", what);
  });
  std::string next = fmt::format(
      "run the same command again when the application writes less{} (--log-patience waits longer "
      "for that); it goes on where it is",
      config_.throttle.latency ? ", or with a higher limit on its latency" : "");
  if (step.phase != Phase::contract && !step.completes_cutover)
    next += fmt::format("; or `migrate rollback {}`", migration);
  throw Error(ExitCode::failed,
              {"MIG-LOG-GROWS",
               what,
               "",
               fmt::format("nothing is lost: the log holds what is not applied yet, and what is "
                           "applied stays; all steps before {} are done and recorded, this one "
                           "is not",
                           step.id),
               next,
               {}});
}

void StepRunner::apply(const std::string& migration, const Step& step) {
  // Behind an exchange only a person holds what ends it: for as long as it waits, new code's writes
  // are in the new table alone. In contract such steps stand ahead of the exchange.
  const bool ends_exchange = step.completes_cutover && step.phase != Phase::contract;
  Pause pause(migration, step, ends_exchange ? std::nullopt : std::optional(config_.throttle),
              session_, lease_, observer_, clock_, pauses_);
  Progress progress;
  progress.migration = migration;
  progress.step = step.title;
  std::vector<std::string> misfits;
  // Of a fixed size, but where the application's latency bounds how long one may take.
  const auto longest = pause.throttle().longest_batch();
  BatchSizer sizer(BatchSize{}, LogApplier::most);
  sizer.cap(LogApplier::most);
  sizer.keep_within(longest);
  Pace pace;
  const auto begun = clock_.monotonic();
  const auto measure = [&] {
    pace.add(std::chrono::duration_cast<Millis>(clock_.monotonic() - begun), progress.rows_done);
    progress.rows_per_second_now = pace.now();
    progress.rows_per_second_average = pace.average();
  };
  pause.measure_by(measure);
  persist(migration, step, false, [&](Backoff& backoff) {
    auto& connection = session_.connection();
    connection.limit_lock_wait(config_.lock_timeout);
    pause.begin_attempt();
    auto status = session_.store().step_status(migration, step.id);
    if (status == StepStatus::done) return;
    if (status != StepStatus::running)
      in_fenced_transaction([&](Store& s) { s.step_running(migration, step.id); });
    if (!step.log->first.empty())
      in_fenced_transaction([&](Store&) {
        for (auto& statement : step.log->first) connection.query(statement);
      });
    LogApplier applier(*step.log, connection, clock_, [this] { lease_.fence(session_.store()); });
    applier.take(sizer.rows());
    const bool writers_poll = session_.dialect().capabilities().writers_poll;
    Backlog backlog(clock_, config_.log_patience, LogApplier::most);
    const auto watch = [&](const LogApplier::Pass& pass) {
      if (!backlog.due()) return;
      const auto asked = clock_.monotonic();
      progress.backlog = waiting(connection, *step.log, pass.after);
      backlog.counted(*progress.backlog, progress.rows_done,
                      std::chrono::ceil<Millis>(clock_.monotonic() - asked));
      if (const auto growth = backlog.outgrown()) end_outgrown(migration, step, *growth);
      if (const auto growth = backlog.news())
        observer_.note(
            fmt::format("{}: the log grows faster than it is applied: {}; it ends when "
                        "the application writes less, or after {} of this",
                        step.title, told(*growth), format_duration(config_.log_patience)));
    };
    double fastest = 0;
    int refused = 0;
    std::optional<std::uint64_t> least;
    for (;;) {
      auto woke = clock_.monotonic();
      std::uint64_t shown = 0, seen = 0;
      // A pass goes on for as long as a batch is full: what it does is told while it does it.
      const auto tell = [&](const LogApplier::Pass& pass) {
        if (pass.applied == shown) return;
        progress.rows_done += pass.applied - shown;
        shown = pass.applied;
        measure();
        backoff.progressed();
      };
      const auto size = [&](const LogApplier::Pass& pass, ExactMillis took) {
        const auto entries = pass.entries - std::exchange(seen, pass.entries);
        if (!longest || entries == 0) return;
        // A part of one that took too long already says as much.
        sizer.took(took, entries >= sizer.rows() || took > *longest, entries);
        applier.take(sizer.rows());
      };
      auto pass = applier.pass([&](const LogApplier::Pass& so_far) {
        // Without the count, which only reads and comes seldom: it must not make the rest longer.
        const ExactMillis took = clock_.monotonic() - woke;
        size(so_far, took);
        tell(so_far);
        watch(so_far);
        if (shown > 0) observer_.progress(progress);
        // Long enough for whoever waits for the lock that the last batch held, as between those of
        // a fill; a pass begins without one.
        const auto rest = writers_poll && took >= Millis(1)
                              ? rest_after(std::chrono::floor<Millis>(took))
                              : Millis(0);
        const auto held = pause.held();
        pause.rest(progress, 0, woke, rest, took);
        pause.while_throttled(progress);
        woke = clock_.monotonic();
        // What a limit on the latency leaves is how fast the log is applied, and may be too little;
        // not before it is known how much that is.
        const auto share = pause.throttle().share();
        const bool faster = share > much_faster * fastest;
        if (faster) fastest = share;
        if (faster || pause.held() - held > short_wait) backlog.begin_anew();
      });
      tell(pass);
      progress.batches += 1;
      observer_.progress(progress);
      bool at_a_time = !step.log->together.empty();
      // With writers that never rest an empty log is never seen: what is left of one that is
      // applied together is the next step's.
      bool all_fit = pass.misfits.empty() && !pass.busy;
      // What one statement applies is as much as was written during the one before it. Where that
      // does not become less the application is as fast, and once more would change nothing.
      bool no_less = !step.log->at_once.empty() && least && pass.entries >= *least;
      bool little = pass.entries <= LogApplier::most || no_less;
      if (pass.entries == 0 || (at_a_time && all_fit && little)) break;
      least = pass.entries;
      // What stood in a row's way may have gone by now; new entries alone do not count for that.
      refused = pass.misfits.empty() ? 0 : refused + 1;
      if (pass.applied > 0 && !(at_a_time && refused == 3)) continue;
      if (pass.busy) throw db::DbError(*pass.busy);
      misfits = pass.misfits;
      break;
    }
    pause.finish();
    if (misfits.empty() || !step.log->to_the_end) {
      progress.finished = true;
      observer_.progress(progress);
      in_fenced_transaction([&](Store& s) { s.step_done(migration, step.id); });
    } else {
      in_fenced_transaction([&](Store& s) { s.step_failed(migration, step.id, misfits[0]); });
    }
  });
  if (misfits.empty() || !step.log->to_the_end) return;
  throw Error(
      ExitCode::findings,
      {"MIG-CHECK-FAILED", fmt::format("\"{}\" found rows that the new shape refuses", step.title),
       "",
       fmt::format("all steps before {} are done and recorded; nothing after it was begun; the "
                   "table is as it was, the rows named are missing in its shadow only",
                   step.id),
       mend("the rows named", migration, step.phase), misfits});
}

}  // namespace migrate
