#include "dialects/postgres/server/lock.hpp"

namespace migrate::postgres {

namespace {

// "migrate\0" as one number; pg_locks shows its halves as classid and objid.
constexpr auto try_lock = "SELECT pg_try_advisory_lock(7883955484028298496)";
constexpr auto unlock = "SELECT pg_advisory_unlock(7883955484028298496)";
constexpr auto ask =
    "SELECT count(*) FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND pid = "
    "pg_backend_pid() AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = "
    "current_database()) AND objsubid = 1 AND (classid::bigint << 32) | objid::bigint = "
    "7883955484028298496";

constexpr auto holder =
    "SELECT pid FROM pg_catalog.pg_locks WHERE locktype = 'advisory' AND granted AND database = "
    "(SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database()) AND objsubid = 1 "
    "AND (classid::bigint << 32) | objid::bigint = 7883955484028298496";

// Polled, never waited for: a blocked waiter holds a snapshot that CREATE INDEX CONCURRENTLY waits
// for, and PostgreSQL ends that deadlock by failing the index build.
class AdvisoryLock final : public SessionLock {
 public:
  explicit AdvisoryLock(db::ConnectionPtr connection) : connection_(std::move(connection)) {}

  ~AdvisoryLock() override {
    if (!acquired_) return;
    try {
      connection_->query(unlock);
    } catch (const std::exception&) {
      // The session is gone, and the lock with it.
    }
  }

  bool try_acquire() override {
    if (acquired_ && held()) return true;  // the server would count a second acquisition
    acquired_ = connection_->query(try_lock).rows.at(0).at(0).as_int() == 1;
    return acquired_;
  }

  bool held() override {
    if (!acquired_) return false;
    try {
      return connection_->query(ask).rows.at(0).at(0).as_int() > 0;
    } catch (const db::DbError&) {
      return false;
    }
  }

 private:
  db::ConnectionPtr connection_;
  bool acquired_ = false;
};

}  // namespace

std::optional<long> lock_holder(db::Connection& connection) {
  auto rows = connection.query(holder).rows;
  if (rows.empty()) return std::nullopt;
  return static_cast<long>(rows[0][0].as_int());
}

std::unique_ptr<SessionLock> session_lock(db::ConnectionPtr connection) {
  return std::make_unique<AdvisoryLock>(std::move(connection));
}

}  // namespace migrate::postgres
