#include "tests/support/image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "tests/support/dump.hpp"
#include "tests/support/snapshot.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* postgres_schemas =
    "SELECT quote_ident(nspname) FROM pg_namespace "
    "WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'";

// What dumps do not compare: where a sequence stands (but for one that stands for a time), an index
// that is being built, what is attached to what, routines, and the values of enumerations. $1: the
// schema. Nothing with an oid in it.
constexpr const char* postgres_rest = R"(
SELECT concat_ws('|', 'stands', s.oid::regclass, pg_sequence_last_value(s.oid))
  FROM pg_class s WHERE s.relkind = 'S' AND s.relnamespace = $1::regnamespace
   AND s.relname !~ '^migrate_by_old'
UNION ALL
SELECT concat_ws('|', 'ready', i.indexrelid::regclass, i.indisready)
  FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid AND c.relnamespace = $1::regnamespace
UNION ALL
SELECT concat_ws('|', 'attached', h.inhrelid::regclass, h.inhparent::regclass)
  FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid AND c.relnamespace = $1::regnamespace
UNION ALL
SELECT concat_ws('|', 'routine', $1, p.proname, p.prokind, p.prosrc, p.proconfig, p.proacl)
  FROM pg_proc p WHERE p.pronamespace = $1::regnamespace
UNION ALL
SELECT concat_ws('|', 'enum', $1, t.typname, e.enumlabel, row_number()
                 OVER (PARTITION BY t.oid ORDER BY e.enumsortorder))
  FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid AND t.typnamespace = $1::regnamespace)";

constexpr const char* sqlite_catalog =
    "SELECT type || '|' || name || '|' || coalesce(sql, '') FROM sqlite_master";

constexpr const char* mysql_routines =
    "SELECT CONCAT_WS('|', 'routine', routine_name, routine_definition) "
    "FROM information_schema.routines WHERE routine_schema = DATABASE()";

void add(Lines& lines, const db::Result& result) {
  for (const db::Row& row : result.rows) lines.push_back(row.at(0).text);
}

void add_postgres_catalog(db::Connection& connection, Lines& lines) {
  for (const db::Row& schema : connection.query(postgres_schemas).rows) {
    lines.push_back("schema|" + schema.at(0).text);
    for (const std::string& line : catalog_lines(connection, schema.at(0))) lines.push_back(line);
    add(lines, connection.query(postgres_rest, {schema.at(0)}));
  }
}

void add_mysql_catalog(db::Connection& connection, const Dialect& dialect, const Lines& tables,
                       Lines& lines) {
  for (const std::string& table : tables) {
    if (dialect.is_own_object(table)) continue;
    const db::Result made =
        connection.query("SHOW CREATE TABLE " + dialect.quote(Identifier(table)));
    lines.push_back(made.rows.at(0).at(1).text);
  }
  for (const db::Row& row : connection.query("SHOW TRIGGERS").rows) {
    // Trigger, event, table, statement, timing; then when it was made.
    Lines parts;
    for (std::size_t i = 0; i < 5; ++i) parts.push_back(row.at(i).text);
    lines.push_back("trigger|" + join(parts, "|"));
  }
  add(lines, connection.query(mysql_routines));
}

// Every table there is, quoted as a query needs it.
std::string tables_query(EngineKind kind) {
  switch (kind) {
    case EngineKind::sqlite:
      return "SELECT name FROM sqlite_master WHERE type = 'table'";
    case EngineKind::postgres:
      return "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n "
             "ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND n.nspname !~ '^pg_' "
             "AND n.nspname <> 'information_schema' AND n.nspname <> 'migrate'";
    case EngineKind::mysql:
    case EngineKind::mariadb:
      return "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()";
  }
  return {};
}

// What a later command can find in the tool's own tables: not when, by whom, or how often.
const std::set<std::string>& passing_columns() {
  static const std::set<std::string> names = {
      "at",         "since",   "seen_at", "started_at", "ended_at", "expanded_at", "backfilled_at",
      "error",      "token",   "owner",   "host",       "pid",      "updated_at",  "contracted_at",
      "batch_rows", "command", "by_whom", "attempts",   "batches"};
  return names;
}

void add_state(db::Connection& connection, const Dialect& dialect, Lines& lines) {
  Lines tables = {"layout",      "migration",    "step",     "checkpoint", "claim",
                  "schema_fact", "app_instance", "approval", "control",    "lease"};
  if (dialect.kind() == EngineKind::sqlite) tables.push_back("guard");
  for (const std::string& table : tables) {
    const std::string name = dialect.state_sql().table(table);
    try {
      add_rows(connection.query("SELECT * FROM " + name), name, passing_columns(), {}, lines);
    } catch (const db::DbError&) {
      lines.push_back(name + " is not there");
    }
  }
}

}  // namespace

std::string image_of(const Database& database, const Opened& opened,
                     const std::set<std::string>& random) {
  db::Connection& connection = *opened.connection;
  const Dialect& dialect = *opened.dialect;
  Lines tables, lines;
  add(tables, connection.query(tables_query(database.kind())));
  switch (database.kind()) {
    case EngineKind::sqlite:
      add(lines, connection.query(sqlite_catalog));
      break;
    case EngineKind::postgres:
      add_postgres_catalog(connection, lines);
      break;
    case EngineKind::mysql:
    case EngineKind::mariadb:
      add_mysql_catalog(connection, dialect, tables, lines);
  }
  for (const std::string& table : tables) {
    if (dialect.is_own_object(table)) continue;
    const std::string name =
        database.kind() == EngineKind::postgres ? table : dialect.quote(Identifier(table));
    add_rows(connection.query("SELECT * FROM " + name), table, {}, random, lines);
  }
  add_state(connection, dialect, lines);
  std::sort(lines.begin(), lines.end());
  return replace_all(join(lines, "\n"), database.name(), "DB");
}

void wait_until_alone(const Database& database, const Opened& opened) {
  std::string others;
  switch (database.kind()) {
    case EngineKind::sqlite:
      return;  // a process that is gone has no session
    case EngineKind::postgres:
      others =
          "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
          "AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
      break;
    case EngineKind::mysql:
    case EngineKind::mariadb:
      others =
          "SELECT count(*) FROM information_schema.processlist WHERE db = DATABASE() "
          "AND id <> CONNECTION_ID()";
  }
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(10);
  while (opened.connection->query(others).rows.at(0).at(0).text != "0") {
    if (std::chrono::steady_clock::now() > until)
      throw std::runtime_error("a session of the interrupted command is still there");
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

}  // namespace migrate::test
