#include <fmt/format.h>

#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/server/server.hpp"
#include "util/digest.hpp"

namespace migrate::mysql {

namespace {

// Lock names are the server's, not the database's, and at most 64 characters long.
std::string lock_name(db::Connection& connection) {
  auto name = "migrate " + connection.query("SELECT DATABASE()").rows.at(0).at(0).text;
  return name.size() <= 64 ? name : "migrate " + sha256_hex(name).substr(0, 40);
}

class NamedLock final : public SessionLock {
 public:
  explicit NamedLock(db::ConnectionPtr connection)
      : connection_(std::move(connection)), name_(quote_text(lock_name(*connection_))) {}

  // Closing the session would free it too, but only when the server notices.
  ~NamedLock() override {
    if (!taken_) return;
    try {
      connection_->query("SELECT RELEASE_LOCK(" + name_ + ")");
    } catch (const std::exception&) {
      // The session is gone, and the lock with it.
    }
  }

  bool try_acquire() override {
    if (taken_ && held()) return true;  // a second GET_LOCK would have to be released twice
    taken_ = ask(fmt::format("SELECT GET_LOCK({}, 0)", name_));
    return taken_;
  }

  bool held() override {
    try {
      return ask(fmt::format("SELECT IS_USED_LOCK({}) = CONNECTION_ID()", name_));
    } catch (const db::DbError&) {
      return false;
    }
  }

 private:
  bool ask(const std::string& sql) {
    auto rows = connection_->query(sql).rows;
    return !rows.empty() && rows[0][0].text == "1";
  }

  db::ConnectionPtr connection_;
  std::string name_;
  bool taken_ = false;
};

}  // namespace

std::optional<long> lock_holder(db::Connection& connection) {
  auto rows =
      connection.query(fmt::format("SELECT IS_USED_LOCK({})", quote_text(lock_name(connection))))
          .rows;
  if (rows.empty() || rows[0][0].is_null()) return std::nullopt;
  return static_cast<long>(rows[0][0].as_int());
}

std::unique_ptr<SessionLock> session_lock(db::ConnectionPtr connection) {
  return std::make_unique<NamedLock>(std::move(connection));
}

}  // namespace migrate::mysql
