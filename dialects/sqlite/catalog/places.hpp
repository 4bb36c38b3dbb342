// Edits of a stored definition whose place is found again, in contract or in a rollback, whatever
// other migrations of the table have begun or ended meanwhile (docs/decisions/0018).
#pragma once
#include <string>
#include <vector>

#include "dialects/sqlite/catalog/create_table_text.hpp"
#include "schema/schema.hpp"

namespace migrate::sqlite {

struct ColumnEdit {
  TextEdit edit;
  TextRange words;                       // what `edit.from` is
  std::vector<std::string> others = {};  // columns that must stay, or it is not found
};
// `range`, which belongs to the column, becomes `text`.
ColumnEdit column_edit(const std::string& sql, const CreateTableText& table,
                       const ColumnText& column, TextRange range, const std::string& text);

// Puts a constraint behind all that the parentheses hold by then: SQLite puts a new column before
// the constraints, or there. Nothing of SQLite's changes what stands behind them.
TextEdit put_last(const std::string& sql, const CreateTableText& table,
                  const std::string& constraint);

// A constraint that forbids nothing, in the place of one that a rollback puts back. A comment would
// not do: it goes with the column before it, and a new column may come behind it.
std::string constraint_place(const Table& table, const std::string& constraint);
bool is_constraint_place(const ConstraintText& constraint);

}  // namespace migrate::sqlite
