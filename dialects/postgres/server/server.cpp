#include "dialects/postgres/server/server.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

using db::DbError;
using db::Failure;
using db::Value;

double active_sessions(db::Connection& connection) {
  auto row = connection
                 .query(
                     "SELECT count(*) FILTER (WHERE state = 'active' AND backend_type = 'client "
                     "backend'), count(*) FILTER (WHERE query = '<insufficient privilege>') FROM "
                     "pg_catalog.pg_stat_activity WHERE pid <> pg_backend_pid()")
                 .rows.at(0);
  if (row[1].as_int() > 0)
    throw DbError(Failure::permission, "42501",
                  "pg_stat_activity hides other sessions from this role: grant it pg_monitor");
  return static_cast<double>(row[0].as_int());
}

std::vector<std::string> preflight(db::Connection& connection, const std::string& schema,
                                   bool pooler) {
  std::vector<std::string> problems;
  auto pid = [&] { return connection.query("SELECT pg_backend_pid()").rows.at(0).at(0).text; };
  auto first = pid();
  connection.query("SET migrate.preflight = 'kept'");
  auto kept =
      connection.query("SELECT current_setting('migrate.preflight', true)").rows.at(0).at(0).text;
  bool moved = pid() != first || kept != "kept";
  if (moved)
    problems.push_back(
        "a pooler hands each statement to another session (PgBouncer, pool_mode=transaction or "
        "statement): locks and settings are lost; connect to the server itself");
  else if (pooler)
    problems.push_back(
        "a pooler stands between (the session's process is not the one told at connect): connect "
        "to "
        "the server itself, or add pooler=session to the URL where it pools by session");
  connection.query("RESET migrate.preflight");

  auto row = connection
                 .query(
                     "SELECT current_setting('server_version_num')::integer, "
                     "current_setting('server_version'), pg_is_in_recovery(), "
                     "current_setting('transaction_read_only')::boolean, current_user, "
                     "current_database(), has_database_privilege(current_database(), 'CREATE'), "
                     "to_regnamespace('migrate') IS NOT NULL, "
                     "has_schema_privilege(current_schema(), 'CREATE'), coalesce((SELECT "
                     "has_schema_privilege(oid, 'CREATE') FROM pg_namespace WHERE nspname = "
                     "'migrate'), true)")
                 .rows.at(0);
  if (row[0].as_int() < 130000)
    problems.push_back(
        fmt::format("the server is PostgreSQL {}; 13 or newer is needed", row[1].text));
  if (row[2].as_int())
    problems.push_back("the server is a standby: it takes no writes; connect to the primary");
  else if (row[3].as_int())
    problems.push_back("transactions are read-only here (default_transaction_read_only)");
  if (schema == "migrate")
    problems.push_back("the schema worked on is the tool's own; name yours: ?schema=public");
  if (!row[7].as_int() && !row[6].as_int())
    problems.push_back(
        fmt::format("role {0} may not create the schema migrate: GRANT CREATE ON "
                    "DATABASE {1} TO {0}",
                    quote_name(row[4].text), quote_name(row[5].text)));
  if (!row[9].as_int())
    problems.push_back(
        fmt::format("role {0} may not create objects in schema migrate: GRANT CREATE "
                    "ON SCHEMA migrate TO {0}",
                    quote_name(row[4].text)));
  if (!row[8].as_int())
    problems.push_back(
        fmt::format("role {0} may not create objects in schema {1}: GRANT CREATE ON "
                    "SCHEMA {1} TO {0}",
                    quote_name(row[4].text), quote_name(schema)));
  return problems;
}

}  // namespace migrate::postgres
