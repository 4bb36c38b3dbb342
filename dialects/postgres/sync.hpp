// Trigger functions that keep a second column in step (docs/decisions/0001).
//
// The triggers are BEFORE ROW triggers whose names begin with zz_: PostgreSQL fires BEFORE triggers
// in the byte order of their names, so a user's own trigger that normalises the column has run
// before (user_triggers.hpp). Among ours, renames ("zz_migrate_rename…") come before derived
// columns ("zz_migrate_value…"), whose expressions may read a renamed one. Where that order is not
// the one in which they read each other, a rank stands in the name (trigger_order.hpp).
//
// They fire as triggers do by default: not for sessions with session_replication_role = replica
// (logical replication's apply, some restores).
//
// A rename's trigger fires only where the two columns differ, so neither a backfill's update, which
// makes them equal, nor an application's write to other columns calls it. A derived column's is
// silenced by its own batches alone, with `SET LOCAL migrate.backfill = '<trigger>'`.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace migrate::postgres {

struct Sync {
  std::string trigger;              // unquoted
  std::vector<std::string> create;  // function, trigger
  std::vector<std::string> drop;    // safe when they are not there
  std::string guard;                // what a batch sets first; empty: nothing
};

// What the two kinds share.
struct SyncSite {
  std::string migration;  // id
  std::string schema;
  std::string table;
  std::string search_path;  // for expressions of the user's and for type names
  const Table* known = nullptr;
  int rank = 0;  // trigger_order.hpp
};

// By the type's own equality two values are equal only where their stored images are.
bool equality_is_image(const Column& column);
// The stored images of two expressions of one type differ; never by collation, also for types that
// have no equality (json).
std::string differs(const std::string& a, const std::string& b);
// The same for two expressions of this column's type, by its own equality where two equal values
// have one image (integers, text under a deterministic collation …): comparing records costs a
// microsecond a row.
std::string differs(const Column& column, const std::string& a, const std::string& b);
std::string same(const std::string& a, const std::string& b);

// "(expression)", safe when the expression ends with a comment.
std::string parenthesised(const std::string& expression);

// A BEFORE row trigger and its function, `kind` and `column` in their names.
// `settings`: the function's SET clauses (settings_for); empty where nothing in the body depends on
// any. `when`: the trigger's condition, empty for always; none: it is silent while a batch of its
// own step says so (Sync::guard), but for what the user's own triggers write meanwhile.
Sync row_trigger(const SyncSite& site, const std::string& kind, const std::string& column,
                 const std::string& settings, const std::string& body,
                 std::optional<std::string> when = std::nullopt,
                 const std::string& events = "INSERT OR UPDATE");

// A value that the fill has computed from the row before the user's triggers changed it is computed
// again behind them: by a trigger that is not silent for its fill. Set it must be, not left as the
// NULL that it is: a trigger of the user's may drop an update that changes nothing. Statements that
// make the columns NULL again, which means "not filled", where a fill has set them, and nobody
// else. They use `migrate_was`, a record.
std::string computed_again(const SyncSite& site, const std::vector<std::string>& columns,
                           const std::vector<std::string>& expressions);
// Such a trigger: as row_trigger.
Sync loud_trigger(const SyncSite& site, const std::string& kind, const std::string& column,
                  const std::string& settings, const std::string& body);

Sync rename_sync(const SyncSite& site, const Column& first, const std::string& second);

struct Derived {
  std::string column;
  std::string expression;  // over the row's columns, bare or qualified by the table's name
  // The constant default that a left-out column has; empty: NULL.
  std::string left_out_default;
  std::string type;
  bool fills_inserts = true;      // false: "left out" cannot be told (volatile default)
  bool null_is_unfilled = false;  // a NULL is a row that the backfill has not reached
  bool required = false;          // will be NOT NULL: a NULL is never kept
  bool not_null = false;          // is NOT NULL already
  // A NULL that the expression gives takes no value's place: the statement was right before.
  bool keeps_value = false;
  bool behind_others = false;  // the fill's rows too are computed here: computed_again
};
// Where the expression raises an error the column is NULL, or as it was written where it is NOT
// NULL; only where that cannot be stored does the statement fail.

Sync derived_sync(const SyncSite& site, const Derived& derived);

// Gives a row that has no value of `column` yet its default when it is updated: an UPDATE may move
// it to where the fill has been already, to another key or, of a table that is walked by block, to
// any place.
Sync default_sync(const SyncSite& site, const std::string& column, const std::string& default_sql,
                  const std::string& type);

// Gives rows that break a new rule, by whoever writes them, values that keep it.
struct Mend {
  std::string name;      // of the column or constraint
  std::string when;      // condition over NEW; empty: the function asks
  std::string violated;  // over the row's columns; empty: `when` says it all
  std::vector<std::pair<std::string, std::string>> values;  // column, expression over the row
  // A row for which an expression raises an error is stored as it was written.
  bool may_stay = false;
};
Sync mend_sync(const SyncSite& site, const Mend& mend);

}  // namespace migrate::postgres
