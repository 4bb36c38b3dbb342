// The tokens of one statement that mean something, each with how deep it stands in parentheses.
#pragma once
#include <string_view>
#include <vector>

#include "migration/sql_lexer.hpp"
#include "util/text.hpp"

namespace migrate {

struct Piece {
  Token::Kind kind;
  std::string_view text;
  std::size_t begin, end;
  int depth;  // of parentheses, and of CASE … END; of those themselves: outside

  bool is(std::string_view word) const { return kind == Token::Kind::word && text == word; }
  bool symbol(char c) const { return kind == Token::Kind::symbol && text[0] == c; }
  // A word in any case.
  bool keyword(std::string_view word) const {
    return kind == Token::Kind::word && lower(text) == lower(word);
  }
};
using Pieces = std::vector<Piece>;

Pieces pieces_of(std::string_view sql, EngineKind engine);

}  // namespace migrate
