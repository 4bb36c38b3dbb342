#include <fmt/format.h>

#include <map>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/server/server.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using db::Value;

// Which modes, as pg_locks writes them, conflict with a level; empty: all.
std::string conflicting(const std::string& level) {
  static const std::map<std::string, std::string> modes = {
      {"ACCESS SHARE", "AccessExclusiveLock"},
      {"ROW SHARE", "ExclusiveLock,AccessExclusiveLock"},
      {"ROW EXCLUSIVE", "ShareLock,ShareRowExclusiveLock,ExclusiveLock,AccessExclusiveLock"},
      {"SHARE UPDATE EXCLUSIVE",
       "ShareUpdateExclusiveLock,ShareLock,ShareRowExclusiveLock,ExclusiveLock,"
       "AccessExclusiveLock"},
      {"SHARE",
       "RowExclusiveLock,ShareUpdateExclusiveLock,ShareRowExclusiveLock,ExclusiveLock,"
       "AccessExclusiveLock"},
      {"SHARE ROW EXCLUSIVE",
       "RowExclusiveLock,ShareUpdateExclusiveLock,ShareLock,ShareRowExclusiveLock,ExclusiveLock,"
       "AccessExclusiveLock"}};
  auto found = modes.find(level);
  return found == modes.end() ? std::string() : found->second;
}

struct Holder {
  std::string pid, user, application, kind, state, seconds, query, modes;
  std::string transaction, looks;  // its virtual id; the role that looks
  bool waits = false, hidden = false;
  std::string verb() const { return waits ? "waits for" : "holds"; }
};

Blocker autovacuum(const Holder& h, std::chrono::milliseconds deadlock_timeout) {
  bool wraparound = h.query.find("to prevent wraparound") != std::string::npos;
  Blocker blocker;
  blocker.background = true;
  // The server cancels it when a waiter's deadlock check finds it in the way, and never before.
  if (!wraparound) blocker.gives_way_after = deadlock_timeout;
  if (h.hidden) {
    blocker.who = fmt::format(
        "pid {}: autovacuum, {} {} (it gives way to one who waits {} ms, unless it prevents "
        "wraparound, which is hidden from this account)",
        h.pid, h.verb(), h.modes, deadlock_timeout.count());
    return blocker;
  }
  blocker.who = fmt::format(
      "pid {}: autovacuum for {}s, {} {} ({})", h.pid, h.seconds, h.verb(), h.modes,
      wraparound ? "to prevent wraparound: it does not give way; let it end"
                 : fmt::format("it gives way to one who waits {} ms", deadlock_timeout.count()));
  return blocker;
}

Blocker session(const Holder& h) {
  Blocker blocker;
  blocker.session = std::stol(h.pid);
  auto user = h.application.empty() ? h.user : h.user + " (" + printable(h.application) + ")";
  if (h.hidden) {
    blocker.hidden = h.transaction;
    blocker.who = fmt::format(
        "pid {}: {}, state and age hidden, {} {}: GRANT pg_read_all_stats TO {} shows them "
        "(--terminate-blockers ends nobody of unknown age)",
        h.pid, user, h.verb(), h.modes, h.looks);
    return blocker;
  }
  blocker.who = fmt::format("pid {}: {}, {} for {}s, {} {}: {}", h.pid, user,
                            h.state.empty() ? "state unknown" : h.state, h.seconds, h.verb(),
                            h.modes, shorten(printable(std::string(trim(h.query))), 100));
  return blocker;
}

// As LockedObject has it. One of another schema stands there as SQL, a view with bare names.
std::string is_named(const std::string& relation, const std::string& schema,
                     const std::string& names) {
  return fmt::format(
      "CASE WHEN {1}.nspname = $1::text THEN CASE WHEN {0}.relkind IN ('i', 'I') THEN 'index ' "
      "WHEN {0}.relkind = 'S' THEN 'sequence ' ELSE '' END || {0}.relname::text = ANY ({2}) ELSE "
      "quote_ident({1}.nspname) || '.' || "
      "quote_ident({0}.relname) = ANY ({2}) OR {1}.nspname || '.' || {0}.relname = ANY ({2}) END",
      relation, schema, names);
}

