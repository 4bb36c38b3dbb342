// Sessions and statements, as the Performance Schema tells them.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/server/server.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

using db::DbError;
using db::Failure;
using db::Value;

bool is_on(db::Connection& connection) {
  return lower(variable(connection, "performance_schema")) == "on";
}

const char* const is_off = "performance_schema is off on this server";

// A session without a database of its own may use this one by its name.
void read_all_sessions(db::Connection& connection, SessionList& list) {
  for (auto& row :
       connection
           .query("SELECT COALESCE(a.ATTR_VALUE, ''), COALESCE(t.PROCESSLIST_USER, '') FROM "
                  "performance_schema.threads t LEFT JOIN "
                  "performance_schema.session_connect_attrs a ON a.PROCESSLIST_ID = "
                  "t.PROCESSLIST_ID AND a.ATTR_NAME = 'program_name' WHERE t.PROCESSLIST_ID IS NOT "
                  "NULL AND t.TYPE = 'FOREGROUND' AND t.PROCESSLIST_ID <> CONNECTION_ID() AND "
                  "(t.PROCESSLIST_DB IS NULL OR t.PROCESSLIST_DB = DATABASE())")
           .rows)
    list.sessions.push_back({row[0].text, row[1].text, 0});
}

// Those of this account, which everybody may read.
void read_own_sessions(db::Connection& connection, SessionList& list) {
  for (auto& row : connection
                       .query("SELECT ATTR_VALUE, SUBSTRING_INDEX(CURRENT_USER(), '@', 1) FROM "
                              "performance_schema.session_account_connect_attrs WHERE ATTR_NAME = "
                              "'program_name' AND PROCESSLIST_ID <> CONNECTION_ID()")
                       .rows)
    list.sessions.push_back({row[0].text, row[1].text, 0});
}

bool consumes_digests(db::Connection& connection) {
  auto rows = connection
                  .query(
                      "SELECT ENABLED FROM performance_schema.setup_consumers WHERE NAME = "
                      "'statements_digest'")
                  .rows;
  return rows.empty() || rows[0][0].text == "YES";
}

// The table loses its rows all at once, by a TRUNCATE or the end of the server: what is older than
// the first one may be forgotten. There is one, if only of what this session has run. The start
// counts beside it, for a first row from before the clock was set.
std::int64_t kept_since(db::Connection& connection) {
  const auto up = writable_for(connection);
  const auto row = connection
                       .query(
                           "SELECT CAST(UNIX_TIMESTAMP(NOW(3)) * 1000 AS SIGNED), (SELECT "
                           "CAST(MIN(UNIX_TIMESTAMP(FIRST_SEEN)) * 1000 AS SIGNED) FROM "
                           "performance_schema.events_statements_summary_by_digest)")
                       .rows.at(0);
  const auto now = row.at(0).as_int();
  const auto first = row.at(1).is_null() ? now : row.at(1).as_int();
  return up ? std::max<std::int64_t>(first, now - up->count()) : first;
}

// Those of sessions whose database is another count where they name the table with this one's name
// before it. Both servers write that as `shop` . `orders`, whatever quotes and blanks it came with:
// behind a dot, and right before one, no word is a keyword.
StatementList read_statements(db::Connection& connection, const std::vector<std::string>& tables) {
  std::string named;
  std::vector<Value> values, qualified;
  const auto database = connection.query("SELECT DATABASE()").rows.at(0).at(0).text;
  for (auto& table : tables) {
    named += " OR LOCATE(LOWER(?), LOWER(DIGEST_TEXT)) > 0";
    values.push_back(Value::of(table));
    qualified.push_back(Value::of(fmt::format("`{}` . `{}`", database, table)));
  }
  values.insert(values.end(), qualified.begin(), qualified.end());
  StatementList list;
  // The row without a digest gathers what the table had no place for.
  for (auto& row :
       connection
           .query("SELECT COALESCE(DIGEST, ''), COALESCE(DIGEST_TEXT, ''), COUNT_STAR, "
                  "CAST(UNIX_TIMESTAMP(LAST_SEEN) * 1000 AS SIGNED) FROM "
                  "performance_schema.events_statements_summary_by_digest WHERE ((SCHEMA_NAME = "
                  "DATABASE() OR SCHEMA_NAME IS NULL) AND (DIGEST IS NULL" +
                      named + "))" + named,
                  values)
           .rows) {
    if (row[0].text.empty()) {
      if (row[2].as_int() > 0)
        list.missing =
            "the server has no place left for more digests (performance_schema_digests_size), so "
            "some statements are not told apart; TRUNCATE "
            "performance_schema.events_statements_summary_by_digest begins anew";
      continue;
    }
    list.statements.push_back({row[0].text, row[1].text, "",
                               static_cast<std::uint64_t>(row[2].as_int()), row[3].as_int()});
  }
  // Behind the rows: a TRUNCATE before they were read must not pass unseen.
  list.since = kept_since(connection);
  return list;
}

}  // namespace

SessionList sessions(db::Connection& connection) {
  SessionList list;
  try {
    if (!is_on(connection)) return {{}, is_off};
    try {
      read_all_sessions(connection, list);
    } catch (const DbError& e) {
      if (e.failure() != Failure::permission) throw;
      list.missing =
          "this account sees its own sessions only: GRANT SELECT ON performance_schema.* to it";
      read_own_sessions(connection, list);
    }
  } catch (const DbError& e) {
    if (e.failure() == Failure::connection_lost) throw;
    if (list.missing.empty()) list.missing = printable(e.what());
  }
  return list;
}

StatementList statements(db::Connection& connection, const std::vector<std::string>& tables) {
  try {
    if (!is_on(connection)) return {{}, is_off};
    if (!consumes_digests(connection))
      return {{}, "the consumer statements_digest of the Performance Schema is off"};
    return read_statements(connection, tables);
  } catch (const DbError& e) {
    if (e.failure() == Failure::connection_lost) throw;
    if (e.failure() == Failure::permission)
      return {{}, "this account may not read them: GRANT SELECT ON performance_schema.* to it"};
    return {{}, printable(e.what())};
  }
}

// From the start of the process on, recovery included: later the server does not tell.
std::optional<std::chrono::milliseconds> writable_for(db::Connection& connection) {
  try {
    auto rows = connection.query("SHOW GLOBAL STATUS LIKE 'Uptime'").rows;
    if (rows.empty()) return std::nullopt;
    return std::chrono::seconds(std::stoll(rows[0].at(1).text));
  } catch (const DbError& e) {
    if (e.failure() == Failure::connection_lost) throw;
    return std::nullopt;
  }
}

}  // namespace migrate::mysql
