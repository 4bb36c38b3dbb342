// Triggers that keep columns in step with others that are computed from them (docs/decisions/0006).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dialects/postgres/sync.hpp"

namespace migrate::postgres {

// `second` holds what `first` holds, by assignment: whichever of the two has the new type. Both are
// compared as the old type, which `first` says, but for a length, which would cut. The texts are
// the same before and after the two columns have exchanged their names.
Sync follow_sync(const SyncSite& site, const Column& first, const std::string& second);
// The two columns do not hold the same; `row`: "NEW." or nothing.
std::string parted(const Column& first, const std::string& second, const std::string& row = {});

// One column, computed from the row.
struct Computed {
  std::string column, type, expression;
};

// `second` is computed from the row at every write; NULL where that raises an error.
Sync computed_sync(const SyncSite& site, const std::string& first, const Computed& second);

// Both sides are written: `news` are computed from the row by the old columns, `olds` by the new
// ones. What a statement gives wins over what it leaves alone; where it gives both, both stay. An
// `up` that raises leaves the new columns NULL: the fill names the row. A `down` that raises leaves
// the old ones NULL, or, where they are NOT NULL, as they are written.
// What a column holds that an INSERT leaves out, by a trigger whose function has settings of its
// own: its constant default; empty: NULL. Nothing: it cannot be told from a value that was given.
std::optional<std::string> left_out_value(const Column& column);

struct Mapping {
  std::string name;  // of the trigger: the column or columns it is about
  std::vector<Computed> olds, news;
  // By old column: its constant default; empty: NULL. Nothing: one that cannot be told from a
  // value that was given; an INSERT that gives the new columns has then left the old ones out.
  std::vector<std::optional<std::string>> old_defaults;
  std::vector<bool> old_not_null;
  bool behind_others = false;  // computed_again (sync.hpp)
  // Every new column: that all are NULL new code may have written. It has where the old ones are
  // what `down` gives of that; such a row is not filled again but by the fill.
  bool may_be_null = false;
};
Sync mapping_sync(const SyncSite& site, const Mapping& mapping);

// migrate."migrate_up__…"(row): the expression, with the key of a row for which it raises in the
// error's text.
struct Upward {
  std::vector<std::string> create, drop;
  std::string call;  // over a row of the table in FROM
};
Upward upward_function(const SyncSite& site, const Computed& computed,
                       const std::vector<std::string>& key);

// migrate."migrate_settled__…"(row): the old columns are what `down` gives of the new ones.
Upward settled_function(const SyncSite& site, const Mapping& mapping);

}  // namespace migrate::postgres
