// The changes of the swap test: a table, a migration, and what either version of the application
// says to the table.
#pragma once
#include <string>
#include <vector>

#include "schema/engine_kind.hpp"

namespace migrate::test {

// $1 is the key, $2 a number that stands for the row's content. Each may be several statements, one
// behind the other, with ";\n" between them; the last one must write a row. $FILE is a file with
// both, and a comma between them, where the server's LOAD DATA INFILE finds it; $LOCAL is one that
// the application's own session sends. In COPY both stand as numbers.
struct Wording {
  std::string insert, update, remove;
  std::string read;  // one row, one column: the content as `Change::content` has it
  std::vector<std::string> other_updates = {};
  std::string rare_update = {};  // once in four hundred: it keeps the others waiting
};

struct Change {
  std::string name;
  std::string setup;
  std::string fill;  // {} stands for the number of rows; row n has content n
  std::string migration;
  std::string content;  // {} stands for the number
  Wording old_code, new_code;
  std::string count;  // after contract, one row, one column: how many rows there are
  // Cascades reach the shadow as well, in another order than the tool's writes: such a statement
  // may end in a deadlock, and is made again.
  bool cascades = false;
  // Rolled back after backfill instead of contracted.
  bool goes_back = false;
  // Transactions that are open over the exchange, of keys of their own (Wording::insert, read).
  bool long_transactions = false;
  // Of these one that is a COPY FROM STDIN, which takes its time; of its row {0} is the key.
  std::string copy_in = {}, copy_row = {};
  // Of each of eight threads. Less where one has several statements, or two servers tested at once
  // fall behind for good.
  double per_second = 50;
  // MySQL, MariaDB: the tool tells of a step that exchanges names or renames the table.
  bool exchanges = true;
};

const std::vector<Change>& swap_changes(EngineKind engine);

// Parts of it.
std::vector<Change> numbered_changes();
std::vector<Change> enum_changes();
std::vector<Change> rule_changes();
std::vector<Change> rebuild_changes();
std::vector<Change> shadow_changes(EngineKind engine);  // MySQL, MariaDB

}  // namespace migrate::test
