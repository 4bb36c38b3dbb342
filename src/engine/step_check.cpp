// The step that asks whether something holds.
#include <fmt/format.h>

#include "engine/step_runner.hpp"
#include "util/expectation.hpp"
#include "util/text.hpp"

namespace migrate {

std::vector<std::string> check_findings(db::Connection& connection, const Step& step) {
  auto result = connection.query(step.sql.at(0));
  std::vector<std::string> found;
  if (!step.expect) {
    for (auto& row : result.rows) found.push_back(describe_row(result.columns, row));
    return found;
  }
  auto got = result.rows.empty() || result.rows[0].empty() ? std::string("no row")
             : result.rows[0][0].is_null()                 ? std::string("NULL")
                                                           : result.rows[0][0].text;
  // A plan that an earlier version recorded may expect what is no expectation today.
  const auto expected = parse_expectation(*step.expect);
  if (result.rows.size() > 1)
    found.push_back(fmt::format("{} rows, one was expected", result.rows.size()));
  else if (result.rows.empty() || !(expected ? expected->holds(got) : got == *step.expect))
    found.push_back(fmt::format("{}, expected {}", printable(got), *step.expect));
  return found;
}

StepRunner::NoLongerHeld StepRunner::no_longer_held(const std::string& migration,
                                                    const Step& step) {
  try {
    for (auto& record : session_.store().steps(migration)) {
      auto& check = record.step;
      if (check.id == step.id) break;
      if (check.kind != StepKind::check || check.phase != step.phase || check.table != step.table)
        continue;
      auto found = check_findings(session_.connection(), check);
      if (!found.empty()) return {check.title, found};
    }
  } catch (const db::DbError&) {
    // The step's own failure is told then.
  }
  return {};
}

void StepRunner::check(const std::string& migration, const Step& step) {
  std::vector<std::string> found;
  persist(migration, step, false, [&](Backoff&) {
    found = check_findings(session_.connection(), step);
    in_fenced_transaction([&](Store& store) {
      if (found.empty())
        store.step_done(migration, step.id);
      else
        store.step_failed(migration, step.id, found[0]);
    });
  });
  if (!found.empty())
    throw Error(
        ExitCode::findings,
        {"MIG-CHECK-FAILED", fmt::format("\"{}\" does not hold", step.title), "",
         fmt::format("all steps before {} are done and recorded; nothing after it was begun",
                     step.id),
         mend("what is named", migration, step.phase), found});
}

}  // namespace migrate
