// A foreign key of a partitioned table where it cannot be NOT VALID (before 18): each partition
// gets it so, and is proven, before the table adopts them all, which reads no row.
#pragma once
#include <string>

#include "dialects/postgres/operations/constraint.hpp"

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
// The last step of it. `table`: with its partitions.
Step& adopt_keys_of_partitions(Planning& p, Phase phase, const LockedObject& table,
                               const PartitionedKey& key, const std::string& what);
void require_key_at_contract(Planning& p, const Table& table, const Rule& rule);
// Refuses a table whose partitions would have to be named for it, at a time when they change.
void require_key_not_valid(const Planning& p, const Table& table);

}  // namespace migrate::postgres
