// What the planners of single operations share.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dialects/sqlite/catalog/create_table_text.hpp"
#include "dialects/sqlite/operations/rehearsal.hpp"
#include "migration/migration.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate::sqlite {

struct Planning {
  Plan& plan;
  Schema& schema;
  const Location& at;                    // of the operation
  db::Connection* connection = nullptr;  // to the database itself, where there is one
  bool hides_first = false;              // contract has a quarantine

  // The table, refused where it is missing, virtual, or could not be rehearsed.
  Table& table(const Identifier& name) const;
  void require_new_name(const Identifier& name) const;
  void note(std::string text) const;
  // While this migration is in flight the column stays: one that changes it has to wait.
  void reads(const std::string& table, const std::string& column) const;
  // The same of all that is named in a constraint's words, which a step will look for or write:
  // SQLite rewrites them as it renames.
  void reads(const Table& table, const ConstraintText& words) const;
  // A rename of the table, or of this column of it, rewrites the stored texts of other tables that
  // name it: a migration that compares these (shadow/exchange.cpp) has to wait, or this one.
  void rewrites(const Table& table, const std::string& column = {}) const;
  // Puts `range` of a column's words as `to`. Another migration that would change the words by
  // which it is found has to wait.
  TextEdit edit_column(const Table& table, const std::string& sql, const ColumnText& column,
                       TextRange range, const std::string& to) const;
  // A transactional DDL step.
  Step& ddl(Phase phase, std::string title, const Table& table, std::vector<std::string> sql) const;
  Step& fill(std::string title, const Table& table, const std::string& set,
             const std::string& condition) const;
  // Batched, over the whole table: rows that meet `condition` differ, or are in the way of a rule
  // to come.
  Step& verify(Phase phase, std::string title, const Table& table,
               const std::string& condition) const;
  void search(Phase phase, std::string title, const Table& table,
              const std::string& condition) const;
  // A query that must return no row.
  Step& check(Phase phase, std::string title, const Table& table, std::string sql) const;

 private:
  Step& walk(StepKind kind, Phase phase, std::string title, const Table& table,
             const std::string& condition) const;
};

// SQLite has one write lock for the whole file; it is the only lock there is to speak of.
LockImpact write_lock(std::string hold, std::string why);
LockImpact brief_lock();      // the catalog only
LockImpact rewriting_lock();  // DROP COLUMN rewrites the table
LockImpact dropping_lock();   // DROP TABLE visits each of its pages
LockImpact building_lock();   // CREATE INDEX reads it once

// Replaces the one occurrence of `from` in the stored CREATE TABLE by SQLite's documented procedure
// (https://www.sqlite.org/lang_altertable.html section 7). A DDL statement must follow in the same
// transaction: it moves the schema cookie on, by which other connections see the change.
std::vector<std::string> edit_definition(const std::string& table, const std::string& from,
                                         const std::string& to, const std::string& expectation,
                                         const std::string& condition);
// The same for an edit that stands alone, with a DDL statement that changes nothing behind it.
std::vector<std::string> change_definition(const std::string& table, const TextEdit& edit,
                                           const std::string& expectation);
// Ahead of a change of the column's default: a row from before ADD COLUMN does not hold the column
// and reads the default (`value`, SQL) in the definition. It gets what it reads.
std::string write_as_read(const Table& table, const std::string& column, const std::string& value);
// The same where `condition` (SQL) says that it is done: it may have been done already.
std::vector<std::string> change_definition(const std::string& table, const TextEdit& edit,
                                           const std::string& expectation,
                                           const std::string& condition);
// The stored CREATE TABLE.
std::string definition_of(const Table& table);
// SQL that is 1 when the column accepts NULL, or does not.
std::string nullable_condition(const std::string& table, const std::string& column, bool nullable);

// Taking a NOT NULL out of the stored definition, leaving a comment in its place by which it is
// found again whatever else happens to the table meanwhile.
struct NotNullEdit {
  std::vector<std::string> relax, restore;  // restore: safe where it was never taken out
  std::string relaxed;                      // the definition in between
};
// `restored_as`: the column's name when it is put in again, where that is another one.
NotNullEdit not_null_edit(const Table& table, const std::string& column, const Location& at,
                          const std::string& restored_as = {});

