// Triggers that note when old code writes, for the gate (docs/decisions/0026).
#pragma once
#include <string>
#include <vector>

#include "migration/migration.hpp"
#include "plan/names.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate {

// How a write of old code is told: it gives the old column and none of the new ones. Without a
// column: every write to the table is one.
struct OldSide {
  std::string table, column;
  std::vector<std::string> news;
  // What a trigger of ours writes into the old column when new code has written; empty: nothing.
  std::string carried;

  std::string name() const { return column.empty() ? table : table + "." + column; }
};

// Of a migration that is planned as a whole, in `plan`; none where nobody has asked. `schema`: as
// it is then. Notes which of its old names cannot be told.
std::vector<OldSide> old_sides(const Migration& migration, Plan& plan, const Schema& schema);

// How often one is noted: a tenth of `quiet`, between one second and ten.
std::int64_t noting_interval(const ContractSettings& settings);

// "…" of all that it makes.
std::string noting_name(const Migration& migration, const OldSide& side, const std::string& what,
                        NameLimit limit);

// The step that ends the noting: before the names that its triggers know go. Where something is
// hidden that the triggers would not follow (`hides`), before that.
Step& add_end_of_noting(Plan& plan, const OldSide& side, bool hides);

// Does an INSERT tell whether this column was given? Not where each row gets a value of its own.
bool tells_given(const Column& column);

}  // namespace migrate
