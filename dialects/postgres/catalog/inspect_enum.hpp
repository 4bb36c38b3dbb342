// Enumeration types, and what is made with them.
#pragma once
#include "dialects/connection.hpp"
#include "schema/schema.hpp"

namespace migrate::postgres {

// Of the schema that `schema` is named after.
void read_enums(db::Connection& connection, Schema& schema);

}  // namespace migrate::postgres
