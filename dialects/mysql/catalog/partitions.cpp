#include "dialects/mysql/catalog/partitions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/quote.hpp"

namespace migrate::mysql {

Partitions partitions_of(db::Connection& connection, const std::string& table) {
  Partitions found;
  auto rows = connection
                  .query(fmt::format(
                      "SELECT PARTITION_METHOD, PARTITION_EXPRESSION, PARTITION_DESCRIPTION FROM "
                      "information_schema.PARTITIONS WHERE TABLE_SCHEMA = DATABASE() AND "
                      "TABLE_NAME = {} AND PARTITION_NAME IS NOT NULL ORDER BY "
                      "PARTITION_ORDINAL_POSITION",
                      quote_text(table)))
                  .rows;
  for (auto& row : rows) {
    found.method = row.at(0).text;
    found.expression = row.at(1).text;
    found.values.push_back(row.at(2).text);
  }
  return found;
}

bool leaves_out(const Partitions& before, const Partitions& after) {
  const bool range = after.method.starts_with("RANGE");
  if ((!range && !after.method.starts_with("LIST")) || after.values.empty()) return false;
  auto holds = [&](const std::string& values) {
    return std::find(after.values.begin(), after.values.end(), values) != after.values.end();
  };
  // Of several columns the first one decides. What LIST leaves over goes to DEFAULT (MariaDB).
  if (range ? after.values.back().starts_with("MAXVALUE") : holds("DEFAULT")) return false;
  if (before.values.empty() || before.method != after.method ||
      before.expression != after.expression)
    return true;
  // Bounds rise from partition to partition: up to the last one of before there is one for each.
  return range ? !holds(before.values.back())
               : !std::all_of(before.values.begin(), before.values.end(), holds);
}

}  // namespace migrate::mysql
