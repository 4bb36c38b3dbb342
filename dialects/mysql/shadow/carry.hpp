// Rows carried from one table into another by their key: the SQL of a copy, of the change log that
// is written meanwhile, of the triggers that write the other table directly, and of the comparison
// (docs/decisions/0016).
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/flavour.hpp"
#include "migration/operations/operation.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

struct CarriedColumn {
  Column from, to;
  std::string value;  // over the row it comes from; empty: the column `from` as it is
};

// From the table `from` into the table `to`, both by the names that they have at that time.
struct Carry {
  const Flavour& flavour;
  Table from, to;
  std::vector<CarriedColumn> columns;          // of `to`, but for what the server computes
  std::vector<std::pair<Column, Column>> key;  // of `from`; of `to`: a unique index covers it there
  std::string log, work;                       // tables
  std::string what;                            // in the names of triggers: "carry", "back"
  // Other tables refer to it. While their keys are on `to`, what it refuses for their sake is
  // refused to the writer.
  bool referenced = false;
  // Tables beside `to` that refer to it and are carried as well: what it refuses for their sake
  // waits for them.
  std::vector<std::string> kin = {};
  // What `to` refuses is refused to the writer.
  bool strict = false;
  // A table that the triggers name and leave alone: MariaDB opens, for a statement that met an
  // exchange, what the triggers of the old table name, and runs those of the new one.
  std::string named = {};
  // Every row is compared after the log: an entry that a full disk does not take is found then, and
  // the writer, who may need no room at all, goes on.
  bool compared_later = false;
  // Batches over `from`: Batch::by_numbers.
  bool by_numbers = false;
};

enum class Change { update, remove, insert };
inline constexpr Change all_changes[] = {Change::update, Change::remove, Change::insert};
std::string_view name_of(Change change);  // "UPDATE"

// Entries (migrate_id, key …) in the order in which they were written.
std::string create_log(const Carry& carry);
// Entries that a batch works on. One for each log; empty between two transactions.
std::string create_work(const Carry& carry);

enum class Follows {
  by_log,  // each change leaves its key in the log
  // Each is made in `to` in the same transaction; what `to` refuses leaves its key in the log
  // instead, and the writer sees nothing of it.
  directly,
};
// AFTER triggers on the table `on`, a name that `from` has when they are made; a rename takes them
// along.
std::string trigger_name(const Carry& carry, Follows how, Change change);
std::string create_trigger(const Carry& carry, Follows how, Change change, const std::string& on);

// Do they copy a TIMESTAMP as it is?
bool copies_moments(const Carry& carry, Follows how);

enum class Portion {
  // Batches that lock no row of `from`, which only is right while no direct trigger stands; what a
  // batch reads too early its next entry mends.
  some,
  one_by_one,
};
// Applies the log.
ChangeLog change_log(const Carry& carry, Portion portion, bool to_the_end);

// `to` is empty. Rows that `to` refuses stop it.
Batch copy_batch(const Carry& carry, const Location& at);
// Takes rows out of `to` that have changed since they were copied, in one transaction; the log,
// which brings them back, stays as it is. Changes nothing where there are none.
std::vector<std::string> clear_changed(const Carry& carry);
// Notes in the log the key of every row that is missing in `to` or not the same there; and, once no
// such row is left, of every row of `to` that `from` has not (one statement, which only counts
// where there is none). Exact at any moment while the direct triggers stand: they write both tables
// in one transaction, and each statement sees one moment.
Batch note_differing(const Carry& carry, const Location& at);
Batch note_extra(const Carry& carry);
// The same as comparisons: keys of such rows.
Batch differing(const Carry& carry, const Location& at);
Batch extra(const Carry& carry, const Location& at);

}  // namespace migrate::mysql
