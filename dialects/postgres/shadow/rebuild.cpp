// What the steps of a rebuild share.
#include "dialects/postgres/shadow/rebuild.hpp"

namespace migrate::postgres {

void append(std::vector<std::string>& to, const std::vector<std::string>& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Step& add(const Rebuild& r, Phase phase, StepKind kind, const std::string& title,
          const std::string& why) {
  auto& step = add_step(r.p.plan, phase, kind, title);
  step.table = r.was.name;
  step.strategy = Strategy::shadow;
  step.why = why;
  return step;
}

LockImpact nobody(const LockedObjects& table) {
  return {"ACCESS EXCLUSIVE", table, "nobody but this tool uses it yet", "reads and writes go on"};
}

Step& apply(const Rebuild& r, const Carry& carry, Phase phase, Portion portion, bool to_the_end,
            const std::string& title, const std::string& why) {
  auto& step = add(r, phase, StepKind::apply, title, why);
  step.log = change_log(carry, portion, to_the_end);
  step.lock = {"ACCESS SHARE", r.was.name, "one batch",
               "it writes the other table only, which nobody else uses"};
  return step;
}

}  // namespace migrate::postgres
