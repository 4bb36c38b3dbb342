// A rebuild of a table through a shadow table (docs/decisions/0020).
#pragma once
#include <map>
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
  std::vector<std::string> cluster_by;          // columns
  // Why old code could not use the new shape, so that contract exchanges; empty: it can.
  std::string late_because;
};

void plan_shadow(Planning& p, Table& table, const ShadowChange& change);
void plan_rebuild_table(Planning& p, const RebuildTable& op);
// alter_column with `strategy: shadow`.
void plan_alter_by_shadow(Planning& p, const AlterColumn& op);

}  // namespace migrate::postgres
