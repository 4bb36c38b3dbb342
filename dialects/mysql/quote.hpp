// Names and literals as MySQL and MariaDB read them. The only place of this folder that makes SQL
// of strings.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "plan/names.hpp"
#include "schema/identifier.hpp"

namespace migrate::mysql {

std::string quote(std::string_view name);  // always in backticks, doubled inside
inline std::string quote(const Identifier& name) {
  return quote(name.value);
}
std::string quote_list(const std::vector<std::string>& names);  // `a`, `b`

// 'it''s', backslashes doubled: the session's sql_mode has no NO_BACKSLASH_ESCAPES.
std::string quote_text(std::string_view text);

// SQL text in pieces, comments and blanks left out: names and words in lower case, literals in
// single quotes, and one character for each that is neither.
struct Token {
  enum class Kind { name, literal, other } kind;
  std::string text;
};
std::vector<Token> tokens(std::string_view sql);

// Does SQL text name this column, bare or in backticks (ASCII case ignored, string literals and
// comments skipped)? A word that is something else counts too: the answer errs on the safe side.
bool mentions(std::string_view sql, std::string_view name);

// Characters. MySQL takes triggers, foreign keys and CHECKs of one database for one whose names
// differ in case (triggers, foreign keys: or accents) alone.
inline constexpr NameLimit name_limit{64, true};

// No longer than the server takes.
bool fits_as_name(std::string_view name);

// migrate_…: the tool's own tables, triggers, indexes.
bool is_own_object(std::string_view name);

}  // namespace migrate::mysql
