#include "migration/sql_words.hpp"

#include <algorithm>

#include "migration/sql_lexer.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// Of "/*!40101 SET … */", "/*M!100616 SET … */".
std::string_view executed(std::string_view comment) {
  comment = comment.substr(2, comment.size() - 4);
  comment.remove_prefix(std::min(comment.find('!') + 1, comment.size()));
  comment.remove_prefix(std::min(comment.find_first_not_of("0123456789"), comment.size()));
  return comment;
}

void add_words(std::string_view sql, EngineKind engine, std::vector<SqlWord>& words) {
  using Kind = SqlWord::Kind;
  SqlLexer lexer(sql, engine);
  bool joined = false;
  for (auto token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next()) {
    const auto text = lexer.text(token);
    switch (token.kind) {
      case Token::Kind::end:
      case Token::Kind::space:
      case Token::Kind::comment:
        joined = false;
        continue;
      case Token::Kind::word:
        words.push_back({Kind::plain, lower(text), joined});
        break;
      case Token::Kind::quoted:
        if (text.starts_with("/*")) {
          add_words(executed(text), engine, words);
          joined = false;
          continue;
        }
        if (auto name = lexer.quoted_name(token))
          words.push_back({Kind::name, *name, joined});
        else
          words.push_back({Kind::value, std::string(text), joined});
        break;
      case Token::Kind::symbol:
      case Token::Kind::delimiter:
        words.push_back({Kind::symbol, std::string(text), joined});
        break;
    }
    joined = true;
  }
}

}  // namespace

std::vector<SqlWord> words_of(std::string_view sql, EngineKind engine) {
  std::vector<SqlWord> words;
  try {
    add_words(sql, engine, words);
  } catch (const SplitProblem& problem) {
    refuse("MIG-SQL-SPLIT", problem.what, "correct the SQL, then run: migrate validate");
  }
  return words;
}

}  // namespace migrate
