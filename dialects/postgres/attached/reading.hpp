// What the files attached_*.cpp, one for each kind of thing, read and write.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "dialects/postgres/attached/attached.hpp"

namespace migrate::postgres {

using Statements = std::vector<std::string>;

void add_all(Statements& to, const Statements& more);

// A relation that a rule writes. To make the rule takes ROW EXCLUSIVE on it.
struct RuleTarget {
  std::string name;  // for people
  bool table;        // that may be locked by itself, by this role
  bool back;         // in both directions, not in the exchange alone
};

struct AttachedReading {
  // Of one direction of the exchange: under the tables' names before it; after it.
  struct Under {
    Statements before, renames, after;
  };

  db::Connection& live;  // with pg_catalog alone in its search path
  const ShadowNames& names;
  const ShapeChange& change;
  int version;
  db::Value oid;  // of the table
  Attached& to;
  const std::string t, s, o;  // table, shadow, old table, as SQL
  Under forth{}, back{};
  // ALTER TABLE, one for each table: on the new table and on the old one, once their names are
  // exchanged, and back again.
  Statements arm_new{}, disarm_old{}, disarm_new{}, arm_old{};
  // Whether expressions have a meaning over the new types: on the empty shadow, then on the same
  // under the table's name.
  Statements try_on_shadow{}, try_after{};
  // What rules write that the exchange makes, as SQL.
  std::map<std::string, RuleTarget> rule_targets{};

  // $1: the table's oid.
  std::vector<db::Row> rows(const std::string& sql) const { return live.query(sql, {oid}).rows; }
  void refuse(const std::string& sentence) const { to.refusals.push_back(sentence); }
  // As the new shape calls it.
  std::string column(const std::string& name) const;
  bool dropped(const std::string& name) const { return change.dropped.count(name) > 0; }
  bool replaced(const std::string& name) const { return change.replaced.count(name) > 0; }
  std::string on_shadow(const std::string& name) const { return name_on_shadow(names, name); }
  std::string on_old(const std::string& name) const { return name_on_old(names, name); }
  // An object whose name is one of its schema: `rename` is "ALTER INDEX", `qualified` the schema
  // with its dot.
  void exchange_names(const std::string& rename, const std::string& schema,
                      const std::string& name);
  // Something with an expression, whose text names columns: `sentence` where one of these gets
  // another name, or goes. `depends`: SQL over pg_depend AS d that says that it is this one's.
  bool keeps_its_columns(const std::string& what, const std::string& depends) const;
};

// $1: the table's oid; a condition on the name of something: not the tool's own.
std::string not_our_own(const std::string& name);
// A definition of the server's, "… ON schema.table …", for another table.
std::string on_another_table(const std::string& definition, const std::string& shown,
                             const std::string& other);

void carry_settings(AttachedReading& r);    // what the heap is made with, its columns' storage
void carry_access(AttachedReading& r);      // owner, privileges
void carry_comments(AttachedReading& r);    // of table, columns, constraints
void carry_indexes(AttachedReading& r);     // names, and what is said of them
void carry_statistics(AttachedReading& r);  // extended ones
void carry_policies(AttachedReading& r);    // row security
void carry_triggers(AttachedReading& r);    // the user's
void carry_rules(AttachedReading& r);       // of the table
// Of the rules for which `rules` holds (SQL over pg_rewrite AS w), which the exchange makes; on the
// way back too where `back` says so.
void note_rule_targets(AttachedReading& r, const std::string& rules, bool back);
void carry_sequences(AttachedReading& r);     // owned ones, identity
void carry_publications(AttachedReading& r);  // with row filters and column lists
void carry_inbound_keys(AttachedReading& r);  // foreign keys of other tables
void carry_inheritance(AttachedReading& r);
void carry_views(AttachedReading& r);
// Policies and rules of other tables, SQL functions: whatever reads the table by its identity.
void carry_readers(AttachedReading& r);
void refuse_what_cannot_be_carried(AttachedReading& r);
void refuse_what_partitions_cannot_have(AttachedReading& r);
void refuse_key_that_subscribers_miss(AttachedReading& r);  // another primary key

// Statements that raise: where what is attached is not what was read; where `table`, about to be
// dropped, is still needed by something that is not its own.
// `under_lock`: only what no lock keeps as it is.
std::string attached_unchanged(AttachedReading& r, bool under_lock);
// SELECT of what the table has by now: part, digest.
std::string attached_now(const AttachedReading& r);
std::string nothing_left_on(const AttachedReading& r, const std::string& table);

}  // namespace migrate::postgres
