// What a second column needs to know of the first: settings, sequence, and what depends on it.
#pragma once
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "dialects/postgres/inspect_presence.hpp"
#include "schema/schema.hpp"

namespace migrate::postgres {

// `wanted`: the condition on table `c` of schema `n`, over `params`.
void read_column_facts(db::Connection& connection, const std::vector<db::Value>& params,
                       const std::string& wanted, const Presence& present, Schema& schema);

}  // namespace migrate::postgres
