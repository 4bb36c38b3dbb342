// From files and the live schema to plans; selection of what a command means.
#include <fmt/format.h>

#include <algorithm>

#include "engine/impl.hpp"
#include "plan/assertions.hpp"
#include "plan/keeping.hpp"
#include "plan/quarantine.hpp"
#include "util/error.hpp"
#include "util/host.hpp"
#include "util/text.hpp"

namespace migrate {

std::optional<MigrationRecord> find_record(const std::vector<MigrationRecord>& all,
                                           const std::string& id) {
  auto at = std::find_if(all.begin(), all.end(), [&](auto& r) { return r.id == id; });
  return at == all.end() ? std::nullopt : std::optional(*at);
}

Stage stage_of(const std::vector<MigrationRecord>& all, const std::string& id) {
  auto record = find_record(all, id);
  return record ? record->stage : Stage::pending;
}

std::vector<std::string> ids_of(const std::vector<Migration>& files) {
  std::vector<std::string> ids;
  for (auto& file : files) ids.push_back(file.id);
  return ids;
}

std::string resolve_id(const std::string& word, const std::vector<std::string>& ids) {
  if (std::find(ids.begin(), ids.end(), word) != ids.end()) return word;
  auto matching = [&](auto test) {
    std::vector<std::string> found;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(found), test);
    return found;
  };
  auto found = matching([&](auto& id) { return id.rfind(word, 0) == 0; });
  if (found.empty() && !word.empty())
    found = matching([&](auto& id) { return id.find(word) != std::string::npos; });
  if (found.size() == 1) return found[0];
  if (found.empty()) {
    auto near = nearest(word, ids);
    refuse("MIG-CLI-MIGRATION",
           fmt::format("there is no migration \"{}\"{}", word,
                       near.empty() ? "" : fmt::format("; did you mean {}?", near)),
           "`migrate status` lists them");
  }
  refuse("MIG-CLI-MIGRATION", fmt::format("\"{}\" could mean {} migrations", word, found.size()),
         "write more of the id", "", found);
}

std::vector<Migration> Engine::Impl::mine(const std::vector<Migration>& files) const {
  std::vector<Migration> found;
  for (auto& file : files)
    if (file.for_engine(dialect().kind())) found.push_back(file);
  return found;
}

std::vector<Migration> Engine::Impl::select(const std::vector<Migration>& files,
                                            const Selection& selection) const {
  auto own = mine(files);
  auto ids = ids_of(own);
  std::set<std::string> wanted;
  for (auto& word : selection.named) wanted.insert(resolve_id(word, ids));
  auto to = selection.to ? std::optional(resolve_id(*selection.to, ids)) : std::nullopt;
  std::vector<Migration> found;
  for (auto& file : own)
    if ((wanted.empty() || wanted.count(file.id)) && (!to || file.id <= *to)) found.push_back(file);
  return found;
}

void Engine::Impl::refuse_edited(const std::vector<Migration>& files,
                                 const std::vector<MigrationRecord>& all) {
  for (auto& file : files) {
    auto record = find_record(all, file.id);
    if (!record || record->stage == Stage::rolled_back) continue;
    if (!file.was_edited(record->checksum, record->checksum_version)) continue;
    throw Error(
        ExitCode::findings,
        {"MIG-FILE-EDITED",
         fmt::format("{} was changed after it was {}", file.id, name_of(record->stage)),
         file.path,
         "nothing was changed by this run; the recorded plan is what runs",
         in_flight(record->stage)
             ? fmt::format("restore the file, or `migrate rollback {0}` and expand it anew; where "
                           "the edit changes nothing that runs, `migrate repair {0}` accepts it",
                           file.id)
             : fmt::format("restore the file, and write a new migration for the new change; where "
                           "the edit means nothing, `migrate repair {}` accepts it",
                           file.id),
         {"recorded checksum " + record->checksum,
          "checksum now " + *file.checksum_by(record->checksum_version)}});
  }
}

std::string Engine::Impl::overtaken(const Plan& plan, const std::vector<MigrationRecord>& all) {
  const bool needs_gate = std::any_of(plan.steps.begin(), plan.steps.end(), [](auto& step) {
    return step.phase == Phase::contract && !step.tidies;
  });
  // In the order of their ids.
  if (!needs_gate || all.empty() || all.back().id <= plan.migration) return "";
  return fmt::format(
      "{0} is older than {1}, which is recorded here already: builds without it report that one "
      "as their schema, so contract will not take that for new code. Give the file a newer id "
      "before it is expanded, or name `contract.versions`",
      plan.migration, all.back().id);
}

