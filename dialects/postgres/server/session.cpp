#include "dialects/postgres/server/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "dialects/postgres/connection.hpp"
#include "dialects/postgres/errors.hpp"
#include "util/error.hpp"
#include "util/host.hpp"
#include "util/log.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using db::DbError;
using db::Failure;
using db::Value;

[[noreturn]] void refuse_connection(const Url& url, std::string_view message) {
  if (refuses_parameter(message))
    refuse("MIG-URL-PARAM",
           fmt::format("{}: {}", url.redacted(), log::redact_foreign(tidy_message(message))),
           "correct the URL: behind ? stand the parameters of libpq, schema and pooler");
  auto failure = classify_connect(message);
  auto code = failure == Failure::authentication     ? "MIG-CONNECT-AUTH"
              : failure == Failure::unknown_database ? "MIG-CONNECT-DATABASE"
                                                     : "MIG-CONNECT-REFUSED";
  auto next =
      failure == Failure::authentication ? "check user, password and TLS parameters of the URL"
      : failure == Failure::unknown_database
          ? "check the database name in the URL, create the database, or grant this role CONNECT"
          : "check that the server runs and that host and port of the URL reach it";
  refuse(code,
         fmt::format("cannot connect to {}: {}", url.redacted(),
                     log::redact_foreign(tidy_message(message))),
         next);
}

bool takes(db::Connection& connection, const std::string& settings) {
  try {
    connection.set_up({settings});
    return true;
  } catch (const DbError& e) {
    if (e.failure() == Failure::connection_lost) throw;
    return false;
  }
}

// Not every pooler knows these, or lets everybody; without them one is no worse off.
void try_settings(db::Connection& connection, int version) {
  std::vector<std::string> settings;
  if (version >= 140000) {
    // The session that holds the lock stays idle for hours.
    settings.emplace_back("SET idle_session_timeout = 0");
    // A killed runner's long statement (an index build) ends soon after it.
    settings.emplace_back("SET client_connection_check_interval = '5s'");
  }
  // It would end batches, and steps that prove a constraint.
  if (version >= 170000) settings.emplace_back("SET transaction_timeout = 0");
  // A runner that is frozen, or whose machine is gone without a word, must not keep its locks:
  // between two statements of a transaction it needs milliseconds. Whoever comes back tries again.
  settings.emplace_back("SET idle_in_transaction_session_timeout = '10s'");
  // The server's own half of connection_string's: it frees the lease, too. Sockets ignore them.
  settings.emplace_back("SET tcp_keepalives_idle = 30");
  settings.emplace_back("SET tcp_keepalives_interval = 10");
  settings.emplace_back("SET tcp_keepalives_count = 3");
  settings.emplace_back("SET tcp_user_timeout = 60000");
  // The catalog's definitions are read word by word.
  settings.emplace_back("SET quote_all_identifiers = off");
  // Loads PL/pgSQL into the session: the first function made or run in it takes 6 to 8 ms longer
  // (measured on 15 and 18), and a step would hold its locks that much longer.
  settings.emplace_back("DO 'BEGIN END'");
  if (takes(connection, join(settings, "; "))) return;
  for (auto& setting : settings) takes(connection, setting);
}

void choose_schema(Session& session, const Url& url) {
  auto& connection = *session.connection;
  if (auto wanted = url.params.find("schema"); wanted != url.params.end()) {
    if (connection
            .query("SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = $1::text",
                   {Value::of(wanted->second)})
            .rows.empty())
      refuse("MIG-CONNECT-SCHEMA",
             fmt::format("the database has no schema \"{}\" (or this role may not see it)",
                         wanted->second),
             "create the schema, or correct `schema=` in the URL");
    // What follows stays reachable: extensions often live in "public".
    connection.query(
        "SELECT set_config('search_path', quote_ident($1::text) || CASE WHEN "
        "current_setting('search_path') = '' THEN '' ELSE ', ' || current_setting('search_path') "
        "END, false)",
        {Value::of(wanted->second)});
  }
  // Resolved once: a schema "$user" created later must not move the migration elsewhere.
  auto rows = connection
                  .query(
                      "SELECT name, quote_ident(name) FROM unnest(current_schemas(false)) WITH "
                      "ORDINALITY AS s(name, position) ORDER BY position")
                  .rows;
  std::vector<std::string> names;
  for (auto& row : rows)
    if (std::find(names.begin(), names.end(), row[1].text) == names.end())
      names.push_back(row[1].text);
  if (rows.empty() || names.empty())
    refuse("MIG-CONNECT-SCHEMA", "no schema of the session's search_path exists",
           "name one in the URL: ?schema=public");
  session.schema = rows[0][0].text;
  session.search_path = join(names, ", ");
}

}  // namespace

