// A column that a statement leaves out holds its default, or NULL, until an AFTER trigger fills it.
// SQLite looks at every rule before that: what would make it refuse the row, or REPLACE take
// another one away, is refused here.
#pragma once
#include "dialects/sqlite/operations/planning.hpp"

namespace migrate::sqlite {

// That value in a unique index. `until`: "a trigger fills it".
void require_no_unique(const Planning& planning, const Table& table, const Column& column,
                       const char* until);

// The old value there of a row in which a statement of new code changes other columns of the index
// at once: noted, for nothing may write the row before the statement has (SQLite leaves undefined
// what a BEFORE trigger does to it).
void note_unique_in_between(const Planning& planning, const Table& table, const Column& column);

// That value in a CHECK, or in a generated column that may not be NULL; and the old value there of
// a row in which a statement changes other columns of the rule at once.
void require_rules_pass(const Planning& planning, const Table& table, const Column& column);

}  // namespace migrate::sqlite
