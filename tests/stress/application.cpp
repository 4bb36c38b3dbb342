#include "tests/stress/application.hpp"

#include <fmt/format.h>

#include <cctype>

#include "util/text.hpp"

namespace migrate::test {
namespace {

db::Value value_of(const std::optional<std::string>& text) {
  return text ? db::Value::of(*text) : db::Value::null();
}

// As an application has it: with the checkpoints of its commits, which the tool leaves to it.
Opened opened_by_an_application(const Database& database) {
  Opened opened = database.open();
  if (database.kind() == EngineKind::sqlite)
    opened.connection->query("PRAGMA wal_autocheckpoint=1000");
  return opened;
}

std::string other_case(std::string text) {
  for (char& c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 128)
      c = static_cast<char>(std::islower(byte) ? std::toupper(byte) : std::tolower(byte));
  }
  return text;
}

}  // namespace

Account account_of(const db::Row& row) {
  Account account{row.at(0).is_null() ? "NULL" : row[0].text, std::nullopt, row.at(2).as_int()};
  if (!row.at(1).is_null()) account.note = row[1].text;
  return account;
}

std::string told(const Account& account) {
  return fmt::format("({}, {}, {})", account.name, account.note.value_or("NULL"), account.hits);
}

Application::Application(const Database& database, Ledger& ledger, const Moment& moment,
                         Spelling spelling, bool is_old, unsigned seed, std::int64_t keys)
    : opened_(opened_by_an_application(database)),
      ledger_(ledger),
      moment_(moment),
      spelling_(std::move(spelling)),
      is_old_(is_old),
      keys_(keys),
      random_(seed),
      seed_(seed),
      thread_([this] { work(); }) {}

void Application::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void Application::work() {
  try {
    while (!stopping_) {
      step();
      // Time to think, without which SQLite's unfair lock would keep everybody else out.
      std::this_thread::sleep_for(std::chrono::microseconds(500));
    }
  } catch (const std::exception& error) {
    failure_ = fmt::format("{} application: {}", is_old_ ? "old" : "new", error.what());
  }
}

bool Application::chance(int percent) {
  return std::uniform_int_distribution<int>(0, 99)(random_) < percent;
}

Account Application::invent() {
  Account account;
  account.name = fmt::format("{}-{}-{} ü", is_old_ ? "old" : "new", seed_, ++serial_);
  if (chance(10)) account.name = "";
  if (!(may_null() && chance(20))) account.note = fmt::format("note {}", serial_);
  return account;
}

void Application::step() {
  // A third more keys than rows at the start: some hit rows, some make new ones.
  const std::int64_t key = std::uniform_int_distribution<std::int64_t>(1, keys_ * 4 / 3)(random_);
  Ledger::Entry entry = ledger_.lock(key);
  if (chance(20)) {
    read(entry);
  } else if (chance(5)) {
    abandoned(entry);
  } else if (chance(25)) {
    upsert(entry);
  } else if (!entry.now()) {
    insert(entry);
  } else if (chance(15)) {
    remove(entry);
  } else {
    update(entry);
  }
}

std::string Application::placeholders(int from, int count) const {
  std::vector<std::string> out;
  for (int i = from; i < from + count; ++i) out.push_back(p(i));
  return join(out, ", ");
}

void Application::insert(Ledger::Entry& entry) {
  Account account = invent();
  if (moment_.both_shapes && !spelling_.other_name.empty() && chance(20)) {
    execute(
        fmt::format("INSERT INTO accounts (id, {}, {}, {}, {}) VALUES ({})", spelling_.name,
                    spelling_.other_name, spelling_.note, spelling_.other_note, placeholders(1, 5)),
        {db::Value::of(entry.key()), db::Value::of(account.name), db::Value::of(account.name),
         value_of(account.note), value_of(account.note)});
  } else if (!account.note) {
    execute(fmt::format("INSERT INTO accounts (id, {}) VALUES ({})", spelling_.name,
                        placeholders(1, 2)),
            {db::Value::of(entry.key()), db::Value::of(account.name)});
  } else {
    execute(fmt::format("INSERT INTO accounts (id, {}, {}) VALUES ({})", spelling_.name,
                        spelling_.note, placeholders(1, 3)),
            {db::Value::of(entry.key()), db::Value::of(account.name), value_of(account.note)});
  }
  entry.set(std::move(account));
}