std::string connection_string(const Url& url) {
  std::map<std::string, std::string> options = {
      {"client_encoding", "UTF8"},
      {"application_name", fmt::format("migrate/{}", tool_version())},
      {"connect_timeout", "10"},
      // A path that died must be noticed while a lease is held; ignored on sockets.
      {"keepalives_idle", "30"},
      {"keepalives_interval", "10"},
      {"keepalives_count", "3"},
      {"tcp_user_timeout", "60000"}};
  for (auto& [key, value] : url.params)
    if (key != "schema" && key != "pooler" && key != "client_encoding") options[key] = value;
  for (auto secret : {"password", "sslpassword"})
    if (options.count(secret) && !options[secret].empty()) log::add_secret(options[secret]);
  if (!url.host.empty()) options["host"] = url.host;
  if (url.port) options["port"] = std::to_string(url.port);
  if (!url.user.empty()) options["user"] = url.user;
  if (!url.password.empty()) options["password"] = url.password;
  if (!url.database.empty()) options["dbname"] = url.database;
  std::string out;
  for (auto& [key, value] : options) {
    if (!out.empty()) out += ' ';
    out += key + "='";
    for (char c : value) {
      if (c == '\'' || c == '\\') out += '\\';
      out += c;
    }
    out += '\'';
  }
  return out;
}

const std::vector<std::string>& value_settings() {
  static const std::vector<std::string> settings = {"SET standard_conforming_strings = on",
                                                    "SET TimeZone = 'UTC'",
                                                    "SET DateStyle = 'ISO, MDY'",
                                                    "SET IntervalStyle = 'postgres'",
                                                    "SET bytea_output = 'hex'",
                                                    "SET extra_float_digits = 1"};
  return settings;
}

std::vector<std::string> session_settings(const std::string& search_path) {
  std::vector<std::string> settings = {"SET search_path = " + search_path,
                                       "SET client_min_messages = error"};
  settings.insert(settings.end(), value_settings().begin(), value_settings().end());
  for (auto* setting :
       {"SET statement_timeout = 0", "SET default_transaction_isolation = 'read committed'",
        // Compiling costs more than any short batch gains.
        "SET jit = off",
        // Rows that a policy hides raise an error instead of staying unfilled in silence.
        "SET row_security = off"})
    settings.emplace_back(setting);
  return settings;
}

Session open_session(const Url& url) {
  auto conninfo = connection_string(url);
  Session session;
  try {
    auto connected = connect_to(conninfo);
    session.version_number = connected.version_number;
    session.connection = std::move(connected.connection);
    auto& connection = *session.connection;
    auto row =
        connection.query("SELECT pg_backend_pid(), current_setting('server_version')").rows.at(0);
    session.pooler = row[0].as_int() != connected.told_pid;
    session.version = row[1].text.substr(0, row[1].text.find(' '));
    if (session.version_number < 130000)
      refuse("MIG-CONNECT-VERSION",
             fmt::format("the server is PostgreSQL {}; 13 or newer is needed", session.version),
             "upgrade the server");
    choose_schema(session, url);
    // One round trip for all.
    connection.set_up({join(session_settings(session.search_path), "; ")});
    try_settings(connection, session.version_number);
  } catch (const DbError& e) {
    refuse("MIG-CONNECT-REFUSED",
           fmt::format("cannot open a session with {}: {}", url.redacted(),
                       log::redact_foreign(e.what())),
           "check that the server is up, then run the same command again");
  } catch (const ConnectFailed& e) {
    refuse_connection(url, e.what());
  }
  return session;
}

}  // namespace migrate::postgres
