// What the shape of a table says against its becoming a partitioned one. Bounds that overlap, or a
// value that is none of its column's type, the server refuses when the empty shadow is made.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/partitions.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Names = std::vector<std::string>;

bool holds(const Names& all, const std::string& name) {
  return std::find(all.begin(), all.end(), name) != all.end();
}

Names key_of(const Partitioning& parts) {
  Names key;
  for (auto& name : parts.key) key.push_back(name.value);
  return key;
}

void refuse_columns(const Planning& p, const ShadowChange& change, const Table& table) {
  for (auto& name : change.partition_by->key) {
    auto* column = table.column(name.value);
    if (column->generated)
      refuse_rebuild(p, change, table,
                     fmt::format("computes {}: no partition key may be", name.value));
  }
}

// Uniqueness is kept partition by partition.
void refuse_keys(const Planning& p, const ShadowChange& change, const Table& table,
                 const Table& made) {
  auto key = key_of(*change.partition_by);
  for (auto& index : made.indexes) {
    if (!index.unique) continue;
    auto columns = index.columns();
    for (auto& name : key) {
      if (holds(columns, name)) continue;
      std::erase(columns, std::string());
      auto wider = columns;
      for (auto& one : key)
        if (!holds(wider, one)) wider.push_back(one);
      refuse_rebuild(
          p, change, table,
          fmt::format("has {} {} over ({}): a partitioned table's holds the partition key, {}",
                      index.primary      ? "primary key"
                      : index.constraint ? "unique constraint"
                                         : "unique index",
                      index.name, join(columns, ", "), join(key, ", ")),
          index.primary
              ? fmt::format("say `primary_key: [{}]`, too, if code can do with that; or partition "
                            "by ({})",
                            join(wider, ", "), join(columns, ", "))
              : fmt::format("first, in a migration of its own, drop it and create one over ({}), "
                            "if code can do with that; or partition by ({})",
                            join(wider, ", "), join(columns, ", ")));
    }
  }
}

void refuse_constraints(const Planning& p, const ShadowChange& change, const Table& table) {
  for (auto& check : table.checks)
    if (check.definition.find(" NO INHERIT") != std::string::npos)
      refuse_rebuild(p, change, table,
                     fmt::format("has constraint {}, which is NO INHERIT", check.name),
                     "drop it first: a partitioned table takes none");
  for (auto& index : table.indexes)
    if (index.constraint && !index.unique && p.schema.version_number < 170000)
      refuse_rebuild(p, change, table, fmt::format("has exclusion constraint {}", index.name),
                     "drop it first: a partitioned table takes one from PostgreSQL 17 on");
  for (auto& key : table.foreign_keys) {
    if (key.ref_table == table.name)
      refuse_rebuild(p, change, table,
                     fmt::format("has foreign key {}, which refers to itself", key.name),
                     "drop it first, and create it when this has contracted");
    if (p.schema.version_number >= 180000) continue;
    // A partitioned table has each of its keys proven, and takes over those of its partitions only
    // where these lead to one table.
    if (key.definition.ends_with(" NOT VALID"))
      refuse_rebuild(p, change, table,
                     fmt::format("has foreign key {}, which is NOT VALID", key.name),
                     "validate it first: before PostgreSQL 18 a partitioned table takes none");
    if (key.ref_partitioned)
      refuse_rebuild(p, change, table,
                     fmt::format("has foreign key {}, which refers to {}, a partitioned table",
                                 key.name, key.ref_table),
                     "drop it first, or use PostgreSQL 18");
  }
  // Fixed in 15: https://www.postgresql.org/docs/15/release-15.html, "Enforce foreign key
  // correctly during cross-partition updates".
  for (auto& key : table.referenced_by)
    if (key.table != table.name && p.schema.version_number < 150000)
      refuse_rebuild(
          p, change, table,
          fmt::format("is referred to by foreign key {} of {}: before PostgreSQL 15 an UPDATE "
                      "that moves a row to another partition is a deletion to it",
                      key.name, key.table),
          "drop it first");
}

void refuse_names(const Planning& p, const ShadowChange& change, const Table& table) {
  for (auto& one : change.partition_by->partitions) {
    p.require_name(one.name);
    if (one.name.value == table.name)
      migrate::refuse("MIG-PLAN-EXISTS",
                      fmt::format("partition \"{}\" has the name of its table", table.name),
                      "choose another name", p.at().text());
    p.require_free_name(one.name, Planning::Named::relation);
  }
}

}  // namespace

void refuse_what_cannot_be_partitioned(const Planning& p, const ShadowChange& change,
                                       const Table& table, const Table& made) {
  if (!change.partition_by) return;
  refuse_columns(p, change, table);
  refuse_names(p, change, table);
  refuse_keys(p, change, table, made);
  refuse_constraints(p, change, table);
}

}  // namespace migrate::postgres
