#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/server/server.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

using db::DbError;
using db::Failure;

// Rows, or nullopt where this server or this user cannot ask so.
std::optional<std::vector<db::Row>> try_query(db::Connection& connection, const std::string& sql) {
  try {
    return connection.query(sql).rows;
  } catch (const DbError& e) {
    if (e.failure() == Failure::connection_lost) throw;
    return std::nullopt;
  }
}

std::string running(const db::Value& command, const db::Value& seconds, const db::Value& info) {
  auto text = info.is_null() || info.text.empty()
                  ? "idle"
                  : "runs " + shorten(printable(replace_all(info.text, "\n", " ")), 100);
  if (command.text != "Sleep" && (info.is_null() || info.text.empty())) text = command.text;
  return fmt::format("{} for {} s", text, seconds.text);
}

// InnoDB tells it in the time zone of the server's process, NOW() is in the session's, UTC.
constexpr const char* trx_seconds =
    "TIMESTAMPDIFF(SECOND, CONVERT_TZ(TRX_STARTED, 'SYSTEM', '+00:00'), NOW())";

// Seconds since the session's transaction began, or since it runs what it runs.
std::string age_of(const char* id, const char* time) {
  return fmt::format(
      "GREATEST({}, COALESCE((SELECT {} FROM information_schema.INNODB_TRX t WHERE "
      "t.TRX_MYSQL_THREAD_ID = {} LIMIT 1), 0))",
      time, trx_seconds, id);
}

Blocker blocker(const db::Value& id, std::string who, const db::Value& age, bool holds) {
  Blocker out;
  out.who = std::move(who);
  out.session = static_cast<long>(id.as_int());
  out.age = std::chrono::seconds(age.as_int());
  out.holds = holds;
  return out;
}

// Locks of the whole server that no DDL passes: FLUSH TABLES WITH READ LOCK, LOCK INSTANCE FOR
// BACKUP. Whoever has one of these is at a backup, and is not ended: no session number.
constexpr const char* of_the_server =
    "ml.OBJECT_TYPE IN ('GLOBAL', 'COMMIT', 'BACKUP LOCK') AND ml.LOCK_TYPE = 'SHARED' AND "
    "ml.LOCK_STATUS = 'GRANTED'";

// Exact: sessions that hold or wait for a metadata lock on this table. On MySQL always on; on
// MariaDB only with performance_schema and its metadata instrument.
Blockers by_metadata_locks(db::Connection& connection, const std::string& table) {
  auto rows = try_query(
      connection,
      fmt::format(
          "SELECT th.PROCESSLIST_ID, th.PROCESSLIST_USER, th.PROCESSLIST_HOST, "
          "th.PROCESSLIST_COMMAND, th.PROCESSLIST_TIME, ml.LOCK_TYPE, ml.LOCK_STATUS, "
          "th.PROCESSLIST_INFO, (SELECT ATTR_VALUE FROM performance_schema.session_connect_attrs a "
          "WHERE a.PROCESSLIST_ID = th.PROCESSLIST_ID AND ATTR_NAME = 'program_name'), {}, "
          "ml.OBJECT_TYPE FROM performance_schema.metadata_locks ml JOIN "
          "performance_schema.threads th ON th.THREAD_ID = ml.OWNER_THREAD_ID WHERE "
          "((ml.OBJECT_TYPE = 'TABLE' AND ml.OBJECT_SCHEMA = DATABASE() AND ml.OBJECT_NAME = {}) "
          "OR ({})) AND th.PROCESSLIST_ID <> CONNECTION_ID() ORDER BY ml.LOCK_STATUS, "
          "th.PROCESSLIST_TIME DESC LIMIT 20",
          age_of("th.PROCESSLIST_ID", "th.PROCESSLIST_TIME"), quote_text(table), of_the_server));
  Blockers found;
  if (!rows) return found;
  for (auto& row : *rows) {
    bool on_table = row[10].text == "TABLE";
    found.push_back(
        blocker(row[0],
                fmt::format("process {} {}@{}{}: {}, {} {}", row[0].text, row[1].text, row[2].text,
                            row[8].is_null() ? "" : " (" + row[8].text + ")",
                            running(row[3], row[4], row[7]),
                            row[6].text == "GRANTED" ? "holds" : "waits for",
                            on_table                        ? row[5].text
                            : row[10].text == "BACKUP LOCK" ? "LOCK INSTANCE FOR BACKUP"
                                                            : "FLUSH TABLES WITH READ LOCK"),
                row[9], row[6].text == "GRANTED"));
    if (!on_table) found.back().session = 0;
  }
  return found;
}

