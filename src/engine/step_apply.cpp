// The step that applies a change log.
#include <fmt/format.h>

#include <algorithm>

#include "backfill/batch_size.hpp"
#include "engine/log_applier.hpp"
#include "engine/pause.hpp"
#include "engine/step_runner.hpp"

namespace migrate {

void StepRunner::apply(const std::string& migration, const Step& step) {
  Pause pause(migration, step, config_.throttle, session_, lease_, observer_, clock_, pauses_);
  Progress progress;
  progress.migration = migration;
  progress.step = step.title;
  std::vector<std::string> misfits;
  persist(migration, step, false, [&](Backoff& backoff) {
    auto& connection = session_.connection();
    connection.limit_lock_wait(config_.lock_timeout);
    pause.begin_attempt();
    auto status = session_.store().step_status(migration, step.id);
    if (status == StepStatus::done) return;
    if (status != StepStatus::running)
      in_fenced_transaction([&](Store& s) { s.step_running(migration, step.id); });
    LogApplier applier(*step.log, connection, [this] { lease_.fence(session_.store()); });
    const bool writers_poll = session_.dialect().capabilities().writers_poll;
    std::uint64_t before = 0;
    int grew = 0, refused = 0;
    for (;;) {
      auto woke = clock_.monotonic();
      auto pass = applier.pass([&] {
        // Long enough for whoever waits for the lock that the last batch held, as between those of
        // a fill; a pass begins without one.
        const ExactMillis took = clock_.monotonic() - woke;
        const auto rest = writers_poll && took >= Millis(1)
                              ? rest_after(std::chrono::floor<Millis>(took))
                              : Millis(0);
        pause.rest(progress, 0, woke, rest, took);
        pause.while_throttled(progress);
        woke = clock_.monotonic();
      });
      grew = pass.entries > before ? grew + 1 : 0;
      before = pass.entries;
      if (grew == 4)
        observer_.note(
            fmt::format("{}: the log grows faster than it is applied, {} entries in the "
                        "last pass; it ends when the application writes less",
                        step.title, pass.entries));
      progress.rows_done += pass.applied;
      progress.batches += 1;
      observer_.progress(progress);
      if (pass.applied > 0) backoff.progressed();
      bool at_a_time = !step.log->together.empty();
      // With writers that never rest an empty log is never seen: what is left of one that is
      // applied together is the next step's.
      bool all_fit = pass.misfits.empty() && !pass.busy;
      if (pass.entries == 0 || (at_a_time && all_fit && pass.entries <= LogApplier::batch)) break;
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
