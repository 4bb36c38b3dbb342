// Triggers that keep old columns and new ones in step, each side computed from the other.
#pragma once
#include <string>
#include <vector>

#include "dialects/sqlite/sync.hpp"

namespace migrate::sqlite {

struct MappedColumn {
  std::string column;
  std::string expression;         // over the row, by the columns of the other side
  std::string left_out = "NULL";  // SQL of the value that means "not given"
  bool not_null = false;          // a NULL that remains is refused
};

// `table` has the columns of both sides. What a statement gives wins over what it leaves alone;
// where it gives both sides, both stay.
struct Mapping {
  std::vector<MappedColumn> olds, news;
  // Every new column: that all are NULL new code may have written. It has where the old ones are
  // what `down` gives of that; such a row is not filled again but by the fill.
  bool may_be_null = false;
};
SyncTriggers mapping_triggers(const Table& table, const Mapping& mapping, const Location& at);

// SQL over a row: its new columns are empty, and the old ones give something for them.
std::string unfilled(const Mapping& mapping);
// The same once backfill has ended.
std::string still_unfilled(const Table& table, const Mapping& mapping);
// "a = (…), b = (…)"
std::string computed(const std::vector<MappedColumn>& columns);
// One of the columns does not hold what the row gives for it.
std::string any_apart(const Table& table, const std::vector<MappedColumn>& columns);
// None of them holds a value. `row`: "NEW.", or empty.
std::string all_null(const std::vector<MappedColumn>& columns, const std::string& row = {});

}  // namespace migrate::sqlite
