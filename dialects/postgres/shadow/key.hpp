// A rebuild whose new table has another primary key (docs/decisions/0035).
#pragma once
#include <set>
#include <string>
#include <vector>

#include "dialects/postgres/attached/attached.hpp"
#include "dialects/postgres/shadow/plan.hpp"

namespace migrate::postgres {

struct Rebuild;

// Indexes by their names on the new table.
struct KeyOfShadow {
  std::vector<std::string> was;  // columns that tell the rows of the table
  std::vector<std::string> now;  // those that tell the rows of the new one
  std::string told_by;           // an index of the new table that begins with `was`
  // Where the primary key is another one.
  std::string primary;  // that key
  bool may_meet_twice =
      false;  // no key of the table says that there are no two rows of one `primary`
  std::set<std::string> names;  // that the table has not
};

// A column that `field` of a rebuild names must be there before the migration; `instead`: what to
// do.
void refuse_added(const Planning& p, const Identifier& table, const Identifier& column,
                  const std::string& field, const std::string& instead);
// What the operation says of the key. `late`: why old code could not use the new table.
void change_key(Planning& p, Table& table, const RebuildTable& op, ShadowChange& change,
                std::vector<std::string>& late);
// Gives `made` its indexes and its keys.
KeyOfShadow key_of_shadow(Planning& p, const ShadowChange& change, const Table& was, Table& made);
void say_what_changes(ShapeChange& shape, const KeyOfShadow& key, const Table& was);
// `again`: behind the copy; what is mended there comes with the log.
void look_for_duplicates_of_key(const Rebuild& r, bool again);
void note_key(const Rebuild& r);

}  // namespace migrate::postgres
