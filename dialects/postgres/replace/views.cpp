// Whether views can be made again over a column of another type is tried before anything is changed
// (docs/decisions/0012).
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

void rehearse_views(const std::vector<const Replacement*>& all, const CarriedViews& views,
                    const std::vector<std::string>& before, const std::vector<std::string>& after) {
  if (views.empty()) return;
  auto& p = all.front()->p;
  std::vector<std::string> columns;
  LockedObjects tables;
  for (auto* r : all) {
    columns.push_back(r->table.name + "." + r->first.name);
    tables.add(whole(r->table));
  }
  auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                        fmt::format("try whether the views over {} can be made again, and take "
                                    "everything back",
                                    join(columns, ", ")));
  step.table = all.front()->table.name;
  auto with = [&](const std::vector<std::string>& more) {
    step.sql.insert(step.sql.end(), more.begin(), more.end());
  };
  auto locks = lock_all(all, {.checks = views.as_planned(), .views = views.drop()});
  with({"SAVEPOINT migrate_rehearsal"});
  with(locks.gently);
  step.hold_from = static_cast<int>(step.sql.size());
  with({locks.all});
  with(before);
  for (auto* r : all) {
    with({fmt::format("ALTER TABLE {} ADD COLUMN {} {}", r->q, r->second_column(),
                      type_of_second(*r))});
    with(exchange_names(*r));
  }
  with(after);
  with(views.try_up());
  for (auto* r : all) with({views.let_go_of(r->q, r->second)});
  with({"ROLLBACK TO SAVEPOINT migrate_rehearsal", "RELEASE SAVEPOINT migrate_rehearsal"});
  step.transactional = true;
  step.budget_ms = hold_budget;
  step.lock = Lock::access_exclusive(views.with_names(tables),
                                     "names change, and change back; no row is read");
  step.why = "a view that has no meaning for the new type is found before anything is changed";
  views.made(p);
}

}  // namespace migrate::postgres
