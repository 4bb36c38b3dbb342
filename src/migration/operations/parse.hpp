// From the document's node to the operation's value, one function per operation, each in
// <operation>.cpp with the checks that need no database.
#pragma once
#include "migration/fields.hpp"
#include "migration/operations/operation.hpp"

namespace migrate {

// `node` is what stands under the operation's name, `line` where that name stands.
OperationBody parse_rename_column(const Source& source, const Node& node, int line);
OperationBody parse_add_column(const Source& source, const Node& node, int line);
OperationBody parse_drop_column(const Source& source, const Node& node, int line);
OperationBody parse_create_index(const Source& source, const Node& node, int line);
OperationBody parse_drop_index(const Source& source, const Node& node, int line);
OperationBody parse_create_table(const Source& source, const Node& node, int line);
OperationBody parse_drop_table(const Source& source, const Node& node, int line);
OperationBody parse_alter_column(const Source& source, const Node& node, int line);
OperationBody parse_split_column(const Source& source, const Node& node, int line);
OperationBody parse_merge_columns(const Source& source, const Node& node, int line);
OperationBody parse_create_constraint(const Source& source, const Node& node, int line);
OperationBody parse_drop_constraint(const Source& source, const Node& node, int line);
OperationBody parse_drop_multicolumn_constraint(const Source& source, const Node& node, int line);
OperationBody parse_rename_constraint(const Source& source, const Node& node, int line);
OperationBody parse_rename_table(const Source& source, const Node& node, int line);
OperationBody parse_set_replica_identity(const Source& source, const Node& node, int line);
OperationBody parse_create_enum(const Source& source, const Node& node, int line);
OperationBody parse_alter_enum(const Source& source, const Node& node, int line);
OperationBody parse_drop_enum(const Source& source, const Node& node, int line);
OperationBody parse_alter_table(const Source& source, const Node& node, int line);
OperationBody parse_backfill(const Source& source, const Node& node, int line);
OperationBody parse_rebuild_table(const Source& source, const Node& node, int line);
OperationBody parse_sql(const Source& source, const Node& node, int line);

// One element of `operations`: a map with one key, the operation's name.
Operation parse_operation(const Source& source, const Node& node);
// Every kind that a file may name.
std::vector<std::string> operation_names();

// Shared by several operations.
ColumnDef parse_column(const Source& source, const Node& node, const std::string& what, int line);
DerivedColumnDef parse_derived_column(const Source& source, const Node& node,
                                      const std::string& what, int line);
CheckDef parse_check(const Source& source, const Node& node, int line);
ForeignKeyDef parse_references(const Source& source, const Node& node, int line);
// `fields` allows constraint_fields(), and more where an operation has more.
ConstraintDef parse_constraint(const Fields& fields);
std::vector<std::string> constraint_fields();
Partitioning parse_partitioning(const Source& source, const Node& node, int line);
// A map of column names to expressions; empty when not given.
std::map<Identifier, SqlText> sql_by_column(const Fields& fields, std::string_view key);
std::vector<std::string> foreign_key_actions();
std::vector<std::string> match_types();

// Refuses text that no engine it is meant for can split into statements (MIG-SQL-SPLIT). `line` is
// that of the field; `exact`: the text starts on the line below it.
void check_splits(const Source& source, const SqlText& sql, int line, bool exact = false);
// Refuses a text that a planner puts into a line of SQL and that would hide what follows it there
// (…-VALUE): `sql` where no engine it is meant for can take it, `text` as PostgreSQL reads it.
void check_inline(const Fields& fields, std::string_view key, const SqlText& sql);
void check_inline(const Fields& fields, std::string_view key, const std::string& text);
// Refuses a statement that no engine it is meant for can run in batches (…-VALUE).
void check_batch_statement(const Source& source, const SqlBackfill& backfill, int line);

}  // namespace migrate
