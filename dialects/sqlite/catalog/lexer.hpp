// SQLite's tokens, with their places in the text: enough to edit a stored definition and to see
// which names an SQL text mentions. Rules: https://www.sqlite.org/lang.html and its tokenize.c.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace migrate::sqlite {

struct Token {
  enum class Kind { word, quoted_name, text, blob, number, parameter, symbol };
  Kind kind = Kind::symbol;
  std::size_t begin = 0, end = 0;  // byte offsets, end exclusive
  std::string value;               // words and symbols as written, quoted names and text unquoted

  bool is_word(std::string_view keyword) const;  // ASCII case ignored
  bool is_symbol(char c) const {
    return kind == Kind::symbol && value.size() == 1 && value[0] == c;
  }
  // Can be a name: a bare word, "x", `x`, [x]; 'x' too where SQLite expects a name.
  bool is_name() const { return kind == Kind::word || kind == Kind::quoted_name; }
};

// Comments and blanks are left out. Never throws: an unterminated quote or comment reaches to the
// end, as everything read here was accepted by SQLite before.
std::vector<Token> tokenize(std::string_view sql);

// Names are equal when they differ in ASCII case only.
bool same_name(std::string_view a, std::string_view b);

// Does the text use this name anywhere? May say yes of a name that means something else.
bool mentions(std::string_view sql, std::string_view name);

// Does an expression over a table's row read this column? There 'x' is a text, "x" a column where
// there is one.
bool reads_column(std::string_view expression, std::string_view column);

// The first function called that gives another value each time; null: none is.
const char* called_volatile(std::string_view sql);

// What of it differs with the moment: "datetime()" of now, "CURRENT_TIMESTAMP"; empty: nothing
// does.
std::string reads_clock(std::string_view sql);

// One literal, signed or in parentheses or not: what ADD COLUMN takes as a default, and CURRENT_… .
bool is_constant(std::string_view sql);
bool is_current_time(
    std::string_view sql);  // CURRENT_TIMESTAMP and its kin, which ADD COLUMN refuses

}  // namespace migrate::sqlite
