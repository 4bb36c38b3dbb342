// A schema as sorted lines that can be stored, compared and read: what statements can observe.
// Left out: the order of columns, statistics, the stored text of views and triggers.
#pragma once
#include <string>
#include <vector>

#include "schema/schema.hpp"

namespace migrate {

struct SchemaFact {
  std::string table;       // empty: the object belongs to none ("type mood")
  std::string object;      // "table", "column name", "index by_name", "foreign key fk" …
  std::string definition;  // "varchar(100) not null default 'x'"
  friend auto operator<=>(const SchemaFact&, const SchemaFact&) = default;
};

std::vector<SchemaFact> facts_of(const Table& table);
std::vector<SchemaFact> facts_of(const Schema& schema);

struct SchemaDifference {
  std::string table, object;
  std::string recorded, live;  // definitions; empty where it is not there
  bool was_there = false, is_there = false;
};

// Both sorted. Of a table that only one side has, the table alone is named.
std::vector<SchemaDifference> differences(const std::vector<SchemaFact>& recorded,
                                          const std::vector<SchemaFact>& live);

}  // namespace migrate
