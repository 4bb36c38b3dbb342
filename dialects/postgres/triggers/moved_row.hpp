// An UPDATE that moves a row to another partition fires the BEFORE INSERT triggers there, behind
// the BEFORE UPDATE ones where the row was. Nothing of such a row was left out: what looks so, a
// NULL or a default, somebody has written.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dialects/postgres/sync.hpp"

namespace migrate::postgres {

struct MovedRow {
  std::string note;  // in an UPDATE: which row it was
  std::string ask;   // in an INSERT, into migrate_moved (boolean): that row comes here
};

// None of a table that has no partitions. `name`: no other trigger's. `computed`: columns that tell
// no row from another, since triggers write them.
std::optional<MovedRow> moved_row(const SyncSite& site, const std::string& name,
                                  const std::vector<std::string>& computed);

}  // namespace migrate::postgres
