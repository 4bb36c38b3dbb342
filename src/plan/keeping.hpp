// What contract drops, kept in a table of its own (`contract --keep-copy`, `migrate restore`;
// docs/decisions/0023).
#pragma once
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate {

// Puts the steps that keep a copy where they belong. A plan that has them already stays as it is.
void with_copies(Plan& plan);
// The same for one step: what runs for it, in order.
std::vector<Step> with_copy(const Step& step);

std::string kept_name(const std::string& migration, const std::vector<std::string>& parts,
                      std::size_t max_bytes);

// The values of a column with the key of their rows. The dialect gives the SQL.
struct KeptColumn {
  const Table& table;
  std::string column, archive;
  std::vector<std::string> freeze = {};  // ends what writes the column; empty: nobody does
  std::vector<std::string> create = {};
  Batch copy = {};
  std::vector<std::string> add = {};  // puts the column back, without values
  Batch fill = {};                    // gives it those that were kept
  bool transactional = false;
  std::string created = {}, added = {};  // probes, where not
  LockImpact altering = {}, batches = {}, nobody = {};
};
Step::Copy copy_of(const KeptColumn& kept);

// The table itself, under another name.
struct KeptTable {
  const Table& table;
  std::string archive;
  std::vector<std::string> keep = {}, back = {};
  bool transactional = false;
  std::string kept = {}, restored = {};  // probes, where not
  LockImpact keeping = {}, restoring = {};
};
Step::Copy copy_of(const KeptTable& kept);

}  // namespace migrate
