#include "dialects/sqlite/file/disk.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "dialects/sqlite/file/lock.hpp"
#include "dialects/sqlite/quote.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

std::uint64_t number(db::Connection& connection, const std::string& sql) {
  auto rows = connection.query(sql).rows;
  return rows.empty() ? 0
                      : static_cast<std::uint64_t>(std::max<std::int64_t>(0, rows[0][0].as_int()));
}

}  // namespace

std::optional<DiskRoom> disk_room(db::Connection& connection) {
  const auto file = database_file(connection);
  if (file.empty()) return std::nullopt;
  const auto directory = std::filesystem::path(file).parent_path();
  std::error_code problem;
  const auto space = std::filesystem::space(directory, problem);
  if (problem)
    throw db::DbError(db::Failure::other, "statvfs",
                      "the room on the disk of " + directory.string() + ": " + problem.message());
  return DiskRoom{directory.string(),
                  space.available + number(connection, "PRAGMA freelist_count") *
                                        number(connection, "PRAGMA page_size")};
}

std::uint64_t copy_size(db::Connection& connection, const Table& table) {
  constexpr std::uint64_t countable = 1000000;
  constexpr std::uint64_t of_a_row = 10;  // its header and its place in the page
  const auto t = quote(table.name);
  auto rows = number(connection,
                     fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT {})", t, countable));
  if (rows == countable) rows = std::max(rows, table.estimated_rows);
  auto sample = [&](const std::vector<std::string>& columns) {
    std::vector<std::string> lengths;
    for (auto& column : columns)
      lengths.push_back(fmt::format("coalesce(length(CAST({} AS BLOB)), 0)", quote(column)));
    return number(connection,
                  fmt::format("SELECT CAST(coalesce(avg(n), 0) AS INTEGER) FROM (SELECT {} AS n "
                              "FROM {} LIMIT 500)",
                              join(lengths, " + "), t));
  };
  std::vector<std::string> stored;
  for (auto& column : table.columns) stored.push_back(column.name);
  auto a_row = sample(stored) + of_a_row;
  for (auto& index : table.indexes) {
    std::vector<std::string> columns;
    for (auto& part : index.parts)
      if (!part.column.empty()) columns.push_back(part.column);
    if (index.method != "rowid" && !columns.empty()) a_row += sample(columns) + of_a_row;
  }
  return std::min(rows * a_row,
                  number(connection, "PRAGMA page_count") * number(connection, "PRAGMA page_size"));
}

}  // namespace migrate::sqlite
