// Everything that is attached to a table and that a copy of it does not get by itself, as
// statements for a rebuild through a shadow: a new table beside the old one, which takes its name.
//
// The caller makes the shadow with its columns, their defaults and generation expressions (not
// identity), CHECK and NOT NULL constraints and foreign keys under the names that they have on the
// table (such names are per table), and its indexes, with the constraints that they keep, under
// `name_on_shadow` (names of relations are per schema). All else is here:
//
//   1. `create` "shadow" (…) `create_options`; `before_copy`         in one transaction
//   2. `rehearsal`, between SAVEPOINT and ROLLBACK TO SAVEPOINT      the shadow is empty
//   3. the copy; indexes; the shadow's own constraints
//   4. `on_shadow`, in one transaction; ANALYZE
//   5. one transaction, the exchange; `locks` is lock_in_either_order of `tables` and the shadow,
//   `sequences`, `identities`, `swap.views` and `swap.checks`:
//        `locks.gently`                                              nobody waits behind these
//        `locks.all`                                                 ACCESS EXCLUSIVE
//        the rest of the change log
//        `swap.under_lock`                                           renames the tables, too
//   6. `after_swap`, each by itself
//   back: the same with `swap_back` (step 5) and `after_swap_back`.
//
// From 4 to 5 neither the user's triggers and rules nor row security are armed on the shadow, and
// from 5 on not on the old table: the application of a log fires nothing of the user's. (On 1 to 3
// there are none.) Identity columns are BY DEFAULT there, so that any value can be written. The
// tool's own triggers are left alone throughout.
//
// Dropping the shadow undoes 1 to 4. The exchange can be repeated after it was taken back.
#pragma once
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "plan/lock_impact.hpp"

namespace migrate::postgres {

struct ShadowNames {
  std::string schema;
  std::string table, shadow;
  std::string old;  // of the old table, from the exchange on

  std::string table_sql() const, shadow_sql() const, old_sql() const;  // quoted, with the schema
};

// Of an index (with its constraint), an identity's sequence, extended statistics: what it is called
// on the shadow before the exchange, and on the old table after it.
std::string name_on_shadow(const ShadowNames& names, const std::string& name);
std::string name_on_old(const ShadowNames& names, const std::string& name);

// How the new shape differs.
struct ShapeChange {
  std::map<std::string, std::string> retyped;  // columns: the new type
  std::map<std::string, std::string> renamed;  // columns: the new name
  std::set<std::string> dropped;               // columns
  std::set<std::string> replaced;  // indexes and constraints that the new table has not, by name
  // Columns; empty: the new table is not partitioned.
  std::vector<std::string> partition_key = {};
  // Columns; empty: it is as it was.
  std::vector<std::string> primary_key = {};
  // The index of the key that was, its columns, and what the new table has over the same, if it
  // has.
  std::string old_key = {}, same_as_old_key = {};
  std::vector<std::string> old_key_columns = {};
};

struct Exchange {
  // Fails, and names it, where something is not what it was when it was planned how to carry it.
  // Behind SHARE UPDATE EXCLUSIVE on `tables`, which keeps it so, with three exceptions: GRANT,
  // functions, and what is made anew over the table. Those are looked for again under the lock.
  std::vector<std::string> checks;
  // Drop views, or lock them ACCESS EXCLUSIVE, a statement each, the outermost one first.
  std::vector<std::string> views;
  // Catalog only: no row is read, no index built. Few messages, of many statements each. Fails, and
  // names it, where something would be left on the table that goes.
  std::vector<std::string> under_lock;
  // ROW EXCLUSIVE: what rules write that are made in it.
  LockedObjects written_by_rules;
};

// A foreign key of another table, NOT VALID since the exchange. Reads that table under SHARE UPDATE
// EXCLUSIVE (and ROW SHARE on the new one): reads and writes go on.
struct Validation {
  std::string table, constraint;  // `table`: as SQL
  std::string sql;
  std::string probe;  // 1: done, 0: not
};

struct Attached {
  std::string create;          // CREATE TABLE, CREATE UNLOGGED TABLE
  std::string create_options;  // behind the columns: " USING …", " WITH (…)", " TABLESPACE …"
  std::string partition_options;  // the same for each partition, where the shadow has some
  // On the shadow, which nobody uses (ACCESS EXCLUSIVE there, on nothing else): owner, storage,
  // compression, statistics targets.
  std::vector<std::string> before_copy;
  // The exchange of the empty shadow, as far as it depends on expressions: policies, triggers,
  // rules, views, functions, row filters over another type. Locks like the exchange (`tables` and
  // views), for milliseconds; to be rolled back. May be empty: nothing that could fail.
  Exchange rehearsal;
  // As before_copy: grants, policies, comments, extended statistics, replica identity, triggers …
  std::vector<std::string> on_shadow;
  // Exclusion constraints, by name: what stands behind ADD CONSTRAINT.
  std::map<std::string, std::string> exclusions;
  // To be locked in the exchange beside the shadow, as SQL, in the order of lock_in_either_order:
  // tables with foreign keys to this one, whose policies or rules read it, which inherit from it;
  // then the table itself.
  std::vector<std::string> tables;
  // That columns own, and those of identity columns, as SQL; to be locked with them.
  std::vector<std::string> sequences, identities;
  // After the exchange, for each of them that gets another type: counts 1 where it has come beyond
  // what the old one counts to.
  std::vector<std::string> beyond;
  LockedObjects locked;  // tables, views, sequences, for people
  Exchange swap, swap_back;
  std::vector<Validation> after_swap, after_swap_back;
  // A SELECT of what the table has when it is asked for: part, digest. What is changed of it behind
  // the exchange would be gone after an exchange back.
  std::string now;
  // What cannot be carried, each in one sentence. Not empty: nothing else here is to be used.
  std::vector<std::string> refusals;
  std::vector<std::string> notes;
};

// Reads the catalogs, changes nothing. The table must exist and be one (MIG-PLAN… is the caller's).
Attached read_attached(db::Connection& live, const ShadowNames& names,
                       const ShapeChange& change = {});

}  // namespace migrate::postgres
