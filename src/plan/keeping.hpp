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
  // Puts the column back. NULL in every row, so that what is written from then on can be told from
  // what nobody has written; or, without `fill`, with the values that were kept.
  std::vector<std::string> add = {};
  std::vector<std::string> give_default = {};  // where that needs a step of its own
  // Gives the values that were kept to the rows that have none by then: what the application has
  // written since is its own.
  std::optional<Batch> fill = {};
  bool transactional = false;
  // Probes: `created` where not. `added` everywhere: a restore asks by it whether somebody has made
  // one of that name since.
  std::string created = {}, added = {};
  LockImpact altering = {}, batches = {}, nobody = {};
  std::optional<LockImpact> adding = {};  // where `add` takes another than `altering`

  // Rows that came since contract get the default, as those of the application do. So that they can
  // be told from rows that held NULL, these are kept, too.
  static bool gives_default(const Column& column) {
    return column.default_sql && column.default_constant;
  }
  static bool keeps_nulls(const Column& column) { return column.nullable && gives_default(column); }
};
Step::Copy copy_of(const KeptColumn& kept);

// The table itself, under another name.
struct KeptTable {
  const Table& table;
  std::string archive;
  std::vector<std::string> keep = {}, back = {};
  bool transactional = false;
  // Probes: `kept` where not; `restored` as `KeptColumn::added`.
  std::string kept = {}, restored = {};
  LockImpact keeping = {}, restoring = {};
};
Step::Copy copy_of(const KeptTable& kept);

}  // namespace migrate
