// Turns a Migration and the live Schema into a Plan (docs/decisions/0001, 0004).
//
// DDL commits implicitly on these servers: every DDL step is one statement, atomic by itself, with
// a probe that asks information_schema for its effect.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dialects/mysql/flavour.hpp"
#include "dialects/mysql/operations/trial.hpp"
#include "migration/migration.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::mysql {

Plan make_plan(const Migration& migration, Schema& schema, const Flavour& flavour,
               db::Connection* live);

struct Rebuild;

// One migration being planned; the files of operations/ each add the steps of theirs.
struct Planning {
  const Migration& migration;
  Schema& schema;
  Plan& plan;
  const Flavour& flavour;
  Trial* trial = nullptr;  // none: no server to try anything on
  const Operation* operation = nullptr;
  // Rebuilds of tables that are exchanged in one statement, planned when all of them are known.
  std::vector<std::shared_ptr<Rebuild>> tied = {};
  // By table: instant additions and removals of columns, those that it has had and those of this
  // plan, ways back included. In whatever order they run, the server takes them all.
  struct RowVersions {
    int had = 0, taken = 0;
  };
  std::map<std::string, RowVersions> row_versions = {};

  const Location& at() const { return operation->at; }
  void note(const std::string& text);  // once each
  void fact(const Table& table);       // once each
  // Must exist and be an InnoDB table that can be altered online.
  Table& table(const Identifier& name);
  void require_name(const Identifier& name) const;  // 64 characters, and not the tool's own
  // Are `count` more of the table's instant changes of columns left? If not it has to be rebuilt,
  // and the plan says so.
  bool has_row_versions(const Table& table, int count = 1);
  bool take_row_versions(const Table& table, int count = 1);
  // A step of expand rebuilds it: what comes after counts anew.
  void rebuilt(const Table& table);
  // Another operation changes columns of this table.
  bool changes_too(const std::string& table) const;
};

// planner.cpp: how a change is made, what it locks, and how its effect is seen.

// "instant" asks for exactly that; where the table's row format cannot do it, or its versions are
// used up, an in-place rebuild that lets reads and writes go on.
struct How {
  std::string sql;  // ", ALGORITHM=INSTANT"
  Strategy strategy = Strategy::instant;
  LockImpact lock;
};
How instantly(Planning& p, const Table& table);
How online(const std::string& table, std::string_view algorithm, const std::string& hold);
// One of both; `hold` is not said of an instant change.
How by_algorithm(const std::string& table, std::string_view algorithm, const std::string& hold);
// The strictest way that the server takes for `change` (what follows ALTER TABLE t), tried on an
// empty copy. Refuses a change that would copy the table or block its writes; `what`: in the words
// of the refusal. `instant`: the table has a row version left for it, which its copy cannot tell.
How tried(Planning& p, const Table& table, const std::string& change, const std::string& what,
          bool instant = true);

// Refuses a change of `what` that the server would refuse when half of the plan has been done: on
// an empty copy of its own. Nothing is known where none can be made, nor of a table that this
// migration makes, nor where SQL of the user's has run by that phase.
void require_possible(Planning& p, Phase phase, const Table& table, const std::string& change,
                      const std::string& what);

struct Lock {
  static LockImpact metadata(const std::string& table, const std::string& why);
  static LockImpact batches(const std::string& table);
  static LockImpact reading(const std::string& table);
};

// Queries for Step::probe: one row, one column, 1 when the effect is there.
struct Probe {
  static std::string column(const std::string& table, const std::string& column);
  static std::string no_column(const std::string& table, const std::string& column);
  static std::string column_where(const std::string& table, const std::string& column,
                                  const std::string& condition);
  static std::string has_default(const std::string& table, const std::string& column);
  // Both are there, the other one before it.
  static std::string column_behind(const std::string& table, const std::string& column,
                                   const std::string& other);
  static std::string index(const std::string& table, const std::string& index);
  static std::string no_index(const std::string& table, const std::string& index);
  static std::string index_where(const std::string& table, const std::string& index,
                                 const std::string& condition);
  // `table`: the name that its table has then; one that stands on another table is in the way.
  static std::string trigger(const std::string& table, const std::string& name);
  // On no table: it moves with a table that is renamed, and DROP TRIGGER finds it there.
  static std::string no_trigger(const std::string& name);
  static std::string no_trigger_of(const std::string& table, const std::vector<std::string>& names);
  // Of whatever kind.
  static std::string no_constraint(const std::string& table, const std::string& name);
  static std::string table(const std::string& name);
  static std::string no_table(const std::string& name);
};

// operations/steps.cpp: steps that several operations share.

