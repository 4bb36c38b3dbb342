// Raw SQL: operations `sql` and the sections of SQL files.
#include <fmt/format.h>

#include <algorithm>

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
    out.push_back(statement.text);
  }
  return out;
}

void plan_sql(Planning& p, const SqlOperation& op) {
  auto phase = op.on_complete ? Phase::contract : Phase::expand;
  auto all = user_statements(p, sql_or_empty(op.up, postgres));
  auto down = user_statements(p, sql_or_empty(op.down, postgres));
  if (all.empty() && down.empty()) return;
  if (!all.empty() && std::any_of(down.begin(), down.end(), needs_no_transaction) &&
      !needs_no_transaction(all.front()))
    unsupported(p.at(),
                "`down` holds a statement that PostgreSQL runs only outside a transaction, while "
                "`up` begins inside one",
                "write the two as operations of their own");
  std::size_t first = p.plan.steps.size();
  for (std::size_t i = 0; i < all.size();) {
    bool alone = needs_no_transaction(all[i]);
    std::vector<std::string> group = {all[i++]};
    while (!alone && i < all.size() && !needs_no_transaction(all[i])) group.push_back(all[i++]);
    auto title = group.size() == 1
                     ? "run " + shorten(printable(replace_all(group[0], "\n", " ")), 60)
                     : fmt::format("run {} statements", group.size());
    auto& step = sql_step(p, phase, title, !alone);
    step.sql = std::move(group);
  }
  // Undo runs the steps backwards, so the first one's comes last, when the others are gone.
  if (phase == Phase::expand && first < p.plan.steps.size()) {
    p.plan.steps[first].undo = down;
    if (down.empty())
      p.note(
          fmt::format("the SQL at {} has no `down`: rollback leaves what it did", p.at().text()));
  }
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
