#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "migration/sql_split.hpp"
#include "migration/sql_words.hpp"
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

namespace {

// "foreign_keys" of PRAGMA foreign_keys = on, PRAGMA main.foreign_keys(1).
std::string pragma_of(const std::string& statement) {
  const auto words = words_of(statement, engine);
  std::size_t i = 1;
  if (words.size() > 3 && words[2].is_symbol('.')) i = 3;
  return words.size() > i && words[0].is("pragma") ? words[i].text : "";
}

// Those that change the file, or only tell something, are steps; this one is of the transaction.
bool only_sets_session(const std::string& statement) {
  if (one_of(leading_keywords(statement, 1), {"ATTACH", "DETACH"})) return true;
  const auto pragma = pragma_of(statement);
  return !pragma.empty() &&
         !one_of(pragma, {"defer_foreign_keys", "journal_mode", "user_version", "application_id",
                          "schema_version", "optimize", "wal_checkpoint", "incremental_vacuum",
                          "integrity_check", "quick_check", "foreign_key_check"});
}

bool makes_temporary(const std::string& statement) {
  const auto words = leading_keywords(statement, 2);
  return one_of(words, {"CREATE TEMP", "CREATE TEMPORARY"});
}

void add_setting(std::vector<std::string>& settings, const std::string& setting) {
  const auto pragma = pragma_of(setting);
  std::erase_if(settings, [&](const std::string& earlier) {
    return !pragma.empty() && pragma_of(earlier) == pragma;
  });
  settings.push_back(setting);
}

// Those that begin the text, taken off it: inside a transaction most mean nothing. Those that end
// it have nothing to set.
std::vector<std::string> take_settings(const Planning& planning,
                                       std::vector<std::string>& statements) {
  std::vector<std::string> settings;
  while (!statements.empty() && only_sets_session(statements.back())) {
    settings.insert(settings.begin(), statements.back());
    statements.pop_back();
  }
  if (statements.empty()) return settings;
  settings.clear();
  while (only_sets_session(statements.front())) {
    add_setting(settings, statements.front());
    statements.erase(statements.begin());
  }
  for (auto& statement : statements)
    if (only_sets_session(statement))
      unsupported(planning.at,
                  fmt::format("`{}`: inside a transaction, which this SQL is, it means nothing",
                              shorten(printable(statement), 60)),
                  "let it stand at the beginning");
  return settings;
}

}  // namespace

bool outside_transaction(const std::string& statement) {
  return one_of(leading_keywords(statement, 1), {"VACUUM", "ATTACH", "DETACH", "PRAGMA"}) &&
         pragma_of(statement) != "defer_foreign_keys";
}

void plan_sql(const Planning& planning, const SqlOperation& operation) {
  const auto phase = operation.on_complete ? Phase::contract : Phase::expand;
  const auto all = user_statements(planning, require_sql(operation.up, engine, "up", planning.at));
  note_rows_left(planning, all);
  auto down = user_statements(planning, sql_or_empty(operation.down, engine));
  const auto settings_of_down = take_settings(planning, down);
  Step* step = nullptr;
  bool first = true, idle = false;
  std::vector<std::string> settings;
  std::string temporary;  // a statement that made something so
  for (auto& statement : all) {
    idle = only_sets_session(statement);
    if (idle) {
      add_setting(settings, statement);
      step = nullptr;
      continue;
    }
    const bool alone = outside_transaction(statement);
    if (!step || alone || !step->transactional) {
      if (!temporary.empty())
        unsupported(planning.at,
                    fmt::format("`{}` is gone with its session: what follows is a step of its own, "
                                "with another one",
                                shorten(printable(temporary), 60)),
                    "make a table, and drop it at the end");
      step = &add_step(planning.plan, phase, StepKind::sql,
                       "run " + shorten(printable(leading_keywords(statement, 3)), 60));
      step->own_session = {settings, {}};
      step->transactional = !alone;
      step->why = alone ? "SQLite runs it outside a transaction only" : "as written in the file";
      step->lock = write_lock("as long as the statements run", "the statements are the user's own");
      step->destructive = operation.on_complete;
      // Undone as a whole when the first of its steps is, the last to be undone.
      if (first) {
        step->undo = down;
        step->own_session->undo = settings_of_down;
      }
      first = false;
    }
    if (makes_temporary(statement)) temporary = statement;
    step->sql.push_back(statement);
  }
  if (idle)
    planning.note(
        fmt::format("the last settings of the SQL at {} have no statement behind them: "
                    "each step has a session of its own, so they are not run",
                    planning.at.text()));
}

void plan_sql_backfill(const Planning& planning, const SqlBackfill& operation) {
  if (!operation.table.empty()) {
    plan_batched_backfill(planning, operation);
    return;
  }
  auto& step = add_step(planning.plan, Phase::backfill, StepKind::sql, "run the backfill section");
  step.sql = user_statements(planning, require_sql(operation.sql, engine, "backfill", planning.at));
  note_rows_left(planning, step.sql);
  step.own_session = {take_settings(planning, step.sql), {}};
  step.transactional = true;
  step.why = "once, in one transaction: it names no table to walk";
  step.lock = write_lock("as long as the statements run", "the statements are the user's own");
}

}  // namespace migrate::sqlite
