#include "plan/keeping.hpp"

#include <fmt/format.h>

#include "plan/names.hpp"

namespace migrate {

namespace {

Step step_of(StepKind kind, const std::string& title, const std::string& table,
             const std::vector<std::string>& sql, const LockImpact& lock) {
  Step step;
  step.phase = Phase::contract;
  step.kind = kind;
  step.title = title;
  step.table = table;
  step.sql = sql;
  step.lock = lock;
  step.strategy = Strategy::in_place;
  return step;
}

}  // namespace

std::string kept_name(const std::string& migration, const std::vector<std::string>& parts,
                      std::size_t max_bytes) {
  std::vector<std::string> all = {"kept", migration};
  all.insert(all.end(), parts.begin(), parts.end());
  return object_name(all, max_bytes);
}

std::vector<Step> with_copy(const Step& step) {
  if (!step.copy) return {step};
  auto steps = step.copy->steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    steps[i].id = fmt::format("{}-copy-{}", step.id, i + 1);
    steps[i].quarantine_ms = step.quarantine_ms;
  }
  if (!step.copy->instead) {
    steps.push_back(step);
    steps.back().copy.reset();
  }
  return steps;
}

void with_copies(Plan& plan) {
  std::vector<Step> all;
  for (auto& step : plan.steps)
    for (auto& one : with_copy(step)) all.push_back(std::move(one));
  plan.steps = std::move(all);
}

Step::Copy copy_of(const KeptColumn& kept) {
  const auto full = kept.table.name + "." + kept.column;
  Step::Copy copy;
  if (!kept.freeze.empty()) {
    copy.steps.push_back(step_of(StepKind::ddl, fmt::format("let {} be as it is", full),
                                 kept.table.name, kept.freeze, kept.altering));
    copy.steps.back().destructive = true;
    copy.steps.back().transactional = kept.transactional;
    copy.steps.back().why = "its values are final before they are copied";
  }
  copy.steps.push_back(step_of(StepKind::ddl,
                               fmt::format("make {} for the values of {}", kept.archive, full),
                               kept.table.name, kept.create, kept.nobody));
  copy.steps.back().transactional = kept.transactional;
  copy.steps.back().probe = kept.created;
  copy.steps.back().why = "asked for: `migrate restore` reads it";
  copy.steps.push_back(step_of(StepKind::fill, fmt::format("keep the values of {}", full),
                               kept.table.name, {}, kept.batches));
  auto& filled = copy.steps.back();
  filled.batch = kept.copy;
  filled.batch->once = true;
  filled.why = "nobody writes them any more";

  const auto then = [&](StepKind kind, const std::string& title, const std::string& why,
                        const std::vector<std::string>& sql, const LockImpact& lock) -> Step& {
    filled.restore.push_back(step_of(kind, title, kept.table.name, sql, lock));
    filled.restore.back().transactional = kind == StepKind::ddl && kept.transactional;
    filled.restore.back().why = why;
    return filled.restore.back();
  };
  then(StepKind::ddl, fmt::format("put {} back", full),
       kept.fill ? "asked for; without values, so that what is written meanwhile can be told"
                 : "asked for; with its values at once, so that nothing is written meanwhile",
       kept.add, kept.adding.value_or(kept.altering))
      .probe = kept.added;
  if (!kept.give_default.empty())
    then(StepKind::ddl, fmt::format("give {} its default", full), "for rows to come",
         kept.give_default, kept.altering);
  if (kept.fill)
    then(StepKind::fill, fmt::format("fill {} from {}", full, kept.archive),
         "rows that are still there get what they had, unless it was written since", {},
         kept.batches)
        .batch = kept.fill;
  return copy;
}

Step::Copy copy_of(const KeptTable& kept) {
  Step::Copy copy;
  copy.instead = true;
  auto keep =
      step_of(StepKind::ddl, fmt::format("keep table {} as {}", kept.table.name, kept.archive),
              kept.table.name, kept.keep, kept.keeping);
  keep.transactional = kept.transactional;
  keep.probe = kept.kept;
  keep.destructive = true;
  keep.why = "asked for: `migrate restore` gives it its name again";
  auto back = step_of(StepKind::ddl, fmt::format("put table {} back", kept.table.name),
                      kept.table.name, kept.back, kept.restoring);
  back.transactional = kept.transactional;
  back.probe = kept.restored;
  back.why = "asked for";
  keep.restore.push_back(back);
  copy.steps.push_back(keep);
  return copy;
}

}  // namespace migrate
