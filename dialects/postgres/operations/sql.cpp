// Raw SQL: operations `sql` and the sections of SQL files.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/user_session.hpp"
#include "dialects/postgres/planner.hpp"
#include "migration/sql_split.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

std::string words_of(const std::string& statement, int words) {
  return leading_keywords(statement, words);
}

}  // namespace

bool needs_no_transaction(const std::string& statement) {
  auto words = " " + words_of(statement, 6) + " ";
  auto begins = [&](std::string_view with) {
    return words.starts_with(" " + std::string(with) + " ");
  };
  bool concurrently = words.find(" CONCURRENTLY ") != std::string::npos;
  if (concurrently && (begins("CREATE") || begins("DROP") || begins("REINDEX"))) return true;
  if (begins("ALTER TABLE") && mentions(statement, "DETACH") &&
      (mentions(statement, "CONCURRENTLY") || mentions(statement, "concurrently")))
    return true;
  for (auto* word :
       {"VACUUM", "CREATE DATABASE", "DROP DATABASE", "CREATE TABLESPACE", "DROP TABLESPACE",
        "ALTER SYSTEM", "REINDEX DATABASE", "REINDEX SYSTEM", "REINDEX SCHEMA"})
    if (begins(word)) return true;
  return false;
}

namespace {

Step& sql_step(Planning& p, Phase phase, const std::string& title, bool transactional) {
  auto& step = add_step(p.plan, phase, StepKind::sql, title);
  step.transactional = transactional;
  step.patient = !transactional;
  step.destructive = phase == Phase::contract;
  step.lock = {"as the statements take it", "", "not known", "SQL of your own is run as it stands"};
  step.why = transactional ? "all of it commits together with its record"
                           : "PostgreSQL runs this statement only outside a transaction";
  step.own_session.emplace();
  return step;
}

}  // namespace

std::vector<std::string> user_statements(const Planning& p, const std::string& sql) {
  std::vector<std::string> out;
  for (auto& statement : split_sql(sql, postgres)) {
    auto first = words_of(statement.text, 1);
    auto two = words_of(statement.text, 2);
    for (auto* word : {"BEGIN", "COMMIT", "END", "ABORT", "ROLLBACK"})
      if (first == word && two != "ROLLBACK TO")
        unsupported(p.at(),
                    fmt::format("`{}`: transactions are opened and closed by the runner, "
                                "together with the record of the step",
                                shorten(statement.text, 60)),
                    "remove it; the statements of one section already share a transaction");
    if (two == "START TRANSACTION" || two == "PREPARE TRANSACTION")
      unsupported(p.at(),
                  fmt::format("`{}`: transactions are opened and closed by the runner", two),
                  "remove it");
    if (two == "DEALLOCATE ALL" || two == "DISCARD ALL")
      unsupported(p.at(), fmt::format("`{}`: the session is the runner's, too", two), "remove it");
    out.push_back(statement.text);
  }
  return out;
}

namespace {

// The parts of the section that follow on one another would be lost on a run that begins between.
std::vector<Part> lasting_parts(Planning& p, const std::vector<std::string>& statements) {
  auto parts = parts_of(statements);
  if (parts.idle_settings)
    p.note(
        fmt::format("the last settings of the SQL at {} have no statement behind them: each "
                    "step begins with the tool's own, so they are not run",
                    p.at().text()));
  for (auto& part : parts.all)
    for (auto& statement : part.statements)
      if (const auto what = ends_with_its_part(statement);
          !what.empty() && &part != &parts.all.back())
        unsupported(p.at(),
                    fmt::format("`{}`: {} is gone when a statement that PostgreSQL runs only "
                                "outside a transaction has parted this SQL",
                                shorten(printable(statement), 60), what),
                    "write that statement, and what follows it, as operations of their own");
  return std::move(parts.all);
}

}  // namespace

void plan_sql(Planning& p, const SqlOperation& op) {
  auto phase = op.on_complete ? Phase::contract : Phase::expand;
  auto down = user_statements(p, sql_or_empty(op.down, postgres));
  auto parts = lasting_parts(p, user_statements(p, sql_or_empty(op.up, postgres)));
  if (!parts.empty() && std::any_of(down.begin(), down.end(), needs_no_transaction) &&
      !parts.front().alone)
    unsupported(p.at(),
                "`down` holds a statement that PostgreSQL runs only outside a transaction, while "
                "`up` begins inside one",
                "write the two as operations of their own");
  std::string first;
  for (auto& part : parts) {
    auto& own = part.statements;
    auto title = own.size() == 1 ? "run " + shorten(printable(replace_all(own[0], "\n", " ")), 60)
                                 : fmt::format("run {} statements", own.size());
    auto& step = sql_step(p, phase, title, !part.alone);
    // Inside its transaction: a role may have no right to the runner's own tables.
    step.sql = std::move(part.settings);
    step.sql.insert(step.sql.end(), own.begin(), own.end());
    if (first.empty()) first = step.id;
  }
  if (phase != Phase::expand) return;
  // Undo runs the steps backwards, so the first one's comes last, when the others are gone.
  for (auto& step : p.plan.steps)
    if (step.id == first) step.undo = down;
  if (down.empty() && !first.empty())
    p.note(fmt::format("the SQL at {} has no `down`: rollback leaves what it did", p.at().text()));
}

void plan_sql_backfill(Planning& p, const SqlBackfill& op) {
  if (!op.table.empty()) {
    plan_batched_backfill(p, op);
    return;
  }
  auto& step = sql_step(p, Phase::backfill, "run the backfill statements", true);
  step.sql = user_statements(p, require_sql(op.sql, postgres, "sql", p.at()));
}

}  // namespace migrate::postgres
