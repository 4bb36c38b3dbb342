// What the steps of a rebuild share.
#include "dialects/mysql/shadow/rebuild.hpp"

#include <fmt/format.h>

#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"

namespace migrate::mysql {

LockImpact nobody(const std::string& table) {
  return {"none", table, "nobody but this tool uses it yet", "reads and writes go on"};
}

Step& add(Rebuild& r, Phase phase, StepKind kind, const std::string& title) {
  auto& step = add_step(r.p.plan, phase, kind, title);
  step.table = r.was.name;
  step.strategy = Strategy::shadow;
  return step;
}

void make_log(Rebuild& r, const Carry& carry, Phase phase, const std::string& title,
              const std::string& why) {
  auto& log = add(r, phase, StepKind::ddl, title);
  log.sql = {create_log(carry)};
  log.undo = {"DROP TABLE IF EXISTS " + quote(carry.log)};
  log.probe = Probe::table(carry.log);
  log.lock = nobody(carry.log);
  log.why = why;
}

void make_triggers(Rebuild& r, const Carry& carry, Phase phase, Follows how, const std::string& on,
                   const std::string& title, const std::string& why, bool completes) {
  for (auto change : all_changes) {
    auto name = trigger_name(carry, how, change);
    auto& step = add(r, phase, StepKind::ddl, fmt::format("{} on {}", title, name_of(change)));
    makes_trigger(r.p, step, create_trigger(carry, how, change, on), copies_moments(carry, how));
    if (!completes) step.undo = {"DROP TRIGGER IF EXISTS " + quote(name)};
    step.completes_cutover = completes;
    step.probe = Probe::trigger(on, name);
    step.lock = on == r.was.name
                    ? Lock::metadata(on,
                                     "waits for open transactions that used the table; every "
                                     "write after it fires the trigger")
                    : nobody(on);
    step.why = why;
  }
}

void drop_triggers(Rebuild& r, const Carry& carry, Phase phase, Follows how, const std::string& on,
                   const std::string& title, const std::string& why, bool completes) {
  for (auto change : all_changes) {
    auto name = trigger_name(carry, how, change);
    auto& step = add(r, phase, StepKind::ddl, fmt::format("{} on {}", title, name_of(change)));
    step.sql = {"DROP TRIGGER IF EXISTS " + quote(name)};
    step.probe = Probe::no_trigger(name);
    step.lock = on == r.was.name ? Lock::metadata(on, "metadata only") : nobody(on);
    step.why = why;
    step.completes_cutover = completes;
  }
}

Step& apply(Rebuild& r, const Carry& carry, Phase phase, Portion portion, bool to_the_end,
            const std::string& title, const std::string& why) {
  auto& step = add(r, phase, StepKind::apply, title);
  step.log = change_log(carry, portion, to_the_end);
  step.lock =
      portion == Portion::some
          ? LockImpact{"row locks", carry.to.name, "one batch, in the shadow only",
                       "nobody else uses it yet"}
          : LockImpact{"row locks", std::vector<std::string>{carry.from.name, carry.to.name},
                       "one row of each, for one transaction",
                       "the order of the triggers: the row, then its copy"};
  step.why = why;
  return step;
}

}  // namespace migrate::mysql
