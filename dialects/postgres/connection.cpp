#include "dialects/postgres/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <pqxx/pqxx>

#include "dialects/postgres/errors.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/error.hpp"
#include "util/host.hpp"
#include "util/log.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using db::DbError;
using db::Failure;
using db::Value;

std::unique_ptr<pqxx::connection> connect(const std::string& conninfo) {
  auto session = std::make_unique<pqxx::connection>(conninfo);
#if !defined(PQXX_VERSION_MAJOR) || PQXX_VERSION_MAJOR < 7
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  // libpqxx 6 opens a new session behind a lost one by itself: without the advisory lock, the
  // transaction and the settings. It must fail instead.
  session->inhibit_reactivation(true);
#pragma GCC diagnostic pop
#endif
  return session;
}

// nullptr is NULL.
pqxx::result run_prepared(pqxx::transaction_base& work, const std::string& name,
                          const std::vector<const char*>& values) {
#if defined(PQXX_VERSION_MAJOR) && PQXX_VERSION_MAJOR >= 7
  pqxx::params params;
  for (auto* value : values)
    if (value)
      params.append(pqxx::zview(value));
    else
      params.append();
#if PQXX_VERSION_MAJOR > 7 || PQXX_VERSION_MINOR >= 10
  return work.exec(pqxx::prepped(name), params);
#else
  return work.exec_prepared(name, params);
#endif
#else
  return work.exec_prepared(name, pqxx::prepare::make_dynamic_params(values));
#endif
}

// NOTICEs would go to stderr.
#if defined(PQXX_VERSION_MAJOR) && \
    (PQXX_VERSION_MAJOR > 7 || (PQXX_VERSION_MAJOR == 7 && PQXX_VERSION_MINOR >= 10))
struct Quiet {
  explicit Quiet(pqxx::connection& session) {
    session.set_notice_handler([](pqxx::zview) noexcept {});
  }
};
#else
using Quiet = pqxx::quiet_errorhandler;
#endif

std::string from_hex(std::string_view text) {
  auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::string out;
  for (std::size_t i = 2; i + 1 < text.size(); i += 2)
    out += static_cast<char>(digit(text[i]) << 4 | digit(text[i + 1]));
  return out;
}

std::string to_hex(std::string_view bytes) {
  static const char digits[] = "0123456789abcdef";
  std::string out = "\\x";
  for (unsigned char c : bytes) {
    out += digits[c >> 4];
    out += digits[c & 15];
  }
  return out;
}

// Object identifiers of pg_type.dat, fixed since the types exist.
Value decode(unsigned type, std::string text) {
  switch (type) {
    case 16:  // boolean: probes return it
      return Value::of(std::int64_t{text == "t"});
    case 20:  // bigint
    case 21:  // smallint
    case 23:  // integer
    case 26:  // oid
      return {Value::Kind::integer, std::move(text)};
    case 700:  // real
    case 701:  // double precision; NaN and Infinity are no JSON numbers
      if (text.find_first_of("NI") != std::string::npos) break;
      return {Value::Kind::real, std::move(text)};
    case 17:  // bytea, in the hex form that the session asked for
      return {Value::Kind::blob, from_hex(text)};
    default:
      break;
  }
  return Value::of(std::move(text));
}

class PgConnection final : public db::Connection {
 public:
  explicit PgConnection(const std::string& conninfo)
      : session_(connect(conninfo)), quiet_(*session_) {}

  db::Result query(std::string_view sql, const std::vector<Value>& params) override {
    std::string text(sql);
    return guarded(text, [&](pqxx::nontransaction& work) {
      if (params.empty()) return work.exec(text);
      std::vector<std::string> kept;
      kept.reserve(params.size());
      std::vector<const char*> values;
      for (auto& p : params) {
        if (p.text.find('\0') != std::string::npos && p.kind != Value::Kind::blob)
          throw DbError(Failure::other, "22021", "a text value holds a NUL byte");
        kept.push_back(p.kind == Value::Kind::blob ? to_hex(p.text) : p.text);
        values.push_back(p.is_null() ? nullptr : kept.back().c_str());
      }
      return run_prepared(work, prepared(text), values);
    });
  }

  void begin() override {
    query("BEGIN ISOLATION LEVEL READ COMMITTED", {});
    in_transaction_ = true;
    failed_ = false;
    limit_changed_ = false;
  }

  void commit() override {
    // COMMIT of a failed transaction rolls back and reports success.
    if (in_transaction_ && failed_)
      throw DbError(Failure::other, "25P02",
                    "the transaction had failed before; nothing of it was committed");
    in_transaction_ = false;
    query("COMMIT", {});
  }

  void rollback() noexcept override {
    if (!in_transaction_) return;
    in_transaction_ = false;
    try {
      query("ROLLBACK", {});
      // A SET inside the transaction went with it.
      if (limit_changed_) query(limit_sql(), {});
    } catch (const std::exception&) {
      // The next call meets the same failure and can report it; this one must not throw.
    }
  }

  bool in_transaction() const override { return in_transaction_; }

  void limit_lock_wait(std::chrono::milliseconds limit) override {
    if (limit_ == limit) return;
    auto before = std::exchange(limit_, limit);
    try {
      query(limit_sql(), {});
    } catch (...) {
      limit_ = before;
      throw;
    }
    limit_changed_ = limit_changed_ || in_transaction_;
  }

