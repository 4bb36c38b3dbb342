// Locks on several things, all of them before anything is changed.
#pragma once
#include <string>
#include <vector>

#include "dialects/postgres/replace/replacement.hpp"

namespace migrate::postgres {

struct SwapLocks {
  // Autovacuum, and whoever changes the schema, is waited for first, where no reader or writer
  // waits behind us.
  std::vector<std::string> gently;
  // Then all locks, before anything is changed.
  std::string all;
};

struct Together {
  std::vector<std::string> tables;  // as SQL, the one to be asked for first in front
  std::string mode = "ACCESS EXCLUSIVE";
  // As SQL. Who has drawn a number holds its sequence to the end, and may need the table then.
  std::vector<std::string> sequences = {};
  // Of identity columns: another one has the name afterwards, and who waits for this one is out of
  // luck. So they are asked for last.
  std::vector<std::string> identities = {};
  // What comes behind these locks other tables, too, which this account may not lock by itself.
  bool others = false;
  // As SQL, those of the tables that have partitions: whoever uses one of these by its own name is
  // waited for in short, too.
  std::vector<std::string> partitioned = {};
  // Statements that drop views, or lock them ACCESS EXCLUSIVE, the outermost one first. Who reads
  // through a view has it before its tables; who has written to a table, and reads a view over it
  // then, has it behind them.
  std::vector<std::string> views = {};
  // The table that they read, as SQL; empty: the first one.
  std::string read = {};
  // What must be so of the views. No reader and no writer waits for us yet.
  std::vector<std::string> checks = {};
  // In contract, days after it was planned: the others may have other names by then, and the first
  // alone is locked where one has.
  bool later = false;
};

// Once the first is held, readers and writers wait. A transaction that has the second and needs the
// first, which we hold, would let them wait until our time is up: a row of the child and then the
// look at its parent, or a row of the parent and then its children. So the wait for the second is
// short, and the other order is tried. Decision 0009.
SwapLocks lock_in_either_order(const Together& wanted);
// `inbound`: the foreign keys that lead to the columns change; `drops`: their own go; `numbers`:
// their sequences change hands. `checks`, `views`: as above.
struct Swapped {
  bool inbound = false, drops = false, numbers = false;
  std::vector<std::string> checks = {}, views = {};
};
SwapLocks lock_all(const std::vector<const Replacement*>& all, const Swapped& what);

// One of which no more matters than the table that it refers to.
ForeignKey key_to(const std::string& table, bool partitioned = false);
// A table and those that its foreign keys refer to: adding or dropping one locks both sides.
Together with_referred(const Planning& p, const std::string& table_sql,
                       const std::vector<ForeignKey>& keys,
                       const std::string& mode = "ACCESS EXCLUSIVE");
// By a role that has been given no more than REFERENCES on it a table cannot be locked.
bool may_lock(const Planning& p, const std::string& table_sql);
// Ahead of what a step does, or undoes, in its transaction; nothing where it locks one table alone.
// An undo passes over what is not there any more, and so does `if_there`.
void lock_first(Step& step, const Together& wanted);
std::vector<std::string> locks_ahead(const Together& wanted, bool if_there = false);
void lock_first_in_undo(Step& step, Together wanted);
// Columns, with their foreign keys.
void lock_to_drop(const Planning& p, Step& step, const Table& table,
                  const std::vector<std::string>& columns);
// One statement that takes the locks and does this, for steps without a transaction.
std::string under_locks(const Together& wanted, const std::string& statement);

}  // namespace migrate::postgres
