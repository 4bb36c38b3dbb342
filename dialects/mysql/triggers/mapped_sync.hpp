// Triggers that keep columns in step with others that are computed from them, both ways.
#pragma once
#include <string>
#include <vector>

#include "dialects/mysql/sync.hpp"

namespace migrate::mysql {

// A column as it stands in the catalog, and what computes it from the row.
struct Computed {
  Column column;
  std::string expression;
};

// `news` are computed from the row by the old columns, `olds` by the new ones. What a statement
// gives wins over what it leaves alone; where it gives both, both stay. An `up` that raises leaves
// the new columns NULL: the fill names the row. A `down` that raises leaves the old ones NULL, or,
// where they are NOT NULL, as they are written.
struct Mapping {
  std::string name;  // of the triggers: the column or columns they are about
  std::vector<Computed> olds, news;
  // A column that is always NULL. The fill sets it, which tells its writes from all others: what it
  // writes is not new code's. The trigger makes it NULL again.
  Column mark;
  // Every new column: that all are NULL new code may have written. It has where the old ones are
  // what `down` gives of that; such a row is not filled again but by the fill.
  bool may_be_null = false;
};
// The column is computed from the row at every write; NULL where that raises an error.
std::string computed_trigger(const Flavour& flavour, const Table& table, const Computed& computed,
                             Event event);
std::string mapping_trigger(const Flavour& flavour, const Table& table, const Mapping& mapping,
                            Event event);

}  // namespace migrate::mysql
