// Raw SQL: operations `sql` and the sections of SQL files.
#include <fmt/format.h>

#include "dialects/mysql/operations/user_session.hpp"
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
                             "LOCK TABLES", "LOCK TABLE", "UNLOCK TABLES", "UNLOCK TABLE"})
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

// One step for each statement that is more than a setting. The id of the first; empty: none.
std::string add_sql_steps(Planning& p, Phase phase, const std::string& sql) {
  const auto own = own_statements(user_statements(p, sql), p.flavour.kind);
  if (!own.trouble.empty()) unsupported(p.at(), own.trouble, own.instead);
  if (own.idle_settings)
    p.note(
        fmt::format("the last settings of the SQL at {} have no statement behind them: each "
                    "step has a session of its own, so they are not run",
                    p.at().text()));
  std::string first;
  for (auto& [statement, settings] : own.all) {
    auto& step = add_step(p.plan, phase, StepKind::sql,
                          "run " + shorten(printable(replace_all(statement, "\n", " ")), 60));
    step.sql = {statement};
    step.own_session = {settings, {}};
    step.transactional = only_changes_rows(statement);
    step.destructive = phase == Phase::contract;
    step.lock = {"as the statement takes it", "", "not known",
                 "SQL of your own is run as it stands"};
    step.why = step.transactional ? "it commits together with its record"
                                  : "the server commits it by itself: one statement is one step";
    if (first.empty()) first = step.id;
  }
  return first;
}

}  // namespace

void plan_sql(Planning& p, const SqlOperation& op) {
  const auto kind = p.flavour.kind;
  auto phase = op.on_complete ? Phase::contract : Phase::expand;
  auto down = user_statements(p, sql_or_empty(op.down, kind));
  for (auto& statement : down)
    if (const auto use = session_use_of(statement, kind);
        leading_keywords(statement, 1) == "SET" && !use.trouble.empty())
      unsupported(p.at(), fmt::format("`{}`: {}", shorten(printable(statement), 60), use.trouble),
                  use.instead);
  const auto first = add_sql_steps(p, phase, sql_or_empty(op.up, kind));
  if (phase != Phase::expand || first.empty()) return;
  // Undo runs the steps backwards: the first one's comes last, when the others are passed. It is
  // run as a whole each time, in one session: only what it begins with has to come before BEGIN.
  for (auto& step : p.plan.steps)
    if (step.id == first) {
      auto begin = down.begin();
      while (begin != down.end() && session_use_of(*begin, kind).only_sets) ++begin;
      step.own_session->undo.assign(down.begin(), begin);
      step.undo.assign(begin, down.end());
      for (auto& statement : step.undo)
        if (!only_changes_rows(statement) && !sets_in_transaction(statement, kind))
          step.transactional = false;
    }
  if (down.empty())
    p.note(fmt::format("the SQL at {} has no `down`: rollback leaves what it did", p.at().text()));
}

void plan_sql_backfill(Planning& p, const SqlBackfill& op) {
  if (!op.table.empty()) {
    plan_batched_backfill(p, op);
    return;
  }
  add_sql_steps(p, Phase::backfill, require_sql(op.sql, p.flavour.kind, "sql", p.at()));
}

}  // namespace migrate::mysql
