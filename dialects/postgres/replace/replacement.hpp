// One column being replaced by another in place (docs/decisions/0006): what is known of it while
// its steps are planned. beside.cpp makes the second column, build.cpp
// builds on it what the first one has (not_null.cpp its NOT NULL),
// rules.cpp what comes together with the new type, parts.cpp what
// partitions need, swap.cpp exchanges the two.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "dialects/postgres/operations/constraint.hpp"
#include "dialects/postgres/partitions/partitioned_index.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/replace/carried_views.hpp"
#include "dialects/postgres/triggers/mapped_sync.hpp"

namespace migrate::postgres {

struct Renamed {
  std::string table;              // as SQL
  std::string name, second, old;  // before the swap: name, second; after it: old, name
};

// Constraints that the file adds together with the type.
struct NewRules {
  std::vector<Rule> rows;  // CHECK, FOREIGN KEY
  std::string unique;      // name of the constraint; empty: none
};

struct Replacement {
  Replacement(Planning& p, Table& table, const Column& first);

  Planning& p;
  Table& table;
  const Column first;  // as it is before
  const std::string q;
  std::string second;   // name of the other column, before and after the swap
  std::string type;     // the new one
  bool shared = false;  // swapped at the end of backfill, else in contract
  bool required = false;
  std::string default_sql;     // of the new column; empty: none
  bool default_given = false;  // by the file: no column has had it yet
  NewRules rules;
  // The first column's expressions, where they are built on the second one: in the words of its
  // type. Empty: as they are.
  std::function<std::string(const std::string& sql)> reword;
  Sync mend;  // of the first column, with `sync`; may be none
  Sync sync;
  std::optional<Upward> upward;
  std::string differ;  // the two columns are not in step
  CarriedViews views;  // over the first column, where it changes place alone

  std::vector<Renamed> constraints, indexes;
  // Those that have parts with names of their own: on each partition of the table; of a foreign
  // key, to each partition of the table that it refers to.
  std::vector<Renamed> index_parts, key_parts;
  std::vector<Renamed> inbound;            // foreign keys of other tables
  std::vector<std::string> inbound_again;  // for the undo: the old ones, NOT VALID
  const Index* primary = nullptr;          // has the column
  std::vector<std::string> worded;  // built on the second column by the words of an expression
  std::string primary_second, primary_twin;  // indexes on the second and on the first column
  std::string not_null_second;               // 18 and later: name of the constraint

  std::string column() const;         // quoted
  std::string second_column() const;  // quoted
  std::string other(const std::string& part, const std::string& name) const;
  // A list of this table's columns, the first replaced by the second.
  std::vector<std::string> renamed(std::vector<std::string> columns) const;
};

// `index` on the second column: behind ON.
std::string definition_on_second(const Replacement& r, const Index& index);
// A partitioned table: what cannot be carried over; an index with all its parts, before the swap;
// in the swap the names of what hangs below the table's own, before those, and its primary key.
void refuse_on_partitions(const Replacement& r);
void build_index_on_partitions(Replacement& r, const Index& index);
std::vector<std::string> exchange_parts(const Replacement& r, bool back);
std::vector<std::string> primary_on_partitions(const Replacement& r, bool back);

std::string child_sql(const Planning& p, const ForeignKey& key);

// Statements that fail where an expression over the first column has no meaning for the type of the
// second one; they read nothing.
std::vector<std::string> rehearsal(const Replacement& r);
// Policies and triggers' conditions, which the swap makes anew, on a copy of the table: a step
// each.
void rehearse_carried(const Replacement& r);
// By a second column: not one whose type changes in the catalog alone, or not at all.
bool is_replaced(const Table& table, const AlterColumn& op);
std::string type_on_copy(const Table& table, const Column& column, const std::string& type);
// All views over the columns made again, and taken back: in expand, before anything else. `before`
// and `after` the second columns: what else must be so.
void rehearse_views(const std::vector<const Replacement*>& all, const CarriedViews& views,
                    const std::vector<std::string>& before = {},
                    const std::vector<std::string>& after = {});
void refuse_what_cannot_be_replaced(const Planning& p, const Table& table, const Column& column,
                                    const std::string& what);
// Behind the name of a column: the type, and the first one's collation.
std::string type_of_second(const Replacement& r);
std::vector<std::string> exchange_names(const Replacement& r);
// The second column, from expand to the end of backfill but for NOT NULL and the swap. `up`: empty
// for a cast.
void stand_beside(Replacement& r, const std::string& up, const std::optional<std::string>& comment);
// In contract.
void compare_again(Replacement& r);
// What the file says of constraints; a CHECK is tried in expand on a column of the new type.
NewRules new_rules(Planning& p, const Table& table, const Column& column, const AlterColumn& op,
                   const std::string& to);
// Of a column that has the new type from expand on.
void add_new_rules(Planning& p, Table& table, const Column& column, const NewRules& rules);
// Names the rows that the new rules would refuse: once the second column is filled, before anything
// is built on it; and again in contract.
void look_at_new_rules(Replacement& r, Phase phase);
// On the second column, before the swap: in backfill where that comes then, else in contract, when
// old code can no longer write what `up` makes a duplicate.
void build_new_unique(Replacement& r);
// CHECK and FOREIGN KEY, in contract, on the column of the new type by its name. Not before the
// swap: what a foreign key's action writes to the second column, its trigger would take back.
void require_new_rules(Replacement& r);
// For the operations that follow in the file. `contract`: a unique index is built only there.
void know_new_rules(Table& table, const Column& column, const AlterColumn& op, bool contract);
// Everything of the first column on the second one, before the swap.
void build_on_second(Replacement& r);
void add_not_null(Replacement& r, Phase phase);
// One that the first column has NOT VALID (18 and later), where nothing is said of it.
void keep_unproven_not_null(Replacement& r, Phase phase);
// The swap in backfill, with its undo, and the drop in contract.
void add_swap(Replacement& r);
void add_drop_second(Replacement& r);
// The swap in contract, together with the drop: of all at once, then `after`. `type`: as below.
Step& add_final_swap(const std::vector<const Replacement*>& all, const CarriedViews& views,
                     const std::string& title, const std::vector<std::string>& after = {},
                     const std::string& type = "");

// unchanged.cpp: a statement that fails, and says what it is, where something of the
// first column that the second one has got, or gets in the words of the plan, is another by now.
// None where the column is not there yet.
std::vector<std::string> first_unchanged(const Replacement& r);
// `gently`: SwapLocks::gently. Looks are behind its locks, which keep what they see as it is (but
// for GRANT and views), and in the message of the last: the locks that others wait behind have the
// same place in both directions, from which their time is counted.
void look_gently(std::vector<std::string>& gently, const Replacement& r,
                 const std::vector<std::string>& looks);
// numbers.cpp: the default and the sequence go from the one column to the other; the
// sequences that do.
std::vector<std::string> move_default(const Replacement& r, bool back);
std::vector<std::string> sequences_of(const std::vector<const Replacement*>& all);
// Functions that mention the columns, or `type`: one that was made anew under its name; else empty
// (read_functions_anew.hpp).
std::string read_functions_anew(const std::vector<const Replacement*>& all,
                                const std::string& type = "");

}  // namespace migrate::postgres
