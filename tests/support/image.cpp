#include "tests/support/image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <regex>
#include <thread>

#include "tests/support/dump.hpp"
#include "tests/support/record_tables.hpp"
#include "tests/support/snapshot.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* postgres_schemas =
    "SELECT quote_ident(nspname) FROM pg_namespace "
    "WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'";

// What dumps do not compare: where a sequence stands (but for the tool's own, which number entries
// or stand for a time, and those of whose numbers each session takes some ahead: how many sessions
// there were is no difference), an index that is being built, what is attached to what, routines,
// and the values of enumerations. $1: the schema. Nothing with an oid in it.
constexpr const char* postgres_rest = R"(
SELECT concat_ws('|', 'stands', s.oid::regclass,
                 CASE q.seqcache WHEN 1 THEN pg_sequence_last_value(s.oid) END)
  FROM pg_class s JOIN pg_sequence q ON q.seqrelid = s.oid
 WHERE s.relkind = 'S' AND s.relnamespace = $1::regnamespace
   AND s.relnamespace::regnamespace::text <> 'migrate'
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
  static const std::regex next_entry(" AUTO_INCREMENT=[0-9]+");
  for (const std::string& table : tables) {
    const db::Result made =
        connection.query("SHOW CREATE TABLE " + dialect.quote(Identifier(table)));
    const std::string& text = made.rows.at(0).at(1).text;
    const bool is_log = text.find("`migrate_id`") != std::string::npos;
    lines.push_back(is_log ? std::regex_replace(text, next_entry, "") : text);
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
             "AND n.nspname <> 'information_schema'";
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
  for (const std::string& name : record_tables(dialect, Record::decides)) {
    try {
      add_rows(connection.query("SELECT * FROM " + name), name, passing_columns(), {}, lines);
    } catch (const db::DbError&) {
      lines.push_back(name + " is not there");
    }
  }
}

// Entries of a log are applied in any order, each as often as it stands there: their numbers only
// say how many there have been.
std::set<std::string> numbers_of_entries(const std::string& table, const db::Result& result) {
  const std::set<std::string> columns(result.columns.begin(), result.columns.end());
  const bool of_shadow = table.find("migrate_") != std::string::npos;
  if (of_shadow && columns.count("emptied") && columns.count("refused")) return {"entry"};
  if (of_shadow && columns.count("row_1")) return {"id"};
  return {"migrate_id", "migrate_entry"};
}

bool is_of_record(const std::string& line, const std::set<std::string>& record) {
  // How many rows a table of the record has had (SQLite).
  return std::any_of(record.begin(), record.end(), [&](const std::string& table) {
    return line.starts_with("sqlite_sequence: name=" + table + " ");
  });
}

}  // namespace

std::string image_of(const Database& database, const Opened& opened,
                     const std::set<std::string>& random) {
  db::Connection& connection = *opened.connection;
  const Dialect& dialect = *opened.dialect;
  Lines tables, lines;
  add(tables, connection.query(tables_query(database.kind())));
  const std::set<std::string> record = record_tables(dialect);
  std::erase_if(tables, [&](const std::string& table) { return record.count(table) > 0; });
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
    // When sessions of old code last wrote: what stands there is a time.
    if (table.starts_with("migrate_by_old__")) continue;
    const std::string name =
        database.kind() == EngineKind::postgres ? table : dialect.quote(Identifier(table));
    const db::Result rows = connection.query("SELECT * FROM " + name);
    add_rows(rows, table, numbers_of_entries(table, rows), random, lines);
  }
  std::erase_if(lines, [&](const std::string& line) { return is_of_record(line, record); });
  add_state(connection, dialect, lines);
  std::sort(lines.begin(), lines.end());
  // One that tells where the server keeps its tables (MySQL, MariaDB) is named at random.
  static const std::regex trial("migrate_trial_[0-9a-f]{16}");
  std::string image = join(lines, "\n");
  if (image.find("migrate_trial_") != std::string::npos)
    image = std::regex_replace(image, trial, "migrate_trial_…");
  return replace_all(image, database.name(), "DB");
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
