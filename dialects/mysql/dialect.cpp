#include "dialects/dialect.hpp"

#include <fmt/format.h>

#include "dialects/mysql/catalog/details.hpp"
#include "dialects/mysql/connection.hpp"
#include "dialects/mysql/inspect.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/server/connect_options.hpp"
#include "dialects/mysql/server/disk.hpp"
#include "dialects/mysql/server/impatient.hpp"
#include "dialects/mysql/server/server.hpp"
#include "dialects/mysql/state.hpp"
#include "util/error.hpp"
#include "util/log.hpp"

namespace migrate {

namespace mysql {
namespace {

using db::DbError;
using db::Failure;

class MysqlDialect final : public Dialect {
 public:
  explicit MysqlDialect(Flavour flavour) : flavour_(std::move(flavour)) {}

  EngineKind kind() const override { return flavour_.kind; }

  const Capabilities& capabilities() const override {
    static const Capabilities all{.transactional_ddl = false,
                                  .name_limit = mysql::name_limit.bytes,
                                  .name_limit_in_bytes = false,
                                  .repeat_proves_ddl = true,
                                  .parallel_writers = true};
    return all;
  }

  const StateSql& state_sql() const override { return mysql::state_sql(); }
  std::string quote(const Identifier& name) const override { return mysql::quote(name); }
  bool is_own_object(const std::string& name) const override { return mysql::is_own_object(name); }

  Schema inspect(db::Connection& connection, const std::set<std::string>* tables) const override {
    return mysql::inspect(connection, flavour_, tables);
  }

  void read_details(db::Connection& connection, Schema& schema) const override {
    mysql::read_details(connection, flavour_, schema);
  }

  Plan plan(const Migration& migration, Schema& schema, db::Connection* live) const override {
    return make_plan(migration, schema, flavour_, live);
  }

  // A metadata lock of any session stands in the way of every DDL statement.
  Blockers blockers(db::Connection& connection, const LockedObjects& objects,
                    const std::string&) const override {
    return mysql::blockers(connection, objects);
  }

  void outlive_changes(db::Connection& connection, const std::string& table) const override {
    mysql::outlive_changes(connection, table);
  }

  void end_session(db::Connection& connection, long session) const override {
    mysql::end_session(connection, session);
  }

  std::unique_ptr<Impatient> impatient(std::function<db::ConnectionPtr()> another) const override {
    return mysql::impatient(flavour_, std::move(another));
  }

  std::unique_ptr<SessionLock> session_lock(db::ConnectionPtr connection) const override {
    return mysql::session_lock(std::move(connection));
  }

  std::optional<long> lock_holder(db::Connection& connection) const override {
    return mysql::lock_holder(connection);
  }

  KnownReplicas known_replicas(db::Connection& primary) const override {
    return mysql::known_replicas(primary, flavour_);
  }

  double own_replica_lag(db::Connection& replica) const override {
    return mysql::own_replica_lag(replica, flavour_);
  }

  double active_sessions(db::Connection& connection) const override {
    return mysql::active_sessions(connection);
  }

  std::optional<std::uint64_t> free_disk(db::Connection& connection) const override {
    const auto room = told_disk_room(connection);
    return room ? std::optional(room->free) : std::nullopt;
  }

  std::optional<double> flow_control_paused(db::Connection& connection) const override {
    return mysql::flow_control_paused(connection);
  }

  SessionList sessions(db::Connection& connection) const override {
    return mysql::sessions(connection);
  }
  StatementList statements(db::Connection& connection,
                           const std::vector<std::string>& tables) const override {
    return mysql::statements(connection, tables);
  }
  std::optional<std::chrono::milliseconds> writable_for(db::Connection& connection) const override {
    return mysql::writable_for(connection);
  }

  std::vector<std::string> preflight(db::Connection& connection) const override {
    return mysql::preflight(connection, flavour_);
  }
  std::vector<std::string> written_from(db::Connection& connection) const override {
    return mysql::written_from(connection, flavour_);
  }

 private:
  const Flavour flavour_;
};

// The server's words may hold the user's name and host; never the password.
[[noreturn]] void cannot_connect(const Url& url, const DbError& problem) {
  auto what =
      fmt::format("cannot connect to {}: {}", url.redacted(), log::redact_foreign(problem.what()));
  switch (problem.failure()) {
    case Failure::authentication:
      refuse("MIG-CONNECT-AUTH", what, "check user, password and the host the user may come from");
    case Failure::unknown_database:
    case Failure::permission:
      refuse("MIG-CONNECT-DATABASE", what, "create the database, or grant this user access to it");
    default:
      // Of TLS, and what a server that just ends may answer.
      refuse("MIG-CONNECT-REFUSED", what,
             problem.native_code().starts_with("2026 ")
                 ? "check the TLS parameters of the URL and the server's certificate"
                 : "check host, port and that the server runs");
  }
}

}  // namespace
}  // namespace mysql

Opened open_mysql(const Url& url) {
  using namespace mysql;
  if (url.database.empty())
    refuse("MIG-CONNECT-DATABASE", fmt::format("{} names no database", url.redacted()),
           "add it to the URL: mysql://user@host/database");
  mysql::require_known_params(url);
  try {
    auto connection = std::make_unique<MysqlConnection>(url);
    auto flavour = flavour_of(connection->query("SELECT VERSION()").rows.at(0).at(0).text);
    connection->set_up(session_statements(flavour.explicit_read_write));
    flavour.cascades_hide_errors = variable(*connection, "innodb_native_foreign_keys") == "OFF";
    flavour.timestamps_by_themselves =
        variable(*connection, "explicit_defaults_for_timestamp") == "OFF";
    allow_instantly(flavour, variable(*connection, "innodb_instant_alter_column_allowed"));
    // A table has no file of its own then, whose growth could be said (error 1478).
    if (variable(*connection, "innodb_file_per_table") == "OFF") flavour.reserve = {};
    // Bounds what waits behind a table lock before the engine sets its own limit.
    connection->limit_lock_wait(std::chrono::seconds(10));
    if (requires_tls(url) &&
        connection->query("SHOW SESSION STATUS LIKE 'Ssl_cipher'").rows.at(0).at(1).text.empty())
      refuse_without_tls(url);
    return {std::move(connection), std::make_shared<MysqlDialect>(std::move(flavour))};
  } catch (const DbError& problem) {
    cannot_connect(url, problem);
  }
}

}  // namespace migrate
