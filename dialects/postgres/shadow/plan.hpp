// A rebuild of a table through a shadow table (docs/decisions/0020).
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

struct ShadowChange {
  std::string what, why;                        // in titles
  std::map<std::string, std::string> types;     // columns: the new type
  std::map<std::string, std::string> up;        // columns: over the old row; not there: a cast
  std::map<std::string, std::string> down;      // columns: over the new row; not there: a cast
  std::map<std::string, std::string> defaults;  // columns: another one; empty: none
  std::map<std::string, bool> nullable;         // columns for which that changes
  std::map<std::string, std::string> comments;  // columns: another one; empty: none
  std::set<std::string> unlike;                 // columns whose new type old code cannot use
  std::set<std::string> columns;                // that operations name
  std::vector<const Operation*> added;          // add_column
  std::vector<std::string> cluster_by;
  std::optional<Partitioning> partition_by;  // the new table is a partitioned one
  std::vector<std::string> primary_key;      // another one
  std::vector<std::string> column_order;  // all columns that the table has; empty: as it has them
  // Why old code could not use the new shape, so that contract exchanges; empty: it can.
  std::string late_because;
};

void plan_shadow(Planning& p, const ShadowChange& change, Table& table);
void plan_rebuild_table(Planning& p, const RebuildTable& op);

// together.cpp: rebuild_table, or alter_column with `strategy: shadow`, and what else the migration
// alters of that table or adds to it come in one rebuild, where the first of them stands.
bool is_rebuilt(const Planning& p, const Identifier& table);
bool is_of_rebuild(const Operation& operation, const std::string& table);
void plan_rebuild(Planning& p, const Identifier& table);

}  // namespace migrate::postgres