// Measured on both: with one adding, dropping and modifying columns either copies the table or
// blocks its writes, even where the table has the column FTS_DOC_ID.
const Index* fulltext_index(const Table& table);

// Refuses a definition of ours to which the server would add a DEFAULT and ON UPDATE of its own.
void require_own_default(const Planning& p, const Table& table, const Column& column);

// Step::loss: how many rows of the table meet the condition, counted up to a thousand.
std::string count_lost(const Table& table, const std::string& condition);
Step& add_ddl(Planning& p, Phase phase, const std::string& title, const std::string& table,
              const std::string& sql);
// Batched, over the whole table: rows that meet `condition` differ, or are in the way of a rule to
// come.
Step& add_verify(Planning& p, Phase phase, const Table& table, const std::string& title,
                 const std::string& condition);
void add_search(Planning& p, Phase phase, const Table& table, const std::string& title,
                const std::string& condition);
// ADD COLUMN for `column`, behind `after` where the server can do that instantly.
Step& add_column_step(Planning& p, Table& table, const Column& column, const std::string& after,
                      const std::string& title);
// The same of several in one statement, in the last places, in the strictest way that the server
// takes.
Step& add_columns_step(Planning& p, Table& table, const std::vector<Column>& columns,
                       const std::string& title);
// The two sync triggers, INSERT first; undone in the opposite order.
void add_trigger_steps(Planning& p, const Table& table, const std::string& column,
                       const std::string& insert_sql, const std::string& update_sql,
                       const std::string& what, bool moments = false);
// The statements of such a step: `moments` where the trigger copies a TIMESTAMP as it is.
void makes_trigger(const Planning& p, Step& step, const std::string& create, bool moments);
// UPDATE first: while it stands alone it would undo what new code inserts past the other.
void stop_sync(Planning& p, const Table& table, const std::string& column);
// Both triggers, in contract. `why`: UPDATE's goes first.
void drop_trigger_steps(Planning& p, const Table& table, const std::string& column,
                        const std::string& title, const std::string& why);
// Drops indexes and gives others their names, in one atomic statement.
void swap_indexes(Planning& p, const Table& table, const std::vector<std::string>& drop,
                  const std::vector<std::pair<std::string, std::string>>& rename,
                  const std::string& title);
// A default for a NOT NULL column without one, so that inserts may leave it out once its triggers
// are gone. Nothing to do for others.
void give_default(Planning& p, const Table& table, const Column& column);
void drop_column_step(Planning& p, const Table& table, const Column& column);
void drop_columns_step(Planning& p, const Table& table, const std::vector<Column>& columns);
// Makes columns of this migration NOT NULL, whose rows have been proven to have a value. A rollback
// gives them a default: inserts of old code leave them out between its triggers' end and theirs.
Step& require_values_step(Planning& p, const Table& table, const std::vector<Column>& columns,
                          const std::string& title);
// In contract, before the triggers go that fill the column: the default that the file gives it.
void default_step(Planning& p, const Table& table, const Column& column);
// `how_many`: "one column more".
void note_added(Planning& p, const Table& table, const std::string& how_many);
// Triggers of the user's, and what they meet: those of synchronisation and the backfill.
void note_triggers(Planning& p, const Table& table,
                   const char* what =
                       "they run before the sync triggers, and the backfill's "
                       "updates fire them too");
// MODIFY to exactly `wanted`, in the strictest way that the server takes.
Step& modify_step(Planning& p, Phase phase, const Table& table, const Column& wanted,
                  const std::string& title);

// operations/index.cpp: indexes, and duplicates that a unique one would refuse.

// "ADD UNIQUE INDEX `i` (`c`)"
std::string added_index(const Index& index);
Step& index_step(Planning& p, Phase phase, const Table& table, const Index& index,
                 const std::string& title);
void add_duplicates_check(Planning& p, Phase phase, const Table& table,
                          const std::vector<std::string>& columns, const std::string& index);
void drop_index_at_contract(Planning& p, Table& table, const Index& index);
// Refuses where a foreign key, on either side, or an AUTO_INCREMENT column would have no index
// without those.
void require_not_needed(const Planning& p, const Table& table,
                        const std::vector<std::string>& gone);

// operations/constraint.cpp: unique and foreign keys.

// Refuses a name that an index or a constraint of the table has.
void require_free(const Planning& p, const Table& table, const std::string& name);
// A unique index over columns, from backfill on; its duplicates are looked for before.
void add_unique(Planning& p, Table& table, const std::string& name,
                const std::vector<std::string>& columns);
