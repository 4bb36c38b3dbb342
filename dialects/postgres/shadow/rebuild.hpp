// A rebuild of a table through a shadow, while it is planned (docs/decisions/0020).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "dialects/postgres/attached/attached.hpp"
#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/shadow/carry.hpp"
#include "dialects/postgres/shadow/columns.hpp"
#include "dialects/postgres/shadow/key.hpp"
#include "dialects/postgres/shadow/plan.hpp"

namespace migrate::postgres {

struct Rebuild {
  Planning& p;
  const ShadowChange& change;
  const Table& was;
  const Table& made;  // the new one
  KeyOfShadow key;
  ShadowNames names;
  Attached attached;
  std::vector<std::string> late_comments;  // on constraints that come with the exchange
  Carry forward, back;                     // until the exchange; from it on
  std::vector<AddedColumn> added;
  Walk copied, compared;  // in the order of `cluster_by`; by the key of the table
  bool early = false;     // exchanged at the end of backfill; else in contract

  // By which the rows of the shadow are found: over the columns that tell those of the table.
  const Index& told_by() const { return *made.index(key.told_by); }
  // On the shadow. What the table has not has its own name from the start.
  std::string index_name(const Index& index) const {
    return key.names.count(index.name) ? index.name : name_on_shadow(names, index.name);
  }
  std::string q() const { return names.table_sql(); }
  LockedObject locked_shadow() const { return locked(names.shadow); }
  // The new table by one of its names.
  LockedObject locked(const std::string& name) const {
    return {name, change.partition_by ? "partitions" : ""};
  }
};

// decision.cpp: what the new table is, which `made` becomes, and all that is known of it before a
// step is planned. The rebuild, and the columns that it adds, refer to `table` and to `made`.
Rebuild rebuild_of(Planning& p, const ShadowChange& change, const Table& table, Table& made);

// rebuild.cpp: what the steps share.
Step& add(const Rebuild& r, Phase phase, StepKind kind, const std::string& title,
          const std::string& why);
// On what nobody but this tool uses.
LockImpact nobody(const LockedObjects& table);
Step& apply(const Rebuild& r, const Carry& carry, Phase phase, Portion portion, bool to_the_end,
            const std::string& title, const std::string& why);
void append(std::vector<std::string>& to, const std::vector<std::string>& more);

// carry_columns.cpp: the columns that the copy writes, as the other table has them. `other_values`:
// expressions over a row of `from`; not there: a cast, on the way back one that neither cuts nor
// rounds.
enum class Way { forth, back };
Carry carry_of(const Planning& p, const Table& from, const Table& to, Way way,
               const std::map<std::string, std::string>& other_values,
               const std::vector<std::string>& key);

// refusals.cpp: by the shape of the table; what is attached to it, attached/refusals.cpp.
void refuse_what_cannot_be_rebuilt(const Planning& p, const ShadowChange& change,
                                   const Table& table);
[[noreturn]] void refuse_rebuild(const Planning& p, const ShadowChange& change, const Table& table,
                                 const std::string& reason, const std::string& instead = {});

// change.cpp: what the operations say of the new table. `late`: why old code could not use it.
void rebuild_anew(Planning& p, Table& table, const RebuildTable& op, ShadowChange& change,
                  std::vector<std::string>& late);
void change_nullable(const Planning& p, const Table& table, const Column& column, bool nullable,
                     ShadowChange& change, std::vector<std::string>& late);
void change_column(Planning& p, Table& table, const AlterColumn& op, ShadowChange& change,
                   std::vector<std::string>& late);
// The rows in the order of `columns`, for the walk that copies them. Answers the order, and makes
// it the key of `walked`.
std::vector<std::string> order_of_rows(const Planning& p, Table& walked,
                                       const std::vector<std::string>& columns);

// shape.cpp: what stands in the parentheses of CREATE TABLE for a table like this one, with
// its columns in another order.
std::string shape_in_order(const Rebuild& r);

// make.cpp: the table beside, empty, but for what can be added when it has its rows.
void make_shadow(const Rebuild& r);
// index.cpp: an index, with the constraint that it keeps, on the shadow that has its rows.
std::vector<std::string> build_sql(const Rebuild& r, const Index& index);

// autovacuum.cpp: away from a large shadow until it is proven equal.
void keep_autovacuum_away(const Rebuild& r, Step& make_shadow);
void let_autovacuum_in(const Rebuild& r);

// noted.cpp: what is attached to the new table, while the old one keeps what it had.
void note_attached(const Rebuild& r);
std::vector<std::string> forget_attached(const Rebuild& r);

// exchange.cpp: its rehearsal in expand, what comes from it on, and what contract removes.
void rehearse_exchange(const Rebuild& r);
// NOT NULL that is NOT VALID (18 and later): it comes back in the exchange, where nothing else is
// said of it.
bool has_unproven_not_null(const Column& column);
// Rows of the new table that the old one cannot hold.
bool may_be_refused_back(const Rebuild& r);
bool any_deferrable(const Rebuild& r);
bool is_deferrable(const Rebuild& r);  // the key by which its rows are told
void exchange_and_follow(const Rebuild& r);
void exchange_at_last(const Rebuild& r);
void finish(const Rebuild& r);

}  // namespace migrate::postgres
