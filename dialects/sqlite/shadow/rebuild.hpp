// A rebuild of a table through a shadow, while it is planned (docs/decisions/0018).
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

// rebuild.cpp. The column that is the rowid, in this definition; empty: none is.
std::string rowid_column(const CreateTableText& text, const std::string& sql);
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

// refusals.cpp: a change after which a row could not be told by its key, or a foreign key compare
// what it compared.
void refuse_what_cannot_be_rebuilt(const Planning& p, const ShadowChange& change,
                                   const Table& table);
void look_at_the_disk(const Planning& p, const Table& table);

// equal_rows.cpp: rows that are one under a unique key of the table once they have their new
// values: the copy would keep the last of them.
void look_for_equal(const Rebuild& r, Phase phase, bool again);

// plan.cpp: in backfill, and again in contract.
void look_for_refused(const Rebuild& r, Phase phase);
// A key's columns: neither NULL nor twice.
void look_at_new_key(const Rebuild& r, Phase phase);
void apply(const Rebuild& r, Phase phase);
void compare(const Rebuild& r, Phase phase);
void look_for_duplicates(const Rebuild& r, Phase phase);

// exchange.cpp: what contract does until the table is exchanged, and behind that.
void exchange_at_last(const Rebuild& r);
void finish(const Rebuild& r);

}  // namespace migrate::sqlite
