// Exchanges that were held: what is done once more before them, and the command that goes on.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "engine/impl.hpp"
#include "util/error.hpp"

namespace migrate {

namespace {

bool proves(const Step& step) {
  return step.kind == StepKind::check || step.kind == StepKind::wait ||
         (step.kind == StepKind::apply && !step.completes_cutover) ||
         (step.batch && step.batch->notes);
}

}  // namespace

bool begins_anew(const Step& step) {
  if (step.kind == StepKind::fill) return !step.batch->once;
  // Not what is applied together at first: triggers may write the target by now.
  if (step.log) return step.log->together.empty() || step.log->to_the_end;
  // Whoever has begun since would miss what is applied anew.
  return step.kind == StepKind::wait || only_walks(step.kind);
}

std::set<std::string> passed_for_good(const std::vector<StepRecord>& steps, bool ended) {
  std::set<std::string> passed;
  const StepRecord* exchange = nullptr;
  for (auto& record : steps) {
    auto& step = record.step;
    // What new code has made of it since is its own.
    if (ended && step.only_in_phase) passed.insert(step.id);
    if (step.phase == Phase::contract) continue;
    if (step.cutover && step.kind == StepKind::ddl) exchange = &record;
    if (!exchange || exchange->status != StepStatus::done || !step.completes_cutover) continue;
    // Where several tables are exchanged at once, each has such steps of its own. Nothing else of
    // the migration works on such a table.
    for (auto& before : steps) {
      if (&before == exchange) break;
      if (before.step.table == step.table) passed.insert(before.step.id);
    }
  }
  return passed;
}

// What was proven and applied to the end before an exchange was held may not be so by now.
void Engine::Impl::prove_again(StepRunner& runner, const Migration& migration,
                               const Step& exchange) {
  std::vector<Step> proof;
  std::optional<Step> ahead;  // the step before this one, where it applies all of a log
  for (auto& record : store().steps(migration.id)) {
    if (record.step.id == exchange.id) break;
    if (record.step.completes_cutover) proof.clear();  // of another table, which is through
    // From the first comparison on: what is applied before it belongs to what stands by now, but
    // for a log of which any moment will do. Without it the comparison would read past hours of it.
    bool begins = record.step.batch && record.step.batch->notes;
    if (begins && proof.empty() && ahead) proof.push_back(*ahead);
    if (begins || (!proof.empty() && proves(record.step))) proof.push_back(record.step);
    ahead.reset();
    if (record.step.log && !record.step.log->at_once.empty() && !record.step.completes_cutover)
      ahead = record.step;
  }
  for (auto& step : proof) {
    stop_if_asked();
    runner.fenced([&](Store& s) { s.reset_step(migration.id, step.id); });
    runner.run(migration.id, step, tuning(migration));
  }
}

void Engine::Impl::run_cutover(StepRunner& runner, const std::vector<Migration>& files,
                               const Selection& selection) {
  auto records = store().migrations();
  refuse_edited(mine(files), records);
  for (auto& file : select(files, selection)) {
    auto stage = migrate::stage_of(records, file.id);
    if (stage == Stage::rolling_back) refuse_unfinished_rollback(file.id);
    auto steps = store().steps(file.id);
    // A proof that failed the last time is to be done again.
    auto next = std::find_if(steps.begin(), steps.end(), [](auto& record) {
      return record.status != StepStatus::done && !proves(record.step);
    });
    bool held = stage == Stage::backfilling && next != steps.end() &&
                (next->step.cutover || next->step.completes_cutover);
    if (!held) {
      if (!selection.named.empty())
        refuse("MIG-CUTOVER-NOTHING",
               fmt::format("{} is {} and does not wait for its exchange", file.id, name_of(stage)),
               stage == Stage::expanded || stage == Stage::backfilling
                   ? fmt::format("`migrate backfill {} --hold-cutover` first", file.id)
                   : "`migrate status`");
      continue;
    }
    require_set("backfill");
    // Its before_backfill was run by the command that held it.
    if (backfill_watched(runner, file)) moved_on(file.id);
  }
}

}  // namespace migrate
