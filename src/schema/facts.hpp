// A schema as sorted lines that can be stored, compared and read: what statements can observe.
// Left out: the order of columns, statistics.
#pragma once
#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace migrate {

struct SchemaFact {
  std::string table;         // empty: the object belongs to none ("type mood")
  std::string object;        // "table", "column name", "index by_name", "foreign key fk" …
  std::string definition;    // "varchar(100) not null default 'x'"
  std::string details = {};  // of Table::details; what is stored is `text`
  std::string before = {};   // what was stored before there were details
  std::string text() const;
  friend auto operator<=>(const SchemaFact&, const SchemaFact&) = default;
};

// "foreign key fk"; one without a name is called what it says.
std::string object_of(const ForeignKey& key);

std::vector<SchemaFact> facts_of(const Table& table);
std::vector<SchemaFact> facts_of(const Schema& schema);

struct SchemaDifference {
  std::string table, object;
  std::string recorded, live;  // definitions; empty where it is not there
  bool was_there = false, is_there = false;
};

// Of a table that only one side has, the table alone is named. A text that is empty on one side is
// not known there. A recorded table without details was recorded before there were any: they are
// left out of account.
std::vector<SchemaDifference> differences(const std::vector<SchemaFact>& recorded,
                                          const std::vector<SchemaFact>& live);

}  // namespace migrate
