// The application's sessions with its database, and what an application must do about the answers
// that are no mistake of anybody.
#pragma once
#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <vector>

#include "config/url.hpp"
#include "dialects/dialect.hpp"

namespace migrate::lab {

class Sessions {
 public:
  // Opens them all. Throws where the database cannot be reached.
  Sessions(Url url, std::size_t count);

  const Dialect& dialect() const { return *dialect_; }

  // Runs one unit of work on a session of its own. It is run again where the server says that
  // nothing of it was done and that the next attempt may succeed:
  // - a deadlock: this transaction was chosen to end;
  // - a SELECT that was prepared before the table changed, and whose columns are other ones now
  //   (PostgreSQL: "cached plan must not change result type"; MySQL and MariaDB: libmariadb's
  //   words). It is prepared anew, here on another session.
  // A busy SQLite database is waited for inside the session (busy_timeout).
  void run(const std::function<void(db::Connection&)>& work);

  int deadlocks() const { return deadlocks_; }
  int prepared_anew() const { return prepared_anew_; }

 private:
  Opened open() const;
  db::ConnectionPtr take();
  void give(db::ConnectionPtr session);

  Url url_;
  std::shared_ptr<const Dialect> dialect_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<db::ConnectionPtr> idle_;
  std::atomic<int> deadlocks_{0}, prepared_anew_{0};
};

}  // namespace migrate::lab
