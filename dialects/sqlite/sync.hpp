// The triggers that keep old and new shape in step (docs/decisions/0001).
#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "migration/operations/operation.hpp"
#include "schema/schema.hpp"

namespace migrate::sqlite {

struct SyncTriggers {
  std::vector<std::string> create, drop;  // drop: IF EXISTS
};

// How a trigger of this table finds the row it fired for: by rowid under a name that no column
// shadows, by the primary key of a WITHOUT ROWID table. Refuses a table where neither can be named.
std::vector<std::string> row_key(const Table& table, const Location& at);

// `a IS NOT b` by the stored image: not by collation, and 1 and 1.0 are two where the column keeps
// both (no affinity).
std::string differs(const Column& column, const std::string& a, const std::string& b);

// What stands behind DEFAULT, as a value elsewhere: there a bare word, or one in double quotes, is
// a text.
std::string default_value(const std::string& default_sql);
// The same of a column's default, as it is stored: a trigger's NEW.x has no affinity, by which 7
// would be equal to the '7' of a TEXT column.
std::string default_value(const Column& column);

// SQL that is true of the row that a trigger fired for.
std::string row_match(const Table& table, const Location& at);

// The value of an expression over the row `row` ("OLD", "NEW"), which it reads by the names that
// the user wrote, bare or with the table's.
std::string over_row(const Table& table, const std::string& expression, const std::string& row);

// Raises what a NOT NULL would; `condition`, about the column of that row, may be more than NULL.
std::string refuse_null(const Table& table, const std::string& column, const std::string& match,
                        const std::string& condition = {});

// Can writing this column fail where writing another one for it did not?
bool can_conflict(const Table& table, const Column& column, bool relaxed);

// An AFTER INSERT and an AFTER UPDATE trigger, named by `name`. `update_of`: " OF a, b", or empty
// for every UPDATE.
SyncTriggers row_triggers(const Table& table, const std::vector<std::string>& name,
                          const std::string& update_of, const std::string& insert_rest,
                          const std::string& update_rest);

// Two columns that hold one value. `first` is the old one, `second` its copy with the same constant
// default. `relaxed`: the first's NOT NULL was taken out and is enforced by the triggers.
SyncTriggers same_value_triggers(const Table& table, const Column& first, const std::string& second,
                                 const std::optional<std::string>& constant_default, bool relaxed,
                                 const Location& at);

// One column that is filled from an expression over the others. `left_out`: SQL of the value that
// means "not given" (NULL, or the constant default). `not_null`: a NULL that remains is refused.
// `null_is_unfilled`: a NULL is a row that the backfill has not reached. `keeps_value`: where the
// expression gives NULL, a value stays: a statement that was right before fails for no NULL of
// ours.
struct DerivedColumn {
  std::string column;
  std::string expression;
  std::string left_out = "NULL";
  bool not_null = false;
  bool null_is_unfilled = false;
  bool keeps_value = false;
};
SyncTriggers derived_triggers(const Table& table, const DerivedColumn& derived, const Location& at);

// Rows that a rule to come would refuse are mended when they are written. `broken`: SQL over a row,
// true for such a row. `not_null`: this column's NULL that `up` leaves is refused.
struct MendedRows {
  std::string name;  // tells its triggers from those of other rules
  std::string broken;
  std::map<std::string, std::string> up;  // by column, over the row
  std::string not_null = {};
};
SyncTriggers mending_triggers(const Table& table, const MendedRows& mended, const Location& at);
// "a = (…), b = (…)", and the rows that it would change.
std::string mend_set(const MendedRows& mended);
std::string mend_condition(const Table& table, const MendedRows& mended);

}  // namespace migrate::sqlite
