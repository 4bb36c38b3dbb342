// A table that follows another one through a log of what changes there: the SQL of it.
// shadow/plan.cpp has the steps (docs/decisions/0020).
//
// Triggers append the key of each row that is written, old and new, and a mark where the table was
// emptied. To apply entries is to read their rows again, by key, in one statement: what it forgets
// is what its snapshot sees, whatever order transactions commit in, and what it writes is those
// rows as that snapshot sees them.
#pragma once
#include <string>
#include <vector>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

struct CarriedColumn {
  Column to;
  std::string expression;  // over a row of the other table
};

struct KeyColumn {
  std::string name;
  // As the log has it. Not a domain, which may refuse NULL: an entry for a TRUNCATE has no key.
  std::string type;
  // With COLLATE, or empty: what the key takes for one value must be one in the log.
  std::string collate = {};
  // The type of integers that `to` has where `from` has numeric; empty: they are looked up as they
  // are.
  std::string integer = {};
};

struct Carry {
  std::string from, to;          // tables, as SQL
  std::string table;             // `from`, by its bare name
  std::string log;               // as SQL; in the tool's own schema
  std::string function;          // as SQL
  std::string trigger, emptied;  // triggers of rows and of TRUNCATE
  std::vector<CarriedColumn> columns;
  std::vector<KeyColumn> key;
  std::vector<std::string> order;       // in which the copy writes, as SQL
  std::vector<std::string> partitions;  // of `from`, as SQL, where that is a partitioned table
  // As SQL: a table of rows of `to` that an entry took out, as they were; empty: nothing is kept.
  std::string kept;
  // A row may be met in two ranges: it has moved in the order of the walk, which the log knows.
  bool met_twice = false;
};

std::string log_keys(const Carry& carry);  // the key, as the log names it
std::vector<std::string> create_log(const Carry& carry);
// For a log that is compared with: a batch looks in it for its own range, however much has been
// written since it was last applied.
std::vector<std::string> index_log(const Carry& carry);
std::vector<std::string> drop_log(const Carry& carry);
std::vector<std::string> create_triggers(const Carry& carry, const std::string& on);
std::vector<std::string> drop_triggers(const Carry& carry, const std::string& on);

// For Walk::copy and Walk::compare. `differing` answers keys; `note_differing` writes them to the
// log. Rows that the log names are apart in both.
std::string copy_sql(const Carry& carry);
// Fails where an expression over a row has no meaning for a table of that shape; reads nothing.
std::string rehearsal(const Carry& carry, const std::string& on);
std::string differing(const Carry& carry);
std::string note_differing(const Carry& carry);
std::vector<std::string> key_there(const Carry& carry);
std::vector<std::string> key_logged(const Carry& carry);

enum class Portion {
  // Entries from one id to another: any order will do while nothing is unique but the key.
  some,
  // All that one snapshot sees: the other table is then what this one was at that moment, and
  // breaks no rule that this one keeps. Portions by id only to find out what is refused.
  all,
};
ChangeLog change_log(const Carry& carry, Portion portion, bool to_the_end);
// All entries of before are applied. A snapshot that is older (REPEATABLE READ) sees the other
// table without rows, as after any rewrite: raises, as a lock that is not to be had, while there is
// one.
std::string mark_moment(const Carry& carry);
std::string no_older_snapshot(const Carry& carry);
// All of it as statements; `but_refused`: not what was refused before.
std::vector<std::string> drain(const Carry& carry, bool but_refused);
// carry_kept.cpp, where the log has `kept`. Behind a drain, and ahead of the locks of the exchange
// back, since nobody else uses the other table: what is refused for good is again what it last was,
// where nothing stands in its way. `has_unproven_rules`: of the other table, NOT VALID.
std::string put_back_kept(const Carry& carry, bool has_unproven_rules);
// A drain behind that. An entry of a row that was put back takes it out again; one that needs its
// place raises, as a lock that is not to be had: the next attempt meets it ahead of the row.
std::string drain_beside_kept(const Carry& carry);

}  // namespace migrate::postgres
