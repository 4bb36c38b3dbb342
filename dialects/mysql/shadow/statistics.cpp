// What somebody has told the optimizer about single columns of a table belongs to that table: the
// shadow is told the same, before it is anybody's.
#include <fmt/format.h>

#include <map>

#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/rebuild.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

std::vector<ColumnStatistics> read_column_statistics(db::Connection& connection,
                                                     const Flavour& flavour,
                                                     const std::string& table) {
  const auto sql =
      flavour.histograms
          ? "SELECT COLUMN_NAME, JSON_EXTRACT(HISTOGRAM, '$.\"number-of-buckets-specified\"'), "
            "COALESCE(JSON_UNQUOTE(JSON_EXTRACT(HISTOGRAM, '$.\"auto-update\"')), '') = 'true' "
            "FROM "
            "information_schema.COLUMN_STATISTICS WHERE SCHEMA_NAME = DATABASE() AND TABLE_NAME = "
            "{} ORDER BY COLUMN_NAME"
          : "SELECT column_name, 0, 0 FROM mysql.column_stats WHERE db_name = DATABASE() AND "
            "table_name = {} ORDER BY column_name";
  std::vector<ColumnStatistics> found;
  try {
    for (auto& row : connection.query(fmt::format(fmt::runtime(sql), quote_text(table))).rows)
      found.push_back({row.at(0).text, row.at(1).text, row.at(2).text == "1"});
  } catch (const db::DbError& error) {
    // Who may not look there has gathered none either.
    if (error.failure() != db::Failure::permission && error.failure() != db::Failure::missing)
      throw;
  }
  return found;
}

std::vector<std::string> analyze_shadow(const Rebuild& r,
                                        const std::vector<ColumnStatistics>& statistics) {
  const auto analyze = "ANALYZE TABLE " + quote(r.shadow);
  if (statistics.empty()) return {analyze};
  if (!r.p.flavour.histograms) return {analyze + " PERSISTENT FOR ALL"};
  std::map<std::string, std::vector<std::string>> by_kind;
  for (auto& column : statistics)
    for (auto& made : r.made.columns)
      if (lower(made.name) == lower(new_name(r.how.renamed, column.name)))
        by_kind[fmt::format(" WITH {} BUCKETS{}", column.buckets,
                            column.automatic ? " AUTO UPDATE" : "")]
            .push_back(made.name);
  std::vector<std::string> sql = {analyze};
  for (auto& [kind, columns] : by_kind)
    sql.push_back(fmt::format("{} UPDATE HISTOGRAM ON {}{}", analyze, quote_list(columns), kind));
  return sql;
}

}  // namespace migrate::mysql
