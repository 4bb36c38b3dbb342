// What only a copy of the table can change goes through a shadow table, exchanged in contract
// (docs/decisions/0018).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "dialects/sqlite/planning.hpp"

namespace migrate::sqlite {

struct ShadowChange {
  std::string definition;                      // the new CREATE TABLE, under the table's own name
  std::string what, why;                       // in a title; why it takes a shadow
  std::map<std::string, std::string> up = {};  // by column, over the old row
  std::vector<std::string> refused =
      {};  // SQL over a row: no row of the new shape can be made of it
  std::vector<std::string> new_key = {};      // columns that become one: no two rows alike
  std::vector<std::string> new_indexes = {};  // CREATE UNIQUE INDEX …, when it has the name
  // DROP TRIGGER …: of the operation's own triggers, which end with the exchange.
  std::vector<std::string> drop_triggers = {};
  // The definition that the table has until then, where the operation itself edits it.
  std::string until = {};
};

// Refuses (MIG-PLAN-UNSUPPORTED) a change after which a row could not be told by its key.
void plan_shadow(const Planning& p, const Table& table, const ShadowChange& change);

}  // namespace migrate::sqlite
