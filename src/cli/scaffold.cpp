#include "cli/scaffold.hpp"

#include <utility>

#include "util/text.hpp"

namespace migrate::cli {

namespace {

using Template = std::pair<const char*, const char*>;

// Words in angle brackets are to be replaced: the reader refuses each that stands alone
// (src/migration/read_document.cpp), and no server takes one inside SQL.
constexpr Template templates[] = {
    {"rename_column", R"(  - rename_column:
      table: <TABLE>
      from: <OLD_NAME>
      to: <NEW_NAME>
)"},
    {"split_column", R"(  - split_column:
      table: <TABLE>
      column: <OLD_COLUMN>
      into:
        - name: <FIRST_NEW_COLUMN>
          type: text
          nullable: true      # false needs a value from `up` for every row
          up: split_part(<OLD_COLUMN>, ' ', 1)      # SQL over the row
        - name: <SECOND_NEW_COLUMN>
          type: text
          nullable: true
          up: nullif(split_part(<OLD_COLUMN>, ' ', 2), '')
      down: concat_ws(' ', <FIRST_NEW_COLUMN>, <SECOND_NEW_COLUMN>)
)"},
    {"merge_columns", R"(  - merge_columns:
      table: <TABLE>
      columns: [<FIRST_OLD_COLUMN>, <SECOND_OLD_COLUMN>]
      into:
        name: <NEW_COLUMN>
        type: text
        nullable: true        # false needs a value from `up` for every row
        up: concat_ws(' ', <FIRST_OLD_COLUMN>, <SECOND_OLD_COLUMN>) # SQL over the row
      down:
        <FIRST_OLD_COLUMN>: split_part(<NEW_COLUMN>, ' ', 1)
        <SECOND_OLD_COLUMN>: nullif(split_part(<NEW_COLUMN>, ' ', 2), '')
)"},
    {"add_column", R"(  - add_column:
      table: <TABLE>
      column:
        name: <COLUMN>
        type: text            # or by engine: {postgres: text, mysql: varchar(200)}
        nullable: true        # false needs a default or `up`
        # default: "'new'"    # SQL
        # unique: true
        # comment: what it holds
        # generated: {identity: {}}   # or type: bigserial; or {expression: lower(<OTHER>)}
      # up: lower(<OTHER>)    # SQL over the row: fills rows that are there, and old code's new rows
)"},
    {"drop_column", R"(  - drop_column:
      table: <TABLE>
      column: <COLUMN>
      # down: "''"            # SQL over the row: what old code sees in rows that new code writes;
                              # needed when the column is NOT NULL without default
)"},
    {"create_index", R"(  - create_index:
      name: <INDEX>
      table: <TABLE>
      columns:
        - column: <COLUMN>
          # sort: DESC
      # unique: true
      # predicate: <COLUMN> IS NOT NULL
      # method: btree
      # include: [<COLUMN>]   # PostgreSQL
)"},
    {"alter_column", R"(  - alter_column:
      table: <TABLE>
      column: <COLUMN>
      nullable: false
      up: coalesce(<COLUMN>, '') # what is stored where old code writes NULL
      # default: "'text'"     # null: no default
      # comment: <TEXT>       # null: no comment
      # unique: {name: <CONSTRAINT>}
      # check: {name: <CONSTRAINT>, constraint: <COLUMN> <> ''}
      # references: {name: <CONSTRAINT>, table: <OTHER>, column: id, on_delete: CASCADE}
      # type: bigint
)"},
    {"create_constraint", R"(  - create_constraint:
      name: <CONSTRAINT>
      table: <TABLE>
      type: check             # unique, primary_key, foreign_key
      columns: [<COLUMN>]
      check: <COLUMN> > 0
      # up: {<COLUMN>: abs(<COLUMN>)} # mends rows that break it
      # references: {table: <OTHER>, columns: [id], on_delete: CASCADE}
)"},
    {"drop_constraint", R"(  - drop_constraint:
      table: <TABLE>
      name: <CONSTRAINT>
      # down: coalesce(<COLUMN>, 0)  # PostgreSQL, SQLite: mends rows that break it, in a rollback
)"},
    {"drop_multicolumn_constraint", R"(  - drop_multicolumn_constraint:
      table: <TABLE>
      name: <CONSTRAINT>
      # down: {<COLUMN>: coalesce(<COLUMN>, 0)}
)"},
    {"rename_constraint", R"(  - rename_constraint:
      table: <TABLE>
      from: <CONSTRAINT>      # MySQL, MariaDB: a unique one
      to: <NEW_NAME>
)"},
    {"set_replica_identity", R"(  - set_replica_identity:   # PostgreSQL
      table: <TABLE>
      identity:
        type: full            # default, nothing, index
        # index: <INDEX>
)"},
    {"drop_index", R"(  - drop_index:
      name: <INDEX>
      # table: <TABLE>        # needed on MySQL and MariaDB when two tables have an index of this name
)"},
    {"create_table", R"(  - create_table:
      name: <TABLE>
      columns:
        - name: id
          type: {postgres: bigint, mysql: bigint, sqlite: integer}
          pk: true
        - name: <COLUMN>
          type: {postgres: text, mysql: varchar(200), sqlite: text}
          nullable: true
)"},
    {"drop_table", R"(  - drop_table:
      name: <TABLE>
)"},
    {"rename_table", R"(  - rename_table:
      from: <OLD_NAME>
      to: <NEW_NAME>
)"},
    {"alter_table", R"(  - alter_table:            # MySQL, MariaDB
      table: <TABLE>
      # What stands behind ALTER TABLE, all of it in one copy of the table. A MODIFY says its whole
      # column again: what it leaves out, such as a default, is gone.
      alter: MODIFY <SOME_COLUMN> bigint NOT NULL, ADD KEY <SOME_INDEX> (<SOME_COLUMN>)
)"},
    {"rebuild_table", R"(  - rebuild_table:          # PostgreSQL
      table: <TABLE>
      # cluster_by: [<COLUMN>] # the order of its rows; an index begins with it
      # partition_by:         # it becomes a partitioned table; every unique key holds the column
      #   range: [<COLUMN>]   # or list: [<COLUMN>], or hash: [<COLUMN>]
      #   partitions:
      #     - {name: <PARTITION>, from: ['2026-01-01'], to: ['2027-01-01']}
      #     - {name: <OTHER_ROWS>, default: true}
      # primary_key: [<COLUMN>] # another primary key
      # column_order: [<COLUMN>] # those that come first; the others keep their order
      # exchange: contract      # or backfill; auto: as early as old code can use the new table
)"},
    {"create_enum", R"(  - create_enum:            # PostgreSQL
      name: <TYPE>
      values: [<FIRST_VALUE>, <SECOND_VALUE>]
)"},
    {"alter_enum", R"(  - alter_enum:             # PostgreSQL
      name: <TYPE>
      add:
        - value: <NEW_VALUE>
          # before: <VALUE>   # or after: <VALUE>; without, it is the last one
      # rename:               # a second column beside each one of the type, until contract
      #   - {from: <VALUE>, to: <NEW_NAME>}
      # drop:
      #   - {value: <VALUE>, replace_with: <OTHER_VALUE>}
)"},
    {"drop_enum", R"(  - drop_enum:              # PostgreSQL
      name: <TYPE>
)"},
    {"backfill", R"(  - backfill:               # rows worked through in batches, each exactly once
      table: <TABLE>
      set:
        <COLUMN>: lower(<OTHER>) # SQL over the row
      where: <COLUMN> IS NULL # the rows still to do; leave it out to mean all
      # key: id               # a unique key to walk by; default: the primary key
      # down: UPDATE <TABLE> SET <COLUMN> = NULL # undoes it; without it a rollback leaves the rows
      # sql: DELETE FROM <TABLE> WHERE {{batch}} AND <CREATED> < '2020-01-01'
)"},
    {"sql", R"(  - sql:
      up: |
        UPDATE <TABLE> SET <COLUMN> = 1
      # down: |               # undoes it; without it there is no rollback
      #   UPDATE <TABLE> SET <COLUMN> = 0
      # onComplete: true      # run `up` in contract instead of expand
)"}};

}  // namespace

std::vector<std::string> scaffold_operations() {
  std::vector<std::string> names;
  for (const auto& [name, text] : templates) names.emplace_back(name);
  return names;
}

std::string scaffold_yaml(const std::string& description, const std::string& operation) {
  // JSON's escapes are YAML's inside double quotes.
  const std::string quoted =
      replace_all(replace_all(printable(description), "\\", "\\\\"), "\"", "\\\"");
  std::string out = "description: \"" + quoted + "\"\n";
  if (operation.empty()) {
    out += "# Operations: " + join(scaffold_operations(), ", ") + ".\n";
    out += "# `migrate new NAME --op OPERATION` writes the fields of one.\noperations: []\n";
  } else {
    out += "operations:\n";
    for (const auto& [name, text] : templates)
      if (operation == name) out += text;
  }
  return out + R"(
# contract:                   # what must hold before the old shape is removed
#   quiet: 24h
#   soak: 1h
#   approval: true
#   quarantine: 24h           # hidden first, dropped so much later
)";
}

std::string scaffold_sql(const std::string& description) {
  return "-- " + printable(description) + R"(

-- migrate:expand
-- Statements that make the new shape beside the old one.

-- migrate:rollback
-- Statements that undo expand.

-- migrate:contract
-- Statements that remove the old shape.
)";
}

std::string slug(const std::string& name) {
  std::string out;
  for (char c : lower(name)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept)
      out += c;
    else if (c != '\'' && !out.empty() && out.back() != '_')
      out += '_';
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return out.substr(0, 100);
}

}  // namespace migrate::cli