// A prepared XA transaction has its locks without a session: the youngest one's age is less than
// that of whichever it is. On MariaDB it has no metadata lock then, which would tell the table.
Blockers prepared(db::Connection& connection, const LockedObjects& objects) {
  std::vector<std::string> names;
  for (auto& object : objects.all()) names.push_back(quote_text(object.name));
  auto rows = try_query(
      connection, fmt::format("SELECT COUNT(*), MIN({0}) FROM information_schema.INNODB_TRX WHERE "
                              "TRX_MYSQL_THREAD_ID = 0 AND {0} >= 1",
                              trx_seconds));
  if (!rows || rows->at(0).at(0).as_int() == 0 || names.empty()) return {};
  auto exact = try_query(
      connection, fmt::format("SELECT COUNT(*), COALESCE(SUM(ml.OBJECT_TYPE = 'TABLE' AND "
                              "ml.OBJECT_SCHEMA = DATABASE() AND ml.OBJECT_NAME IN ({}) AND NOT "
                              "EXISTS (SELECT 1 FROM performance_schema.threads th WHERE "
                              "th.THREAD_ID = ml.OWNER_THREAD_ID)), 0) FROM "
                              "performance_schema.metadata_locks ml WHERE VERSION() NOT LIKE "
                              "'%MariaDB%'",
                              join(names, ", ")));
  bool told = exact && exact->at(0).at(0).as_int() > 0;
  if (told && exact->at(0).at(1).as_int() == 0) return {};
  Blocker out;
  out.who = fmt::format(
      "a prepared XA transaction that no session has, begun {} s ago or before{}: "
      "XA RECOVER lists it, XA COMMIT or XA ROLLBACK ends it",
      rows->at(0).at(1).text, told ? "" : " (whether it used this table cannot be told)");
  if (told) out.age = std::chrono::seconds(rows->at(0).at(1).as_int());
  return {out};
}

// MariaDB's plugin metadata_lock_info.
Blockers by_lock_info(db::Connection& connection, const std::string& table) {
  auto rows = try_query(
      connection,
      fmt::format("SELECT m.THREAD_ID, p.USER, p.HOST, p.COMMAND, p.TIME, m.LOCK_MODE, p.INFO, {} "
                  "FROM "
                  "information_schema.METADATA_LOCK_INFO m JOIN information_schema.PROCESSLIST p "
                  "ON p.ID = m.THREAD_ID WHERE m.TABLE_SCHEMA = DATABASE() AND m.TABLE_NAME = {} "
                  "AND m.THREAD_ID <> CONNECTION_ID() ORDER BY p.TIME DESC LIMIT 20",
                  age_of("m.THREAD_ID", "p.TIME"), quote_text(table)));
  Blockers found;
  if (!rows) return found;
  for (auto& row : *rows)
    found.push_back(blocker(row[0],
                            fmt::format("process {} {}@{}: {}, holds {}", row[0].text, row[1].text,
                                        row[2].text, running(row[3], row[4], row[6]), row[5].text),
                            row[7], true));
  return found;
}

// Which tables an open transaction has used cannot be told: all of them are named.
Blockers by_transactions(db::Connection& connection) {
  auto rows =
      try_query(connection,
                fmt::format("SELECT p.ID, p.USER, p.HOST, p.COMMAND, p.TIME, p.INFO, {} FROM "
                            "information_schema.INNODB_TRX t JOIN information_schema.PROCESSLIST p "
                            "ON p.ID = t.TRX_MYSQL_THREAD_ID WHERE p.ID <> CONNECTION_ID() ORDER "
                            "BY t.TRX_STARTED LIMIT 20",
                            trx_seconds));
  Blockers found;
  if (!rows) {
    found.emplace_back().who =
        "who holds the lock could not be told: this user may see neither "
        "performance_schema.metadata_locks nor information_schema.INNODB_TRX (grant PROCESS)";
    return found;
  }
  // No session number and no age: one that may have nothing to do with it is not waited for, and
  // never ended.
  for (auto& row : *rows)
    found.emplace_back().who = fmt::format(
        "process {} {}@{}: {}, has a transaction open since {} s (whether it used this "
        "table cannot be told)",
        row[0].text, row[1].text, row[2].text, running(row[3], row[4], row[5]), row[6].text);
  return found;
}

// What holds a lock of the whole server is found for each object.
void add_once(Blockers& found, Blocker blocker) {
  if (std::none_of(found.begin(), found.end(), [&](auto& one) { return one.who == blocker.who; }))
    found.push_back(std::move(blocker));
}

}  // namespace

Blockers blockers(db::Connection& connection, const LockedObjects& objects) {
  auto found = prepared(connection, objects);
  for (auto* ask : {by_metadata_locks, by_lock_info}) {
    auto before = found.size();
    for (auto& object : objects.all())
      for (auto& blocker : ask(connection, object.name)) add_once(found, std::move(blocker));
    if (found.size() > before) return found;
  }
  for (auto& blocker : by_transactions(connection)) found.push_back(std::move(blocker));
  return found;
}

// Two ALTER of one table exclude each other all along, and nobody who reads or writes waits behind
// one that waits for another. This one has its lock when it finds that there is nothing to do.
void outlive_changes(db::Connection& connection, const std::string& table) {
  try {
    connection.query("ALTER TABLE " + quote(table) + " DROP INDEX " +
                     quote("migrate_no_such_index"));
  } catch (const DbError& e) {
    for (auto failure : {Failure::lock_timeout, Failure::deadlock, Failure::connection_lost,
                         Failure::cancelled, Failure::permission})
      if (e.failure() == failure) throw;
  }
}

void end_session(db::Connection& connection, long session) {
  connection.query(fmt::format("KILL {}", session));
}

}  // namespace migrate::mysql
