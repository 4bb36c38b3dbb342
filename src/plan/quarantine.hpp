// Contract in two parts (docs/decisions/0023): the first hides the old shape, the second drops it
// once the quarantine is over.
#pragma once
#include "migration/migration.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"
#include "util/units.hpp"

namespace migrate {

// What is planned for contract after the first `known` of its steps hides, and the checks before
// it.
void hides_from(Plan& plan, std::size_t known);
std::size_t contract_steps(const Plan& plan);

// Nothing where contract neither drops nor hides anything.
void into_two_parts(Plan& plan, Millis quarantine);
// The same of a plan that was made before the quarantine was asked for, or for another time. What
// it has no step to hide stays in its place meanwhile. Zero changes nothing: what was to be hidden
// is dropped by its hidden name.
void ask_quarantine(Plan& plan, Millis quarantine);

// Does another operation of this migration read the column in what it has planned for the table, a
// trigger for example? It would not find it under another name.
bool read_by_others(const Plan& plan, const std::string& table, const std::string& column);

// The name of a column or table while it is hidden.
std::string hidden_name(const std::vector<std::string>& parts, std::size_t max_bytes);
// The same for a column of `plan`; empty: there is no quarantine, or another operation of the
// migration reads the column, which a note says. To be asked before the operation plans anything.
std::string hidden_name_of(const Migration& migration, Plan& plan, const std::string& table,
                           const std::string& column, std::size_t max_bytes);
// The table while one of its columns is hidden.
Table with_column_called(Table table, const std::string& column, const std::string& name);

}  // namespace migrate
