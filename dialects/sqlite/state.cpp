#include "dialects/sqlite/state.hpp"

#include <fmt/format.h>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/quote.hpp"

namespace migrate::sqlite {

namespace {

constexpr std::string_view expecting = "UPDATE migrate_guard SET expectation = ";
constexpr const char* now_sql = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

std::vector<std::string> create_statements() {
  return {
      "CREATE TABLE IF NOT EXISTS migrate_layout (\n"
      "  version INTEGER NOT NULL,\n"
      "  tool_version TEXT NOT NULL\n"
      ")",
      "CREATE TABLE IF NOT EXISTS migrate_migration (\n"
      "  id TEXT NOT NULL PRIMARY KEY,\n"
      "  checksum TEXT NOT NULL,\n"
      "  checksum_version INTEGER NOT NULL,\n"
      "  description TEXT NOT NULL,\n"
      "  stage TEXT NOT NULL,\n"
      "  touches TEXT NOT NULL,\n"
      "  notes TEXT NOT NULL,\n"
      "  by_whom TEXT NOT NULL,\n"
      "  tool_version TEXT NOT NULL,\n"
      "  started_at TEXT,\n"
      "  expanded_at TEXT,\n"
      "  backfilled_at TEXT,\n"
      "  contracted_at TEXT,\n"
      "  updated_at TEXT\n"
      ")",
      "CREATE TABLE IF NOT EXISTS migrate_step (\n"
      "  migration TEXT NOT NULL,\n"
      "  step TEXT NOT NULL,\n"
      "  position INTEGER NOT NULL,\n"
      "  phase TEXT NOT NULL,\n"
      "  title TEXT NOT NULL,\n"
      "  sql_text TEXT,\n"
      "  undo_text TEXT,\n"
      "  definition TEXT NOT NULL,\n"
      "  status TEXT NOT NULL,\n"
      "  attempts INTEGER NOT NULL DEFAULT 0,\n"
      "  error TEXT,\n"
      "  started_at TEXT,\n"
      "  ended_at TEXT,\n"
      "  PRIMARY KEY (migration, step)\n"
      ")",
      "CREATE TABLE IF NOT EXISTS migrate_checkpoint (\n"
      "  migration TEXT NOT NULL,\n"
      "  step TEXT NOT NULL,\n"
      "  from_key TEXT,\n"
      "  end_key TEXT,\n"
      "  rows_done INTEGER NOT NULL DEFAULT 0,\n"
      "  batches INTEGER NOT NULL DEFAULT 0,\n"
      "  batch_rows INTEGER NOT NULL DEFAULT 0,\n"
      "  done INTEGER NOT NULL DEFAULT 0,\n"
      "  started_at TEXT,\n"
      "  updated_at TEXT,\n"
      "  PRIMARY KEY (migration, step)\n"
      ")",
      "CREATE TABLE IF NOT EXISTS migrate_claim (\n"
      "  migration TEXT NOT NULL,\n"
      "  step TEXT NOT NULL,\n"
      "  number INTEGER NOT NULL,\n"
      "  from_key TEXT NOT NULL,\n"
      "  to_key TEXT NOT NULL,\n"
      "  PRIMARY KEY (migration, step, number)\n"
      ")",
      "CREATE TABLE IF NOT EXISTS migrate_history (\n"
      "  migration TEXT NOT NULL,\n"
      "  step TEXT NOT NULL,\n"
      "  number INTEGER NOT NULL,\n"
      "  at TEXT NOT NULL,\n"
      "  run INTEGER NOT NULL,\n"
      "  run_ms INTEGER NOT NULL,\n"
      "  run_rows INTEGER NOT NULL,\n"
      "  rows_done INTEGER NOT NULL,\n"
      "  batches INTEGER NOT NULL,\n"
      "  batch_rows INTEGER NOT NULL,\n"
      "  batch_ms INTEGER NOT NULL,\n"
      "  target_ms INTEGER,\n"
      "  lag_ms INTEGER,\n"
      "  waiting TEXT,\n"
      "  PRIMARY KEY (migration, step, number)\n"
      ")",
      "CREATE TABLE IF NOT EXISTS migrate_schema_fact (\n"
      "  table_name TEXT NOT NULL,\n"
      "  object TEXT NOT NULL,\n"
      "  definition TEXT NOT NULL\n"
      ")",
      "CREATE TABLE IF NOT EXISTS migrate_app_instance (\n"
      "  app TEXT NOT NULL,\n"
      "  instance TEXT NOT NULL,\n"
      "  version TEXT NOT NULL,\n"
      "  schema TEXT NOT NULL DEFAULT '',\n"
      "  ttl_ms INTEGER NOT NULL DEFAULT 90000,\n"
      "  started_at TEXT NOT NULL,\n"
      "  seen_at TEXT NOT NULL,\n"
      "  retired INTEGER NOT NULL DEFAULT 0,\n"
      "  PRIMARY KEY (app, instance)\n"
      ")",
      "CREATE TABLE IF NOT EXISTS migrate_approval (\n"
      "  migration TEXT NOT NULL,\n"
      "  by_whom TEXT NOT NULL,\n"
      "  note TEXT NOT NULL DEFAULT '',\n"
      "  at TEXT NOT NULL\n"
      ")",
      "CREATE TABLE IF NOT EXISTS migrate_control (\n"
      "  name TEXT NOT NULL PRIMARY KEY,\n"
      "  value TEXT,\n"
      "  by_whom TEXT,\n"
      "  at TEXT\n"
      ")",
      "CREATE TABLE IF NOT EXISTS migrate_lease (\n"
      "  id INTEGER PRIMARY KEY CHECK (id = 1),\n"
      "  token INTEGER NOT NULL,\n"
      "  owner TEXT NOT NULL DEFAULT '',\n"
      "  host TEXT NOT NULL DEFAULT '',\n"
      "  command TEXT NOT NULL DEFAULT '',\n"
      "  pid INTEGER NOT NULL DEFAULT 0,\n"
      "  since TEXT,\n"
      "  released INTEGER NOT NULL DEFAULT 1\n"
      ")",
      "INSERT OR IGNORE INTO migrate_lease (id, token) VALUES (1, 0)",
      "CREATE TABLE IF NOT EXISTS migrate_event (\n"
      "  id INTEGER PRIMARY KEY AUTOINCREMENT,\n"
      "  at TEXT NOT NULL,\n"
      "  migration TEXT NOT NULL,\n"
      "  kind TEXT NOT NULL,\n"
      "  message TEXT NOT NULL,\n"
      "  by_whom TEXT NOT NULL\n"
      ")",
      "CREATE INDEX IF NOT EXISTS migrate_event_by_migration ON migrate_event (migration, id)",
      // One row; a plan writes into it what it relies on, and the CHECK makes a false expectation
      // an error, which plain SQL has no other way to raise outside a trigger.
      "CREATE TABLE IF NOT EXISTS migrate_guard (\n"
      "  id INTEGER PRIMARY KEY CHECK (id = 1),\n"
      "  expectation TEXT NOT NULL,\n"
      "  holds INTEGER CONSTRAINT \"the database is not as this step expects it\" CHECK (holds IS "
      "1)\n"
      ")",
      "INSERT OR IGNORE INTO migrate_guard (id, expectation, holds) VALUES (1, '', 1)",
  };
}

StateSql make() {
  StateSql sql;
  sql.table = [](const std::string& table) { return "migrate_" + table; };
  sql.placeholder = [](int n) { return fmt::format("?{}", n); };
  sql.now = now_sql;
  // In integers: a julian day as a double is exact to 0.04 ms only.
  sql.epoch_ms = [](const std::string& e) {
    return fmt::format(
        "(CAST(strftime('%s', {0}) AS INTEGER) * 1000 + CAST(substr({0}, 21, 3) AS INTEGER))", e);
  };
  sql.from_epoch_ms = [](const std::string& ms) {
    return fmt::format(
        "(strftime('%Y-%m-%dT%H:%M:%S', ({0}) / 1000, 'unixepoch') || printf('.%03dZ', ({0}) % "
        "1000))",
        ms);
  };
  sql.create = create_statements();
  sql.exists =
      "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'migrate_layout'";
  sql.keep_control = fmt::format(
      "INSERT INTO migrate_control (name, value, by_whom, at) VALUES (?1, ?2, ?3, {})\n"
      "ON CONFLICT (name) DO UPDATE SET value = excluded.value, by_whom = excluded.by_whom,\n"
      "  at = excluded.at",
      now_sql);
  sql.heartbeat = fmt::format(
      "INSERT INTO migrate_app_instance (app, instance, version, schema, ttl_ms, started_at, "
      "seen_at)\n"
      "VALUES (?1, ?2, ?3, ?4, ?5, {0}, {0})\n"
      "ON CONFLICT (app, instance) DO UPDATE SET version = excluded.version, schema = "
      "excluded.schema,\n"
      "  ttl_ms = excluded.ttl_ms, seen_at = excluded.seen_at, retired = 0",
      now_sql);
  return sql;
}

}  // namespace

const StateSql& state_sql() {
  static const StateSql sql = make();
  return sql;
}

std::string expect_statement(const std::string& expectation, const std::string& condition) {
  return fmt::format("{}{}, holds = ({})", expecting, quote_text(expectation), condition);
}

std::string expectation_of(std::string_view sql) {
  if (!sql.starts_with(expecting)) return {};
  auto tokens = tokenize(sql.substr(expecting.size()));
  return tokens.empty() ? "" : tokens[0].value;
}

}  // namespace migrate::sqlite
