// Tokens of SQL by an engine's lexical rules, no finer than finding the ends of statements needs.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "migration/lexical_rules.hpp"
#include "migration/sql_split.hpp"

namespace migrate {

struct Token {
  enum class Kind {
    end,
    space,
    comment,
    word,       // keyword, plain name or number
    quoted,     // string, quoted name, dollar quote, comment that is executed
    symbol,     // one character
    delimiter,  // what ends a statement: ";" or what DELIMITER said
  };
  Kind kind = Kind::end;
  std::size_t begin = 0, end = 0;
};

class SqlLexer {
 public:
  SqlLexer(std::string_view sql, EngineKind engine);

  // Throws SplitProblem on an unterminated quote or comment.
  Token next();

  std::string_view text(const Token& token) const {
    return sql_.substr(token.begin, token.end - token.begin);
  }
  // Of a quoted token: the name inside it; nothing when it is a value, or a comment that is
  // executed.
  std::optional<std::string> quoted_name(const Token& token) const;
  int line_at(std::size_t offset);  // ascending calls are cheap
  bool at_line_start(const Token& token) const;

  void set_delimiter(std::string delimiter) { delimiter_ = std::move(delimiter); }
  bool default_delimiter() const { return delimiter_ == ";"; }
  // The rest of the line behind the last token, consumed.
  std::string_view take_line();

 private:
  bool looking_at(std::string_view what) const { return sql_.substr(at_).starts_with(what); }
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }
  bool line_comment() const;
  void skip_line();
  void skip_block_comment();
  void skip_quoted(char close, bool backslash);
  bool skip_dollar_quote();
  Token done(Token::Kind kind, std::size_t begin) const { return {kind, begin, at_}; }

  std::string_view sql_;
  const LexicalRules& rules_;
  std::string delimiter_ = ";";
  std::size_t at_ = 0;
  std::size_t line_offset_ = 0;
  int line_ = 1;
};

}  // namespace migrate
