#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/lexer.hpp"
#include "dialects/sqlite/planning.hpp"
#include "migration/sql_split.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

constexpr auto engine = EngineKind::sqlite;

bool one_of(const std::string& word, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](auto* w) { return word == w; });
}

// Foreign keys are off here, as SQLite has them where nobody asks for them: a DROP TABLE in the
// rebuilding of a table by hand would else take the rows of other tables along.
void note_rows_left(const Planning& planning, const std::vector<std::string>& statements) {
  const auto sets_them = [](const std::string& statement) {
    return leading_keywords(statement, 1) == "PRAGMA" && mentions(statement, "foreign_keys");
  };
  if (std::any_of(statements.begin(), statements.end(), sets_them)) return;
  for (auto& statement : statements) {
    if (!one_of(leading_keywords(statement, 1), {"DELETE", "REPLACE", "WITH"})) continue;
    for (auto& [name, table] : planning.schema.tables)
      for (auto& key : table.referenced_by)
        if (mentions(statement, name))
          planning.note(
              fmt::format("foreign keys are off in SQL of your own: where it deletes rows of {0}, "
                          "rows of {1} that refer to them stay, whatever ON DELETE says; batches "
                          "(`backfill` with a table) enforce foreign keys",
                          name, key.table));
  }
}

}  // namespace

// The runner owns the transaction: a COMMIT inside a step would part its effect from its record.
std::vector<std::string> user_statements(const Planning& planning, const std::string& sql) {
  std::vector<std::string> all;
  for (auto& statement : split_sql(sql, engine)) {
    auto word = leading_keywords(statement.text, 1);
    if (one_of(word, {"BEGIN", "COMMIT", "END", "ROLLBACK", "SAVEPOINT", "RELEASE"}))
      unsupported(planning.at,
                  fmt::format("{} cannot stand in a migration: each step is one transaction", word),
                  "leave transaction statements out");
    all.push_back(statement.text);
  }
  return all;
}

bool outside_transaction(const std::string& statement) {
  return one_of(leading_keywords(statement, 1), {"VACUUM", "ATTACH", "DETACH", "PRAGMA"});
}

void plan_sql(const Planning& planning, const SqlOperation& operation) {
  const auto phase = operation.on_complete ? Phase::contract : Phase::expand;
  const auto all = user_statements(planning, require_sql(operation.up, engine, "up", planning.at));
  const auto down = user_statements(planning, sql_or_empty(operation.down, engine));
  note_rows_left(planning, all);
  Step* step = nullptr;
  bool first = true;
  for (auto& statement : all) {
    const bool alone = outside_transaction(statement);
    if (!step || alone || !step->transactional) {
      step = &add_step(planning.plan, phase, StepKind::sql,
                       "run " + shorten(printable(leading_keywords(statement, 3)), 60));
      step->transactional = !alone;
      step->why = alone ? "SQLite runs it outside a transaction only" : "as written in the file";
      step->lock = write_lock("as long as the statements run", "the statements are the user's own");
      step->destructive = operation.on_complete;
      // Undone as a whole when the first of its steps is, the last to be undone.
      if (first) step->undo = down;
      first = false;
    }
    step->sql.push_back(statement);
  }
}

void plan_sql_backfill(const Planning& planning, const SqlBackfill& operation) {
  if (!operation.table.empty()) {
    plan_batched_backfill(planning, operation);
    return;
  }
  auto& step = add_step(planning.plan, Phase::backfill, StepKind::sql, "run the backfill section");
  step.sql = user_statements(planning, require_sql(operation.sql, engine, "backfill", planning.at));
  note_rows_left(planning, step.sql);
  step.transactional = true;
  step.why = "once, in one transaction: it names no table to walk";
  step.lock = write_lock("as long as the statements run", "the statements are the user's own");
}

}  // namespace migrate::sqlite
