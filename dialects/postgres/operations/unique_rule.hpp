// UNIQUE and PRIMARY KEY on a table that has rows.
#pragma once
#include <string>
#include <vector>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

struct UniqueRule {
  std::string name;
  std::vector<std::string> columns, include;
  bool primary = false, nulls_not_distinct = false;
  std::string deferral;  // " DEFERRABLE INITIALLY DEFERRED"
  std::string storage_parameters, tablespace;
  std::string replaces;  // the primary key whose place it takes; else empty
};
// A duplicates check, the index, and the constraint on it; all in backfill. Only the exchange of
// one primary key for another waits for contract: old code's ON CONFLICT needs the one that is
// there.
void add_unique_rule(Planning& p, Table& table, const UniqueRule& rule);

// Refuses, naming it, what hangs on the index of a constraint that is to go: a foreign key, the
// table's replica identity.
void require_free(const Planning& p, const Table& table, const Index& index);

}  // namespace migrate::postgres
