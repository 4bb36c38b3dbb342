#include "tests/stress/long_transactions.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <stdexcept>

#include "tests/support/directory.hpp"

namespace migrate::test {

LongTransactions::LongTransactions(const Database& database, Ledger& ledger, const Change& change,
                                   std::int64_t first, unsigned seed)
    : opened_(database.open()),
      url_(database.url()),
      ledger_(ledger),
      change_(change),
      first_(first),
      random_(seed),
      thread_([this] { work(); }) {}

void LongTransactions::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void LongTransactions::work() try {
  for (std::int64_t key = first_; !stopping_; ++key) one(key);
} catch (const std::exception& error) {
  failure_ = error.what();
}

void LongTransactions::wait() {
  std::this_thread::sleep_for(
      std::chrono::milliseconds(std::uniform_int_distribution<int>(20, 400)(random_)));
}

// What another transaction of this session has committed.
void LongTransactions::look_for(std::int64_t key, const std::string& when) {
  if (key < first_) return;
  const db::Result found = opened_.connection->query(change_.old_code.read, {db::Value::of(key)});
  const std::string expected = fmt::format(fmt::runtime(change_.content), key);
  const std::string text = found.rows.empty() ? "no row" : found.rows[0].at(0).text;
  if (text != expected)
    throw std::runtime_error(
        fmt::format("key {}, read {}: expected {}, found {}", key, when, expected, text));
}

// The rows come while the statement is under way, which has the table from its first moment on.
void LongTransactions::copies_in(std::int64_t key) {
  TempDirectory directory;
  const auto said = directory.path() / "said";
  const std::string client =
      fmt::format("psql -Xq -v ON_ERROR_STOP=1 -d '{}' >'{}' 2>&1", url_, said.string());
  std::FILE* pipe = popen(client.c_str(), "w");
  if (!pipe) throw std::runtime_error("psql did not start");
  fmt::print(pipe, "{};\n", change_.copy_in);
  std::fflush(pipe);
  wait();
  fmt::print(pipe, fmt::runtime(change_.copy_row + "\n\\.\n"), key);
  if (pclose(pipe) != 0) throw std::runtime_error("COPY FROM STDIN: " + slurp(said));
}

void LongTransactions::one(std::int64_t key) {
  enum class Kind { looks_late, writes_early, copies, repeatable_read };
  // To a snapshot from before a TRUNCATE the table is empty behind it: the server's own way.
  const auto kind = static_cast<Kind>(key % (change_.old_code.rare_update.empty() ? 4 : 3));
  const bool copies = kind == Kind::copies && !change_.copy_in.empty();
  if (copies) copies_in(key);
  const auto write = [&] {
    opened_.connection->query(change_.old_code.insert, {db::Value::of(key), db::Value::of(key)});
  };
  for (bool made = copies; !made;) {
    opened_.connection->begin();
    try {
      if (kind == Kind::repeatable_read) {
        opened_.connection->query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
        look_for(key - 1, "in REPEATABLE READ");
      }
      if (kind == Kind::writes_early) write();
      wait();
      look_for(key - 1, "after a while");
      if (kind != Kind::writes_early) write();
      opened_.connection->commit();
      made = true;
    } catch (const db::DbError& error) {
      opened_.connection->rollback();
      if (kind != Kind::repeatable_read || error.native_code() != "40001") throw;
      ++repeated_;
    }
  }
  ledger_.lock(key).set({std::to_string(key), std::nullopt});
  look_for(key, "behind its commit");
  ++done_;
}

}  // namespace migrate::test
