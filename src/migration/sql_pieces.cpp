#include "migration/sql_pieces.hpp"

namespace migrate {

Pieces pieces_of(std::string_view sql, EngineKind engine) {
  Pieces all;
  SqlLexer lexer(sql, engine);
  std::vector<char> open;  // "(" and, for CASE, "C"
  for (Token token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next()) {
    if (token.kind == Token::Kind::space || token.kind == Token::Kind::comment) continue;
    Piece piece{token.kind, lexer.text(token), token.begin, token.end, 0};
    if (piece.symbol(')')) {
      while (!open.empty() && open.back() == 'C') open.pop_back();
      if (!open.empty()) open.pop_back();
    }
    // END may be a column's name: it closes nothing but a CASE.
    if (piece.keyword("END") && !open.empty() && open.back() == 'C') open.pop_back();
    piece.depth = static_cast<int>(open.size());
    if (piece.symbol('(')) open.push_back('(');
    if (piece.keyword("CASE")) open.push_back('C');
    all.push_back(piece);
  }
  return all;
}

}  // namespace migrate
