#include "tests/lab/sessions.hpp"

#include <chrono>
#include <string>
#include <thread>

namespace migrate::lab {

namespace {

constexpr int most_attempts = 20;

// PostgreSQL has not begun such a statement. MySQL and MariaDB have prepared it again by themselves
// and run it, but libmariadb has room for as many columns as there were when it was prepared: that
// is a SELECT, of which nothing stays.
bool is_stale_statement(const db::DbError& error) {
  const std::string what = error.what();
  return (error.native_code() == "0A000" && what.find("cached plan") != std::string::npos) ||
         what.find("bound buffers differs from number of columns") != std::string::npos;
}

}  // namespace

Sessions::Sessions(Url url, std::size_t count) : url_(std::move(url)) {
  for (std::size_t i = 0; i < count; ++i) {
    Opened opened = open();
    dialect_ = opened.dialect;
    idle_.push_back(std::move(opened.connection));
  }
}

Opened Sessions::open() const {
  Opened opened = open_database(url_);
  if (url_.kind == EngineKind::sqlite) {
    // Several processes write one file: WAL, so that readers wait for nobody, and a busy handler.
    // The tool's own sessions leave checkpoints to the application (this one).
    for (const char* setting :
         {"PRAGMA busy_timeout = 20000", "PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL",
          "PRAGMA wal_autocheckpoint = 1000", "PRAGMA foreign_keys = ON"})
      opened.connection->query(setting);
  } else {
    opened.connection->limit_lock_wait(std::chrono::seconds(20));
  }
  return opened;
}

db::ConnectionPtr Sessions::take() {
  std::unique_lock lock(mutex_);
  freed_.wait(lock, [&] { return !idle_.empty(); });
  db::ConnectionPtr session = std::move(idle_.back());
  idle_.pop_back();
  return session;
}

void Sessions::give(db::ConnectionPtr session) {
  {
    std::lock_guard lock(mutex_);
    idle_.push_back(std::move(session));
  }
  freed_.notify_one();
}

void Sessions::run(const std::function<void(db::Connection&)>& work) {
  struct Lent {
    Sessions& from;
    db::ConnectionPtr session;
    ~Lent() { from.give(std::move(session)); }
  } lent{*this, take()};
  for (int attempt = 1;; ++attempt) {
    try {
      return work(*lent.session);
    } catch (const db::DbError& error) {
      const bool stale = is_stale_statement(error);
      if (error.failure() == db::Failure::deadlock) {
        ++deadlocks_;
        std::this_thread::sleep_for(std::chrono::milliseconds(attempt));
      } else if (stale) {
        ++prepared_anew_;
      } else if (error.failure() != db::Failure::connection_lost) {
        throw;
      }
      if (error.failure() != db::Failure::deadlock) lent.session = open().connection;
      // Whether a write on a lost session took effect is not known: its caller must hear of it.
      if (error.failure() == db::Failure::connection_lost || attempt == most_attempts) throw;
    }
  }
}

}  // namespace migrate::lab
