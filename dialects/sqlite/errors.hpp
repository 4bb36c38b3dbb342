// SQLite's result codes as the product's kinds of failure.
#pragma once
#include <string>
#include <string_view>

#include "dialects/connection.hpp"

struct sqlite3;

namespace migrate::sqlite {

// `code` is an extended result code, `message` SQLite's own words: the only thing that tells the
// many meanings of SQLITE_ERROR apart.
db::Failure classify(int code, std::string_view message);

// "SQLITE_CONSTRAINT_UNIQUE (2067)"; the number alone where the name is not known.
std::string native_code(int code);

// The DbError for the connection's last error.
[[noreturn]] void throw_last(sqlite3* handle, int code);

}  // namespace migrate::sqlite