Plan Engine::Impl::make_plan(const Migration& migration, Schema& schema) {
  refuse_reading_what_goes(migration, dialect().kind());
  require_primary();  // what a plan is tried on is made there
  Migration asked = migration;
  asked.contract = contract_settings(migration);
  Plan plan = dialect().plan(asked, schema, &session.connection());
  if (asked.hides_first()) into_two_parts(plan, *asked.contract.quarantine);
  plan.migration = migration.id;
  plan.description = migration.description;
  plan.engine = dialect().kind();
  compare_before_contract(plan);
  if (asked.contract.keep_copy.value_or(false)) with_copies(plan);
  add_assertions(plan, migration);
  if (tuning(migration).workers.value_or(1) > 1 && !dialect().capabilities().parallel_writers)
    plan.notes.push_back("several workers are asked for; this engine has one writer at a time");
  plan.touches = touches_of(migration, plan, schema);
  return plan;
}

Plan Engine::Impl::stored_plan(const MigrationRecord& record, bool keeps_copy) {
  Plan plan;
  plan.migration = record.id;
  plan.description = record.description;
  plan.engine = dialect().kind();
  plan.touches = record.touches;
  plan.notes = record.notes;
  for (auto& one : store().steps(record.id)) {
    const bool too_late = keeps_copy && one.step.copy && seems_to_have_taken_place(one);
    if (too_late) plan.notes.push_back(no_copy_kept(one.step));
    if (one.status == StepStatus::done) continue;
    plan.steps.push_back(one.step);
    if (too_late) plan.steps.back().copy.reset();
  }
  return plan;
}

namespace {

// What has to come before anything of it can go forward in this phase, or in any; empty: nothing.
std::string unfinished_way_back(const std::string& id, Stage stage, std::optional<Phase> only) {
  if (stage == Stage::rolling_back)
    return fmt::format("waits: a rollback was begun and not ended; `migrate rollback {}` ends it",
                       id);
  if (stage == Stage::unhiding && only.value_or(Phase::contract) == Phase::contract)
    return fmt::format(
        "waits: what it had hidden is being brought back, which was not ended; "
        "`migrate rollback {} --unhide` ends it",
        id);
  return "";
}

}  // namespace

std::vector<Plan> Engine::plan(const std::vector<Migration>& files, const Selection& selection,
                               std::optional<Phase> only, const std::vector<Phase>& runs) {
  auto records = impl_->store().migrations();
  auto selected = impl_->select(files, selection);
  impl_->refuse_edited(selected, records);
  const bool contracts = std::find(runs.begin(), runs.end(), Phase::contract) != runs.end();
  std::optional<Schema> schema;
  std::vector<MigrationRecord> ahead;  // planned before this one, not begun yet
  std::vector<Plan> plans;
  for (auto& file : selected) {
    auto stage = migrate::stage_of(records, file.id);
    if (stage == Stage::rolling_back && !runs.empty()) refuse_unfinished_rollback(file.id);
    if (stage == Stage::unhiding && contracts) refuse_unfinished_unhide(file.id);
    std::optional<Plan> plan;
    auto waits = unfinished_way_back(file.id, stage, only);
    if (stage == Stage::pending || stage == Stage::rolled_back) {
      // A file that waits for expand has no say in what backfill and contract would do now.
      if (only && *only != Phase::expand && selection.named.empty()) continue;
      refuse_overlap(file, file.touched(), records);
      if (!schema) schema = impl_->inspect();
      if (auto* first = overlapping(file.id, file.touched(), ahead)) {
        waits = fmt::format("waits: {} changes {} too and has to contract first", first->id,
                            overlap(file.touched(), first->touches));
      } else {
        plan = impl_->make_plan(file, *schema);
        refuse_overlap(file, plan->touches, records);
        if (auto note = impl_->overtaken(*plan, records); !note.empty())
          plan->notes.push_back(note);
        ahead.push_back(as_if_begun(*plan));
      }
    } else if (in_flight(stage) && waits.empty()) {
      plan = impl_->stored_plan(*find_record(records, file.id), impl_->keeps_copy(file));
      // What has begun to drop goes on as it was begun.
      if (stage != Stage::contracting)
        ask_quarantine(*plan, impl_->contract_settings(file).quarantine.value_or(Millis(0)));
    }
    if (!waits.empty()) {
      plan = Plan{};
      plan->migration = file.id;
      plan->description = file.description;
      plan->notes = {waits};
    }
    if (!plan) continue;
    plan->engine = impl_->dialect().kind();
    if (impl_->keeps_copy(file)) with_copies(*plan);
    if (only) std::erase_if(plan->steps, [&](auto& step) { return step.phase != *only; });
    if (!plan->steps.empty() || !waits.empty()) plans.push_back(std::move(*plan));
  }
  return plans;
}

}  // namespace migrate
