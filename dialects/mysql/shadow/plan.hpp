// A rebuild of a table through a shadow table (docs/decisions/0016).
#pragma once
#include <map>
#include <set>
#include <string>

#include "dialects/mysql/planner.hpp"

namespace migrate::mysql {

struct ShadowChange {
  std::string alter;                           // what stands behind ALTER TABLE t
  std::string alter_then = {};                 // the same of a second statement; empty: none
  std::string what, why;                       // in a title; why it takes a shadow
  std::map<std::string, std::string> renamed;  // columns, old name to new
  std::map<std::string, std::string> up;       // by the new name, over the old row
  std::set<std::string> dropped = {};          // columns
};

void plan_shadow(Planning& p, const ShadowChange& change, Table& table);

// change.cpp: what the operations that come to a shadow each by its own way put into it alike. "ADD
// CONSTRAINT k CHECK (…)", behind what is there.
void add_check(Planning& p, ShadowChange& change, const Identifier& name, const SqlText& check,
               const std::string& field);
// "ADD UNIQUE KEY k (c)", behind what is there.
void add_unique_key(Planning& p, const Table& table, ShadowChange& change, const Identifier& name,
                    const std::string& column);
// The server tells whether it takes a key only of tables that are there: not in the same migration.
void refuse_key_beside(Planning& p, const std::string& what, bool references);

}  // namespace migrate::mysql
