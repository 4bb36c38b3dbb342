// Whether contract may come: the evidence of each migration, asked for now.
#include <fmt/format.h>

#include <algorithm>

#include "engine/impl.hpp"
#include "util/error.hpp"
#include "util/log.hpp"

namespace migrate {

Verdict Engine::Impl::verdict(const Migration& migration, const MigrationRecord& record,
                              Asking asking) {
  auto steps = store().steps(record.id);
  GateInput input{record, contract_settings(migration), {}, {}};
  input.hidden = hidden(record, migration);
  input.in_use = parts.config.instance_ttl;
  const bool needed = std::any_of(steps.begin(), steps.end(), [](auto& s) {
    return s.step.phase == Phase::contract && !s.step.tidies;
  });
  const GateSources sources{session.connection(), dialect(), store(), session.found_again_at()};
  // They may take minutes, in which an instance or a session may come back: so nothing is read
  // ahead of them.
  if (needed) gather_checks(input, migration, sources, asking);
  input.instances = store().instances();
  input.approvals = store().approvals(record.id);
  input.now = store().now();
  if (needed) gather(input, migration, steps, sources, asking);
  auto verdict = judge(input);
  verdict.needed = needed;
  if (!needed) {
    std::erase_if(verdict.evidence, [](auto& e) { return e.kind != "backfill"; });
    verdict.open = std::all_of(verdict.evidence.begin(), verdict.evidence.end(),
                               [](auto& e) { return e.holds; });
  }
  return verdict;
}

void Engine::Impl::look_at_statements(const Migration& migration) {
  if (!dialect().capabilities().statements_lack_times) return;
  try {
    auto record = store().migration(migration.id);
    if (!record) return;
    GateInput input{*record, contract_settings(migration), {}, {}, store().now()};
    gather_statements(input, migration, store().steps(migration.id),
                      {session.connection(), dialect(), store()});
  } catch (const db::DbError& e) {
    // The phase has ended, and is recorded; the gate looks for itself.
    log::debug("statement statistics: {}", e.what());
  }
}

namespace {

bool any_change_of_contract(Store& store, const std::string& id,
                            const std::function<bool(const StepRecord&)>& took_place) {
  const bool hiding = store.migration(id)->stage == Stage::hiding;
  auto steps = store.steps(id);
  return std::any_of(steps.begin(), steps.end(), [&](auto& s) {
    bool changes = s.step.kind == StepKind::ddl || s.step.kind == StepKind::sql ||
                   s.step.kind == StepKind::fill;
    return s.step.phase == Phase::contract && s.step.hides == hiding && changes && took_place(s);
  });
}

}  // namespace

bool Engine::Impl::has_begun_to_contract(StepRunner& runner, const std::string& id) {
  return any_change_of_contract(
      store(), id, [&](auto& record) { return may_have_taken_place(runner, id, record); });
}

bool Engine::Impl::seems_to_have_begun_to_contract(const std::string& id) {
  return any_change_of_contract(store(), id,
                                [&](auto& record) { return seems_to_have_taken_place(record); });
}

bool Engine::Impl::may_have_taken_place(StepRunner& runner, const std::string& id,
                                        const StepRecord& record) {
  auto& step = record.step;
  if (record.status == StepStatus::running && step.kind != StepKind::wait && !step.probe.empty())
    runner.outlive_killed(id, step);
  return seems_to_have_taken_place(record);
}

bool Engine::Impl::seems_to_have_taken_place(const StepRecord& record) {
  auto& step = record.step;
  if (record.status != StepStatus::running) return record.status == StepStatus::done;
  // What it changes commits together with its outcome; a wait changes nothing.
  if (step.transactional || step.kind == StepKind::wait) return false;
  if (step.probe.empty()) return true;
  auto rows = session.connection().query(step.probe).rows;
  return rows.empty() || rows[0][0].as_int() != 0;
}

Verdict Engine::gate(const std::vector<Migration>& files, const std::string& id) {
  auto own = impl_->mine(files);
  auto file = std::find_if(own.begin(), own.end(), [&](auto& f) { return f.id == id; });
  // A part of an id may be another's: what is asked of one must not be answered of that.
  if (file == own.end())
    refuse("MIG-CLI-MIGRATION",
           fmt::format("no file of {} for {} is here", id, name_of(dialect().kind())),
           "`migrate status` lists what is known");
  auto record = impl_->store().migration(id);
  if (!record || !in_flight(record->stage))
    refuse("MIG-GATE-NOT-IN-FLIGHT",
           fmt::format("{} is {}: there is no gate to look at", id,
                       name_of(record ? record->stage : Stage::pending)),
           "`migrate status`");
  return impl_->verdict(*file, *record, Asking::all);
}

std::vector<Verdict> Engine::gates(const std::vector<Migration>& files,
                                   const Selection& selection) {
  auto records = impl_->store().migrations();
  std::vector<Verdict> verdicts;
  for (auto& file : impl_->select(files, selection))
    if (auto record = find_record(records, file.id); record && is_filled(record->stage))
      verdicts.push_back(impl_->verdict(file, *record, Asking::all));
  return verdicts;
}

}  // namespace migrate