// From the locks that there are to the names: a schema has many more relations than are locked. A
// prepared transaction holds its locks without a session: pid is NULL, and virtualtransaction is
// that of the session which prepared it, or "-1/<xid>" since the server was started anew, so that
// only its lock on its own id tells which it is. One that holds the one and waits for the other is
// told by what it holds. Of a role's sessions that this one may not look at (pg_read_all_stats) the
// view tells whose they are, but not what kind of session, nor since when; nobody but autovacuum's
// workers has no role.
std::string blockers_query() {
  std::string mode = "regexp_replace(l.mode, 'Lock$', '')";
  const std::string hidden = "a.pid IS NOT NULL AND a.backend_type IS NULL";
  const std::string kind = "coalesce(a.backend_type, CASE WHEN " + hidden +
                           " AND a.usesysid IS NULL THEN 'autovacuum worker' ELSE '' END)";
  auto where = mode +
               " || ' on ' || CASE WHEN n.nspname = $1::text THEN '' ELSE n.nspname || '.' END || "
               "c.relname";
  auto told = [](const std::string& what, const std::string& separator) {
    return fmt::format(
        "coalesce(string_agg(DISTINCT {0}, {1}) FILTER (WHERE l.granted), string_agg(DISTINCT {0}, "
        "{1}))",
        what, separator);
  };
  return "SELECT coalesce(a.pid, l.pid), coalesce(a.usename::text, p.owner::text, ''), "
         "coalesce(a.application_name, ''), " +
         kind +
         ", coalesce(a.state, ''), coalesce(floor(extract(epoch FROM clock_timestamp() - "
         "coalesce(a.xact_start, p.prepared))), 0)::bigint, coalesce(a.query, ''), p.gid, " +
         told(mode, "', '") +
         ", bool_and(NOT l.granted), "
         "coalesce(max(extract(epoch FROM clock_timestamp() - coalesce(a.xact_start, "
         "p.prepared)) * 1000), 0)::bigint, (SELECT setting::bigint FROM "
         "pg_catalog.pg_settings WHERE name = 'deadlock_timeout'), " +
         told(where, "chr(31)") +
         ", coalesce(string_agg(DISTINCT format('%I.%I', n.nspname, c.relname), chr(31)) FILTER "
         "(WHERE l.granted AND c.relkind = 'r' AND " +
         kind +
         " = 'autovacuum worker' AND "
         "has_schema_privilege(n.oid, 'USAGE') AND "
         "has_table_privilege(c.oid, 'UPDATE, DELETE, TRUNCATE')), ''), coalesce(bool_or(" +
         hidden +
         "), false), coalesce(min(l.virtualtransaction), ''), quote_ident(current_user)"
         " FROM pg_catalog.pg_locks l JOIN pg_catalog.pg_class c ON c.oid = l.relation "
         "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
         "LEFT JOIN pg_catalog.pg_stat_activity a ON a.pid = "
         "l.pid LEFT JOIN (SELECT x.*, o.virtualtransaction FROM pg_catalog.pg_prepared_xacts x "
         "JOIN "
         "pg_catalog.pg_locks o ON o.locktype = 'transactionid' AND o.pid IS NULL AND "
         "o.transactionid = x.transaction) AS p ON l.pid IS NULL AND p.virtualtransaction = "
         "l.virtualtransaction "
         "WHERE l.locktype = 'relation' AND l.database = (SELECT oid FROM "
         "pg_catalog.pg_database WHERE datname = current_database()) "
         "AND l.pid IS DISTINCT FROM pg_backend_pid() "
         "AND ($2::text = '' OR l.mode = ANY (string_to_array($2::text, ','))) AND (" +
         is_named("c", "n", "$3::text[]") +
         " OR EXISTS (WITH RECURSIVE above(oid) AS (SELECT i.inhparent FROM pg_catalog.pg_inherits "
         "i WHERE i.inhrelid = c.oid UNION SELECT i.inhparent FROM pg_catalog.pg_inherits i JOIN "
         "above ON i.inhrelid = above.oid) SELECT 1 FROM above JOIN pg_catalog.pg_class t ON t.oid "
         "= above.oid JOIN pg_catalog.pg_namespace s ON s.oid = t.relnamespace WHERE " +
         is_named("t", "s", "$4::text[]") +
         ")) GROUP BY 1, 2, 3, 4, 5, 6, 7, 8 ORDER BY 10, 11 DESC";
}

