// One thread of an application whose transactions read a row, think, and write it.
#pragma once
#include <atomic>
#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <thread>

#include "tests/support/server.hpp"

namespace migrate::test {

// What a version of the application says; `?` is the row's id.
struct Saying {
  std::string read;             // one row, one column: the number
  std::string write;            // adds one; the number that was read, then the id
  std::string afterwards = {};  // in the same transaction; empty: nothing
};

class Teller {
 public:
  // Of rows 1 to `rows` those that nobody else writes: each `every`th, from `first` on. Row n holds
  // 0 in the beginning.
  Teller(const Database& database, const Saying& says, std::int64_t rows, std::int64_t first,
         std::int64_t every);
  ~Teller() { stop(); }
  void stop();
  void become(const Saying& says) { says_ = &says; }

  // After stop().
  const std::string& failure() const { return failure_; }  // empty: none
  const std::map<std::int64_t, std::int64_t>& written() const { return written_; }
  std::size_t done() const { return done_; }
  std::size_t deadlocks() const { return deadlocks_; }  // error 1213; the transaction is made again
  const std::string& deadlocked() const { return deadlocked_; }  // the last of them

 private:
  void work();
  void transact(std::int64_t row);
  void think(int least_ms, int most_ms);

  Opened opened_;
  std::atomic<const Saying*> says_;
  const std::int64_t rows_, first_, every_;
  std::mt19937 random_;
  std::map<std::int64_t, std::int64_t> written_;
  std::size_t done_ = 0, deadlocks_ = 0;
  std::string failure_, deadlocked_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace migrate::test
