// Sessions and statements, as the server's own views tell them.
#include <fmt/format.h>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/server/server.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using db::DbError;
using db::Failure;
using db::Value;

// Where the views are, whatever schema the extension was put into. From 1.9 on it has both and
// tells statements that a function or trigger ran from those that a client sent.
struct Extension {
  std::string view;
  std::string info;  // empty: it is older
};

std::optional<Extension> extension(db::Connection& connection) {
  auto rows = connection
                  .query(
                      "SELECT n.nspname, EXISTS (SELECT 1 FROM pg_catalog.pg_attribute a JOIN "
                      "pg_catalog.pg_class c ON c.oid = a.attrelid WHERE c.relname = "
                      "'pg_stat_statements' AND c.relnamespace = e.extnamespace AND a.attname "
                      "= 'toplevel')::integer FROM pg_catalog.pg_extension e JOIN "
                      "pg_catalog.pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = "
                      "'pg_stat_statements'")
                  .rows;
  if (rows.empty()) return std::nullopt;
  const auto& schema = rows[0][0].text;
  return Extension{
      qualified(schema, "pg_stat_statements"),
      rows[0][1].as_int() != 0 ? qualified(schema, "pg_stat_statements_info") : std::string()};
}

bool tracks(db::Connection& connection) {
  auto track =
      connection.query("SELECT current_setting('pg_stat_statements.track', true)").rows.at(0).at(0);
  return track.is_null() || track.text != "none";
}

// A crash, a lost file and a reset empty the counts, a clean stop keeps them. An older extension
// does not tell how the server came to its start, so that counts. And a server that takes writes
// only long after its start was a standby, which has counted what was run on itself, or was at its
// recovery: else it takes them within seconds.
std::optional<std::int64_t> counted_since(db::Connection& connection, const Extension& found) {
  const bool tells = !found.info.empty();
  try {
    auto rows =
        connection
            .query(fmt::format(
                "SELECT floor(extract(epoch FROM greatest({}, (SELECT max(backend_start) FROM "
                "pg_catalog.pg_stat_activity WHERE backend_type = 'walwriter' AND backend_start > "
                "pg_catalog.pg_postmaster_start_time() + interval '10 seconds'))) * "
                "1000)::bigint{}",
                tells ? "i.stats_reset" : "pg_catalog.pg_postmaster_start_time()",
                tells ? " FROM " + found.info + " i" : std::string()))
            .rows;
    return rows.at(0).at(0).as_int();
  } catch (const DbError& e) {
    if (e.failure() == Failure::connection_lost) throw;
    return std::nullopt;
  }
}

StatementList read(db::Connection& connection, const Extension& found,
                   const std::vector<std::string>& tables) {
  // Whose text this role may not read has no id either.
  auto rows =
      connection
          .query(fmt::format(
                     "SELECT s.userid::text || '/' || coalesce(s.queryid::text, ''), s.query, "
                     "coalesce(pg_catalog.pg_get_userbyid(s.userid)::text, ''), s.calls::bigint, "
                     "(s.queryid IS NULL AND s.query = '<insufficient privilege>')::integer "
                     "FROM {} s WHERE s.dbid = (SELECT oid FROM pg_catalog.pg_database WHERE "
                     "datname = current_database()) {} AND (s.queryid IS NULL OR EXISTS (SELECT 1 "
                     "FROM unnest($1::text[]) AS t(name) WHERE strpos(lower(s.query), "
                     "lower(t.name)) > 0))",
                     found.view, found.info.empty() ? "" : "AND s.toplevel"),
                 {Value::of(array_of(tables))})
          .rows;
  StatementList list;
  for (auto& row : rows) {
    if (row[4].as_int() != 0) {
      list.missing = "this role may not read what other roles run: GRANT pg_read_all_stats to it";
      continue;
    }
    if (row[1].is_null()) continue;
    list.statements.push_back({row[0].text, row[1].text, row[2].text,
                               static_cast<std::uint64_t>(row[3].as_int()), std::nullopt});
  }
  // Behind the counts: emptied before they were read, they must not pass for those of long ago.
  list.since = counted_since(connection, found);
  // A count that has begun anew is another one, also when it is as high again as it was. Where the
  // extension does not tell, it is most likely the same after a start.
  if (!found.info.empty() && list.since)
    for (auto& statement : list.statements) statement.id += "@" + std::to_string(*list.since);
  return list;
}

}  // namespace

// application_name is shown to every role; what kind of process it is only to some.
SessionList sessions(db::Connection& connection) {
  SessionList list;
  try {
    for (auto& row :
         connection
             .query("SELECT coalesce(application_name, ''), coalesce(usename::text, ''), "
                    "coalesce(floor(extract(epoch FROM clock_timestamp() - backend_start) * "
                    "1000), 0)::bigint FROM pg_catalog.pg_stat_activity WHERE datname = "
                    "current_database() AND pid <> pg_backend_pid() AND (backend_type IS NULL OR "
                    "backend_type = 'client backend')")
             .rows)
      list.sessions.push_back({row[0].text, row[1].text, row[2].as_int()});
  } catch (const DbError& e) {
    if (e.failure() == Failure::connection_lost) throw;
    list.missing = printable(e.what());
  }
  return list;
}

StatementList statements(db::Connection& connection, const std::vector<std::string>& tables) {
  try {
    auto found = extension(connection);
    if (!found) return {{}, "the extension pg_stat_statements is not installed in this database"};
    if (!tracks(connection)) return {{}, "pg_stat_statements.track is none"};
    return read(connection, *found, tables);
  } catch (const DbError& e) {
    if (e.failure() == Failure::connection_lost) throw;
    return {{}, printable(e.what())};
  }
}

// The server may have been at its recovery for long when it was started, after the crash of a
// process it goes on under the same start, and a standby has been up before it was promoted. In
// each case the log's writer begins when writes are taken; some roles may not see when that was.
std::optional<std::chrono::milliseconds> writable_for(db::Connection& connection) {
  try {
    auto rows = connection
                    .query(
                        "SELECT floor(extract(epoch FROM clock_timestamp() - "
                        "greatest(pg_catalog.pg_postmaster_start_time(), (SELECT "
                        "max(backend_start) FROM pg_catalog.pg_stat_activity WHERE backend_type = "
                        "'walwriter'))) * 1000)::bigint")
                    .rows;
    return std::chrono::milliseconds(rows.at(0).at(0).as_int());
  } catch (const DbError& e) {
    if (e.failure() == Failure::connection_lost) throw;
    return std::nullopt;
  }
}

}  // namespace migrate::postgres
