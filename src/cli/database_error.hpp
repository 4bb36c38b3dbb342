// An error of a driver as one of the tool: code, cause and what to do.
#pragma once
#include "dialects/connection.hpp"
#include "util/error.hpp"

namespace migrate::cli {

// What a driver said, where nobody below could say it better.
Error from_database(const db::DbError& error);

}  // namespace migrate::cli
