// DDL on MySQL, whose shortest wait for a metadata lock is a second: asked for when no transaction
// holds the lock, and ended by another session as soon as it has to wait for one nevertheless.
#include <fmt/format.h>

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/server/impatient.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

using db::DbError;
using db::Failure;

constexpr std::chrono::milliseconds look_every{1};

struct SessionId {
  std::int64_t thread = 0;   // in the Performance Schema
  std::int64_t process = 0;  // for KILL
};

// Whoever holds one of these locks, but for a statement that is a transaction of its own and has
// only just begun: it asks for nothing more, and ends by itself.
std::string holders(const std::string& locks, const std::string& join, std::int64_t own_thread) {
  return fmt::format(
      "SELECT 1 FROM {} LEFT JOIN performance_schema.events_transactions_current t ON t.THREAD_ID "
      "= h.OWNER_THREAD_ID AND t.STATE = 'ACTIVE' AND t.AUTOCOMMIT = 'YES' AND t.TIMER_WAIT < "
      "50000000000 WHERE {} AND h.LOCK_STATUS = 'GRANTED' AND h.OWNER_THREAD_ID <> {} AND "
      "t.THREAD_ID IS NULL LIMIT 1",
      locks, join, own_thread);
}

std::string held(const std::vector<std::string>& tables, std::int64_t own_thread) {
  return holders("performance_schema.metadata_locks h",
                 fmt::format("h.OBJECT_TYPE = 'TABLE' AND h.OBJECT_SCHEMA = DATABASE() AND "
                             "h.OBJECT_NAME IN ({})",
                             join(tables, ", ")),
                 own_thread);
}

// The tables on the other side of their foreign keys, which some changes lock as well.
std::string relatives(const std::string& tables) {
  const char* one =
      "SELECT {} FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = "
      "DATABASE() AND {} IN ({})";
  return fmt::format(fmt::runtime(one), "TABLE_NAME", "REFERENCED_TABLE_NAME", tables) + " UNION " +
         fmt::format(fmt::runtime(one), "REFERENCED_TABLE_NAME", "TABLE_NAME", tables);
}

// Whatever it is that the session waits for.
std::string waits_for_holder(std::int64_t thread) {
  return holders("performance_schema.metadata_locks w JOIN performance_schema.metadata_locks h",
                 fmt::format("w.OWNER_THREAD_ID = {} AND w.LOCK_STATUS = 'PENDING' AND "
                             "h.OBJECT_TYPE = w.OBJECT_TYPE AND h.OBJECT_SCHEMA <=> "
                             "w.OBJECT_SCHEMA AND h.OBJECT_NAME <=> w.OBJECT_NAME",
                             thread),
                 thread);
}

// Ends the statement of another session once that waits for a transaction.
class Guard {
 public:
  // Nobody else uses `helper` until `end` has returned.
  Guard(db::Connection& helper, const SessionId& guarded)
      : helper_(helper), guarded_(guarded), thread_([this] { work(); }) {}
  ~Guard() { end(); }

  // On return no KILL is under way, and none will come. Was one sent?
  bool end() {
    {
      std::lock_guard lock(mutex_);
      over_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) thread_.join();
    return killed_;
  }
  bool lost() const { return lost_; }

 private:
  void work() {
    const auto waits = waits_for_holder(guarded_.thread);
    std::unique_lock lock(mutex_);
    try {
      while (!changed_.wait_for(lock, look_every, [this] { return over_; })) {
        // `end` waits for the mutex, and so for the answer to a KILL.
        if (helper_.query(waits).rows.empty()) continue;
        killed_ = true;
        helper_.query(fmt::format("KILL QUERY {}", guarded_.process));
        return;
      }
    } catch (const std::exception&) {
      // Unguarded, the statement waits for as long as its session's limit says.
      lost_ = true;
    }
  }

  db::Connection& helper_;
  const SessionId guarded_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool over_ = false, killed_ = false, lost_ = false;
  std::thread thread_;
};

