// Turns a Migration and the live Schema into a Plan (docs/decisions/0001, 0004).
#pragma once
#include <string>

#include "dialects/connection.hpp"
#include "dialects/postgres/sync.hpp"
#include "migration/migration.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::postgres {

// `search_path`: of the session that runs the plan; trigger functions that evaluate the user's
// expressions are fixed to it.
// `live`: where what is attached to a table that is rebuilt is read; may be null.
Plan make_plan(const Migration& migration, Schema& schema, const std::string& search_path,
               db::Connection* live);

// One migration being planned; the files of operations/ each add the steps of theirs.
struct Planning {
  const Migration& migration;
  Schema& schema;
  Plan& plan;
  const std::string& search_path;
  db::Connection* live = nullptr;
  const Operation* operation = nullptr;

  const Location& at() const { return operation->at; }
  std::string q(const std::string& table) const;  // "schema"."table"
  SyncSite site(const std::string& table) const;
  // The one side of a foreign key, as the other names it.
  LockedObject referred(const std::string& table) const;
  LockedObject referred(const ForeignKey& key) const;
  void note(const std::string& text);  // once each
  // What hangs on a column that this migration replaces or drops: another one may not change it
  // meanwhile.
  void touch_built_on(const Table& table, const std::string& column);
  void note_fired_triggers();  // the user's, by the fills
  void note_hidden_sessions();
  // By row-level security, from steps that were not there before.
  void refuse_hidden_rows(const std::set<std::string>& before) const;
  void fact(const Table& table);         // once each
  Table& table(const Identifier& name);  // must exist and be one that can be changed
  // How the row is read by a scan of the whole table, in words.
  std::string scan() const;
  void require_name(const Identifier& name) const;  // 63 bytes, and not the tool's own
  // Nothing in the schema has it: table, index, view, sequence …; for a table or a type also type.
  enum class Named { relation, index };
  void require_free_name(const Identifier& name, Named as) const;
};

// Milliseconds that a step which exchanges things may hold its locks (docs/decisions/0009).
constexpr int hold_budget = 500;
// Milliseconds that one who holds a first table waits for the next.
constexpr int second_lock_wait = 50;
// Bytes, indexes included, of a table that may be written anew under ACCESS EXCLUSIVE.
constexpr std::uint64_t rewritten_at_most = 16U << 20;

// planner.cpp: what is asked of a table, what is locked, and steps over a whole table.

bool is_partitioned(const Table& table);
// A column that is the second one of a rename in this plan, or the first one.
void require_not_renamed(const Planning& p, const Table& table, const Column& column);
bool in_partition_key(const Table& table, const std::string& column);
// Column or expression text that names the column as a word.
bool mentions(const std::string& sql, const std::string& column);
bool reads(const Check& check, const std::string& column);
// As a part, in an expression, in the predicate or behind INCLUDE.
bool reads(const Index& index, const std::string& column);
struct Built {
  std::string kind,
      name;      // "index", "constraint" (one that an index keeps), "check", "foreign key"
  bool planned;  // by this migration: in no catalog yet
};
std::vector<Built> built_over(const Table& table, const std::string& column);

// The table and all that is locked with it by what recurses: on every version (13 to 18) ALTER
// TABLE, but for RENAME of a table or of an index's constraint and for REPLICA IDENTITY; CREATE
// TRIGGER, DROP TRIGGER, DROP INDEX; reads and writes. Not COMMENT, not CREATE VIEW.
LockedObject whole(const Table& table);
// `tables` and those that the column's foreign keys refer to: dropping a key locks both sides.
LockedObjects with_parents(const Planning& p, LockedObjects tables, const Table& table,
                           const std::string& column);

struct Lock {
  static LockImpact access_exclusive(const LockedObjects& objects, const std::string& why);
  // Lets reads go on.
  static LockImpact share_row_exclusive(const LockedObjects& objects);
  static LockImpact batches(const Table& table);
  static LockImpact reading(const LockedObjects& objects);
};

// Batched, over the whole table: rows that meet `condition` differ, or are in the way of a rule to
// come.
Step& add_verify(Planning& p, Phase phase, const Table& table, const std::string& title,
                 const std::string& condition);
void add_search(Planning& p, Phase phase, const Table& table, const std::string& title,
                const std::string& condition);
// VALIDATE CONSTRAINT: rows are read, nobody waits.
Step& add_validation(Planning& p, Phase phase, const Table& table, const std::string& constraint,
                     const std::string& title);
// ANALYZE of `columns` (SQL; empty: of all).
void add_statistics(Planning& p, Phase phase, const Table& table, const std::string& columns,
                    const std::string& title, const std::string& why);
// Refuses tables that cannot be changed by themselves: partitions, inheritance, OF type.
void require_plain_table(const Planning& p, const Table& table, const std::string& what);
// Triggers of the user's that fire on UPDATE. Where one may change what a trigger of the tool
// computes from, a batch must not silence that one.
std::vector<std::string> update_triggers(const Table& table);

// operations/index.cpp: indexes, and duplicates that a unique one would refuse.

// CREATE [UNIQUE] INDEX CONCURRENTLY with probe, cleanup and undo. `definition` follows ON. The
// name must be one of the tool's own: what an interrupted run has left is found, and dropped, by
// it.
Step& add_index_step(Planning& p, Phase phase, const Table& table, const std::string& name,
                     bool unique, const std::string& definition, const std::string& title);
// The parts of an index, with one column replaced by another.
std::string index_definition(const Table& table, const Index& index, const std::string& from,
                             const std::string& to);
