// expand, backfill, contract: the phase machine.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/impl.hpp"
#include "engine/precheck.hpp"
#include "util/error.hpp"
#include "util/host.hpp"

namespace migrate {

namespace {

// After a longer wait what was proven before an exchange is proven again: much may have been
// written by then, some of it past the triggers (TRUNCATE, cascades).
constexpr Millis still_proven{2000};

Stage begun(Phase phase) {
  return phase == Phase::expand     ? Stage::expanding
         : phase == Phase::backfill ? Stage::backfilling
                                    : Stage::contracting;
}

Stage ended(Phase phase) {
  return phase == Phase::expand     ? Stage::expanded
         : phase == Phase::backfill ? Stage::backfilled
                                    : Stage::contracted;
}

}  // namespace

MigrationRecord record_of(const Migration& migration, Stage stage) {
  MigrationRecord record;
  record.id = migration.id;
  record.checksum = migration.checksum;
  record.checksum_version = migration.checksum_version;
  record.description = migration.description;
  record.by = user_name() + "@" + host_name();
  record.tool_version = tool_version();
  record.stage = stage;
  return record;
}

void refuse_unfinished_rollback(const std::string& id) {
  refuse("MIG-ROLLBACK-UNFINISHED", fmt::format("a rollback of {} was begun and not ended", id),
         fmt::format("`migrate rollback {}`", id));
}

void Engine::Impl::require_set(const std::string& phase) const {
  std::vector<std::string> events = {"before_" + phase, "after_" + phase};
  if (phase == "rollback") return hooks.require_set(events);  // it must not wait for more
  for (const char* event : {"pause", "resume", "abort"}) events.emplace_back(event);
  if (phase == "contract") events.emplace_back("gate_open");
  // A breach rolls back by itself.
  const bool guarded = guard.any() && phase != "contract";
  if (guarded) events.insert(events.end(), {"before_rollback", "after_rollback"});
  hooks.require_set(events);
  parts.config.throttle.require_set();
  for (const AbortRule& rule : parts.config.abort_if) {
    if (!guarded) break;
    refuse_unset(rule.ask.unset);
    if (rule.than) refuse_unset(rule.than->unset);
  }
}

void Engine::Impl::hooked(const std::string& migration, std::string_view phase,
                          const std::function<void()>& work) {
  const auto aborted = [&](const char* why) {
    hooks.run({"abort", migration, std::string(phase), why});
  };
  try {
    work();
  } catch (const Error& e) {
    if (e.exit() == ExitCode::failed || e.exit() == ExitCode::findings) aborted(e.what());
    throw;
  } catch (const db::DbError& e) {
    aborted(e.what());
    throw;
  }
}

void Engine::Impl::watch(const std::string& migration) {
  const auto time = guard.longest_watch();
  if (time <= Millis(0)) return;
  const auto note = [this](const std::string& text) { parts.observer.note(text); };
  note(fmt::format("{}: the application is watched for {} (abort_if)", migration,
                   format_duration(time)));
  for (const auto end = parts.clock.monotonic() + time; parts.clock.monotonic() < end;) {
    stop_if_asked();
    guard.look(migration, note);
    parts.clock.sleep(Millis(100));
  }
}

void Engine::Impl::forget(const std::string& migration) {
  guard.forget_baseline(store(), migration);
}

namespace {

// What a person knows it by, not what waits ahead of it.
const std::string& title_of_exchange(const std::vector<StepRecord>& steps, const Step& begins) {
  for (auto& record : steps)
    if (record.step.cutover && record.step.kind != StepKind::wait &&
        record.status != StepStatus::done)
      return record.step.title;
  return begins.title;
}

}  // namespace

namespace {

// Done for an attempt at its exchange that came to nothing: much may have been written since, and
// the exchange would have to apply it under its locks.
bool is_ready_no_more(const std::vector<StepRecord>& steps, const StepRecord& done) {
  auto& step = done.step;
  if (step.phase != Phase::contract || !step.completes_cutover || !step.log ||
      step.log->at_once.empty())
    return false;
  const auto exchange =
      std::find_if(steps.begin() + (&done - steps.data()), steps.end(),
                   [](auto& record) { return record.step.kind != StepKind::apply; });
  return exchange != steps.end() && exchange->status != StepStatus::done;
}

}  // namespace

bool Engine::Impl::run_phase(StepRunner& runner, const Migration& migration, Phase phase) {
  auto start = parts.clock.monotonic();
  parts.observer.phase_started(migration.id, std::string(name_of(phase)));
  bool proven_now = false;
  const auto steps = store().steps(migration.id);
  for (auto& record : steps) {
    if (record.step.phase != phase) continue;
    if (record.status == StepStatus::done) {
      if (!is_ready_no_more(steps, record)) continue;
      runner.fenced([&](Store& s) { s.reset_step(migration.id, record.step.id); });
    }
    proven_now |= record.step.batch && record.step.batch->notes;
    stop_if_asked();
    // One that was tried in vain is ahead as much as one that was not.
    const bool exchanges =
        record.step.cutover && !may_have_taken_place(runner, migration.id, record);
    if (exchanges && parts.config.hold_cutover) {
      parts.observer.note(fmt::format("{} is held before \"{}\": `migrate cutover {}` goes on",
                                      migration.id, title_of_exchange(steps, record.step),
                                      migration.id));
      return false;
    }
    if (phase == Phase::backfill && !record.step.batch && !record.step.log &&
        runner.wait_while_paused(migration.id, record.step) > still_proven)
      proven_now = false;
    if (exchanges && !std::exchange(proven_now, true)) prove_again(runner, migration, record.step);
    const auto begun = parts.clock.monotonic();
    runner.run(migration.id, record.step, tuning(migration));
    if (record.step.kind == StepKind::wait && parts.clock.monotonic() - begun > still_proven)
      proven_now = false;
  }
  auto record = store().migration(migration.id);
  auto schema = read_schema(&migration, record ? record->touches : migration.touched());
  runner.fenced([&](Store& s) {
    remember(s, schema);
    s.set_stage(migration.id, ended(phase));
    s.event(migration.id, std::string(name_of(ended(phase))), "");
    if (phase == Phase::contract && dialect().capabilities().statements_lack_times)
      s.save_statement_counts(migration.id, "");
  });
  if (phase != Phase::contract) look_at_statements(migration);
  parts.observer.phase_finished(
      migration.id, std::string(name_of(phase)),
      std::chrono::duration_cast<Millis>(parts.clock.monotonic() - start));
  return true;
}

void Engine::Impl::expand_one(StepRunner& runner, const Migration& migration) {
  auto records = store().migrations();
  refuse_overlap(migration, migration.touched(), records);
  Schema schema = inspect();
  Plan plan = make_plan(migration, schema);
  refuse_overlap(migration, plan.touches, records);
  refuse_before_expand(session.connection(), plan, migration.path);
  if (auto note = overtaken(plan, records); !note.empty()) parts.observer.note(note);
  auto record = record_of(migration, Stage::expanding);
  record.touches = plan.touches;
  record.notes = plan.notes;
  runner.fenced([&](Store& s) {
    s.begin_migration(record, plan.steps);
    s.event(migration.id, "planned", fmt::format("{} steps", plan.steps.size()));
  });
  expand_on(runner, migration);
}

void Engine::Impl::expand_on(StepRunner& runner, const Migration& migration) {
  try {
    run_phase(runner, migration, Phase::expand);
  } catch (const RowsFound&) {
    runner.fenced([&](Store& s) {
      for (auto& record : s.steps(migration.id))
        if (record.step.phase == Phase::expand && only_walks(record.step.kind))
          s.reset_step(migration.id, record.step.id);
    });
    throw;
  }
}

void Engine::Impl::run_expand(StepRunner& runner, const std::vector<Migration>& files,
                              const Selection& selection) {
  auto records = store().migrations();
  refuse_edited(mine(files), records);
  auto due = select(files, selection);
  std::erase_if(due, [&](auto& file) {
    auto stage = migrate::stage_of(records, file.id);
    if (stage == Stage::rolling_back) refuse_unfinished_rollback(file.id);
    return stage != Stage::pending && stage != Stage::rolled_back && stage != Stage::expanding;
  });

  if (!due.empty()) require_set("expand");
  // Several are planned once before anything runs: a mistake in the third file must not show after
  // the first two have been expanded.
  if (due.size() > 1) {
    Schema preview = inspect();
    auto standing = records;
    for (auto& file : due) {
      if (migrate::stage_of(records, file.id) == Stage::expanding) continue;
      if (overlapping(file.id, file.touched(), standing))
        break;  // expand_one refuses it when its turn comes
      standing.push_back(as_if_begun(make_plan(file, preview)));
    }
  }

  for (auto& file : due) {
    hooks.run({"before_expand", file.id, "expand"});
    const bool begun_before = migrate::stage_of(records, file.id) == Stage::expanding;
    if (begun_before)
      guard.read_baseline(store(), file.id, [this](auto& text) { parts.observer.note(text); });
    else
      guard.take_baseline(store(), file.id);
    hooked(file.id, "expand", [&] {
      if (begun_before)
        expand_on(runner, file);
      else
        expand_one(runner, file);
    });
    hooks.run({"after_expand", file.id, "expand"});
    hooked(file.id, "expand", [&] { watch(file.id); });
    moved_on(file.id);
  }
}

namespace {

// Steps that a difference begins anew; `passed`: those instead that stay as they were.
std::vector<StepRecord> walks_of(Store& store, const std::string& id, bool passed) {
  // Not by the stage: behind a first difference that is `backfilling` again.
  const auto known = store.migration(id);
  auto steps = store.steps(id);
  const auto for_good = passed_for_good(steps, known && known->backfilled_at != 0);
  std::erase_if(steps, [&](auto& record) {
    return !begins_anew(record.step) || for_good.contains(record.step.id) != passed;
  });
  return steps;
}

}  // namespace

void Engine::Impl::refill_next_time(StepRunner& runner, const std::string& id,
                                    const std::string& found) {
  runner.fenced([&](Store& s) {
    for (auto& record : walks_of(s, id, false)) s.reset_step(id, record.step.id);
    s.set_stage(id, Stage::backfilling);
    s.event(id, "differs", found + "; backfill begins its walks anew");
  });
}

bool Engine::Impl::backfill_one(StepRunner& runner, const Migration& migration) {
  runner.fenced([&](Store& s) {
    s.set_stage(migration.id, begun(Phase::backfill));
    // An earlier version has begun them anew, and could not end them then.
    for (auto& record : walks_of(s, migration.id, true)) {
      if (record.status == StepStatus::done) continue;
      s.reset_step(migration.id, record.step.id);
      s.step_done(migration.id, record.step.id);
    }
  });
  try {
    return run_phase(runner, migration, Phase::backfill);
  } catch (const RowsFound& e) {
    refill_next_time(runner, migration.id, e.report().what);
    throw;
  }
}

bool Engine::Impl::backfill_watched(StepRunner& runner, const Migration& migration) {
  const auto& id = migration.id;
  guard.read_baseline(store(), id, [this](auto& text) { parts.observer.note(text); });
  bool ended = false;
  hooked(id, "backfill", [&] { ended = backfill_one(runner, migration); });
  if (!ended) return false;
  hooks.run({"after_backfill", id, "backfill"});
  hooked(id, "backfill", [&] { watch(id); });
  return true;
}

void Engine::Impl::run_backfill(StepRunner& runner, const std::vector<Migration>& files,
                                const Selection& selection) {
  auto records = store().migrations();
  refuse_edited(mine(files), records);
  for (auto& file : select(files, selection)) {
    auto stage = migrate::stage_of(records, file.id);
    if (stage == Stage::rolling_back) refuse_unfinished_rollback(file.id);
    if (stage != Stage::expanded && stage != Stage::backfilling) {
      bool early =
          stage == Stage::pending || stage == Stage::rolled_back || stage == Stage::expanding;
      if (early && !selection.named.empty())
        refuse("MIG-BACKFILL-EARLY", fmt::format("{} is {}", file.id, name_of(stage)),
               fmt::format("`migrate expand {}` first", file.id));
      continue;
    }
    require_set("backfill");
    hooks.run({"before_backfill", file.id, "backfill"});
    if (backfill_watched(runner, file)) moved_on(file.id);
  }
}

void Engine::Impl::moved_on(const std::string& id) {
  if (std::find(moved.begin(), moved.end(), id) == moved.end()) moved.push_back(id);
}

const std::vector<std::string>& Engine::moved() const {
  return impl_->moved;
}

std::vector<std::string> Engine::expand(const std::vector<Migration>& files,
                                        const Selection& selection) {
  guarded(files, [&](StepRunner& runner) { impl_->run_expand(runner, files, selection); });
  return impl_->moved;
}

std::vector<std::string> Engine::backfill(const std::vector<Migration>& files,
                                          const Selection& selection) {
  guarded(files, [&](StepRunner& runner) { impl_->run_backfill(runner, files, selection); });
  return impl_->moved;
}

std::vector<std::string> Engine::cutover(const std::vector<Migration>& files,
                                         const Selection& selection) {
  guarded(files, [&](StepRunner& runner) { impl_->run_cutover(runner, files, selection); });
  return impl_->moved;
}

std::vector<std::string> Engine::contract(const std::vector<Migration>& files,
                                          const Selection& selection,
                                          const std::optional<std::string>& force_gate) {
  impl_->leased([&](StepRunner& runner) {
    impl_->run_contract(runner, files, selection, force_gate, false);
  });
  return impl_->moved;
}

std::vector<std::string> Engine::up(const std::vector<Migration>& files, const Selection& selection,
                                    bool contract_too,
                                    const std::optional<std::string>& force_gate) {
  guarded(files, [&](StepRunner& runner) {
    // One after another to the end, so that a later one may build on an earlier one's contract.
    for (auto& file : impl_->select(files, selection)) {
      Selection one{{file.id}, std::nullopt};
      auto stage = [&] { return migrate::stage_of(impl_->store().migrations(), file.id); };
      try {
        // What backfill lacks is told before expand, too.
        if (const auto at = stage(); at == Stage::pending || at == Stage::rolled_back)
          impl_->require_set("backfill");
        impl_->run_expand(runner, files, one);
        if (stage() == Stage::expanded || stage() == Stage::backfilling)
          impl_->run_backfill(runner, files, one);
        if (contract_too && is_filled(stage()))
          impl_->run_contract(runner, files, one, force_gate, true);
      } catch (...) {
        // Of this one the error tells how far it came.
        std::erase(impl_->moved, file.id);
        throw;
      }
    }
  });
  std::sort(impl_->moved.begin(), impl_->moved.end());
  return impl_->moved;
}

}  // namespace migrate
