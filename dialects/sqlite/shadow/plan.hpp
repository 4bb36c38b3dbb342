// What only a copy of the table can change goes through a shadow table, exchanged in contract
// (docs/decisions/0018).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "dialects/sqlite/operations/planning.hpp"

namespace migrate::sqlite {

struct ShadowChange {
  std::string definition;                      // the new CREATE TABLE, under the table's own name
  std::string what, why;                       // in a title; why it takes a shadow
  std::map<std::string, std::string> up = {};  // by column, over the old row
  std::vector<std::string> refused =
      {};                   // SQL over a row: no row of the new shape can be made of it
  std::string orphan = {};  // the same, where rows of other tables make it so
  std::vector<std::string> new_key = {};  // columns that become one: no two rows alike
  // A unique index that it gets; the value by which rows are told apart, over the old row.
  std::string unique_name = {}, unique_column = {}, unique_value = {};
  // DROP TRIGGER …: of the operation's own triggers, which end with the exchange.
  std::vector<std::string> drop_triggers = {};
  // The definition that the table has until then, where the operation itself edits it.
  std::string until = {};
};

// Refuses (MIG-PLAN-UNSUPPORTED) a change after which a row could not be told by its key.
void plan_shadow(const Planning& p, const ShadowChange& change, const Table& table);

}  // namespace migrate::sqlite
