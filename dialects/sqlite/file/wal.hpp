// What stands in the WAL and who has it open, read from the wal-index (<database>-shm), whose
// layout is part of SQLite's file format (https://sqlite.org/walformat.html).
#pragma once
#include <optional>
#include <string>

#include "dialects/dialect.hpp"

namespace migrate::sqlite {

// nullopt: the database is in no WAL mode, or no connection has opened the WAL yet.
std::optional<Dialect::Wal> wal_of(const std::string& database);

}  // namespace migrate::sqlite
