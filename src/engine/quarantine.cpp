// Contract's first part, which hides the old shape, and the way back from it.
#include <fmt/format.h>

#include <algorithm>

#include "engine/impl.hpp"
#include "engine/precheck.hpp"
#include "plan/quarantine.hpp"

namespace migrate {

bool Engine::Impl::waits_in_quarantine(const std::string& id) {
  auto steps = store().steps(id);
  return std::any_of(steps.begin(), steps.end(),
                     [](auto& record) { return record.step.quarantine_ms > 0; });
}

ContractSettings Engine::Impl::contract_settings(const Migration& migration) const {
  return merge(migration.contract, parts.config.contract);
}

bool Engine::Impl::keeps_copy(const Migration& migration) const {
  return parts.config.keep_copy.value_or(contract_settings(migration).keep_copy.value_or(false));
}

void Engine::Impl::take_up_settings(StepRunner& runner, const Migration& migration) {
  const auto& id = migration.id;
  const auto asked = contract_settings(migration).quarantine;
  if (asked > Millis(0))
    put_in_quarantine(runner, id, *asked);
  else if (asked && waits_in_quarantine(id))
    parts.observer.note(
        id +
        ": the quarantine that is planned stays, though none is asked for any more; "
        "`--force-gate` drops before it is over");
  // Behind it, so that the copies are of the second part, too.
  if (keeps_copy(migration)) keep_copies(runner, id);
}

void Engine::Impl::put_in_quarantine(StepRunner& runner, const std::string& id, Millis quarantine) {
  const auto stage = store().migration(id)->stage;
  if (stage != Stage::backfilled && stage != Stage::contracting) return;
  const auto steps = store().steps(id);
  Plan plan;
  for (auto& record : steps) plan.steps.push_back(record.step);
  // Another time for one that was planned is taken from the settings, not from the steps.
  if (waits_in_quarantine(id) || has_begun_to_contract(runner, id)) return;
  into_two_parts(plan, quarantine);
  if (std::none_of(plan.steps.begin(), plan.steps.end(),
                   [](auto& s) { return s.quarantine_ms > 0; }))
    return;
  runner.fenced([&](Store& s) {
    for (std::size_t i = 0; i < steps.size(); ++i)
      if (plan.steps[i].quarantine_ms > 0) s.replace_step(id, steps[i], {plan.steps[i]});
    // Stopped before its first change: it begins with the first part now.
    if (stage == Stage::contracting) s.set_stage(id, Stage::hiding);
    s.event(id, "quarantine", format_duration(quarantine) + ", asked for after expand");
  });
  for (auto& note : plan.notes) parts.observer.note(id + ": " + note);
}

std::optional<GateInput::Hidden> Engine::Impl::hidden(const MigrationRecord& record,
                                                      const Migration& migration) {
  if (record.stage != Stage::quarantined) return std::nullopt;
  GateInput::Hidden found;
  found.in_place = true;
  for (auto& step : store().steps(record.id)) {
    found.at_least = std::max(found.at_least, Millis(step.step.quarantine_ms));
    if (!step.step.hides) continue;
    found.since = std::max(found.since, step.ended_at);
    found.in_place = false;
  }
  // Asked for another time since.
  const auto asked = contract_settings(migration).quarantine.value_or(Millis(0));
  if (asked > Millis(0)) found.at_least = asked;
  // Nothing could be hidden: since the stage was reached.
  if (found.since == 0) found.since = record.updated_at;
  return found;
}

bool Engine::Impl::only_time_is_missing(const Verdict& found) {
  const Evidence* time = nullptr;
  for (auto& evidence : found.evidence) {
    if (evidence.holds) continue;
    if (evidence.kind != "quarantine") return false;
    time = &evidence;
  }
  if (time) parts.observer.note(fmt::format("{}: {}", found.migration, time->detail));
  return time != nullptr;
}

void Engine::Impl::check_before(StepRunner& runner, const Migration& migration, bool hides) {
  std::vector<Step> part;
  for (auto& record : store().steps(migration.id))
    if (record.step.hides == hides) part.push_back(record.step);
  for (auto& check : leading_checks(part, Phase::contract)) {
    // Said afresh each time: what was equal yesterday proves nothing today.
    runner.fenced([&](Store& s) { s.reset_step(migration.id, check.id); });
    runner.run(migration.id, check, tuning(migration));
  }
}

void Engine::Impl::differs_while_hidden(const std::string& id, Report report) {
  report.state = "nothing was dropped: the old shape is still hidden";
  report.next = fmt::format(
      "let both sides hold what new code has written, then run the same command again; or `migrate "
      "rollback {} --unhide`",
      id);
  throw RowsFound(ExitCode::findings, report);
}

void Engine::Impl::hide(StepRunner& runner, const Migration& migration) {
  auto start = parts.clock.monotonic();
  parts.observer.phase_started(migration.id, "contract");
  for (auto& record : store().steps(migration.id)) {
    if (!record.step.hides || record.status == StepStatus::done) continue;
    stop_if_asked();
    runner.run(migration.id, record.step, tuning(migration));
  }
  auto record = store().migration(migration.id);
  auto schema = read_schema(&migration, record->touches);
  runner.fenced([&](Store& s) {
    remember(s, schema);
    s.set_stage(migration.id, Stage::quarantined);
    s.event(migration.id, "quarantined", "");
  });
  parts.observer.phase_finished(
      migration.id, "contract",
      std::chrono::duration_cast<Millis>(parts.clock.monotonic() - start));
  auto now_hidden = hidden(*store().migration(migration.id), migration);
  parts.observer.note(fmt::format(
      "{0}: the old shape is {2} until {1}; `migrate contract {0}` drops it then, `migrate "
      "rollback {0}` {3} before",
      migration.id, format_utc(std::chrono::system_clock::time_point(Millis(now_hidden->until()))),
      now_hidden->in_place ? "kept" : "hidden",
      now_hidden->in_place ? "is open" : "brings it back"));
}

void refuse_unfinished_unhide(const std::string& id) {
  refuse("MIG-ROLLBACK-UNFINISHED",
         fmt::format("what {} had hidden is being brought back: that was begun and not ended", id),
         fmt::format("`migrate rollback {0} --unhide`, or `migrate rollback {0}` all the way", id));
}

void Engine::Impl::unhide(StepRunner& runner, const std::string& id, const Migration* file) {
  // Not `hiding`: that would go on from steps that are recorded as done and may be undone already,
  // without a word of the gate's.
  runner.fenced([&](Store& s) {
    s.set_stage(id, Stage::unhiding);
    s.event(id, "bringing back", "what was hidden");
  });
  auto steps = store().steps(id);
  std::reverse(steps.begin(), steps.end());
  for (auto& record : steps) {
    if (!record.step.hides || record.step.undo.empty() || record.status == StepStatus::planned)
      continue;
    stop_if_asked();
    runner.undo(id, record.step);
  }
  auto record = store().migration(id);
  auto schema = read_schema(file, record->touches);
  runner.fenced([&](Store& s) {
    remember(s, schema);
    for (auto& step : steps)
      if (step.step.phase == Phase::contract) s.reset_step(id, step.step.id);
    s.set_stage(id, Stage::backfilled);
    s.event(id, "brought back", "");
  });
}

}  // namespace migrate
