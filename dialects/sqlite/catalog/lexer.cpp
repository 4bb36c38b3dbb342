#include "dialects/sqlite/catalog/lexer.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
// Letters, digits, _ and $, and every byte of a UTF-8 sequence.
bool is_word_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

class Lexer {
 public:
  explicit Lexer(std::string_view sql) : sql_(sql) {}

  std::vector<Token> run() {
    while (skip_blanks(), at_ < sql_.size()) tokens_.push_back(next());
    return std::move(tokens_);
  }

 private:
  char peek(std::size_t ahead = 0) const {
    return at_ + ahead < sql_.size() ? sql_[at_ + ahead] : '\0';
  }

  void skip_blanks() {
    while (at_ < sql_.size()) {
      if (is_blank(peek())) {
        ++at_;
      } else if (peek() == '-' && peek(1) == '-') {
        at_ = std::min(sql_.find('\n', at_), sql_.size());
      } else if (peek() == '/' && peek(1) == '*') {
        auto end = sql_.find("*/", at_ + 2);
        at_ = end == std::string_view::npos ? sql_.size() : end + 2;
      } else {
        return;
      }
    }
  }

  Token next() {
    Token token;
    token.begin = at_;
    char c = peek();
    if (c == '\'' || c == '"' || c == '`' || c == '[') {
      token.kind = c == '\'' ? Token::Kind::text : Token::Kind::quoted_name;
      token.value = quoted(c == '[' ? ']' : c);
    } else if ((c == 'x' || c == 'X') && peek(1) == '\'') {
      token.kind = Token::Kind::blob;
      ++at_;
      token.value = quoted('\'');
    } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      token.kind = Token::Kind::number;
      number();
    } else if (c == '?' || ((c == ':' || c == '@' || c == '#') && is_word_char(peek(1)))) {
      token.kind = Token::Kind::parameter;
      ++at_;
      while (is_word_char(peek())) ++at_;
    } else if (is_word_char(c)) {
      token.kind = Token::Kind::word;
      while (at_ < sql_.size() && is_word_char(peek())) ++at_;
    } else {
      symbol();
    }
    token.end = at_;
    if (token.value.empty() && token.kind != Token::Kind::quoted_name &&
        token.kind != Token::Kind::text && token.kind != Token::Kind::blob)
      token.value = sql_.substr(token.begin, token.end - token.begin);
    return token;
  }

  // A doubled quote stands for itself, except inside [ ].
  std::string quoted(char close) {
    std::string value;
    for (++at_; at_ < sql_.size(); ++at_) {
      if (peek() != close) {
        value += peek();
      } else if (close != ']' && peek(1) == close) {
        value += close;
        ++at_;
      } else {
        ++at_;
        break;
      }
    }
    return value;
  }

  void number() {
    if (peek() == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
      at_ += 2;
      while (is_word_char(peek())) ++at_;
      return;
    }
    while (is_word_char(peek()) || peek() == '.') {
      bool exponent = peek() == 'e' || peek() == 'E';
      ++at_;
      if (exponent && (peek() == '+' || peek() == '-') && is_digit(peek(1))) ++at_;
    }
  }

  void symbol() {
    static constexpr std::string_view pairs[] = {"||", "<=", ">=", "<>", "!=", "==", "<<", ">>"};
    bool pair = std::any_of(std::begin(pairs), std::end(pairs),
                            [&](auto p) { return sql_.substr(at_, 2) == p; });
    at_ += pair ? 2 : 1;
  }

  std::string_view sql_;
  std::size_t at_ = 0;
  std::vector<Token> tokens_;
};

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && starts_with_ci(a, b);
}

bool Token::is_word(std::string_view keyword) const {
  return kind == Kind::word && same_name(value, keyword);
}

std::vector<Token> tokenize(std::string_view sql) {
  return Lexer(sql).run();
}

