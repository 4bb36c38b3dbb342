// What PRAGMA does not tell and only the stored CREATE TABLE text knows, and the edit of that text.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::sqlite {

struct TextRange {
  std::size_t begin = 0, end = 0;  // byte offsets
};

struct ColumnText {
  std::string name;
  TextRange range;                    // from the name to the end of the last constraint
  std::optional<TextRange> not_null;  // [CONSTRAINT name] NOT NULL [ON CONFLICT …]
  std::string collation;
};

struct CheckText {
  std::string name;  // may be empty
  std::string expression;
};

struct CreateTableText {
  std::vector<ColumnText> columns;
  std::vector<CheckText> checks;  // of columns and of the table, in order
  bool strict = false;
  bool without_rowid = false;
  bool autoincrement = false;

  const ColumnText* column(std::string_view name) const;
};

// nullopt: not a CREATE TABLE with a column list (CREATE VIRTUAL TABLE).
std::optional<CreateTableText> parse_create_table(std::string_view sql);

// The part of `sql` that ends with the NOT NULL of this column and occurs only once in `sql`.
// nullopt: the column has none.
struct NotNullFragment {
  std::string with;      // "name TEXT NOT NULL"
  std::string without;   // the same up to the NOT NULL: "name TEXT "
  std::string not_null;  // "NOT NULL"
};
std::optional<NotNullFragment> not_null_fragment(const std::string& sql, std::string_view column);

// The indexed parts of a CREATE INDEX text, and its WHERE.
struct CreateIndexText {
  std::vector<std::string> parts;
  std::string predicate;
};
CreateIndexText parse_create_index(std::string_view sql);

}  // namespace migrate::sqlite
