#include "tests/support/server_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <vector>

#include "tests/support/dump.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

using Lines = std::vector<std::string>;

// $1: the schema. Aggregates have no definition that can be asked for.
constexpr const char* postgres_routines =
    "SELECT concat_ws(' ', 'routine', p.oid::regprocedure, pg_get_functiondef(p.oid)) "
    "FROM pg_proc p WHERE p.pronamespace = $1::regnamespace AND p.prokind IN ('f', 'p')";

constexpr const char* mysql_definitions[] = {
    "SELECT CONCAT_WS('|', 'trigger', event_object_table, action_timing, event_manipulation, "
    "action_order, trigger_name, action_statement, definer, sql_mode, character_set_client, "
    "collation_connection) FROM information_schema.triggers WHERE trigger_schema = DATABASE()",
    "SELECT CONCAT_WS('|', 'view', table_name, view_definition, check_option, definer, "
    "security_type, character_set_client, collation_connection) FROM information_schema.views "
    "WHERE table_schema = DATABASE()",
    "SELECT CONCAT_WS('|', 'routine', routine_type, routine_name, routine_definition, definer, "
    "sql_mode) FROM information_schema.routines WHERE routine_schema = DATABASE()"};

void add(Lines& lines, const std::string& before, const db::Result& result) {
  for (const db::Row& row : result.rows) lines.push_back(before + row.at(0).text);
}

void add_postgres(db::Connection& connection, Lines& lines) {
  const db::Result schemas = connection.query(
      "SELECT quote_ident(nspname) FROM pg_namespace WHERE nspname !~ '^pg_' "
      "AND nspname NOT IN ('information_schema', 'migrate')");
  for (const db::Row& schema : schemas.rows) {
    const std::string name = schema.at(0).text + " ";
    for (const std::string& line : catalog_lines(connection, schema.at(0)))
      lines.push_back(name + line);
    add(lines, name, connection.query(postgres_routines, {schema.at(0)}));
  }
}

// Where numbers stand is left out, and on MySQL the character set that a column says itself since
// it was modified, where it is its table's.
std::string without_passing(const std::string& table) {
  static const std::regex numbers(" AUTO_INCREMENT=[0-9]+"),
      defaults(" DEFAULT CHARSET=(\\w+) COLLATE=(\\w+)");
  const std::string text = std::regex_replace(table, numbers, "");
  std::smatch found;
  if (!std::regex_search(text, found, defaults)) return text;
  const std::regex said(
      fmt::format("( CHARACTER SET {})? COLLATE {}\\b", found[1].str(), found[2].str()));
  return std::regex_replace(text, said, "");
}

void add_mysql(db::Connection& connection, const Dialect& dialect, Lines& lines) {
  for (const db::Row& table :
       connection.query("SHOW FULL TABLES WHERE Table_type <> 'VIEW'").rows) {
    const std::string& name = table.at(0).text;
    if (dialect.is_own_object(name)) continue;
    const db::Result made =
        connection.query("SHOW CREATE TABLE " + dialect.quote(Identifier(name)));
    lines.push_back(without_passing(made.rows.at(0).at(1).text));
  }
  for (const char* query : mysql_definitions) add(lines, "", connection.query(query));
}

// Without quotes: a table that was renamed there and back has its name quoted.
void add_sqlite(db::Connection& connection, const Dialect& dialect, Lines& lines) {
  for (const db::Row& row :
       connection
           .query("SELECT tbl_name, type, name, replace(coalesce(sql, ''), '\"', '') "
                  "FROM sqlite_master WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'")
           .rows)
    if (!dialect.is_own_object(row.at(0).text))
      lines.push_back(fmt::format("{} {}: {}", row.at(1).text, row.at(2).text, row.at(3).text));
}

}  // namespace

std::string server_text_of(const Database& database) {
  const Opened& opened = database.looking();
  db::Connection& connection = *opened.connection;
  Lines lines;
  switch (database.kind()) {
    case EngineKind::sqlite:
      add_sqlite(connection, *opened.dialect, lines);
      break;
    case EngineKind::postgres:
      add_postgres(connection, lines);
      break;
    case EngineKind::mysql:
    case EngineKind::mariadb:
      add_mysql(connection, *opened.dialect, lines);
  }
  std::sort(lines.begin(), lines.end());
  return replace_all(join(lines, "\n"), database.name(), "DB") + "\n";
}

}  // namespace migrate::test
