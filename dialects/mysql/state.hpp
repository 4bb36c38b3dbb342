// The state tables' SQL for MySQL and MariaDB; layout in docs/state.md.
#pragma once
#include "dialects/dialect.hpp"

namespace migrate::mysql {

const StateSql& state_sql();

}  // namespace migrate::mysql
