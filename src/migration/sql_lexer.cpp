#include "migration/sql_lexer.hpp"

#include <algorithm>

#include "util/text.hpp"

namespace migrate {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}
bool continues_name(char c) {
  return starts_name(c) || is_digit(c) || c == '$';
}

}  // namespace

SqlLexer::SqlLexer(std::string_view sql, EngineKind engine)
    : sql_(sql), rules_(lexical_rules(engine)) {}

int SqlLexer::line_at(std::size_t offset) {
  if (offset < line_offset_) {
    line_offset_ = 0;
    line_ = 1;
  }
  line_ += static_cast<int>(std::count(sql_.begin() + static_cast<std::ptrdiff_t>(line_offset_),
                                       sql_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  line_offset_ = offset;
  return line_;
}

std::optional<std::string> SqlLexer::quoted_name(const Token& token) const {
  const auto quoted = text(token);
  const char quote = quoted.empty() ? '\0' : quoted.front();
  const bool name = quote == '`' || quote == '[' || (quote == '"' && !rules_.double_quoted_text);
  if (!name || quoted.size() < 2) return std::nullopt;
  const auto inside = quoted.substr(1, quoted.size() - 2);
  if (quote == '[') return std::string(inside);
  return replace_all(std::string(inside), std::string(2, quote), quoted.substr(0, 1));
}

bool SqlLexer::at_line_start(const Token& token) const {
  for (std::size_t i = token.begin; i > 0; --i) {
    if (sql_[i - 1] == '\n') return true;
    if (!is_space(sql_[i - 1])) return false;
  }
  return true;
}

std::string_view SqlLexer::take_line() {
  const std::size_t begin = at_;
  skip_line();
  return sql_.substr(begin, at_ - begin);
}

bool SqlLexer::line_comment() const {
  if (rules_.hash_comments && peek() == '#') return true;
  if (!looking_at("--")) return false;
  const char after = peek(2);
  return !rules_.dashes_need_blank || at_ + 2 >= sql_.size() || is_space(after) ||
         static_cast<unsigned char>(after) < 0x20;
}

void SqlLexer::skip_line() {
  const char* ends = rules_.return_ends_comment ? "\r\n" : "\n";
  at_ = std::min(sql_.find_first_of(ends, at_), sql_.size());
}

void SqlLexer::skip_block_comment() {
  const std::size_t begin = at_;
  const bool nests = rules_.nested_comments;
  int depth = 0;
  do {
    if (at_ >= sql_.size())
      throw SplitProblem{"a comment that starts with /* is not closed", line_at(begin)};
    if (looking_at("/*") && (depth == 0 || nests)) {
      ++depth;
      at_ += 2;
    } else if (looking_at("*/")) {
      --depth;
      at_ += 2;
    } else {
      ++at_;
    }
  } while (depth > 0);
}

// From the opening quote. A doubled quote stands for itself, except that "]" cannot be doubled.
void SqlLexer::skip_quoted(char close, bool backslash) {
  const std::size_t begin = at_;
  for (++at_; at_ < sql_.size(); ++at_) {
    if (backslash && sql_[at_] == '\\') {
      ++at_;
      continue;
    }
    if (sql_[at_] != close) continue;
    if (close != ']' && peek(1) == close) {
      ++at_;
      continue;
    }
    ++at_;
    return;
  }
  at_ = sql_.size();
  throw SplitProblem{std::string("a quote that starts with ") + sql_[begin] + " is not closed",
                     line_at(begin)};
}

bool SqlLexer::skip_dollar_quote() {
  std::size_t end = at_ + 1;
  if (end < sql_.size() && starts_name(sql_[end]))
    while (end < sql_.size() && continues_name(sql_[end]) && sql_[end] != '$') ++end;
  if (end >= sql_.size() || sql_[end] != '$') return false;  // $1
  const std::string_view tag = sql_.substr(at_, end + 1 - at_);
  const std::size_t close = sql_.find(tag, end + 1);
  if (close == std::string_view::npos)
    throw SplitProblem{"a text quoted with " + std::string(tag) + " is not closed", line_at(at_)};
  at_ = close + tag.size();
  return true;
}

Token SqlLexer::next() {
  using Kind = Token::Kind;
  const std::size_t begin = at_;
  if (at_ >= sql_.size()) return done(Kind::end, begin);
  const char c = peek();
  if (is_space(c)) {
    while (at_ < sql_.size() && is_space(sql_[at_])) ++at_;
    return done(Kind::space, begin);
  }
  if (looking_at(delimiter_)) {
    at_ += delimiter_.size();
    return done(Kind::delimiter, begin);
  }
  if (line_comment()) {
    skip_line();
    return done(Kind::comment, begin);
  }
  if (looking_at("/*")) {
    const bool executed =
        rules_.executed_comments && (peek(2) == '!' || (peek(2) == 'M' && peek(3) == '!'));
    skip_block_comment();
    return done(executed ? Kind::quoted : Kind::comment, begin);
  }
  if (c == '\'' || c == '"' || (c == '`' && rules_.backtick_names)) {
    skip_quoted(c, rules_.backslash_escapes && c != '`');
    return done(Kind::quoted, begin);
  }
  if (c == '[' && rules_.bracket_names) {
    skip_quoted(']', false);
    return done(Kind::quoted, begin);
  }
  if (rules_.dollar_quotes) {
    if ((c == 'e' || c == 'E') && peek(1) == '\'') {
      ++at_;
      skip_quoted('\'', true);
      return done(Kind::quoted, begin);
    }
    if (c == '$' && skip_dollar_quote()) return done(Kind::quoted, begin);
  }
  if (starts_name(c) || is_digit(c)) {
    // A delimiter such as $$ may stand against a word: "END$$".
    while (at_ < sql_.size() && continues_name(sql_[at_]) &&
           (default_delimiter() || !looking_at(delimiter_)))
      ++at_;
    return done(Kind::word, begin);
  }
  ++at_;
  return done(Kind::symbol, begin);
}

}  // namespace migrate
