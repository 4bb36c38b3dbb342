// Raw SQL: operations `sql` and the sections of SQL files.
#include <fmt/format.h>

#include "dialects/mysql/planner.hpp"
#include "migration/sql_split.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

bool only_changes_rows(const std::string& statement) {
  auto word = leading_keywords(statement, 1);
  for (const char* dml : {"INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "SELECT", "DO"})
    if (word == dml) return true;
  return false;
}

std::vector<std::string> user_statements(const Planning& p, const std::string& sql) {
  std::vector<std::string> out;
  for (auto& statement : split_sql(sql, p.flavour.kind)) {
    auto first = leading_keywords(statement.text, 1);
    auto two = leading_keywords(statement.text, 2);
    for (const char* word : {"BEGIN", "COMMIT", "ROLLBACK", "START TRANSACTION", "XA", "USE",
                             "LOCK TABLES", "UNLOCK TABLES"})
      if (first == word || two == word)
        unsupported(
            p.at(),
            fmt::format("`{}`: transactions, table locks and the database are the runner's, "
                        "together with the record of the step",
                        shorten(printable(statement.text), 60)),
            "remove it");
    out.push_back(statement.text);
  }
  return out;
}

namespace {

Step& sql_step(Planning& p, Phase phase, const std::string& statement) {
  auto& step = add_step(p.plan, phase, StepKind::sql,
                        "run " + shorten(printable(replace_all(statement, "\n", " ")), 60));
  step.sql = {statement};
  step.transactional = only_changes_rows(statement);
  step.destructive = phase == Phase::contract;
  step.lock = {"as the statement takes it", "", "not known", "SQL of your own is run as it stands"};
  step.why = step.transactional ? "it commits together with its record"
                                : "the server commits it by itself: one statement is one step";
  return step;
}

}  // namespace

void plan_sql(Planning& p, const SqlOperation& op) {
  auto phase = op.on_complete ? Phase::contract : Phase::expand;
  auto all = user_statements(p, sql_or_empty(op.up, p.flavour.kind));
  auto down = user_statements(p, sql_or_empty(op.down, p.flavour.kind));
  std::string first;
  for (auto& statement : all) {
    auto& step = sql_step(p, phase, statement);
    if (first.empty()) first = step.id;
  }
  if (phase != Phase::expand || first.empty()) return;
  // Undo runs the steps backwards: the first one's comes last, when the others are passed.
  for (auto& step : p.plan.steps)
    if (step.id == first) {
      step.undo = down;
      for (auto& statement : down)
        if (!only_changes_rows(statement)) step.transactional = false;
    }
  if (down.empty())
    p.note(fmt::format("the SQL at {} has no `down`: rollback leaves what it did", p.at().text()));
}

void plan_sql_backfill(Planning& p, const SqlBackfill& op) {
  if (!op.table.empty()) {
    plan_batched_backfill(p, op);
    return;
  }
  for (auto& statement : user_statements(p, require_sql(op.sql, p.flavour.kind, "sql", p.at())))
    sql_step(p, Phase::backfill, statement);
}

}  // namespace migrate::mysql
