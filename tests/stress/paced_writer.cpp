#include "tests/stress/paced_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "util/text.hpp"

namespace migrate::test {

using Clock = std::chrono::steady_clock;

namespace {

bool sends_files(const Change& change) {
  const auto does = [](const Wording& says) {
    return std::any_of(
        says.other_updates.begin(), says.other_updates.end(),
        [](const std::string& sql) { return sql.find("$LOCAL") != std::string::npos; });
  };
  return does(change.old_code) || does(change.new_code);
}

}  // namespace

PacedWriter::PacedWriter(const Database& database, Ledger& ledger, const Change& change,
                         const Wording& says, Pace pace)
    : database_(database),
      opened_(database.open()),
      local_(sends_files(change) ? std::optional<LocalFiles>(std::in_place, database.url())
                                 : std::nullopt),
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
    // As applications have it, gap locks and all.
    if (opened_.dialect->kind() != EngineKind::postgres)
      opened_.connection->query("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    // What is late is made up for, so that none of the statements that were due is left out.
    for (; !stopping_; due_ += every) {
      std::this_thread::sleep_until(due_);
      step(*says_);
    }
  } catch (const std::exception& error) {
    failure_ = error.what();
  }
}

namespace {

// MySQL and MariaDB count their placeholders.
std::string with_placeholders(const std::string& text, EngineKind engine, std::int64_t id,
                              std::int64_t number, std::vector<db::Value>& values) {
  // The server takes no parameters in it.
  if (text.starts_with("COPY "))
    return replace_all(replace_all(text, "$1", std::to_string(id)), "$2", std::to_string(number));
  std::string sql;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool key = text.compare(i, 2, "$1") == 0;
    if (!key && text.compare(i, 2, "$2") != 0) {
      sql += text[i];
      continue;
    }
    ++i;
    if (engine == EngineKind::postgres) {
      sql += key ? "$1" : "$2";
      const std::size_t place = key ? 1 : 2;
      while (values.size() < place) values.push_back(db::Value::of(values.empty() ? id : number));
    } else {
      sql += '?';
      values.push_back(db::Value::of(key ? id : number));
    }
  }
  return sql;
}

}  // namespace

// What LOAD DATA INFILE reads: one row.
std::string PacedWriter::with_file(std::string sql, std::int64_t id, std::int64_t number) {
  if (sql.find("$FILE") == std::string::npos) return sql;
  const std::string name = fmt::format("{}_{}", database_.name(), pace_.seed);
  const auto file = std::filesystem::path(files_of(database_.kind())) / name;
  spill(file, fmt::format("{},{}\n", id, number));
  std::filesystem::permissions(file, std::filesystem::perms::others_read,
                               std::filesystem::perm_options::add);
  if (server_files_.empty())
    server_files_ = opened_.connection->query("SELECT @@secure_file_priv").rows.at(0).at(0).text;
  return replace_all(sql, "$FILE", server_files_ + name);
}

bool PacedWriter::sent(std::string sql, std::int64_t id, std::int64_t number, db::Result& result) {
  if (sql.find("$LOCAL") == std::string::npos) return false;
  const auto file = local_files_.path() / "row";
  spill(file, fmt::format("{},{}\n", id, number));
  result.affected = local_->load(replace_all(std::move(sql), "$LOCAL", file.string()));
  return true;
}

db::Result PacedWriter::timed(const std::string& statements, std::int64_t id, std::int64_t number) {
  const auto began = Clock::now();
  db::Result result;
  std::size_t begin = 0;
  while (begin != std::string::npos) {
    const std::size_t end = statements.find(";\n", begin);
    const std::string text = statements.substr(begin, end == std::string::npos ? end : end - begin);
    std::vector<db::Value> values;
    const std::string sql =
        with_placeholders(with_file(text, id, number), opened_.dialect->kind(), id, number, values);
    begin = end == std::string::npos ? end : end + 2;
    for (bool made = false; !made;) try {
        if (!sent(text, id, number, result)) result = opened_.connection->query(sql, values);
        made = true;
      } catch (const db::DbError& error) {
        if (!change_.cascades || error.failure() != db::Failure::deadlock)
          throw std::runtime_error(fmt::format("{}\n{}", error.what(), sql));
        ++deadlocks_;
      }
  }
  const auto since = [now = Clock::now()](Clock::time_point then) {
    return std::chrono::duration_cast<std::chrono::microseconds>(now - then);
  };
  samples_.push_back({due_, since(due_), since(began)});
  return result;
}

const std::string& PacedWriter::update_of(const Wording& says) const {
  // Threads take turns.
  if (!says.rare_update.empty() && (serial_ + pace_.seed * 50L) % 400 == 0) return says.rare_update;
  const auto turn = static_cast<std::size_t>(serial_) % (says.other_updates.size() + 1);
  return turn == 0 ? says.update : says.other_updates[turn - 1];
}

void PacedWriter::step(const Wording& says) {
  const std::int64_t key = std::uniform_int_distribution<std::int64_t>(1, pace_.keys)(random_);
  Ledger::Entry entry = ledger_.lock(key);
  const int turn = chance();
  if (turn < 30 && reads_) return read(says, entry);
  ++(&says == &change_.old_code ? writes_of_old_ : writes_of_new_);
  if (entry.now() && turn < 40) {
    timed(says.remove, key, 0);
    entry.erase();
    return;
  }
  // No number comes twice, so that a write that was lost cannot be mistaken for another.
  const std::int64_t number = pace_.seed * 10'000'000LL + ++serial_;
  const db::Result result = timed(entry.now() ? update_of(says) : says.insert, key, number);
  // MySQL counts a row that is replaced twice.
  const std::uint64_t most = opened_.dialect->kind() == EngineKind::postgres ? 1 : 2;
  // A function that writes answers one row.
  const std::uint64_t written = std::max<std::uint64_t>(result.affected, result.rows.size());
  if (written < 1 || written > most)
    throw std::runtime_error(fmt::format("key {}: {} rows were written", key, written));
  entry.set({std::to_string(number), std::nullopt});
}

void PacedWriter::read(const Wording& says, const Ledger::Entry& entry) {
  const db::Result result = timed(says.read, entry.key(), 0);
  const std::string expected =
      entry.now() ? fmt::format(fmt::runtime(change_.content), entry.now()->name) : "no row";
  const std::string found = result.rows.empty() ? "no row" : result.rows[0].at(0).text;
  if (found != expected)
    throw std::runtime_error(
        fmt::format("key {}: expected {}, found {}", entry.key(), expected, found));
}

}  // namespace migrate::test
