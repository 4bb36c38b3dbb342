// Rules on rows that exist already: when they begin to hold, and how they are proven
// (docs/decisions/0008).
#pragma once
#include <map>
#include <string>
#include <vector>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// A CHECK or a FOREIGN KEY.
struct Rule {
  std::string name;
  std::string definition;  // "CONSTRAINT … CHECK (…)", as ADD takes it
  std::string violated;    // over the row; columns bare or qualified by the table's name
  std::string parent;      // of a foreign key; else empty
  std::vector<std::string> parent_columns = {};
};
// As the fields `check` and `references` of a column say.
ConstraintDef check_of(const CheckDef& check);
ConstraintDef key_of(const ForeignKeyDef& key, const Identifier& column);
Rule check_rule(Planning& p, const Table& table, const ConstraintDef& def);
// Refuses what the server would refuse only when the key is added: no such column, no unique index.
Rule foreign_key_rule(Planning& p, const Table& table, const ConstraintDef& def);
// As the key's own definition says (`key` from the catalog).
std::string key_violated(const Planning& p, const std::string& table, const ForeignKey& key,
                         bool match_full);
std::string check_violated(const std::string& expression);

using Values = std::map<std::string, std::string>;  // column → expression over the row

// ADD … NOT VALID behind what the step does, with its locks ahead of that, and its undo, with its
// lock, ahead of the step's others; the lock it takes.
void add_not_valid(Step& step, const Planning& p, const Table& table, const Rule& rule);
LockImpact lock_to_add(const Planning& p, const Table& table, const Rule& rule);
void add_validation(Planning& p, Phase phase, const Table& table, const Rule& rule);
// On an empty copy of the table, which is gone at commit: a misspelt expression, or one that a
// CHECK cannot hold, is refused before anything relies on it. `changes`: made to the copy before.
void rehearse(Planning& p, const Table& table, const Rule& rule,
              const std::vector<std::string>& changes = {});
void rehearse(Planning& p, const Table& table, const std::string& what,
              const std::vector<std::string>& changes);
// The parts of add_rule_at_contract.
void look_for_violators(Planning& p, Phase phase, const Table& table, const Rule& rule,
                        const std::string& violated);
void require_at_contract(Planning& p, const Table& table, const Rule& rule);
std::string note_on_new_rule(const Table& table, const Column& column, const std::string& rule);
// Old code may break it: it comes in contract; the rows that exist are compared in backfill
// already.
void add_rule_at_contract(Planning& p, const Table& table, const Rule& rule);
// `up` mends what old code writes: it holds from expand on.
void add_rule_with_up(Planning& p, const Table& table, const Rule& rule, const Values& up);

// NOT NULL without an `up` that replaces NULLs.
void set_not_null_at_contract(Planning& p, const Table& table, const std::string& column);

// What names a row to a person: its key, else its place.
std::string row_name(const Table& table);
// Names rows that break a rule: by batches where the table can be walked, else by one query.
void add_violators_check(Planning& p, Phase phase, const Table& table, const std::string& title,
                         const std::string& condition);
// Raises, naming rows, while `condition` holds for any: the first statement of an undo.
std::string refuse_violators(const Planning& p, const Table& table, const std::string& name,
                             const std::string& condition);
std::string count_violators(const Planning& p, const Table& table, const std::string& condition);

// The expression, or "" where it is the column itself (pgroll's files must give one).
std::string changing_expression(const SqlText& text, const Table& table, const std::string& column);
Values changing_expressions(const std::map<Identifier, SqlText>& texts, const Table& table,
                            Planning& p);
// MIG-PLAN-NO-CONSTRAINT
void require_constraint(const Planning& p, const Table& table, const Identifier& name);
// MIG-PLAN-EXISTS
void require_no_constraint(Planning& p, const Table& table, const Identifier& name);

LockImpact lock_both(const std::string& level, const Table& table, const LockedObject& parent);

}  // namespace migrate::postgres
