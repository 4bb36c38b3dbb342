// What PRAGMA does not tell and only the stored CREATE texts know, and where it stands in them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::sqlite {

struct TextRange {
  std::size_t begin = 0, end = 0;  // byte offsets
};

struct ConstraintText {
  enum class Kind {
    primary_key,
    not_null,
    null,
    unique,
    check,
    default_value,
    collate,
    references,
    generated
  };
  Kind kind = Kind::check;
  std::string name;   // may be empty
  TextRange range;    // from CONSTRAINT, where it has a name, to its last word
  std::string value;  // the expression of a CHECK, DEFAULT or generated column; the collation; what
                      // stands behind REFERENCES
  std::vector<std::string> columns;  // of a key; of a column's constraint that column
  bool of_column = false;
};

struct ColumnText {
  std::string name;
  TextRange range;  // from the name to the end of the last constraint
  TextRange type;   // empty, behind the name: it has none
  std::vector<ConstraintText> constraints;

  const ConstraintText* constraint(ConstraintText::Kind kind) const;
  std::string collation() const;
};

struct CreateTableText {
  TextRange name;
  std::vector<ColumnText> columns;
  std::vector<ConstraintText> constraints;  // of the table
  std::size_t end = 0;                      // of the last column or constraint
  std::size_t close = 0;                    // where the parenthesis behind them all stands
  bool strict = false;
  bool without_rowid = false;
  bool autoincrement = false;

  const ColumnText* column(std::string_view name) const;
  // Of columns and of the table, in the order of the text.
  std::vector<const ConstraintText*> all(ConstraintText::Kind kind) const;
  // By its name, of any kind.
  const ConstraintText* constraint(std::string_view name) const;
};

// nullopt: not a CREATE TABLE with a column list (CREATE VIRTUAL TABLE).
std::optional<CreateTableText> parse_create_table(std::string_view sql);

// One change of a stored text, as the part of it that occurs there once, before it and after it.
struct TextEdit {
  std::string from, to;
  bool at_end = false;  // the part is what the text ends with, however often it occurs
};
// `range` of `sql` becomes `text`; the part begins at `from` or before it.
TextEdit text_edit(const std::string& sql, TextRange range, const std::string& text,
                   std::size_t from);
// Where a column's part begins that no other column can end with: at the comma or parenthesis.
std::size_t whole_column(const std::string& sql, const ColumnText& column);
std::string edited(const std::string& sql, TextRange range, const std::string& text);
// The range with the blanks before it on its line, and the comma where one leads it.
TextRange with_what_leads(const std::string& sql, TextRange range, bool comma);
// A CREATE TABLE without its foreign keys.
std::string without_references(std::string sql);
// "users.age" as "age" wherever it stands: for the same text under another table's name.
std::string unqualified(std::string sql, std::string_view table);

// The indexed parts of a CREATE INDEX text, and its WHERE.
struct CreateIndexText {
  TextRange name, table;
  std::vector<std::string> parts;
  std::string predicate;
};
CreateIndexText parse_create_index(std::string_view sql);

}  // namespace migrate::sqlite
