// A column that a statement leaves out holds its default, or NULL, until an AFTER trigger fills it.
// SQLite looks at every rule before that: what would make it refuse the row, or REPLACE take
// another one away, is refused here.
#pragma once
#include "dialects/sqlite/planning.hpp"

namespace migrate::sqlite {

// That value in a unique index. `until`: "a trigger fills it".
void require_no_unique(const Planning& planning, const Table& table, const Column& column,
                       const char* until);

}  // namespace migrate::sqlite
