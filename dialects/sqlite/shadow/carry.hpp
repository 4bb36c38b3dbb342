// A table of the new shape beside the table, and the log of what changes meanwhile: the SQL of it
// (shadow/plan.cpp has the steps; docs/decisions/0018).
#pragma once
#include <string>
#include <vector>

#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/sync.hpp"

namespace migrate::sqlite {

struct CarriedColumn {
  std::string to;
  std::string expression;  // over a row of the table
};

struct Carry {
  Table from;  // as it is when expand begins
  std::string to, log;
  std::vector<CarriedColumn> columns;
  // How a row is found: in the table, and in the shadow by which columns of the table's row. They
  // are the same but where a column becomes the rowid.
  std::vector<std::string> key, to_key, to_key_of;
  // A table by which a VACUUM is seen, where the key is a rowid that is no column: it may give all
  // rows of a table other ones, and the log would name others. Else empty.
  std::string witness = {};

  bool two_keys() const { return key != to_key_of; }
};

std::vector<std::string> create_log(const Carry& carry);
std::vector<std::string> drop_log(const Carry& carry);
SyncTriggers log_triggers(const Carry& carry);

// Rows that the shadow alone has, ahead of a copy that is made anew.
Batch take_away(const Carry& carry);
Batch copy_batch(const Carry& carry);
// Where a VACUUM has come since `bear_witness` ran, `log_all_after_vacuum` empties the shadow and
// logs each row of the table. Both are empty where the witness is.
std::vector<std::string> bear_witness(const Carry& carry);
std::vector<std::string> log_all_after_vacuum(const Carry& carry);
ChangeLog change_log(const Carry& carry);
// All that the log holds, in the transaction of the exchange. Fails where a row has no place.
std::vector<std::string> drain(const Carry& carry);
// SQL that is true while no row named by the log meets `condition`.
std::string no_logged(const Carry& carry, const std::string& condition);
// Rows whose copy is another or missing, and rows that the shadow alone has; those that the log
// names apart.
Batch differing(const Carry& carry);
Batch extra(const Carry& carry);
// Takes the rows of the table away that `from` is called `old` by then, in batches.
Batch emptying(const Carry& carry, const std::string& old);

}  // namespace migrate::sqlite