// Who has read a table may have locked each of its partitions.
std::string in_short(std::vector<std::string> locks) {
  constexpr std::size_t shown = 3;
  if (locks.size() <= shown) return join(locks, ", ");
  auto more = locks.size() - shown;
  locks.resize(shown);
  return fmt::format("{} and {} more", join(locks, ", "), more);
}

}  // namespace

Blockers blockers(db::Connection& connection, const std::string& schema,
                  const LockedObjects& objects, const std::string& level) {
  if (level == "none") return {};
  std::vector<std::string> names, with_all_below;
  for (auto& object : objects.all()) {
    names.push_back(object.name);
    if (!object.below.empty()) with_all_below.push_back(object.name);
  }
  auto rows = connection
                  .query(blockers_query(),
                         {Value::of(schema), Value::of(conflicting(level)),
                          Value::of(array_of(names)), Value::of(array_of(with_all_below))})
                  .rows;
  bool several = names.size() > 1 || !with_all_below.empty();
  Blockers out;
  for (auto& row : rows) {
    Holder h{row[0].text,  row[1].text,  row[2].text,          row[3].text,
             row[4].text,  row[5].text,  row[6].text,          {},
             row[15].text, row[16].text, row[9].as_int() != 0, row[14].as_int() != 0};
    h.modes = printable(several ? in_short(split(row[12].text, '\x1f')) : row[8].text);
    Blocker blocker;
    if (row[0].is_null() && row[7].is_null())  // prepared or ended since the locks were read
      blocker.who = fmt::format("a prepared transaction, which {} {}", h.verb(), h.modes);
    else if (!row[7].is_null())
      blocker.who = fmt::format(
          "prepared transaction \"{}\" of {} for {}s, {} {}: COMMIT PREPARED or "
          "ROLLBACK PREPARED ends it",
          printable(row[7].text), h.user, h.seconds, h.verb(), h.modes);
    else if (h.kind == "autovacuum worker") {
      blocker = autovacuum(h, std::chrono::milliseconds(row[11].as_int()));
      if (!row[13].text.empty()) blocker.tables = split(row[13].text, '\x1f');
    } else
      blocker = session(h);
    blocker.holds = !h.waits;
    blocker.age = std::chrono::milliseconds(row[10].as_int());
    out.push_back(std::move(blocker));
  }
  return out;
}

// SHARE UPDATE EXCLUSIVE is what autovacuum holds itself: nobody who reads or writes rows waits
// behind one who asks for it, and once it is held no other autovacuum comes.
void wait_gently(db::Connection& connection, const Blocker& blocker) {
  for (auto& table : blocker.tables)
    connection.query("LOCK TABLE ONLY " + table + " IN SHARE UPDATE EXCLUSIVE MODE");
}

// What runs CONCURRENTLY holds this lock all along, or stands in the queue for it. It takes no
// snapshot, which such a statement would wait for.
void outlive_changes(db::Connection& connection, const std::string& schema,
                     const std::string& table) {
  db::Transaction transaction(connection);
  try {
    connection.query("LOCK TABLE ONLY " + qualified(schema, table) +
                     " IN SHARE UPDATE EXCLUSIVE MODE");
  } catch (const db::DbError& e) {
    for (auto failure : {db::Failure::lock_timeout, db::Failure::deadlock,
                         db::Failure::connection_lost, db::Failure::cancelled})
      if (e.failure() == failure) throw;
    return;  // there is no such table
  }
  transaction.commit();
}

void end_session(db::Connection& connection, long session) {
  connection.query("SELECT pg_terminate_backend($1::integer)", {Value::of(session)});
}

}  // namespace migrate::postgres
