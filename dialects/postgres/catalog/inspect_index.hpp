// The indexes of tables, those of constraints included.
#pragma once
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "schema/schema.hpp"

namespace migrate::postgres {

// `wanted`: the condition on table `c` of schema `n`, over `params`.
void read_indexes(db::Connection& connection, const std::vector<db::Value>& params,
                  const std::string& wanted, Schema& schema);

}  // namespace migrate::postgres
