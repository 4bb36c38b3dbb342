#include "dialects/postgres/dialect.hpp"
#include "dialects/postgres/catalog/details.hpp"

#include "dialects/postgres/inspect.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/server/lock.hpp"
#include "dialects/postgres/server/server.hpp"
#include "dialects/postgres/server/session.hpp"
#include "dialects/postgres/state.hpp"

namespace migrate {

namespace postgres {

namespace {

class PostgresDialect final : public Dialect {
 public:
  PostgresDialect(std::string schema, std::string search_path, bool pooler)
      : schema_(std::move(schema)), search_path_(std::move(search_path)), pooler_(pooler) {}

  EngineKind kind() const override { return EngineKind::postgres; }

  const Capabilities& capabilities() const override {
    static const Capabilities known{.transactional_ddl = true,
                                    .name_limit = 63,
                                    .name_limit_in_bytes = true,
                                    .repeat_proves_ddl = false,
                                    .parallel_writers = true,
                                    .statements_lack_times = true,
                                    .first_lock_wait = std::chrono::milliseconds(20)};
    return known;
  }

  const StateSql& state_sql() const override { return postgres::state_sql(); }
  std::string quote(const Identifier& name) const override { return quote_name(name.value); }
  bool is_own_object(const std::string& name) const override {
    return postgres::is_own_object(name);
  }

  Schema inspect(db::Connection& connection, const std::set<std::string>* tables) const override {
    return postgres::inspect(connection, schema_, tables);
  }

  void read_details(db::Connection& connection, Schema& schema) const override {
    postgres::read_details(connection, schema);
  }

  Plan plan(const Migration& migration, Schema& schema, db::Connection* live) const override {
    return make_plan(migration, schema, search_path_, live);
  }

  Blockers blockers(db::Connection& connection, const LockedObjects& objects,
                    const std::string& level) const override {
    return postgres::blockers(connection, schema_, objects, level);
  }

  void wait_gently(db::Connection& connection, const Blocker& blocker) const override {
    postgres::wait_gently(connection, blocker);
  }

  void outlive_changes(db::Connection& connection, const std::string& table) const override {
    postgres::outlive_changes(connection, schema_, table);
  }

  void end_session(db::Connection& connection, long session) const override {
    postgres::end_session(connection, session);
  }

  std::unique_ptr<SessionLock> session_lock(db::ConnectionPtr connection) const override {
    return postgres::session_lock(std::move(connection));
  }

  std::optional<long> lock_holder(db::Connection& connection) const override {
    return postgres::lock_holder(connection);
  }

  KnownReplicas known_replicas(db::Connection& primary) const override {
    return postgres::known_replicas(primary);
  }
  double own_replica_lag(db::Connection& replica) const override {
    return postgres::own_replica_lag(replica);
  }
  double active_sessions(db::Connection& connection) const override {
    return postgres::active_sessions(connection);
  }
  std::optional<WalBacklog> wal_backlog(db::Connection& connection) const override {
    return postgres::wal_backlog(connection);
  }

  SessionList sessions(db::Connection& connection) const override {
    return postgres::sessions(connection);
  }
  StatementList statements(db::Connection& connection,
                           const std::vector<std::string>& tables) const override {
    return postgres::statements(connection, tables);
  }
  std::optional<std::chrono::milliseconds> writable_for(db::Connection& connection) const override {
    return postgres::writable_for(connection);
  }

  std::vector<std::string> preflight(db::Connection& connection) const override {
    return postgres::preflight(connection, schema_, pooler_);
  }

 private:
  std::string schema_, search_path_;
  bool pooler_;
};

}  // namespace

std::shared_ptr<const Dialect> make_dialect(std::string schema, std::string search_path,
                                            bool pooler) {
  return std::make_shared<PostgresDialect>(std::move(schema), std::move(search_path), pooler);
}

}  // namespace postgres

Opened open_postgres(const Url& url) {
  auto session = postgres::open_session(url);
  auto asserted = url.params.find("pooler");
  bool pooler = session.pooler && !(asserted != url.params.end() && asserted->second == "session");
  return {std::move(session.connection),
          postgres::make_dialect(session.schema, session.search_path, pooler)};
}

}  // namespace migrate
