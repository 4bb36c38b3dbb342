// The state tables on PostgreSQL: schema `migrate`.
#pragma once
#include "dialects/dialect.hpp"

namespace migrate::postgres {

const StateSql& state_sql();

}  // namespace migrate::postgres
