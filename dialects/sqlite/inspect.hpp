// Reads the live schema.
#pragma once
#include <set>

#include "dialects/connection.hpp"
#include "schema/schema.hpp"

namespace migrate::sqlite {

Schema inspect(db::Connection& connection, const std::set<std::string>* tables);

}  // namespace migrate::sqlite
