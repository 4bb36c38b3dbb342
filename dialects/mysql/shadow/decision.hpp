// What a rebuild through a shadow table may do, and when, decided from the two shapes (plan.cpp
// adds its steps).
#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/shadow/carry.hpp"
#include "dialects/mysql/shadow/plan.hpp"

namespace migrate::mysql {

struct ShadowPlan {
  std::vector<CarriedColumn> columns, back;
  std::vector<std::pair<Column, Column>> key, back_key;
  std::map<std::string, std::string> renamed;
  std::vector<std::string> late_indexes;  // built after the copy
  std::vector<std::string> late_uniques;  // built when the shadow is in step: before, it may hold
                                          // one value twice that the table never held at one time
  std::map<std::string, std::string> indexes;
  std::vector<Index> new_uniques;      // that existing rows may break
  std::vector<Index> changed_uniques;  // the same, by values that only the new shape has
  std::vector<Column> added;           // that new code fills: a rollback would lose what they hold
  // A column of a foreign key has another type, and so has the other side's, in this migration.
  bool tied = false;
  // Why old code could not use the new shape, so that contract exchanges; empty: it can.
  std::string late_because;
};

// Refuses (MIG-PLAN-UNSUPPORTED) what cannot be carried: no usable key on either side, a column of
// the new shape that nothing fills, a foreign key, of this table or to it, of which a column goes
// or would have another type than the other side's. Triggers of the user are carried
// (triggers.cpp), foreign keys of other tables moved (exchange.cpp).
ShadowPlan shadow_plan(Planning& p, const ShadowChange& change, const Table& table,
                       const Trial::Shape& shape);

// refusals.cpp. One operation of a migration rebuilds a table, and no other one of it works on that
// table; and no cascade of it may hide an error of the copy.
void refuse_what_cannot_be_rebuilt(Planning& p, const ShadowChange& change, const Table& table);
void refuse_unseen_keys(Planning& p, const Table& table);
void look_at_the_disk(Planning& p, const Table& table);
// Triggers and views that go on by the table's name, and would fail on the new shape.
void refuse_what_names_it(Planning& p, const ShadowChange& change, const Table& table,
                          const Trial::Shape& shape);
// What the server would refuse behind the copy: of names, and of a FULLTEXT index.
void refuse_what_it_cannot_become(Planning& p, const ShadowChange& change, const Table& table,
                                  const Table& made);

// tied.cpp. May a foreign key have these two columns? InnoDB's rule, and no more than is sure.
bool may_be_one_key(const Column& a, const Column& b);

// keys.cpp. A column's name in the new shape.
std::string new_name(const std::map<std::string, std::string>& renamed, const std::string& name);
// A foreign key of the table as its shadow has it, and one of another table that is moved to the
// shadow: under another name until the old one is gone.
std::string shadow_key_name(const ForeignKey& key);
std::string moved_key_name(const ForeignKey& key);
// "FOREIGN KEY (…) REFERENCES …"; a table that is `table` by its name is called `self`, with its
// `database` where the key stands in another one.
std::string shadow_key_sql(const Table& table, const ForeignKey& key, const std::string& self,
                           const std::map<std::string, std::string>& renamed,
                           const std::string& database = {});
// Does a foreign key that the shadow has from its first row on refer to the shadow by this index of
// the new shape?
bool is_referred_to_at_once(const Planning& p, const Table& table, const Table& made,
                            const Index& index, const std::map<std::string, std::string>& renamed);
// A table's name as the schema has it: with its database where that is another one.
std::string quote_shown(const std::string& table);

// Looks in the old table for rows that a unique index of the new shape would refuse.
void look_for_duplicates(Planning& p, Phase phase, const Table& table, const Index& index,
                         const std::map<std::string, std::string>& renamed);

}  // namespace migrate::mysql
