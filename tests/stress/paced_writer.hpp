// One thread of an application that makes so many statements a second, and how long each took.
#pragma once
#include <atomic>
#include <chrono>
#include <optional>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "tests/stress/ledger.hpp"
#include "tests/stress/local_files.hpp"
#include "tests/stress/swap_changes.hpp"
#include "tests/support/directory.hpp"
#include "tests/support/server.hpp"

namespace migrate::test {

class PacedWriter {
 public:
  // From when the statement was due: while one waits, those behind it are late, and users wait for
  // them too.
  struct Sample {
    std::chrono::steady_clock::time_point due;
    std::chrono::microseconds took;
    std::chrono::microseconds alone;  // from when it began: what it waited for others' locks
  };
  struct Pace {
    double per_second;
    std::int64_t keys;  // statements name keys 1 to this
    unsigned seed;
  };

  PacedWriter(const Database& database, Ledger& ledger, const Change& change, const Wording& says,
              Pace pace);
  ~PacedWriter() { stop(); }
  void stop();
  // New code is rolled out: from its next statement on this thread is of that version.
  void become(const Wording& says) { says_ = &says; }
  void may_read(bool yes) { reads_ = yes; }

  // After stop(). A statement that failed, or a read that did not show the last write; empty: none.
  const std::string& failure() const { return failure_; }
  const std::vector<Sample>& samples() const { return samples_; }
  std::size_t deadlocks() const { return deadlocks_; }  // where cascades may meet them
  std::size_t writes_of_old() const { return writes_of_old_; }
  std::size_t writes_of_new() const { return writes_of_new_; }

 private:
  void work();
  void step(const Wording& says);
  void read(const Wording& says, const Ledger::Entry& entry);
  // What the last of the statements gives.
  db::Result timed(const std::string& statements, std::int64_t id, std::int64_t number);
  std::string with_file(std::string sql, std::int64_t id, std::int64_t number);
  // Makes the statement if it is LOAD DATA LOCAL INFILE.
  bool sent(std::string sql, std::int64_t id, std::int64_t number, db::Result& result);
  const std::string& update_of(const Wording& says) const;
  int chance() { return std::uniform_int_distribution<int>(0, 99)(random_); }

  const Database& database_;
  Opened opened_;
  std::string server_files_;  // the server's own name for where it reads
  std::optional<LocalFiles> local_;
  TempDirectory local_files_;
  Ledger& ledger_;
  const Change& change_;
  std::atomic<const Wording*> says_;
  std::atomic<bool> reads_{true};
  Pace pace_;
  std::mt19937 random_;
  std::int64_t serial_ = 0;
  std::chrono::steady_clock::time_point due_;
  std::vector<Sample> samples_;
  std::size_t deadlocks_ = 0, writes_of_old_ = 0, writes_of_new_ = 0;
  std::string failure_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace migrate::test