// A foreign key to a table of this database; `on_delete`, `on_update` as in the file.
struct NewForeignKey {
  std::string name;
  std::vector<std::string> columns;
  std::string ref_table;
  std::vector<std::string> ref_columns;
  std::string on_delete, on_update;
};
// `references` of one column. Refuses what InnoDB does not have.
NewForeignKey new_key(const Planning& p, const ForeignKeyDef& def, const Identifier& column);
// In contract, unchecked and then proven: with the checks on, the server copies the table for it.
void add_foreign_key(Planning& p, Table& table, NewForeignKey key);

// operations/drop_refusals.cpp: what stands in the way of a change of a column.

// Refuses where an index over this column cannot be built for another one.
void require_without_expressions(const Planning& p, const Table& table, const Column& column,
                                 const std::string& what);
// What forbids to drop this column (primary key, foreign keys on both sides, CHECK, generated
// columns and functional indexes, partitioning, views, triggers): refuses.
// `what`: "rename_column users.name".
void require_droppable(const Planning& p, const Table& table, const Column& column,
                       const std::string& what);
// Refuses a change of type that depends on the time zone of the session that writes.
void require_one_zone(const Planning& p, const std::string& what, const std::string& full,
                      const Column& from, const Column& to);
// Views that read the column.
std::vector<std::string> views_of(const Planning& p, const Table& table, const std::string& column);
// Refuses (MIG-PLAN-PRIVILEGES) where there are some that this account may not read. `what`: as of
// require_droppable.
void require_told_views(const Planning& p, const Table& table, const std::string& what);
// Names of a table's indexes that hold the column.
std::vector<std::string> indexes_with(const Table& table, const std::string& column);
// A `check` step in contract for what somebody may have made since: views and triggers that name
// it.
void check_dependants(Planning& p, const Table& table, const std::string& column);

// operations/expression.cpp: `up` and `down`. `what`, `to`: the operation, and the column that gets
// the value.

// Refuses what the row does not hold yet when a BEFORE trigger sees it.
void require_known(const Planning& p, const Table& table, const std::string& expression);
// Refuses what the session's time zone decides.
void require_any_zone(const Planning& p, const Table& table, const std::string& what,
                      const std::string& expression, const Column& to);
// Says what of it a foreign key changes, which no trigger sees. `what`: "users.state".
void note_cascades(Planning& p, const Table& table, const std::string& what,
                   const std::string& expression);

// operations/alter_column.cpp

// Is the expression the column itself ("as it is"), or none?
bool keeps(const SqlText& text, EngineKind engine, const std::string& column);

// operations/rename_column.cpp

// The same index over another column, under a name of ours.
Index index_for(const Table& table, const Index& index, const std::string& from,
                const std::string& to);

// operations/sql.cpp: SQL of the user's.

// By statements. Refuses those that open or close a transaction.
std::vector<std::string> user_statements(const Planning& p, const std::string& sql);
// All other statements commit by themselves.
bool only_changes_rows(const std::string& statement);

// catalog/column_grants.cpp: who may use columns by a grant on them alone.

// Who may use each of `olds` may use `news`, from expand on; and, in contract, what is granted on
// columns that are gone.
void copy_column_grants(Planning& p, const Table& table, const std::vector<std::string>& olds,
                        const std::vector<std::string>& news);
void drop_column_grants(Planning& p, const Table& table, const std::vector<std::string>& columns);
// Of a column that goes, and no other one takes its place: they are named.
void note_column_grants(Planning& p, const Table& table, const std::string& column);

// Each operation, in the file of its name or of its kind.

void plan_rename_column(Planning& p, const RenameColumn& op);
void plan_add_column(Planning& p, const AddColumn& op);
void plan_drop_column(Planning& p, const DropColumn& op);
void plan_alter_column(Planning& p, const AlterColumn& op);
void plan_split_column(Planning& p, const SplitColumn& op);
void plan_merge_columns(Planning& p, const MergeColumns& op);
void plan_create_constraint(Planning& p, const CreateConstraint& op);
void plan_drop_constraint(Planning& p, const DropConstraint& op);
void plan_rename_constraint(Planning& p, const RenameConstraint& op);
void plan_create_index(Planning& p, const CreateIndex& op);
void plan_drop_index(Planning& p, const DropIndex& op);
void plan_create_table(Planning& p, const CreateTable& op);
void plan_drop_table(Planning& p, const DropTable& op);
void plan_rename_table(Planning& p, const RenameTable& op);
void plan_alter_table(Planning& p, const AlterTable& op);
void plan_sql(Planning& p, const SqlOperation& op);
void plan_sql_backfill(Planning& p, const SqlBackfill& op);
void plan_batched_backfill(Planning& p, const SqlBackfill& op);  // of a table

}  // namespace migrate::mysql
