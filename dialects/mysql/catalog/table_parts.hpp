// What a table consists of, each part by its name with a digest of what the catalog says of it: to
// find out later what has come, gone or changed. Nothing that changes by itself is in it: no
// statistics, no AUTO_INCREMENT counter; nor are triggers, indexes and foreign keys with names of
// ours.
#pragma once
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "dialects/mysql/flavour.hpp"

namespace migrate::mysql {

struct TablePart {
  std::string part;  // "column", "index", "trigger" …
  std::string name;
  std::string digest;
};

// SELECT part, name, digest.
std::string parts_sql(const Flavour& flavour, const std::string& table);
std::vector<TablePart> read_parts(db::Connection& connection, const Flavour& flavour,
                                  const std::string& table);

// shadow/statistics.cpp: what ANALYZE TABLE has gathered of single columns because somebody
// asked for it. `buckets`, `automatic`: of a histogram of MySQL's.
struct ColumnStatistics {
  std::string name, buckets;
  bool automatic = false;
};
std::vector<ColumnStatistics> read_column_statistics(db::Connection& connection,
                                                     const Flavour& flavour,
                                                     const std::string& table);

}  // namespace migrate::mysql
