// Copies of what contract drops, and the way back from them.
#include <fmt/format.h>

#include <algorithm>

#include "engine/impl.hpp"
#include "plan/keeping.hpp"
#include "util/error.hpp"

namespace migrate {

namespace {

constexpr const char* restoring = "restore-";

bool restores(const Step& step) {
  return step.id.rfind(restoring, 0) == 0;
}

// What brings back all that a migration has kept, named in order.
std::vector<Step> restore_steps(const std::vector<StepRecord>& recorded) {
  std::vector<Step> steps;
  for (auto& record : recorded)
    if (record.status == StepStatus::done)
      steps.insert(steps.end(), record.step.restore.begin(), record.step.restore.end());
  for (std::size_t i = 0; i < steps.size(); ++i)
    steps[i].id = fmt::format("{}{}", restoring, i + 1);
  return steps;
}

}  // namespace

void Engine::Impl::refuse_taken(const std::string& id, const Step& step) {
  if (step.kind != StepKind::ddl || step.probe.empty()) return;
  const auto rows = session.connection().query(step.probe).rows;
  const auto state = rows.empty() || rows[0].empty() ? 0 : rows[0][0].as_int();
  // A run that was killed may have put it there. Not in a transaction: its record would say so.
  const bool ours =
      state == 1 && !step.transactional && store().step_status(id, step.id) == StepStatus::running;
  if (state == 0 || ours) return;
  const auto recorded = store().steps(id);
  const bool begun = std::any_of(recorded.begin(), recorded.end(), [](auto& one) {
    return restores(one.step) && one.status == StepStatus::done;
  });
  throw Error(
      ExitCode::usage,
      {"MIG-RESTORE-TAKEN",
       fmt::format("\"{}\" would meet another of that name, which somebody has made since",
                   step.title),
       "",
       begun ? "what was put back before stays; nothing else was changed" : "nothing was changed",
       fmt::format("rename it and run the same command again; or take what you need by hand from "
                   "the kept table, which `migrate restore {} --dry-run` names",
                   id),
       {}});
}

std::string no_copy_kept(const Step& step) {
  return fmt::format("no copy is kept by \"{}\", which has begun without one", step.title);
}

void Engine::Impl::keep_copies(StepRunner& runner, const std::string& id) {
  std::set<std::string> wanted;
  for (auto& record : store().steps(id)) {
    if (!record.step.copy) continue;
    if (may_have_taken_place(runner, id, record))
      parts.observer.note(id + ": " + no_copy_kept(record.step));
    else
      wanted.insert(record.step.id);
  }
  if (wanted.empty()) return;
  runner.fenced([&](Store& s) {
    // From the last on: those before keep their places. One that was begun in vain is planned
    // again.
    auto all = s.steps(id);
    for (auto record = all.rbegin(); record != all.rend(); ++record)
      if (record->step.copy && wanted.contains(record->step.id))
        s.replace_step(id, *record, with_copy(record->step));
    s.event(id, "keeps a copy", "of what it drops");
  });
}

Plan Engine::restore_plan(const std::string& word) {
  auto id = impl_->rollback_target(word);
  auto record = impl_->store().migration(id);
  auto recorded = impl_->store().steps(id);
  Plan plan;
  plan.migration = id;
  plan.description = "restore of " + (record->description.empty() ? id : record->description);
  plan.engine = dialect().kind();
  plan.steps = restore_steps(recorded);
  if (record->stage != Stage::contracted || plan.steps.empty())
    refuse("MIG-RESTORE-NOTHING",
           record->stage == Stage::contracted
               ? fmt::format("{} has kept no copy of what it dropped", id)
               : fmt::format("{} is {}: it has dropped nothing yet", id, name_of(record->stage)),
           record->stage == Stage::contracted ? "`migrate contract --keep-copy` keeps one"
                                              : fmt::format("`migrate rollback {}`", id));
  std::erase_if(plan.steps, [&](auto& step) {
    return std::any_of(recorded.begin(), recorded.end(), [&](auto& one) {
      return one.step.id == step.id && one.status == StepStatus::done;
    });
  });
  return plan;
}

bool Engine::restore(const std::vector<Migration>& files, const std::string& word) {
  bool moved = false;
  impl_->leased([&](StepRunner& runner) {
    auto& store = impl_->store();
    auto plan = restore_plan(word);
    const auto& id = plan.migration;
    if (plan.steps.empty()) return;
    auto record = store.migration(id);
    if (auto* other = overlapping(id, record->touches, store.migrations()))
      refuse("MIG-OVERLAP",
             fmt::format("{}, which is {}, changes what {} would bring back", other->id,
                         name_of(other->stage), id),
             fmt::format("finish or roll back {} first", other->id));
    // All of them before the first is put back.
    for (auto& step : plan.steps) impl_->refuse_taken(id, step);
    auto recorded = store.steps(id);
    if (std::none_of(recorded.begin(), recorded.end(),
                     [](auto& one) { return restores(one.step); }))
      runner.fenced([&](Store& s) {
        s.append_steps(id, plan.steps);
        s.event(id, "restoring", "");
      });
    auto file = std::find_if(files.begin(), files.end(), [&](auto& f) { return f.id == id; });
    const auto tuning = impl_->tuning(file == files.end() ? Migration{} : *file);
    impl_->parts.observer.phase_started(id, "restore");
    auto start = impl_->parts.clock.monotonic();
    for (auto& step : plan.steps) {
      stop_if_asked();
      // Filling what came before it may have taken long.
      impl_->refuse_taken(id, step);
      runner.run(id, step, tuning);
    }
    auto schema = impl_->read_schema(file == files.end() ? nullptr : &*file, record->touches);
    runner.fenced([&](Store& s) {
      Impl::remember(s, schema);
      s.event(id, "restored", "");
    });
    impl_->parts.observer.phase_finished(
        id, "restore", std::chrono::duration_cast<Millis>(impl_->parts.clock.monotonic() - start));
    moved = true;
  });
  return moved;
}

}  // namespace migrate