bool mentions(std::string_view sql, std::string_view name) {
  auto tokens = tokenize(sql);
  return std::any_of(tokens.begin(), tokens.end(), [&](const Token& token) {
    // 'x' is taken for a name where a name is expected.
    return (token.is_name() || token.kind == Token::Kind::text) && same_name(token.value, name);
  });
}

bool reads_column(std::string_view expression, std::string_view column) {
  const auto tokens = tokenize(expression);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    // Behind "t." a name is expected.
    const bool text = tokens[i].kind == Token::Kind::text && i > 0 && tokens[i - 1].is_symbol('.');
    // A function may have a column's name: date(at) makes a column "date".
    if (i + 1 < tokens.size() && tokens[i + 1].is_symbol('(')) continue;
    if ((tokens[i].is_name() || text) && same_name(tokens[i].value, column)) return true;
  }
  return false;
}

const char* called_volatile(std::string_view sql) {
  const auto tokens = tokenize(sql);
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i)
    for (auto* name : {"random", "randomblob", "changes", "total_changes", "last_insert_rowid"})
      if (tokens[i].is_name() && same_name(tokens[i].value, name) && tokens[i + 1].is_symbol('('))
        return name;
  return nullptr;
}

namespace {

// Of a call's arguments from `open`, its parenthesis: the time value is left out, or is now.
// https://www.sqlite.org/lang_datefunc.html
bool is_now(const std::vector<Token>& tokens, std::size_t open, std::size_t argument) {
  std::size_t at = open + 1, depth = 0;
  for (; argument > 0; ++at) {
    if (at >= tokens.size() || (depth == 0 && tokens[at].is_symbol(')'))) return true;
    if (tokens[at].is_symbol('(')) ++depth;
    if (tokens[at].is_symbol(')')) --depth;
    if (depth == 0 && tokens[at].is_symbol(',')) --argument;
  }
  if (at + 1 >= tokens.size() || tokens[at].is_symbol(')')) return true;
  if (tokens[at].kind != Token::Kind::text) return false;
  const bool whole = tokens[at + 1].is_symbol(',') || tokens[at + 1].is_symbol(')');
  auto is = [&](const char* word) { return same_name(tokens[at].value, word); };
  return whole && (is("now") || is("subsec") || is("subsecond"));
}

}  // namespace

std::string reads_clock(std::string_view sql) {
  const auto tokens = tokenize(sql);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    for (auto* word : {"CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME"})
      if (tokens[i].is_word(word)) return word;
    if (i + 1 == tokens.size() || !tokens[i].is_name() || !tokens[i + 1].is_symbol('(')) continue;
    auto calls = [&](const char* name) { return same_name(tokens[i].value, name); };
    for (auto* name : {"date", "time", "datetime", "julianday", "unixepoch"})
      if (calls(name) && is_now(tokens, i + 1, 0)) return name + std::string("()");
    if (calls("strftime") && is_now(tokens, i + 1, 1)) return "strftime()";
    if (calls("timediff") && (is_now(tokens, i + 1, 0) || is_now(tokens, i + 1, 1)))
      return "timediff()";
  }
  return {};
}

bool is_constant(std::string_view sql) {
  auto tokens = tokenize(sql);
  while (tokens.size() > 2 && tokens.front().is_symbol('(') && tokens.back().is_symbol(')')) {
    tokens.erase(tokens.begin());
    tokens.pop_back();
  }
  std::size_t at = 0;
  while (at < tokens.size() && (tokens[at].is_symbol('+') || tokens[at].is_symbol('-'))) ++at;
  if (at + 1 != tokens.size()) return false;
  // A bare word is TRUE, FALSE, NULL, CURRENT_… or, in SQLite, a text without quotes.
  auto kind = tokens[at].kind;
  return kind != Token::Kind::symbol && kind != Token::Kind::parameter;
}

bool is_current_time(std::string_view sql) {
  auto tokens = tokenize(sql);
  return std::any_of(tokens.begin(), tokens.end(), [](const Token& token) {
    return token.kind == Token::Kind::word && starts_with_ci(token.value, "CURRENT_");
  });
}

}  // namespace migrate::sqlite
