// A statement as a row of words, by an engine's lexical rules, comments left out: fine enough to
// tell what it sets, and what it takes.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "schema/engine_kind.hpp"

namespace migrate {

struct SqlWord {
  enum class Kind {
    plain,  // keyword, name or number, in small letters
    name,   // a quoted one, without its quotes
    value,  // a quoted one, as written
    symbol,
  };
  Kind kind = Kind::symbol;
  std::string text;
  bool joined = false;  // nothing stands between it and the one before

  bool is(std::string_view word) const { return kind == Kind::plain && text == word; }
  bool is_symbol(char c) const { return kind == Kind::symbol && text.front() == c; }
};

// A comment that MySQL executes is what it holds. Throws Error as split_sql does.
std::vector<SqlWord> words_of(std::string_view sql, EngineKind engine);

}  // namespace migrate
