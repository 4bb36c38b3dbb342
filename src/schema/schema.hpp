// The live schema as plain values. Inspectors fill it; planners read it and apply what they planned
// to it, so that a later operation of the same migration sees the earlier one's effect.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "schema/engine_kind.hpp"

namespace migrate {

struct Column {
  std::string name;
  std::string type;  // the server's own full text: "character varying(100)", "varchar(100)"
  bool nullable = true;
  std::optional<std::string> default_sql;  // as SQL text that can be used again after DEFAULT
  // The default gives the same value for every evaluation inside one statement (literal, now()):
  // a copy of it on a second column can tell "left out" from "given" (docs/concepts.md).
  bool default_constant = false;
  bool generated = false;  // GENERATED ALWAYS AS (…)
  bool identity = false;   // IDENTITY, AUTO_INCREMENT, INTEGER PRIMARY KEY (rowid alias)
  std::string collation;   // empty: the table's or database's default
  std::string charset;     // MySQL, MariaDB
  std::string comment;
  std::map<std::string, std::string> extra;  // engine's own facts: "acl", "extra", "affinity" …

  friend bool operator==(const Column&, const Column&) = default;
};

struct IndexPart {
  std::string column;      // empty for an expression
  std::string expression;  // native text when not a plain column
  bool descending = false;
  std::optional<int> prefix;  // MySQL prefix length
  std::string options;        // opclass, collation, NULLS …: native text that follows the column

  friend bool operator==(const IndexPart&, const IndexPart&) = default;
};

struct Index {
  std::string name;
  std::vector<IndexPart> parts;
  std::vector<std::string> include;
  bool unique = false;
  bool primary = false;
  bool constraint = false;  // backs a UNIQUE, PRIMARY KEY or EXCLUDE constraint
  bool valid = true;
  bool automatic = false;  // SQLite's autoindex: cannot be named or dropped
  std::string method;      // btree, gin, FULLTEXT …
  std::string predicate;
  std::string definition;               // native CREATE INDEX text where the server has one
  std::vector<std::string> reads = {};  // columns of its expressions and predicate, where known

  std::vector<std::string> columns() const;  // of `parts`; "" for an expression
  friend bool operator==(const Index&, const Index&) = default;
};

struct ForeignKey {
  std::string name;
  std::vector<std::string> columns;
  std::string table;  // the table that has the key
  std::string ref_table;
  std::vector<std::string> ref_columns;
  bool partitioned = false, ref_partitioned = false;  // PostgreSQL: the table, the other one
  std::string on_delete = "NO ACTION";
  std::string on_update = "NO ACTION";
  std::string definition;

  friend bool operator==(const ForeignKey&, const ForeignKey&) = default;
};

struct Check {
  std::string name;
  std::string expression;
  bool validated = true;
  std::string definition = {};  // native text where the server has one: "CHECK (…) NO INHERIT"
  std::vector<std::string> columns = {};  // that it reads; empty where nobody has told

  friend bool operator==(const Check&, const Check&) = default;
};

struct Trigger {
  std::string name;
  std::string definition;
  std::map<std::string, std::string> extra = {};  // engine's own facts: "definer", "sql_mode" …

  friend bool operator==(const Trigger&, const Trigger&) = default;
};

struct Table {
  std::string name;
  std::vector<Column> columns;
  std::vector<Index> indexes;  // primary key included, `primary` set
  std::vector<ForeignKey> foreign_keys;
  std::vector<ForeignKey> referenced_by;
  std::vector<Check> checks;
  std::vector<Trigger> triggers;
  std::vector<std::string> views;            // that read it
  std::map<std::string, std::string> extra;  // "kind": partitioned, "engine": InnoDB, "sql": … …
  // What only a comparison asks for (Dialect::read_details), by the objects of facts.hpp: behind
  // the definition of each, or all that is known of it ("view by_day", "policy own_rows").
  std::map<std::string, std::string> details = {};
  std::uint64_t estimated_rows = 0;  // statistics, not a count
  std::uint64_t bytes = 0;           // heap and indexes
  std::uint64_t index_bytes = 0;     // of these, where the engine's planner asks for it

  const Column* column(const std::string& name_) const;
  Column* column(const std::string& name_);
  const Index* index(const std::string& name_) const;
  const Index* primary_key() const;
  // The key to walk a table by: the primary key, else the first valid unique index whose columns
  // are plain and NOT NULL, without predicate. nullptr when there is none.
  const Index* walking_key() const;
  friend bool operator==(const Table&, const Table&) = default;
};

// What is made with an enumeration type, or with an array of it.
struct EnumUse {
  // `column`: one of exactly this type. `other`: also a column of an array of it.
  enum class Kind { column, default_value, constraint, index, other };
  Kind kind = Kind::other;
  std::string table;      // that it belongs to, in this schema; else empty
  std::string name;       // of the column, constraint or index
  std::string what;       // in the server's words: "column status of table orders"
  std::string view = {};  // that it belongs to, by its name in Schema::views; else empty

  friend bool operator==(const EnumUse&, const EnumUse&) = default;
};

struct EnumType {
  std::string name;
  std::vector<std::string> values;  // in order
  std::vector<EnumUse> uses;
  std::map<std::string, std::string> extra;  // "owner" (another role), "acl", "comment"

  friend bool operator==(const EnumType&, const EnumType&) = default;
};

// PostgreSQL: a view over columns that may be replaced, or over such a view. Names and statements
// are SQL, with schemas.
struct View {
  std::string name;
  std::vector<std::string> columns;        // table, \x1f, column: that it depends on itself
  std::vector<std::string> reads, writes;  // views of this list, by its query and by its rules
  std::string definition, options;         // the query; what stands in WITH (…)
  std::vector<std::string> settings;  // behind CREATE VIEW: owner, grants, comments, triggers …
  std::vector<std::string> rules, rule_names;  // but for the query's own
  std::vector<std::string> reasons;            // why it cannot be made again
  std::string words_digest, settings_digest;   // of its expressions and of all else
  bool carried = false;                        // an operation before makes it again

  friend bool operator==(const View&, const View&) = default;
};

struct Schema {
  EngineKind engine = EngineKind::sqlite;
  std::string version;     // "15.18", "10.11.19-MariaDB", "3.40.1"
  int version_number = 0;  // 150018, 101119, 90704, 34001: engine's own numbering, comparable
  std::string name;        // PostgreSQL: the schema; MySQL: the database; SQLite: "main"
  std::map<std::string, Table> tables;
  // PostgreSQL: enumeration types, and what else has a name that a new table, index or type could
  // not take ("view orders_v", "sequence …", "type …"), by name.
  std::map<std::string, EnumType> enums;
  std::map<std::string, std::string> other_names;
  std::vector<View> views;
  // SQLite: every stored CREATE statement but the tool's own tables, on which its planner
  // rehearses.
  std::vector<std::string> definitions;

  const Table* table(const std::string& name_) const;
  Table* table(const std::string& name_);
  // Every table that has an index of this name (MySQL: names are per table).
  std::vector<const Table*> tables_with_index(const std::string& index) const;
};

}  // namespace migrate
