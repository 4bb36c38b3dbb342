#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/batches.hpp"
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

// The runner owns the transaction: a COMMIT inside a step would part its effect from its record.
std::vector<std::string> statements(const Planning& planning, const std::string& sql) {
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

// SQLite refuses these inside a transaction, or they mean nothing there.
bool outside_transaction(const std::string& statement) {
  return one_of(leading_keywords(statement, 1), {"VACUUM", "ATTACH", "DETACH", "PRAGMA"});
}

}  // namespace

void plan_sql(const Planning& planning, const SqlOperation& operation) {
  const auto phase = operation.on_complete ? Phase::contract : Phase::expand;
  const auto all = statements(planning, require_sql(operation.up, engine, "up", planning.at));
  const auto down = statements(planning, sql_or_empty(operation.down, engine));
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
  const auto sql = require_sql(operation.sql, engine, "backfill", planning.at);
  const auto all = statements(planning, sql);
  if (operation.table.empty()) {
    auto& step =
        add_step(planning.plan, Phase::backfill, StepKind::sql, "run the backfill section");
    step.sql = all;
    step.transactional = true;
    step.why = "once, in one transaction: it names no table to walk";
    step.lock = write_lock("as long as the statements run", "the statements are the user's own");
    return;
  }
  auto& table = planning.table(operation.table);
  if (all.size() != 1)
    unsupported(planning.at, "a batched backfill section holds exactly one statement",
                "write one section per statement");
  auto key = walk_columns(table, planning.at);
  auto& step = add_step(planning.plan, Phase::backfill, StepKind::fill,
                        "run the backfill section over " + table.name);
  step.table = table.name;
  step.transactional = true;
  step.strategy = Strategy::in_place;
  step.why = "the user's statement, in short batches in key order";
  step.lock = write_lock("one batch", "each batch and its checkpoint commit together");
  step.batch = make_batch(table, key, replace_all(all[0], "{{batch}}", "(" + in_range(key) + ")"));
  planning.note_update_triggers(table);
}

}  // namespace migrate::sqlite
