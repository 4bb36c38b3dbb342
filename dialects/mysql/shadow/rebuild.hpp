// A rebuild of a table through a shadow, while it is planned: what the files of this room share.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "dialects/mysql/catalog/table_parts.hpp"
#include "dialects/mysql/shadow/carry.hpp"
#include "dialects/mysql/shadow/decision.hpp"
#include "dialects/mysql/shadow/plan.hpp"

namespace migrate::mysql {

struct Rebuild {
  Planning& p;
  const Operation* operation;
  ShadowChange change;
  Table was;       // by its own name
  Table made;      // by the same name
  ShadowPlan how;  // what may be, and when
  std::string shadow, building, old;
  Carry forward, back;               // while the shadow has its first name; after the exchange
  std::vector<ForeignKey> children;  // of other tables, that refer to it
  std::string tried_on;              // the copy that it was planned on
  // Tables that are exchanged together with this one, and their shadows: a foreign key between two
  // of them is one between the shadows from the beginning, for its columns have other types there.
  std::map<std::string, std::string> others = {};
  std::vector<TablePart> parts = {};  // of the table, when it was planned
  std::vector<std::string> analyze = {};

  // Exchanged at the end of backfill; else in contract.
  bool early() const { return how.late_because.empty(); }
};

// plan.cpp. The steps of one rebuild, or of several whose tables are exchanged in one statement;
// those that others refer to first.
void plan_rebuilds(Planning& p, const std::vector<Rebuild*>& all);
// Every row, both ways; what differs is applied again.
void compare(Rebuild& r, Phase phase);

// tied.cpp: those of Planning::tied. Refuses those whose foreign keys would not have
// columns of one type.
void plan_tied(Planning& p);
// The key as the shadow has it.
ForeignKey on_shadow(const Rebuild& r, ForeignKey key);

// keys.cpp: names, foreign keys and the key by which rows are told.
std::string own_name(const Table& table, const char* what);
// Of a table that has the user's foreign keys and CHECKs for a while: those that the server has
// named follow its name.
std::string own_table_name(const Table& table, const char* what);
// The index of the new shape has the whole key in it: no two rows can have one value of it,
// whenever each was copied.
bool holds_key(const Rebuild& r, const Index& index);
// It changes rows of the table by itself, which the shadow must follow from its first row on. Any
// other only refuses: on a shadow that is not in step yet it would refuse the wrong ones.
bool acts(const ForeignKey& key);

// refusals.cpp: its cascades, or what it sets to NULL or another value, would reach a shadow, too,
// and the server would hide their errors.
bool hides_errors(const Planning& p, const ForeignKey& key);

// rebuild.cpp: what the steps share.
LockImpact nobody(const std::string& table);
Step& add(Rebuild& r, Phase phase, StepKind kind, const std::string& title);
void make_log(Rebuild& r, const Carry& carry, Phase phase, const std::string& title,
              const std::string& why);
// `on`: the name that the table has then. `completes`: they belong to the exchange, and are gone
// with the table that they stand on once it has changed back.
void make_triggers(Rebuild& r, const Carry& carry, Phase phase, Follows how, const std::string& on,
                   const std::string& title, const std::string& why, bool completes = false);
void drop_triggers(Rebuild& r, const Carry& carry, Phase phase, Follows how, const std::string& on,
                   const std::string& title, const std::string& why, bool completes = false);
Step& apply(Rebuild& r, const Carry& carry, Phase phase, Portion portion, bool to_the_end,
            const std::string& title, const std::string& why);

// exchange.cpp: from the exchange on, at the end of backfill or in contract; and what contract
// removes.
void add_keys_that_refuse(Rebuild& r, Phase phase);
void exchange_and_follow(const std::vector<Rebuild*>& all);
void exchange_at_last(Rebuild& r);
void finish(const std::vector<Rebuild*>& all);

// prepared.cpp: XA transactions that wrote the table before there was a trigger.
void wait_for_prepared(Rebuild& r, Phase phase);

// statistics.cpp: what ANALYZE TABLE makes of the shadow.
std::vector<std::string> analyze_shadow(const Rebuild& r,
                                        const std::vector<ColumnStatistics>& statistics);

// unchanged.cpp: what somebody has made of the table since it was planned stops the exchange.
void look_for_changes_since(Rebuild& r, Phase phase, bool again = false);

// snapshots.cpp: transactions whose snapshot is older than rows that this tool wrote to the table
// that takes the name; and where this account sees none of them.
std::vector<std::string> sessions_that_would_miss_rows();
// As SQL: the user lock of whoever looks at InnoDB's list of transactions.
constexpr const char* turn_to_look = "'migrate_transactions'";
void wait_for_snapshots(const std::vector<Rebuild*>& all, Phase phase);
void note_unseen_snapshots(Rebuild& r);

// triggers.cpp: the user's own triggers go on in whichever table has the name.
void guard_triggers(Rebuild& r, Phase phase);
// One of them as it is made on the shadow.
std::vector<std::string> silent_trigger(const Planning& p, const Table& table,
                                        const Trigger& trigger, const std::string& name,
                                        const std::string& on);
// What RENAME TABLE takes along to switch them, and to switch them back; empty: there are none.
std::string switch_triggers(const Rebuild& r);
void free_triggers(Rebuild& r);
// Of one of them on the table, from there on.
std::string old_trigger_name(const Rebuild& r, const std::string& name);

}  // namespace migrate::mysql
