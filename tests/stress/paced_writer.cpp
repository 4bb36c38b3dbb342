#include "tests/stress/paced_writer.hpp"

#include <fmt/format.h>

namespace migrate::test {

using Clock = std::chrono::steady_clock;

PacedWriter::PacedWriter(const Database& database, Ledger& ledger, const Change& change,
                         const Wording& says, Pace pace)
    : opened_(database.open()),
      ledger_(ledger),
      change_(change),
      says_(&says),
      pace_(pace),
      random_(pace.seed),
      thread_([this] { work(); }) {}

void PacedWriter::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void PacedWriter::work() {
  const auto every = std::chrono::duration_cast<Clock::duration>(
      std::chrono::duration<double>(1 / pace_.per_second));
  due_ = Clock::now() + every * pace_.seed / 16;
  try {
    // What is late is made up for, so that none of the statements that were due is left out.
    for (; !stopping_; due_ += every) {
      std::this_thread::sleep_until(due_);
      step(*says_);
    }
  } catch (const std::exception& error) {
    failure_ = error.what();
  }
}

db::Result PacedWriter::timed(const std::string& sql, const std::vector<db::Value>& values) {
  try {
    db::Result result = opened_.connection->query(sql, values);
    samples_.push_back(
        {due_, std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - due_)});
    return result;
  } catch (const db::DbError& error) {
    throw std::runtime_error(fmt::format("{}\n{}", error.what(), sql));
  }
}

void PacedWriter::step(const Wording& says) {
  const std::int64_t key = std::uniform_int_distribution<std::int64_t>(1, pace_.keys)(random_);
  Ledger::Entry entry = ledger_.lock(key);
  const int turn = chance();
  if (turn < 30 && reads_) return read(says, entry);
  const db::Value id = db::Value::of(key);
  if (entry.now() && turn < 40) {
    timed(says.remove, {id});
    entry.erase();
    return;
  }
  // No number comes twice, so that a write that was lost cannot be mistaken for another.
  const std::int64_t number = pace_.seed * 10'000'000LL + ++serial_;
  const db::Result result =
      timed(entry.now() ? says.update : says.insert, {id, db::Value::of(number)});
  if (result.affected != 1)
    throw std::runtime_error(fmt::format("key {}: {} rows were written", key, result.affected));
  entry.set({std::to_string(number), std::nullopt});
}

void PacedWriter::read(const Wording& says, const Ledger::Entry& entry) {
  const db::Result result = timed(says.read, {db::Value::of(entry.key())});
  const std::string expected =
      entry.now() ? fmt::format(fmt::runtime(change_.content), entry.now()->name) : "no row";
  const std::string found = result.rows.empty() ? "no row" : result.rows[0].at(0).text;
  if (found != expected)
    throw std::runtime_error(
        fmt::format("key {}: expected {}, found {}", entry.key(), expected, found));
}

}  // namespace migrate::test
