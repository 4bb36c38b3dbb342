// What a comparison of schemas asks for, from the catalogs.
#pragma once
#include "dialects/connection.hpp"
#include "schema/schema.hpp"

namespace migrate::postgres {

void read_details(db::Connection& connection, Schema& schema);

}  // namespace migrate::postgres