class Guarded final : public AtOnce {
 public:
  explicit Guarded(std::function<db::ConnectionPtr()> another) : another_(std::move(another)) {}

 private:
  bool can_ask(db::Connection& connection) override {
    return sees(connection) && has_helper(connection);
  }

  Outcome ask(db::Connection& connection, const std::string& statement,
              const LockedObjects& locks) override {
    const auto self = id_of(connection);
    const auto look = held(tables_of(connection, locks), self.thread);
    if (!has_helper(connection) || !connection.query(look).rows.empty()) return Outcome::not_asked;
    Guard guard(*helper_, self);
    std::optional<DbError> failed;
    try {
      // Once more, now that nothing else is to be done in between.
      if (!connection.query(look).rows.empty()) return Outcome::not_asked;
      connection.query(statement);
    } catch (const DbError& error) {
      failed = error;
    }
    const bool killed = guard.end();
    if (guard.lost()) helper_.reset();
    if (failed && failed->failure() == Failure::connection_lost) throw DbError(*failed);
    if (killed) absorb(connection);
    if (!failed) return Outcome::ran;
    if (failed->failure() == Failure::lock_timeout ||
        (killed && failed->failure() == Failure::cancelled))
      return Outcome::given_up;
    throw DbError(*failed);
  }

  static SessionId id_of(db::Connection& connection) {
    auto row = connection
                   .query(
                       "SELECT THREAD_ID, PROCESSLIST_ID FROM performance_schema.threads WHERE "
                       "PROCESSLIST_ID = CONNECTION_ID()")
                   .rows.at(0);
    return {row.at(0).as_int(), row.at(1).as_int()};
  }

  // Who cannot look would have to ask blindly, and make others wait each time.
  bool sees(db::Connection& connection) {
    if (!sees_) try {
        connection.query(held({"''"}, 0));
        sees_ = !connection
                     .query(
                         "SELECT 1 FROM performance_schema.threads t, "
                         "performance_schema.setup_instruments i WHERE t.PROCESSLIST_ID = "
                         "CONNECTION_ID() AND i.NAME = 'wait/lock/metadata/sql/mdl' AND i.ENABLED "
                         "= 'YES'")
                     .rows.empty();
      } catch (const DbError& error) {
        if (error.failure() == Failure::connection_lost) throw;
        sees_ = false;
      }
    return *sees_;
  }

  // As SQL, and with their relatives; read once for each step.
  const std::vector<std::string>& tables_of(db::Connection& connection,
                                            const LockedObjects& locks) {
    if (locks != of_) {
      tables_.clear();
      for (auto& object : locks.all()) tables_.push_back(quote_text(object.name));
      for (auto& row : connection.query(relatives(join(tables_, ", "))).rows)
        tables_.push_back(quote_text(row.at(0).text));
      of_ = locks;
    }
    return tables_;
  }

  // On the same server: the same number means another session elsewhere.
  bool has_helper(db::Connection& connection) {
    if (helper_) return true;
    const char* which = "SELECT @@server_uuid";
    const auto server = connection.query(which).rows;
    try {
      helper_ = another_();
      if (helper_->query(which).rows != server) helper_.reset();
    } catch (const std::exception&) {
      helper_.reset();  // too many connections
    }
    return helper_ != nullptr;
  }

  // A KILL that came when the statement had only just ended would end the next one: this one.
  static void absorb(db::Connection& connection) {
    try {
      connection.query("DO 0");
    } catch (const DbError& error) {
      if (error.failure() != Failure::cancelled) throw;
    }
  }

  const std::function<db::ConnectionPtr()> another_;
  db::ConnectionPtr helper_;
  std::optional<bool> sees_;
  LockedObjects of_;
  std::vector<std::string> tables_;
};

}  // namespace

std::unique_ptr<Impatient> guarded(std::function<db::ConnectionPtr()> another) {
  return std::make_unique<Guarded>(std::move(another));
}

}  // namespace migrate::mysql
