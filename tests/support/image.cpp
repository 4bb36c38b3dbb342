#include "tests/support/image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "tests/support/snapshot.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

using Lines = std::vector<std::string>;

// Names, kinds and definitions. Nothing with an oid in it.
constexpr const char* postgres_catalog = R"(
WITH own AS (SELECT oid, nspname FROM pg_namespace
              WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
     relation AS (SELECT c.*, own.nspname || '.' || c.relname AS name
                    FROM pg_class c JOIN own ON own.oid = c.relnamespace)
SELECT concat_ws('|', 'schema', nspname) FROM own
UNION ALL
SELECT concat_ws('|', relkind, name, relpersistence, relrowsecurity, relforcerowsecurity,
                 relreplident, relacl, reloptions, pg_get_userbyid(relowner),
                 obj_description(oid, 'pg_class'),
                 CASE relkind WHEN 'v' THEN pg_get_viewdef(oid) WHEN 'm' THEN pg_get_viewdef(oid)
                              WHEN 'S' THEN pg_sequence_last_value(oid)::text END)
  FROM relation WHERE relkind <> 'i'
UNION ALL
SELECT concat_ws('|', 'column', r.name, a.attname, format_type(a.atttypid, a.atttypmod),
                 a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid),
                 a.attacl, a.attcollation::regcollation, a.attstorage, a.attstattarget,
                 col_description(r.oid, a.attnum))
  FROM relation r JOIN pg_attribute a ON a.attrelid = r.oid AND a.attnum > 0 AND NOT attisdropped
       LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
 WHERE r.relkind NOT IN ('i', 'I', 'S')
UNION ALL
SELECT concat_ws('|', 'index', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisready,
                 i.indisprimary, i.indisreplident, obj_description(r.oid, 'pg_class'),
                 (SELECT h.inhparent::regclass FROM pg_inherits h WHERE h.inhrelid = r.oid))
  FROM relation r JOIN pg_index i ON i.indexrelid = r.oid
UNION ALL
SELECT concat_ws('|', 'constraint', r.name, k.conname, pg_get_constraintdef(k.oid), k.convalidated,
                 obj_description(k.oid, 'pg_constraint'))
  FROM pg_constraint k JOIN relation r ON r.oid = k.conrelid
UNION ALL
SELECT concat_ws('|', 'trigger', pg_get_triggerdef(g.oid), g.tgenabled)
  FROM pg_trigger g JOIN relation r ON r.oid = g.tgrelid WHERE NOT g.tgisinternal
UNION ALL
SELECT concat_ws('|', 'policy', r.name, p.polname, p.polcmd, p.polpermissive,
                 pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
  FROM pg_policy p JOIN relation r ON r.oid = p.polrelid
UNION ALL
SELECT concat_ws('|', 'statistics', pg_get_statisticsobjdef(s.oid))
  FROM pg_statistic_ext s JOIN own ON own.oid = s.stxnamespace
UNION ALL
SELECT concat_ws('|', 'published', p.pubname, r.name)
  FROM pg_publication_rel x JOIN pg_publication p ON p.oid = x.prpubid
       JOIN relation r ON r.oid = x.prrelid
UNION ALL
SELECT concat_ws('|', 'routine', own.nspname, p.proname, p.prokind, p.prosrc, p.proconfig, p.proacl)
  FROM pg_proc p JOIN own ON own.oid = p.pronamespace
UNION ALL
SELECT concat_ws('|', 'enum', own.nspname, t.typname, e.enumlabel, row_number()
                 OVER (PARTITION BY t.oid ORDER BY e.enumsortorder))
  FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid JOIN own ON own.oid = t.typnamespace)";

constexpr const char* sqlite_catalog =
    "SELECT type || '|' || name || '|' || coalesce(sql, '') FROM sqlite_master";

constexpr const char* mysql_routines =
    "SELECT CONCAT_WS('|', 'routine', routine_name, routine_definition) "
    "FROM information_schema.routines WHERE routine_schema = DATABASE()";

void add(Lines& lines, const db::Result& result) {
  for (const db::Row& row : result.rows) lines.push_back(row.at(0).text);
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
      add(lines, connection.query(postgres_catalog));
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
