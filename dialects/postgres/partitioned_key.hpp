// A foreign key of a partitioned table where it cannot be NOT VALID (before 18): each partition
// gets it so, and is proven, before the table adopts them all, which reads no row.
#pragma once
#include <string>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

bool needs_key_on_partitions(const Planning& p, const Table& table);

struct PartitionedKey {
  std::string name;
  std::string definition;  // "FOREIGN KEY … REFERENCES …"
  LockedObject referred;
  std::string referred_sql;
};
void add_key_on_partitions(Planning& p, Phase phase, const Table& table, const PartitionedKey& key,
                           const std::string& what);

}  // namespace migrate::postgres
