// Columns that a rebuild adds to its table: the shadow has them from the start, the copy fills
// them (docs/decisions/0031).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "dialects/postgres/operations/new_column.hpp"
#include "dialects/postgres/shadow/plan.hpp"
#include "dialects/postgres/sync.hpp"

namespace migrate::postgres {

struct Rebuild;

struct AddedColumn {
  NewColumn n;
  // `up`, or what it is generated as, over a row of the old table.
  std::string over_old;
  Numbering numbering;
  std::string sequence;  // of a number, as SQL
  // From an early exchange until contract: fills it where old code leaves it out.
  Sync sync;
  bool generated = false;
  // NOT NULL from the start; a generated one of an early exchange: from contract on.
  bool tight = false;
};

// Adds them to `made`, the new shape, to which they refer from then on.
std::vector<AddedColumn> added_columns(Planning& p, const ShadowChange& change, const Table& was,
                                       Table& made);
// What the copy writes, by column, over a row of the old table.
std::map<std::string, std::string> copied_values(const ShadowChange& change,
                                                 const std::vector<AddedColumn>& added);

// In the step that makes the shadow; with it the question whether each `up` can be compared.
void add_to_shadow(const Rebuild& r, Step& make);
void look_for_added_nulls(const Rebuild& r);
// Of an early exchange: in it, for the way back, and what is asked before that.
std::vector<std::string> follow_added(const Rebuild& r);
void keep_sequences(Rebuild& r);
void add_loss_of_added(const Rebuild& r, Step& step);
void finish_added(const Rebuild& r, Table& made);

}  // namespace migrate::postgres
