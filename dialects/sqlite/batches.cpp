#include "dialects/sqlite/batches.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/sync.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

// An index with another collation than its column's is unique under that one only: under the
// column's own, by which rows are compared here, two of its keys may be equal, and a walk that
// meets equal keys may stand still.
bool walkable(const Table& table, const Index& index) {
  if (!index.unique || !index.predicate.empty()) return false;
  return std::all_of(index.parts.begin(), index.parts.end(), [&](const IndexPart& part) {
    auto* column = part.column.empty() ? nullptr : table.column(part.column);
    return column && !column->nullable && part.options.empty();
  });
}

std::string list(const std::vector<std::string>& key, const char* suffix = "",
                 const std::string& prefix = "") {
  std::vector<std::string> quoted;
  for (auto& column : key) quoted.push_back(prefix + quote(column) + suffix);
  return join(quoted, ", ");
}

// (a, b) >= (?1, ?2): one search of the index, NULL-free by the choice of the key.
std::string compare(const std::vector<std::string>& key, const char* op, int first,
                    const std::string& prefix) {
  std::vector<std::string> parameters;
  for (std::size_t i = 0; i < key.size(); ++i)
    parameters.push_back(fmt::format("?{}", first + static_cast<int>(i)));
  if (key.size() == 1) return fmt::format("{} {} {}", prefix + quote(key[0]), op, parameters[0]);
  return fmt::format("({}) {} ({})", list(key, "", prefix), op, join(parameters, ", "));
}

}  // namespace

std::vector<std::string> walk_columns(const Table& table, const Location& at) {
  auto columns = [](const Index& index) {
    std::vector<std::string> key;
    for (auto& part : index.parts) key.push_back(part.column);
    return key;
  };
  if (auto* primary = table.primary_key(); primary && walkable(table, *primary))
    return columns(*primary);
  // The rowid goes before any other unique key: the table is stored in its order.
  if (!table.extra.contains("without_rowid")) return row_key(table, at);
  for (auto& index : table.indexes)
    if (walkable(table, index)) return columns(index);
  return row_key(table, at);
}

std::string in_range(const std::vector<std::string>& key, const std::string& prefix) {
  return compare(key, ">=", 1, prefix) + " AND " +
         compare(key, "<=", 1 + static_cast<int>(key.size()), prefix);
}

std::vector<BatchParam> range_params(const std::vector<std::string>& key) {
  std::vector<BatchParam> params;
  for (auto source : {BatchParam::Source::from, BatchParam::Source::to})
    for (std::size_t i = 0; i < key.size(); ++i) params.push_back({source, static_cast<int>(i)});
  return params;
}

Batch make_batch(const Table& table, const std::vector<std::string>& key, std::string work) {
  Batch batch;
  batch.table = table.name;
  batch.key = key;
  batch.estimated_rows = table.estimated_rows;
  const auto t = quote(table.name);
  batch.start.sql = fmt::format("SELECT {0} FROM {1} ORDER BY {0} LIMIT 1", list(key), t);
  batch.end.sql =
      fmt::format("SELECT {} FROM {} ORDER BY {} LIMIT 1", list(key), t, list(key, " DESC"));
  batch.bounds.sql = fmt::format("SELECT {0} FROM {1} WHERE {2} ORDER BY {0} LIMIT 2 OFFSET ?{3}",
                                 list(key), t, in_range(key), 2 * key.size() + 1);
  batch.bounds.params = range_params(key);
  for (auto& param : batch.bounds.params)
    if (param.source == BatchParam::Source::to) param.source = BatchParam::Source::end;
  batch.bounds.params.push_back({BatchParam::Source::offset, 0});
  batch.work.sql = std::move(work);
  batch.work.params = range_params(key);
  return batch;
}

}  // namespace migrate::sqlite
