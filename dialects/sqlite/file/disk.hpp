// How much room there is beside a database file, and how much a copy of one of its tables takes.
#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "dialects/connection.hpp"
#include "schema/schema.hpp"

namespace migrate::sqlite {

struct DiskRoom {
  std::string where;       // the directory
  std::uint64_t free = 0;  // of its disk, and the pages of the file that nothing uses
};
// Nothing: a database in memory. Throws DbError where the filesystem does not tell.
std::optional<DiskRoom> disk_room(db::Connection& connection);

// Bytes: rows counted as far as a million, the size of a row by a sample of the first ones, so that
// nothing holds a lock for long; a page's worth for each index. Never more than the whole file.
std::uint64_t copy_size(db::Connection& connection, const Table& table);

}  // namespace migrate::sqlite
