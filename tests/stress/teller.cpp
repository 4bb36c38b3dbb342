#include "tests/stress/teller.hpp"

#include <fmt/format.h>

#include <chrono>
#include <stdexcept>

namespace migrate::test {

Teller::Teller(const Database& database, const Saying& says, std::int64_t rows, std::int64_t first,
               std::int64_t every)
    : opened_(database.open()),
      says_(&says),
      rows_(rows),
      first_(first),
      every_(every),
      random_(static_cast<unsigned>(first)),
      thread_([this] { work(); }) {}

void Teller::stop() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void Teller::think(int least_ms, int most_ms) {
  std::this_thread::sleep_for(std::chrono::microseconds(
      std::uniform_int_distribution<int>(least_ms * 1000, most_ms * 1000)(random_)));
}

void Teller::work() try {
  // As applications have it.
  opened_.connection->query("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  std::uniform_int_distribution<std::int64_t> any(0, (rows_ - first_) / every_);
  while (!stopping_) {
    transact(first_ + any(random_) * every_);
    think(5, 25);
  }
} catch (const std::exception& error) {
  failure_ = error.what();
}

void Teller::transact(std::int64_t row) {
  auto& connection = *opened_.connection;
  const db::Value id = db::Value::of(row);
  for (;;) {
    const Saying& says = *says_;
    std::string statement;
    const auto run = [&](const std::string& sql, const std::vector<db::Value>& values) {
      statement = sql;
      return connection.query(sql, values);
    };
    try {
      connection.begin();
      const db::Result found = run(says.read, {id});
      const std::int64_t number = found.rows.at(0).at(0).as_int();
      if (number != written_[row])
        throw std::runtime_error(
            fmt::format("row {}: {} was written and {} read", row, written_[row], number));
      think(1, 6);
      run(says.write, {db::Value::of(number), id});
      if (!says.afterwards.empty()) run(says.afterwards, {id});
      connection.commit();
      written_[row] = number + 1;
      ++done_;
      return;
    } catch (const db::DbError& error) {
      connection.rollback();
      if (error.failure() != db::Failure::deadlock)
        throw std::runtime_error(fmt::format("{}\n{}", error.what(), statement));
      if (error.native_code().starts_with("1213")) {
        ++deadlocks_;
        deadlocked_ = statement;
      }
    }
  }
}

}  // namespace migrate::test
