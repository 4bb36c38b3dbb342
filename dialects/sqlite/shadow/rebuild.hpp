// What the steps of a shadow table share: plan.cpp makes and fills it, exchange.cpp
// puts it in the table's place.
#pragma once
#include <string>
#include <vector>

#include "dialects/sqlite/shadow/carry.hpp"
#include "dialects/sqlite/shadow/plan.hpp"

namespace migrate::sqlite {

using Statements = std::vector<std::string>;

struct Rebuild {
  const Planning& p;
  const ShadowChange& change;
  const Table& was;
  CreateTableText text;  // the new definition
  std::string shadow, old;
  Carry forward;       // until the exchange
  Statements refused;  // as the change says, and more

  // What the exchange meets.
  std::string definition() const {
    return change.until.empty() ? definition_of(was) : change.until;
  }
};

void append(Statements& to, const Statements& more);
Step& add(const Rebuild& r, Phase phase, StepKind kind, const std::string& title,
          const std::string& why);

std::string called(const std::string& sql, TextRange name, const std::string& as);
// The user's index as the shadow has it until the exchange.
std::string shadow_index_name(const Rebuild& r, const Index& index);
std::string index_sql(const Rebuild& r, const Index& index, const std::string& name,
                      const std::string& table);
// An index that names a column which the new definition has not goes with the old table.
std::vector<Index> carried_indexes(const Rebuild& r);
// A definition that no write of the application's is bound by: without foreign keys, which would
// find children of a row in a copy that nobody reads.
std::string standing_by(const Rebuild& r, const std::string& definition);

// Are the table, its indexes and triggers what they were? Before contract begins, while there is a
// way back.
void look_for_strangers(const Rebuild& r);
void exchange(const Rebuild& r);

}  // namespace migrate::sqlite
