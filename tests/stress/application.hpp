// One thread of an application at work: inserts, updates, deletes, upserts and reads, in the names
// that its version knows.
#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <random>
#include <string>
#include <thread>

#include "tests/stress/ledger.hpp"
#include "tests/support/server.hpp"

namespace migrate::test {

struct Spelling {
  std::string name, note;              // columns as this version calls them
  std::string other_name, other_note;  // as the other one does; empty: never writes them
};

// What the deployment lets the application do at this moment.
struct Moment {
  std::atomic<bool> both_shapes{false};   // may write old and new columns in one statement
  std::atomic<bool> new_complete{false};  // backfilled: new code reads, and writes NULL
};

// Name, note and hits, in this order.
Account account_of(const db::Row& row);
std::string told(const Account& account);

struct Tally {
  std::atomic<std::uint64_t> writes{0}, reads{0}, retries{0};
  std::atomic<std::int64_t> slowest_ms{0};
};

class Application {
 public:
  Application(const Database& database, Ledger& ledger, const Moment& moment, Spelling spelling,
              bool is_old, unsigned seed, std::int64_t keys);
  ~Application() { stop(); }
  void stop();
  // What went wrong: a statement that failed, or a read that did not show the last write.
  const std::string& failure() const { return failure_; }  // after stop()
  const Tally& tally() const { return tally_; }

 private:
  void work();
  void step();
  void upsert(Ledger::Entry& entry);
  void insert(Ledger::Entry& entry);
  void update(Ledger::Entry& entry);
  void remove(Ledger::Entry& entry);
  void read(Ledger::Entry& entry);
  void abandoned(Ledger::Entry& entry);
  // Again on a deadlock or a busy database, as an application does.
  db::Result execute(const std::string& sql, const std::vector<db::Value>& params);

  Account invent();
  bool chance(int percent);
  bool may_null() const { return is_old_ || moment_.new_complete; }
  std::string placeholders(int from, int count) const;
  std::string p(int n) const { return opened_.dialect->state_sql().placeholder(n); }

  Opened opened_;
  Ledger& ledger_;
  const Moment& moment_;
  Spelling spelling_;
  bool is_old_;
  std::int64_t keys_;
  std::mt19937 random_;
  int serial_ = 0;
  unsigned seed_;
  Tally tally_;
  std::string failure_;
  std::atomic<bool> stopping_{false};
  std::thread thread_;
};

}  // namespace migrate::test
