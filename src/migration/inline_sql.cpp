#include "migration/inline_sql.hpp"

#include "migration/sql_lexer.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

bool to_end_of_line(const SqlLexer& lexer, const Token& token) {
  return token.kind == Token::Kind::comment && !lexer.text(token).starts_with("/*");
}

}  // namespace

std::optional<std::string> inline_problem(std::string_view text, EngineKind engine) {
  int open = 0;
  try {
    SqlLexer lexer(text, engine);
    for (Token token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next()) {
      if (to_end_of_line(lexer, token)) return "a comment to the end of the line";
      if (token.kind == Token::Kind::delimiter) return "a semicolon";
      if (token.kind != Token::Kind::symbol) continue;
      if (text[token.begin] == '(') ++open;
      if (text[token.begin] == ')' && --open < 0) return "a parenthesis that nothing opens";
    }
  } catch (const SplitProblem& problem) {
    return problem.what;
  }
  if (open > 0) return "a parenthesis that is not closed";
  return std::nullopt;
}

std::string without_line_comments(std::string_view text, EngineKind engine) {
  std::string kept;
  try {
    SqlLexer lexer(text, engine);
    for (Token token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next())
      if (!to_end_of_line(lexer, token)) kept += lexer.text(token);
  } catch (const SplitProblem&) {
    return std::string(text);  // the server says what is wrong with it
  }
  return kept == text ? kept : std::string(trim(kept));
}

}  // namespace migrate
