// What a comparison of schemas asks for, from information_schema.
#pragma once
#include "dialects/connection.hpp"
#include "dialects/mysql/flavour.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

void read_details(db::Connection& connection, const Flavour& flavour, Schema& schema);

}  // namespace migrate::mysql
