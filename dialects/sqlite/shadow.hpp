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

struct Shadow {
  Table from;  // as it is when expand begins
  std::string name, log, old;
  std::vector<CarriedColumn> columns;
  // How a row is found: in the table, and in the shadow by which columns of the table's row. They
  // are the same but where a column becomes the rowid.
  std::vector<std::string> key, to_key, to_key_of;
  // A table by which a VACUUM is seen, where the key is a rowid that is no column: it may give all
  // rows of a table other ones, and the log would name others. Else empty.
  std::string witness = {};

  bool two_keys() const { return key != to_key_of; }
};

std::vector<std::string> create_log(const Shadow& shadow);
std::vector<std::string> drop_log(const Shadow& shadow);
SyncTriggers log_triggers(const Shadow& shadow);

// Rows that the shadow alone has, ahead of a copy that is made anew.
Batch take_away(const Shadow& shadow);
Batch copy_batch(const Shadow& shadow);
// Where a VACUUM has come since `bear_witness` ran, `log_all_after_vacuum` empties the shadow and
// logs each row of the table. Both are empty where the witness is.
std::vector<std::string> bear_witness(const Shadow& shadow);
std::vector<std::string> log_all_after_vacuum(const Shadow& shadow);
ChangeLog change_log(const Shadow& shadow);
// All that the log holds, in the transaction of the exchange. Fails where a row has no place.
std::vector<std::string> drain(const Shadow& shadow);
// SQL that is true while no row named by the log meets `condition`.
std::string no_logged(const Shadow& shadow, const std::string& condition);
// Rows whose copy is another or missing, and rows that the shadow alone has; those that the log
// names apart.
Batch differing(const Shadow& shadow);
Batch extra(const Shadow& shadow);
// Takes the rows of the old table away, in batches.
Batch emptying(const Shadow& shadow);

}  // namespace migrate::sqlite
