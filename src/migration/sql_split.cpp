#include "migration/sql_split.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "migration/sql_compound.hpp"
#include "migration/sql_lexer.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return result;
}

class Splitter {
 public:
  Splitter(std::string_view sql, EngineKind engine)
      : sql_(sql), engine_(engine), lexer_(sql, engine), compound_(make_compound(engine)) {}

  std::vector<Statement> run() {
    for (;;) {
      const Token token = lexer_.next();
      switch (token.kind) {
        case Token::Kind::end:
          if (const std::string what = compound_->unfinished();
              lexer_.default_delimiter() && !what.empty())
            throw SplitProblem{what, lexer_.line_at(begin_)};
          finish(token.begin);
          return std::move(statements_);
        case Token::Kind::space:
          break;
        case Token::Kind::comment:
          extend(token);
          break;
        case Token::Kind::word:
          if (is_delimiter_command(token))
            set_delimiter(token);
          else
            code(token, [&] { compound_->word(upper(lexer_.text(token))); });
          break;
        case Token::Kind::quoted:
          code(token, [&] { compound_->symbol('\''); });
          break;
        case Token::Kind::symbol:
          code(token, [&] { compound_->symbol(sql_[token.begin]); });
          break;
        case Token::Kind::delimiter:
          // With a delimiter of one's own, bodies are whole by that.
          if (!lexer_.default_delimiter() || compound_->semicolon()) finish(token.begin);
          break;
      }
    }
  }

 private:
  void extend(const Token& token) {
    if (!started_) begin_ = token.begin;
    started_ = true;
  }

  template <typename Feed>
  void code(const Token& token, Feed feed) {
    extend(token);
    has_code_ = true;
    feed();
  }

  void finish(std::size_t end) {
    if (has_code_)
      statements_.push_back(
          {std::string(trim(sql_.substr(begin_, end - begin_))), lexer_.line_at(begin_)});
    started_ = has_code_ = false;
    compound_ = make_compound(engine_);
  }

  // A command of the client, not of the server.
  bool is_delimiter_command(const Token& token) const {
    return lexical_rules(engine_).client_sets_delimiter && !has_code_ &&
           upper(lexer_.text(token)) == "DELIMITER" && lexer_.at_line_start(token);
  }

  void set_delimiter(const Token& token) {
    std::string_view line = trim(lexer_.take_line());
    line = line.substr(0, std::min(line.find_first_of(" \t"), line.size()));
    if (line.empty())
      throw SplitProblem{"DELIMITER names no delimiter", lexer_.line_at(token.begin)};
    lexer_.set_delimiter(std::string(line));
    started_ = false;
  }

  std::string_view sql_;
  EngineKind engine_;
  SqlLexer lexer_;
  std::unique_ptr<Compound> compound_;
  std::vector<Statement> statements_;
  std::size_t begin_ = 0;
  bool started_ = false;   // begin_ is set
  bool has_code_ = false;  // more than comments since
};

// Past blanks and comments of any engine; an unclosed comment and one that MySQL executes are code.
std::size_t skip_comments(std::string_view sql, std::size_t at) {
  for (;;) {
    at = std::min(sql.find_first_not_of(" \t\r\n\f\v", at), sql.size());
    const std::string_view rest = sql.substr(at);
    if (rest.starts_with("--") || rest.starts_with("#")) {
      // To PostgreSQL a CR ends it: code behind one must not pass for a comment.
      at = std::min(sql.find_first_of("\r\n", at), sql.size());
    } else if (rest.starts_with("/*") && !rest.starts_with("/*!") && !rest.starts_with("/*M!")) {
      const std::size_t close = sql.find("*/", at + 2);
      if (close == std::string_view::npos) return at;
      at = close + 2;
    } else {
      return at;
    }
  }
}

}  // namespace

std::vector<Statement> split_sql(std::string_view sql, EngineKind engine) {
  try {
    return Splitter(sql, engine).run();
  } catch (const SplitProblem& problem) {
    refuse("MIG-SQL-SPLIT", fmt::format("{} (line {} of the SQL)", problem.what, problem.line),
           "correct the SQL, then run: migrate validate");
  }
}

std::optional<SplitProblem> find_split_problem(std::string_view sql, EngineKind engine) {
  try {
    Splitter(sql, engine).run();
    return std::nullopt;
  } catch (const SplitProblem& problem) {
    return problem;
  }
}

std::string leading_keywords(std::string_view statement, int words) {
  std::string result;
  std::size_t at = 0;
  for (int i = 0; i < words; ++i) {
    at = skip_comments(statement, at);
    for (;;) {
      if (statement.substr(at).starts_with("/*")) {  // /*!80000 CREATE …
        at = std::min(statement.find('!', at), statement.size());
        at = std::min(statement.find_first_not_of("!0123456789", at), statement.size());
      } else if (at < statement.size() && (statement[at] == '(' || statement[at] == ';')) {
        ++at;
      } else {
        break;
      }
      at = skip_comments(statement, at);
    }
    std::size_t end = at;
    while (end < statement.size() &&
           ((statement[end] >= 'a' && statement[end] <= 'z') ||
            (statement[end] >= 'A' && statement[end] <= 'Z') || statement[end] == '_'))
      ++end;
    if (end == at) break;
    if (i > 0) result += ' ';
    result += upper(statement.substr(at, end - at));
    at = end;
  }
  return result;
}

std::string_view code_behind_comments(std::string_view sql) {
  std::size_t at = skip_comments(sql, 0);
  while (at < sql.size() && sql[at] == ';') at = skip_comments(sql, at + 1);
  return sql.substr(at);
}

}  // namespace migrate
