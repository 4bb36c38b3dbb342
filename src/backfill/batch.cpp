#include "backfill/batch.hpp"

namespace migrate {

std::vector<db::Value> values_for(const BatchQuery& query, const BatchRange& range,
                                  const std::vector<db::Value>& end, std::uint64_t offset) {
  std::vector<db::Value> values;
  values.reserve(query.params.size());
  for (auto& p : query.params) {
    auto part = static_cast<std::size_t>(p.part);
    switch (p.source) {
      case BatchParam::Source::from:
        values.push_back(range.from.at(part));
        break;
      case BatchParam::Source::to:
        values.push_back(range.to.at(part));
        break;
      case BatchParam::Source::end:
        values.push_back(end.at(part));
        break;
      case BatchParam::Source::offset:
        values.push_back(db::Value::of(static_cast<std::int64_t>(offset)));
        break;
    }
  }
  return values;
}

std::optional<std::pair<std::vector<db::Value>, std::vector<db::Value>>> walk_limits(
    db::Connection& connection, const Batch& batch) {
  auto first = connection.query(batch.start.sql).rows;
  if (first.empty()) return std::nullopt;
  auto last = connection.query(batch.end.sql).rows;
  if (last.empty()) return std::nullopt;  // emptied between the two
  return std::pair{first[0], last[0]};
}

std::vector<db::Value> bounds_values(const Batch& batch, const std::vector<db::Value>& from,
                                     const std::vector<db::Value>& end, std::uint64_t rows) {
  return values_for(batch.bounds, {from, end, std::nullopt}, end, rows > 0 ? rows - 1 : 0);
}

BatchRange range_of(const db::Result& keys, const std::vector<db::Value>& from,
                    const std::vector<db::Value>& end) {
  if (keys.rows.size() < 2) return {from, end, std::nullopt};
  return {from, keys.rows[0], keys.rows[1]};
}

db::Result keys_at(db::Connection& connection, const Batch& batch,
                   const std::vector<db::Value>& from, const std::vector<db::Value>& end,
                   std::uint64_t rows) {
  return connection.query(batch.bounds.sql, bounds_values(batch, from, end, rows));
}

BatchRange find_range(db::Connection& connection, const Batch& batch,
                      const std::vector<db::Value>& from, const std::vector<db::Value>& end,
                      std::uint64_t rows) {
  return range_of(keys_at(connection, batch, from, end, rows), from, end);
}

std::uint64_t count_last(db::Connection& connection, const Batch& batch, const BatchRange& range,
                         const std::vector<db::Value>& end, std::uint64_t at_most) {
  std::uint64_t sure = 0, too_many = at_most + 1;
  while (too_many - sure > 1) {
    auto middle = sure + (too_many - sure) / 2;
    auto found =
        connection.query(batch.bounds.sql, values_for(batch.bounds, range, end, middle - 1));
    (found.rows.empty() ? too_many : sure) = middle;
  }
  return sure;
}

db::Result work_on(db::Connection& connection, const Batch& batch, const BatchRange& range,
                   const std::vector<db::Value>& end) {
  for (auto& statement : batch.before) connection.query(statement);
  return only_work_on(connection, batch, range, end);
}

db::Result only_work_on(db::Connection& connection, const Batch& batch, const BatchRange& range,
                        const std::vector<db::Value>& end) {
  try {
    return connection.query(batch.work.sql, values_for(batch.work, range, end, 0));
  } catch (const db::DbError& error) {
    throw BatchFailed(error, range);
  }
}

}  // namespace migrate
