// Store: what batched steps looked like over time.
#include <fmt/format.h>

#include <algorithm>

#include "state/sql_values.hpp"
#include "state/store.hpp"
#include "util/text.hpp"

namespace migrate {

using namespace state;

namespace {

constexpr std::size_t longest_reason = 1000;

db::Value count(std::uint64_t value) {
  return number(static_cast<std::int64_t>(value));
}

db::Value optional_ms(const std::optional<Millis>& time) {
  return time ? number(time->count()) : db::Value::null();
}

std::optional<Millis> ms_or_nothing(const db::Value& value) {
  if (value.is_null()) return std::nullopt;
  return Millis(value.as_int());
}

}  // namespace

void Store::add_sample(const std::string& id, const std::string& step, const Sample& s) {
  run(fmt::format("INSERT INTO {} (migration, step, number, at, run, run_ms, run_rows, rows_done, "
                  "batches, batch_rows, batch_ms, target_ms, lag_ms, waiting) "
                  "VALUES (?, ?, ?, {}, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                  t("history"), sql_.now),
      {text(id), text(step), number(s.number), number(s.run), number(s.run_time.count()),
       count(s.run_rows), count(s.rows), count(s.batches), count(s.batch_rows),
       number(s.batch_took.count()), optional_ms(s.target), optional_ms(s.lag),
       s.waiting.empty() ? db::Value::null() : text(shorten(s.waiting, longest_reason))});
}

std::vector<Sample> Store::samples(const std::string& id, const std::string& step, int limit) {
  if (!exists()) return {};
  db::Result result;
  try {
    result = run(fmt::format("SELECT number, {}, run, run_ms, run_rows, rows_done, batches, "
                             "batch_rows, batch_ms, target_ms, lag_ms, waiting FROM {} WHERE "
                             "migration = ? AND step = ? ORDER BY number DESC LIMIT {}",
                             sql_.epoch_ms("at"), t("history"), limit),
                 {text(id), text(step)});
  } catch (const db::DbError& error) {
    if (error.failure() == db::Failure::missing && !connection_.in_transaction()) return {};
    throw;
  }
  std::vector<Sample> all;
  for (auto& row : result.rows) {
    Sample s;
    s.number = row[0].as_int();
    s.at = row[1].as_int();
    s.run = row[2].as_int();
    s.run_time = Millis(row[3].as_int());
    s.run_rows = static_cast<std::uint64_t>(row[4].as_int());
    s.rows = static_cast<std::uint64_t>(row[5].as_int());
    s.batches = static_cast<std::uint64_t>(row[6].as_int());
    s.batch_rows = static_cast<std::uint64_t>(row[7].as_int());
    s.batch_took = Millis(row[8].as_int());
    s.target = ms_or_nothing(row[9]);
    s.lag = ms_or_nothing(row[10]);
    s.waiting = str(row[11]);
    all.push_back(std::move(s));
  }
  std::reverse(all.begin(), all.end());
  return all;
}

void Store::thin_samples(const std::string& id, const std::string& step, std::int64_t stride) {
  run(fmt::format("DELETE FROM {} WHERE migration = ? AND step = ? AND number % {} <> 0",
                  t("history"), stride),
      {text(id), text(step)});
}

}  // namespace migrate
