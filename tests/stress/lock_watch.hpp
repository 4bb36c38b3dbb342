// Watches from outside how long anybody holds ACCESS EXCLUSIVE on a table. PostgreSQL.
#pragma once
#include <atomic>
#include <chrono>
#include <thread>

#include "tests/support/server.hpp"

namespace migrate::test {

// Asks again and again: what it saw is short of the truth by at most one interval at either end.
class LockWatch {
 public:
  explicit LockWatch(const Database& database);
  ~LockWatch() { stop(); }
  void stop();

  // After stop().
  std::chrono::microseconds longest() const { return longest_; }
  std::chrono::microseconds usual_interval() const;  // mean
  const std::string& failure() const { return failure_; }

 private:
  void work();

  Opened opened_;
  std::chrono::microseconds longest_{0}, watched_{0};
  long looks_ = 0;
  std::string failure_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace migrate::test