// SQLite would refuse most of these itself, at contract; when planned they cost nothing yet.
void require_droppable(const Planning& planning, const Table& table, const Column& column);
// Appends DROP INDEX of what is built on the columns, noting each, and DROP COLUMN. `called`: the
// columns' names by then.
void drop_with_indexes(const Planning& planning, const Table& table,
                       const std::vector<std::string>& columns,
                       const std::vector<std::string>& called, std::vector<std::string>& sql);
// The first part of a contract with a quarantine: the columns under other names, which are the
// answer. SQLite rewrites what is built on them, our triggers too, as it renames. Without a
// quarantine: their own names, and nothing planned. `proof`: statements ahead of it in its
// transaction.
std::vector<std::string> hide_columns(const Planning& planning, const Table& table,
                                      const std::vector<std::string>& columns,
                                      const std::vector<std::string>& proof = {});
// The same of a table.
std::string hide_table(const Planning& planning, const Table& table);

// For `contract --keep-copy`; nothing where the rows have no key to be found by. `called`: the name
// by then; `drop_triggers`: what ends its being kept filled.
std::optional<Step::Copy> keep_column(const Planning& planning, const Table& table,
                                      const Column& column, const std::string& called,
                                      const std::vector<std::string>& drop_triggers);
Step::Copy keep_table(const Planning& planning, const Table& table, const std::string& called);

void plan_rename_column(const Planning& planning, const RenameColumn& operation);
void plan_add_column(const Planning& planning, const AddColumn& operation);
void plan_drop_column(const Planning& planning, const DropColumn& operation);
void plan_split_column(const Planning& planning, const SplitColumn& operation);
void plan_merge_columns(const Planning& planning, const MergeColumns& operation);
void plan_create_index(const Planning& planning, const CreateIndex& operation);
void plan_drop_index(const Planning& planning, const DropIndex& operation);
void plan_create_table(const Planning& planning, const CreateTable& operation);
void plan_drop_table(const Planning& planning, const DropTable& operation);
void plan_alter_column(const Planning& planning, const AlterColumn& operation);
void plan_create_constraint(const Planning& planning, const CreateConstraint& operation);
void plan_drop_constraint(const Planning& planning, const DropConstraint& operation);
void plan_rename_constraint(const Planning& planning, const RenameConstraint& operation);
void plan_rename_table(const Planning& planning, const RenameTable& operation);
// Between expand and contract such a table has two names: nothing else may change it meanwhile.
void refuse_beside_rename(const Migration& migration);
void plan_sql(const Planning& planning, const SqlOperation& operation);
void plan_sql_backfill(const Planning& planning, const SqlBackfill& operation);
void plan_batched_backfill(const Planning& planning, const SqlBackfill& operation);  // of a table
// SQL of the user's by statements. Refuses those that open or close a transaction.
std::vector<std::string> user_statements(const Planning& planning, const std::string& sql);
// SQLite refuses the statement inside a transaction, or it means nothing there.
bool outside_transaction(const std::string& statement);

// The index names the column, in a part, an expression or its predicate.
bool uses(const Index& index, const std::string& column);

// Values that more than one row has, each with the keys of a few of its rows.
std::string duplicate_rows(const Table& table, const Location& at,
                           const std::vector<std::string>& columns);
// The same of values other than the columns' own.
std::string duplicate_rows(const Table& table, const Location& at,
                           const std::vector<std::string>& names,
                           const std::vector<std::string>& values);
// The same by `groups`, values with their collations, of the rows that meet `where`.
std::string duplicate_rows(const Table& table, const Location& at,
                           const std::vector<std::string>& names,
                           const std::vector<std::string>& groups, const std::string& where);
std::string unique_index_sql(const Table& table, const std::string& name,
                             const std::vector<std::string>& columns);

// " REFERENCES …" and " CHECK (…)" of a column, empty where it has none.
std::string references_sql(const ColumnDef& column, const Location& at);
std::string check_sql(const ColumnDef& column, const Location& at);
// The same of a table.
std::string constraint_sql(const ConstraintDef& constraint);

}  // namespace migrate::sqlite
