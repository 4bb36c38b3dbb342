// An application whose transactions stay open for a while, over an exchange too: READ COMMITTED,
// from before it looks at the table or behind a write; REPEATABLE READ; and a COPY FROM STDIN.
#pragma once
#include <atomic>
#include <cstdint>
#include <random>
#include <string>
#include <thread>

#include "tests/stress/ledger.hpp"
#include "tests/stress/swap_changes.hpp"
#include "tests/support/server.hpp"

namespace migrate::test {

class LongTransactions {
 public:
  // Inserts and reads keys from `first` on, which nobody else writes.
  LongTransactions(const Database& database, Ledger& ledger, const Change& change,
                   std::int64_t first, unsigned seed);
  ~LongTransactions() { stop(); }
  void stop();

  // After stop(). A statement that failed, or a read that did not show a write; empty: none.
  const std::string& failure() const { return failure_; }
  std::size_t done() const { return done_; }
  std::size_t repeated() const {
    return repeated_;
  }  // REPEATABLE READ, as such an application does

 private:
  void work();
  void one(std::int64_t key);
  void copies_in(std::int64_t key);
  void look_for(std::int64_t key, const std::string& when);
  void wait();

  Opened opened_;
  const std::string url_;
  Ledger& ledger_;
  const Change& change_;
  const std::int64_t first_;
  std::mt19937 random_;
  std::size_t done_ = 0, repeated_ = 0;
  std::string failure_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace migrate::test
