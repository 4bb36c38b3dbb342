#include "tests/stress/lock_watch.hpp"

#include <map>
#include <string>

namespace migrate::test {

using Clock = std::chrono::steady_clock;
using std::chrono::duration_cast;
using std::chrono::microseconds;

LockWatch::LockWatch(const Database& database)
    : opened_(database.open()), thread_([this] { work(); }) {}

void LockWatch::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

microseconds LockWatch::usual_interval() const {
  return looks_ ? watched_ / looks_ : microseconds(0);
}

void LockWatch::work() try {
  // What an application locks so says so by an advisory lock (swap_rebuilds.cpp).
  // Catalogs apart: what is held on those stands in nobody's way who reads and writes rows.
  const std::string query =
      "SELECT l.virtualtransaction, l.relation FROM pg_locks l "
      "WHERE l.mode = 'AccessExclusiveLock' AND l.granted AND l.relation >= 16384 "
      "AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
      "AND NOT EXISTS (SELECT 1 FROM pg_locks a WHERE a.pid = l.pid AND a.locktype = 'advisory' "
      "AND "
      "a.objid = 4711)";
  std::map<std::string, Clock::time_point> since;
  const auto begun = Clock::now();
  while (!stopping_) {
    const auto asked = Clock::now();
    std::map<std::string, Clock::time_point> now;
    for (const db::Row& row : opened_.connection->query(query).rows) {
      const std::string holder = row.at(0).text + " " + row.at(1).text;
      const auto before = since.find(holder);
      now[holder] = before == since.end() ? asked : before->second;
      longest_ = std::max(longest_, duration_cast<microseconds>(Clock::now() - now[holder]));
    }
    since = std::move(now);
    ++looks_;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  watched_ = duration_cast<microseconds>(Clock::now() - begun);
} catch (const std::exception& error) {
  failure_ = error.what();
}

}  // namespace migrate::test
