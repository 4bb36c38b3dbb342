// What a user may ask for: one struct per operation, fields named as in pgroll's files. Parsing and
// the checks that need no database live in <operation>.cpp beside this header.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "migration/operations/partitioning.hpp"
#include "schema/engine_kind.hpp"
#include "schema/identifier.hpp"

namespace migrate {

// "migrations/x.yaml:12"
struct Location {
  std::string file;
  int line = 0;
  std::string text() const;
};

// SQL that may differ by engine: one string, or a map by engine. `mysql` serves MariaDB too where
// the map has no `mariadb`.
struct SqlText {
  std::optional<RawSql> any;
  std::map<EngineKind, RawSql> by_engine;

  bool given() const { return any.has_value() || !by_engine.empty(); }
  // nullptr when nothing is given for this engine.
  const RawSql* for_engine(EngineKind engine) const;
};

// What an operation changes, or needs to stay as it is. `column` is a column's name, or one of
//   "*created", "*dropped"   the table as a whole
//   "*index NAME"            an index (table may be empty: its name alone was given)
//   "*reads COLUMN"          a column that must not change under an index built on it
//   "*constraint NAME", "*replica identity", "*type NAME" (no table)
// Two migrations in flight whose touches overlap are refused (engine/overlap.hpp).
struct Touch {
  std::string table;
  std::string column;
  friend auto operator<=>(const Touch&, const Touch&) = default;
};

struct CheckDef {
  Identifier name;
  SqlText constraint;
  bool no_inherit = false;
};

struct ForeignKeyDef {
  Identifier name;
  Identifier table;
  Identifier column;
  std::string match_type = "SIMPLE";
  std::string on_delete = "NO ACTION";
  std::string on_update = "NO ACTION";
  bool deferrable = false;
  bool initially_deferred = false;
};

struct GeneratedDef {
  SqlText expression;     // GENERATED ALWAYS AS (…) STORED
  bool identity = false;  // GENERATED … AS IDENTITY
  std::string user_specified_values = "ALWAYS";
  std::string sequence_options;
};

struct ColumnDef {
  Identifier name;
  SqlText type;
  bool nullable = false;  // pgroll's default
  bool pk = false;
  bool unique = false;
  std::optional<SqlText> default_value;
  std::optional<std::string> comment;
  std::optional<CheckDef> check;
  std::optional<ForeignKeyDef> references;
  std::optional<GeneratedDef> generated;
  Location at;
};

struct TableForeignKeyDef {
  Identifier table;
  std::vector<Identifier> columns;
  std::string match_type = "SIMPLE";
  std::string on_delete = "NO ACTION";
  std::string on_update = "NO ACTION";
  std::vector<Identifier> on_delete_set_columns;
};

struct ConstraintDef {
  enum class Kind { unique, check, primary_key, foreign_key, exclude };
  Identifier name;
  Kind kind = Kind::unique;
  std::vector<Identifier> columns;
  SqlText check;
  bool no_inherit = false;
  bool deferrable = false;
  bool initially_deferred = false;
  bool nulls_not_distinct = false;
  std::optional<TableForeignKeyDef> references;
  std::string exclude_method, exclude_elements, exclude_predicate;
  std::string tablespace, storage_parameters;
  std::vector<Identifier> include_columns;
  Location at;
};

struct IndexField {
  Identifier column;   // or
  SqlText expression;  // ours
  std::string collate;
  std::string sort;   // "", ASC, DESC
  std::string nulls;  // "", FIRST, LAST
  std::string opclass;
  std::vector<std::string> opclass_params;
};

struct RenameColumn {
  Identifier table, from, to;
};

struct AddColumn {
  Identifier table;
  ColumnDef column;
  SqlText up;
};

struct DropColumn {
  Identifier table, column;
  SqlText down;
};

// At least one of the changes is given.
struct AlterColumn {
  // Ours: how a type is changed, where the engine has more than one way.
  enum class Way { by_itself, in_place, shadow };
  Identifier table, column;
  SqlText type;
  std::optional<bool> nullable;
  std::optional<Identifier> unique;  // the constraint's name
  std::optional<CheckDef> check;
  std::optional<ForeignKeyDef> references;
  std::optional<SqlText> default_value;  // nothing given inside: DROP DEFAULT (null in the file)
  std::optional<std::string> comment;    // empty: no comment (null in the file)
  SqlText up, down;                      // expressions over the row, old to new value and back
  Way way = Way::by_itself;
};

// Ours. A new column that is computed from old ones.
struct DerivedColumnDef {
  ColumnDef column;
  SqlText up;  // over the row, by its old columns
};

// Ours: one column becomes several; `down` computes it from them.
struct SplitColumn {
  Identifier table, column;
  std::vector<DerivedColumnDef> into;
  SqlText down;
};

// Ours: several columns become one; each `down` computes one of them from it.
struct MergeColumns {
  struct Part {
    Identifier column;
    SqlText down;
  };
  Identifier table;
  std::vector<Part> columns;
  DerivedColumnDef into;
};

struct CreateConstraint {
  Identifier table;
  ConstraintDef constraint;
  std::map<Identifier, SqlText> up, down;  // by column
};

// pgroll's drop_constraint and drop_multicolumn_constraint: the same change, `up` and `down` given
// for the one column, or by column.
struct DropConstraint {
  Identifier table, name;
  SqlText column_up, column_down;
  std::map<Identifier, SqlText> up, down;
};

struct RenameConstraint {
  Identifier table, from, to;
};

struct RenameTable {
  Identifier from, to;
};

struct SetReplicaIdentity {
  enum class Kind { standard, full, nothing, index };
  Identifier table;
  Kind kind = Kind::standard;
  Identifier index;  // Kind::index only
};

// Ours: enumeration types of PostgreSQL.
struct CreateEnum {
  Identifier name;
  std::vector<std::string> values;
};

struct AlterEnum {
  struct Add {
    std::string value, before, after;  // at most one of the two
  };
  struct Rename {
    std::string from, to;
  };
  struct Drop {
    std::string value, replace_with;  // empty: no row may hold it
  };
  Identifier name;
  std::vector<Add> add;
  std::vector<Rename> rename;
  std::vector<Drop> drop;
};

struct DropEnum {
  Identifier name;
};

struct CreateIndex {
  Identifier name, table;
  std::vector<IndexField> columns;
  SqlText predicate;
  std::string method;  // empty: the engine's default
  std::string storage_parameters;
  bool unique = false;
  std::vector<Identifier> include;  // ours
};

struct DropIndex {
  Identifier name;
  Identifier table;  // ours: needed on MySQL and MariaDB when two tables have an index of this name
};

struct CreateTable {
  Identifier name;
  std::vector<ColumnDef> columns;
  std::vector<ConstraintDef> constraints;
  std::optional<std::string> comment;
};

struct DropTable {
  Identifier name;
};

// Ours: MySQL's and MariaDB's. What stands behind ALTER TABLE t, run on a shadow of the table.
struct AlterTable {
  Identifier table;
  SqlText alter;
};

// Ours: PostgreSQL's. The table is written anew, without bloat.
struct RebuildTable {
  Identifier table;
  // When the new table takes the old one's place, where the operation may say.
  enum class Exchange { by_itself, backfill, contract };
  std::vector<Identifier> cluster_by;  // the order of its rows; empty: of its key
  std::optional<Partitioning> partition_by;
  std::vector<Identifier> primary_key = {};   // another one; empty: the same
  std::vector<Identifier> column_order = {};  // those that come first; the others keep their order
  Exchange exchange = Exchange::by_itself;
};

// Raw SQL, split into statements by the dialect's own lexical rules.
struct SqlOperation {
  SqlText up;
  SqlText down;
  bool on_complete = false;  // pgroll's onComplete: run in contract instead of expand
};

// Ours: rows worked through in batches, `backfill` in a file or `-- migrate:backfill table=orders`
// in a SQL file. Either `sql`, with {{batch}} where the bounds go (batch_statement.hpp), or `set`.
// A SQL section without a table runs once, in a transaction.
struct SqlBackfill {
  struct Assignment {
    Identifier column;
    SqlText value;  // over the row
  };
  SqlText sql;
  Identifier table;
  std::vector<Identifier> key;  // to walk by; empty: the primary key, or the first that will do
  std::vector<Assignment> set;  // in the file's order
  SqlText where;                // with `set`: the rows still to do
  SqlText down;
};

using OperationBody =
    std::variant<RenameColumn, AddColumn, DropColumn, AlterColumn, SplitColumn, MergeColumns,
                 CreateIndex, DropIndex, CreateTable, DropTable, RenameTable, CreateConstraint,
                 DropConstraint, RenameConstraint, SetReplicaIdentity, CreateEnum, AlterEnum,
                 DropEnum, AlterTable, RebuildTable, SqlOperation, SqlBackfill>;

struct Operation {
  std::string kind;  // "rename_column"
  OperationBody body;
  Location at;
};

// What an operation touches, for the refusal of two overlapping migrations in flight. Raw SQL
// touches nothing that can be known.
std::vector<Touch> touches(const Operation& operation);

}  // namespace migrate