// What the server says of an index behind ON …: opclass and its parameters, order, storage
// parameters, tablespace.
std::string native_definition(const Planning& p, const Index& index);
// The name under which an index of the user's is built, until a transaction gives it its own: one
// of that name which somebody else makes meanwhile is never taken for ours (docs/decisions/0014).
std::string name_while_built(const Table& table, const std::string& index);
// The renaming, for an index that no constraint renames.
Step& add_index_name(Planning& p, const Table& table, const std::string& index);
void mirror_index(Planning& p, const Table& table, const Index& index, const std::string& from,
                  const std::string& to);
// Refuses later what a unique index over these columns would refuse, with the keys. Two NULLs are
// no duplicates, unless `equal_nulls`.
void add_duplicates_check(Planning& p, Phase phase, const Table& table,
                          const std::vector<std::string>& columns, const std::string& predicate,
                          const std::string& title, bool equal_nulls = false);
void add_duplicates_check_of(Planning& p, Phase phase, const Table& table,
                             const std::vector<std::string>& keys, const std::string& predicate,
                             const std::string& title, bool equal_nulls = false);

// operations/not_null.cpp: NOT NULL without a long lock.

// The name that the server gives to the constraint of a NOT NULL column (18 and later).
std::string not_null_name(const Table& table, const std::string& column);
// CHECK (c IS NOT NULL) NOT VALID, VALIDATE, SET NOT NULL, drop the CHECK; from 18 on NOT NULL
// itself, NOT VALID, VALIDATE. A rollback makes a column that was there before nullable again; a
// new one it drops.
enum class Before { new_column, nullable };
void add_not_null(Planning& p, const Table& table, const std::string& column, Before before,
                  Phase phase = Phase::backfill);

// operations/table.cpp: clauses that several operations share.

std::string references_clause(Planning& p, const ForeignKeyDef& key);
// "CONSTRAINT … CHECK (…)", in full.
std::string constraint_sql(Planning& p, const ConstraintDef& c);

// operations/sql.cpp: SQL of the user's.

// By statements. Refuses those that open or close a transaction.
std::vector<std::string> user_statements(const Planning& p, const std::string& sql);
// PostgreSQL refuses the statement inside a transaction block.
bool needs_no_transaction(const std::string& statement);

// triggers/expression_checks.cpp: `up` and `down`.

// Who evaluates an expression of the user's: a rollback's own statement; triggers, with the rights
// of the application; triggers, whose values are compared with what it gives again; a copy alone,
// which is compared.
enum class Evaluated { by_undo, by_trigger, and_compared, by_copy };
// Statements that parse it in both places where it will stand, so that a misspelt one fails here
// and not in the application's next write, and that ask whether all who write to the table may read
// and call what it needs. EXPLAIN runs nothing. `known_as`: what a person calls the column, where
// that is another name. `on`: the table that has such rows, as SQL, where that is another one yet.
std::vector<std::string> expression_checks(Planning& p, const Table& table,
                                           const std::string& column, const std::string& expression,
                                           Evaluated evaluated, const std::string& known_as = {},
                                           const std::string& on = {});
// The same of one that is no column's value. `what`: in words.
std::vector<std::string> row_checks(const Planning& p, const Table& table, const std::string& name,
                                    const std::string& what, const std::string& expression,
                                    Evaluated evaluated, const std::string& on = {});

// replace/replace.cpp: another column in the place of one.

// Refuses a type whose new column would not be empty, or would write every row: a domain with
// constraints or with a default (found by a check in expand), serial. The default does not matter
// where the column gets one of its own at once, nor where rows never leave it out.
enum class TypeDefault { refused, no_matter };
void require_plain_type(Planning& p, const Table& table, const std::string& type,
                        TypeDefault by_type = TypeDefault::refused);
// MIG-PLAN-NEEDS-UP where a cast depends on the time zone. Whose? The tool's is UTC, the
// application's is not known.
void require_time_zone(const Planning& p, const Table& table, const Column& column,
                       const std::string& to, const std::string& up);

// partitions/partitioned_index.cpp: on a partitioned table (partitioned_index.hpp).

void add_partitioned_index(Planning& p, const Table& table, const std::string& name, bool unique,
                           const std::string& definition);

// Each operation, in the file of its name or of its kind.

void plan_rename_column(Planning& p, const RenameColumn& op);
void plan_add_column(Planning& p, const AddColumn& op);
void plan_drop_column(Planning& p, const DropColumn& op);
void plan_create_index(Planning& p, const CreateIndex& op);
void plan_drop_index(Planning& p, const DropIndex& op);
void plan_create_table(Planning& p, const CreateTable& op);
void plan_drop_table(Planning& p, const DropTable& op);
void plan_alter_column(Planning& p, const AlterColumn& op);
void plan_create_constraint(Planning& p, const CreateConstraint& op);
void plan_drop_constraint(Planning& p, const DropConstraint& op);
void plan_rename_constraint(Planning& p, const RenameConstraint& op);
void plan_replica_identity(Planning& p, const SetReplicaIdentity& op);
void plan_rename_table(Planning& p, const RenameTable& op);
void plan_create_enum(Planning& p, const CreateEnum& op);
void plan_alter_enum(Planning& p, const AlterEnum& op);
void plan_drop_enum(Planning& p, const DropEnum& op);
void plan_sql(Planning& p, const SqlOperation& op);
void plan_sql_backfill(Planning& p, const SqlBackfill& op);
void plan_batched_backfill(Planning& p, const SqlBackfill& op);  // of a table
// replace/replace.cpp: `type`, with all that is given together with it. False, and nothing
// planned: the column has that type, and `up` is the column itself.
bool plan_replace_column(Planning& p, const AlterColumn& op);
void plan_split_column(Planning& p, const SplitColumn& op);
void plan_merge_columns(Planning& p, const MergeColumns& op);

}  // namespace migrate::postgres
