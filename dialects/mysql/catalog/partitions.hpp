// By which values the rows of a table are put into its partitions.
#pragma once
#include <string>
#include <vector>

#include "dialects/connection.hpp"

namespace migrate::mysql {

// In the catalog's words; all empty where there are none.
struct Partitions {
  std::string method, expression;   // "RANGE COLUMNS", "`day`"
  std::vector<std::string> values;  // of each, in their order: "'2026-01-01'", "MAXVALUE"; "1,2"
};
Partitions partitions_of(db::Connection& connection, const std::string& table);

// May there be values for which `before` has a partition, and `after` none? Yes where it is unsure.
bool leaves_out(const Partitions& before, const Partitions& after);

}  // namespace migrate::mysql