void Application::upsert(Ledger::Entry& entry) {
  Account account = invent();
  if (const Account* now = entry.now()) account.hits = now->hits;
  const bool mysql = opened_.dialect->kind() == EngineKind::mysql ||
                     opened_.dialect->kind() == EngineKind::mariadb;
  const std::string conflict =
      mysql ? fmt::format("ON DUPLICATE KEY UPDATE {0} = VALUES({0}), {1} = VALUES({1})",
                          spelling_.name, spelling_.note)
            : fmt::format("ON CONFLICT (id) DO UPDATE SET {0} = excluded.{0}, {1} = excluded.{1}",
                          spelling_.name, spelling_.note);
  execute(fmt::format("INSERT INTO accounts (id, {}, {}) VALUES ({}) {}", spelling_.name,
                      spelling_.note, placeholders(1, 3), conflict),
          {db::Value::of(entry.key()), db::Value::of(account.name), value_of(account.note)});
  entry.set(std::move(account));
}

void Application::update(Ledger::Entry& entry) {
  Account account = *entry.now();
  const Account fresh = invent();
  if (chance(30)) {
    account.name = other_case(account.name);
    execute(fmt::format("UPDATE accounts SET {} = {} WHERE id = {}", spelling_.name, p(1), p(2)),
            {db::Value::of(account.name), db::Value::of(entry.key())});
  } else if (chance(30)) {
    account.note = fresh.note;
    execute(fmt::format("UPDATE accounts SET {} = {} WHERE id = {}", spelling_.note, p(1), p(2)),
            {value_of(account.note), db::Value::of(entry.key())});
  } else if (chance(20)) {
    execute(fmt::format("UPDATE accounts SET hits = hits + 1 WHERE id = {}", p(1)),
            {db::Value::of(entry.key())});
    ++account.hits;
  } else {
    account.name = fresh.name;
    account.note = fresh.note;
    execute(fmt::format("UPDATE accounts SET {} = {}, {} = {} WHERE id = {}", spelling_.name, p(1),
                        spelling_.note, p(2), p(3)),
            {db::Value::of(account.name), value_of(account.note), db::Value::of(entry.key())});
  }
  entry.set(std::move(account));
}

void Application::remove(Ledger::Entry& entry) {
  execute(fmt::format("DELETE FROM accounts WHERE id = {}", p(1)), {db::Value::of(entry.key())});
  entry.erase();
}

void Application::abandoned(Ledger::Entry& entry) {
  for (;;) {
    try {
      db::Transaction transaction(*opened_.connection);
      opened_.connection->query(
          fmt::format("UPDATE accounts SET {} = {} WHERE id = {}", spelling_.name, p(1), p(2)),
          {db::Value::of("rolled back"), db::Value::of(entry.key())});
      return;
    } catch (const db::DbError& error) {
      if (error.failure() != db::Failure::deadlock && error.failure() != db::Failure::lock_timeout)
        throw;
      ++tally_.retries;
    }
  }
}

void Application::read(Ledger::Entry& entry) {
  if (!is_old_ && !moment_.new_complete) return;  // history is not there yet
  const db::Result result = execute(fmt::format("SELECT {}, {}, hits FROM accounts WHERE id = {}",
                                                spelling_.name, spelling_.note, p(1)),
                                    {db::Value::of(entry.key())});
  ++tally_.reads;
  const Account* expected = entry.now();
  if (result.rows.size() != (expected ? 1u : 0u)) {
    throw std::runtime_error(fmt::format("id {}: {} rows, expected {}", entry.key(),
                                         result.rows.size(), expected ? 1 : 0));
  }
  if (!expected) return;
  const Account found = account_of(result.rows[0]);
  if (found != *expected) {
    throw std::runtime_error(
        fmt::format("id {}: read {}, last written {}", entry.key(), told(found), told(*expected)));
  }
}

db::Result Application::execute(const std::string& sql, const std::vector<db::Value>& params) {
  const auto start = std::chrono::steady_clock::now();
  for (int attempt = 0;; ++attempt) {
    try {
      db::Result result = opened_.connection->query(sql, params);
      const auto took = std::chrono::duration_cast<std::chrono::milliseconds>(
          std::chrono::steady_clock::now() - start);
      if (took.count() > tally_.slowest_ms) tally_.slowest_ms = took.count();
      if (sql.rfind("SELECT", 0) != 0) ++tally_.writes;
      return result;
    } catch (const db::DbError& error) {
      const bool again =
          error.failure() == db::Failure::deadlock || error.failure() == db::Failure::lock_timeout;
      if (!again || attempt == 20) {
        throw std::runtime_error(
            fmt::format("{} [{}]: {}", sql, error.native_code(), error.what()));
      }
      ++tally_.retries;
      std::this_thread::sleep_for(std::chrono::milliseconds(5 * (attempt + 1)));
    }
  }
}

}  // namespace migrate::test
