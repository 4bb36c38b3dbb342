// Accepts edited files.
#include <fmt/format.h>

#include <algorithm>

#include "engine/corrected_undo.hpp"
#include "engine/impl.hpp"
#include "plan/assertions.hpp"

namespace migrate {

namespace {

bool has_ended(Phase phase, Stage stage) {
  switch (phase) {
    case Phase::expand:
      return stage != Stage::expanding;
    case Phase::backfill:
      return is_filled(stage);
    case Phase::contract:
      break;
  }
  return false;
}

// The checks of `verify:`, which change nothing, become those of the file. Of a phase that has
// ended they are recorded as done: nothing runs them again but `migrate verify`.
void ask_as_the_file(Store& store, const MigrationRecord& record, const Migration& file,
                     EngineKind engine) {
  Plan plan;
  plan.engine = engine;
  std::vector<StepRecord> there;
  std::vector<Step> asked;
  for (auto& one : store.steps(record.id)) {
    if (!is_assertion(one.step)) {
      plan.steps.push_back(one.step);
      continue;
    }
    there.push_back(one);
    asked.push_back(one.step);
  }
  add_assertions(plan, file);
  std::vector<Step> now;
  std::copy_if(plan.steps.begin(), plan.steps.end(), std::back_inserter(now), is_assertion);
  if (ask_the_same(asked, now)) return;
  // From the last on: those before keep their places.
  for (auto one = there.rbegin(); one != there.rend(); ++one)
    store.replace_step(record.id, *one, {});
  const auto left = store.steps(record.id);
  for (auto phase : {Phase::contract, Phase::backfill, Phase::expand}) {
    std::vector<Step> of_phase;
    std::copy_if(now.begin(), now.end(), std::back_inserter(of_phase),
                 [&](auto& step) { return step.phase == phase; });
    int position = 0;
    for (auto& one : left)
      if (one.step.phase <= phase) position = one.position + 1;
    store.insert_steps(record.id, position, of_phase);
    if (has_ended(phase, record.stage))
      for (auto& step : of_phase) store.step_done(record.id, step.id);
  }
  store.event(record.id, "verify", "its checks are those of the file now");
}

}  // namespace

std::vector<std::string> Engine::repair(const std::vector<Migration>& files,
                                        const Selection& selection) {
  std::vector<std::string> repaired;
  impl_->leased([&](StepRunner& runner) {
    auto records = impl_->store().migrations();
    for (auto& file : impl_->select(files, selection)) {
      auto record = find_record(records, file.id);
      if (!record || record->stage == Stage::rolled_back ||
          !file.was_edited(record->checksum, record->checksum_version))
        continue;
      const bool goes_on = in_flight(record->stage) && record->stage != Stage::rolling_back;
      // Also, and most of all, where a rollback was stopped by it. Before anything is accepted: it
      // may be refused.
      CorrectedUndos corrected;
      if (in_flight(record->stage))
        corrected = corrected_undos(impl_->store().steps(file.id), file, impl_->dialect(),
                                    [&] { return impl_->inspect(); });
      runner.fenced([&](Store& s) {
        s.accept_file(file.id, file.checksum, file.checksum_version, file.description);
        s.event(file.id, "repaired", "checksum " + record->checksum + " is now " + file.checksum);
        for (auto& step : corrected.steps) {
          s.correct_undo(file.id, step);
          s.event(file.id, "down", step.title + ": it is undone as the file says now");
        }
        if (goes_on) ask_as_the_file(s, *record, file, impl_->dialect().kind());
      });
      if (goes_on)
        impl_->parts.observer.note(file.id +
                                   ": what was planned at expand stays what runs; of the file only "
                                   "the `down` of its SQL and its contract, backfill and verify "
                                   "settings count");
      for (auto& step : corrected.steps)
        impl_->parts.observer.note(
            fmt::format("{}: {} is undone as the file says now", file.id, step.id));
      for (auto& step : corrected.left_out)
        impl_->parts.observer.note(
            fmt::format("{}: {} is undone as it was planned: its `up` is another one in the file, "
                        "so that the new `down` is not of what has run",
                        file.id, step));
      repaired.push_back(file.id);
    }
  });
  return repaired;
}

}  // namespace migrate