  int server_version() const { return session_->server_version(); }
  int told_pid() const { return session_->backendpid(); }

 private:
  std::string limit_sql() const { return fmt::format("SET lock_timeout = {}", limit_->count()); }

  const std::string& prepared(const std::string& sql) {
    auto [at, fresh] = prepared_.try_emplace(sql);
    if (fresh) {
      at->second = fmt::format("migrate_{}", prepared_.size());
      session_->prepare(at->second, sql);
    }
    return at->second;
  }

  template <typename Work>
  db::Result guarded(const std::string& sql, Work&& work) {
    if (lost_) throw DbError(Failure::connection_lost, "08003", "the connection was lost before");
    try {
      pqxx::nontransaction own(*session_);
      return convert(sql, work(own));
    } catch (const pqxx::sql_error& e) {
      std::string code(e.sqlstate());
      fail(classify(code), code, e.what());
    } catch (const pqxx::broken_connection& e) {
      fail(Failure::connection_lost, "08006", e.what());
    } catch (const pqxx::in_doubt_error& e) {
      fail(Failure::connection_lost, "08007", e.what());
    } catch (const pqxx::failure& e) {
      // libpqxx 6 throws these without the server's code.
      if (dynamic_cast<const pqxx::deadlock_detected*>(&e))
        fail(Failure::deadlock, "40P01", e.what());
      if (dynamic_cast<const pqxx::transaction_rollback*>(&e))
        fail(Failure::deadlock, "40001", e.what());
      fail(Failure::other, "", e.what());
    }
  }

  [[noreturn]] void fail(Failure failure, const std::string& code, const char* message) {
    failed_ = true;
    if (failure == Failure::connection_lost || !session_->is_open()) {
      failure = Failure::connection_lost;
      lost_ = true;
      in_transaction_ = false;
    }
    throw DbError(failure, code, log::redact(tidy_message(message)));
  }

  static db::Result convert(const std::string& sql, const pqxx::result& from) {
    db::Result result;
    for (pqxx::row::size_type i = 0; i < from.columns(); ++i)
      result.columns.emplace_back(from.column_name(i));
    for (const auto& row : from) {
      db::Row values;
      pqxx::row::size_type i = 0;
      for (const auto& field : row) {
        auto type = from.column_type(i++);
        values.push_back(field.is_null() ? Value::null()
                                         : decode(type, std::string(field.c_str(), field.size())));
      }
      result.rows.push_back(std::move(values));
    }
    // The server counts the rows of a SELECT too; only UPDATE … RETURNING has both.
    if (result.columns.empty() || !starts_with_ci(trim(sql), "SELECT"))
      result.affected = static_cast<std::uint64_t>(from.affected_rows());
    return result;
  }

  std::unique_ptr<pqxx::connection> session_;
  Quiet quiet_;
  std::map<std::string, std::string> prepared_;
  std::optional<std::chrono::milliseconds> limit_;
  bool in_transaction_ = false, failed_ = false, lost_ = false, limit_changed_ = false;
};

[[noreturn]] void refuse_connection(const Url& url, std::string_view message) {
  auto failure = classify_connect(message);
  auto code = failure == Failure::authentication     ? "MIG-CONNECT-AUTH"
              : failure == Failure::unknown_database ? "MIG-CONNECT-DATABASE"
                                                     : "MIG-CONNECT-REFUSED";
  auto next = failure == Failure::authentication
                  ? "check user, password and TLS parameters of the URL"
              : failure == Failure::unknown_database
                  ? "check the database name in the URL, or create the database"
                  : "check that the server runs and that host and port of the URL reach it";
  refuse(
      code,
      log::redact(fmt::format("cannot connect to {}: {}", url.redacted(), tidy_message(message))),
      next);
}

bool succeeds(db::Connection& connection, const std::string& sql) {
  try {
    connection.query(sql);
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
  // Loads PL/pgSQL into the session: the first function made or run in it takes 6 to 8 ms longer
  // (measured on 15 and 18), and a step would hold its locks that much longer.
  settings.emplace_back("DO 'BEGIN END'");
  if (succeeds(connection, join(settings, "; "))) return;
  for (auto& setting : settings) succeeds(connection, setting);
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
    auto own = std::make_unique<PgConnection>(conninfo);
    session.version_number = own->server_version();
    auto told = own->told_pid();
    session.connection = std::move(own);
    auto& connection = *session.connection;
    auto row =
        connection.query("SELECT pg_backend_pid(), current_setting('server_version')").rows.at(0);
    session.pooler = row[0].as_int() != told;
    session.version = row[1].text.substr(0, row[1].text.find(' '));
    if (session.version_number < 130000)
      refuse("MIG-CONNECT-VERSION",
             fmt::format("the server is PostgreSQL {}; 13 or newer is needed", session.version),
             "upgrade the server");
    choose_schema(session, url);
    // One round trip for all.
    connection.query(join(session_settings(session.search_path), "; "));
    try_settings(connection, session.version_number);
  } catch (const DbError& e) {
    refuse("MIG-CONNECT-REFUSED",
           log::redact(fmt::format("cannot open a session with {}: {}", url.redacted(), e.what())),
           "check that the server is up, then run the same command again");
  } catch (const pqxx::failure& e) {
    refuse_connection(url, e.what());
  } catch (const pqxx::argument_error& e) {
    refuse_connection(url, e.what());
  }
  return session;
}

}  // namespace migrate::postgres
