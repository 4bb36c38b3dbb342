// Rules that a table's definition gets: NOT NULL, CHECK, foreign keys. None needs a stored row to
// change, so each is an edit of the definition once no row breaks it (docs/decisions/0008).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "dialects/sqlite/operations/planning.hpp"

namespace migrate::sqlite {

struct Rule {
  std::string name;    // of the constraint, or of the column that may not be NULL
  std::string what;    // "CHECK users_age of users"
  std::string broken;  // SQL over a row of the table: true where it breaks the rule
  TextEdit edit;       // lets the definition say it, in contract
  std::map<std::string, std::string> up = {};  // by column: mends a row
  std::string not_null = {};                   // the column, where the rule is NOT NULL
};

// Without `up` rows that break it are named at the end of backfill and in contract; with it they
// are mended, as they are written and in a backfill. The rule itself comes in contract: an AFTER
// trigger mends a row only once the server has taken it.
void plan_rule(const Planning& p, const Table& table, const Rule& rule);

// The reverse of it, in expand: `rule.edit` takes the words out. `down` (empty: none) mends in a
// rollback what breaks the rule. `place`: what `edit` leaves in their place until contract.
void plan_loosened(const Planning& p, const Table& table, const Rule& rule,
                   const std::map<std::string, std::string>& down, const std::string& place = {});

struct NewKey {
  std::string name;
  std::vector<std::string> columns;
  std::string ref_table;
  std::vector<std::string> ref_columns;
};
NewKey new_key(const Planning& p, const ForeignKeyDef& def, const std::string& column);
// SQL over a row of `table`: true where it refers to no row.
std::string orphan(const Table& table, const NewKey& key);
// Refuses columns that no key of the parent's holds: the first write after it would fail. Another
// migration that changes them has to wait.
void require_parent_key(const Planning& p, const NewKey& key);
// Refuses to take a unique index or the primary key away to which a foreign key refers, unless
// another index holds the same columns: SQLite lets it go, and the next write to either table
// fails.
void require_not_referred(const Planning& p, const Table& table, const Index& leaving);

// CREATE UNIQUE INDEX under this name at the end of backfill, duplicates looked for first.
void plan_unique(const Planning& p, const Table& table, const std::string& name,
                 const std::vector<std::string>& columns);

// MIG-PLAN-EXISTS where the definition has a constraint of this name.
void require_new_constraint(const Planning& p, const Table& table, const Identifier& name);

// What `text` asks for where it is not the column itself.
std::string other_value(const SqlText& text, const std::string& column);

}  // namespace migrate::sqlite
