#include "dialects/mysql/catalog/written_expressions.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "dialects/mysql/quote.hpp"
#include "migration/sql_lexer.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

using Kind = migrate::Token::Kind;

class Reader {
 public:
  explicit Reader(std::string_view sql) : lexer_(sql, EngineKind::mysql), sql_(sql) {
    for (auto token = lexer_.next(); token.kind != Kind::end; token = lexer_.next())
      if (token.kind != Kind::space && token.kind != Kind::comment) tokens_.push_back(token);
  }

  WrittenExpressions read() {
    std::size_t i = 0;
    while (i < tokens_.size() && !is_symbol(i, '(')) ++i;
    // To the comma, or the parenthesis that closes the list.
    do i = read_element(i + 1);
    while (is_symbol(i, ','));
    return is_symbol(i, ')') ? found_ : WrittenExpressions{};
  }

 private:
  bool is_symbol(std::size_t i, char c) const {
    return i < tokens_.size() && tokens_[i].kind == Kind::symbol && lexer_.text(tokens_[i])[0] == c;
  }
  bool is_word(std::size_t i, std::string_view word) const {
    return i < tokens_.size() && tokens_[i].kind == Kind::word && lexer_.text(tokens_[i]) == word;
  }
  std::optional<std::string> name_at(std::size_t i) const {
    if (i >= tokens_.size() || tokens_[i].kind != Kind::quoted) return std::nullopt;
    return lexer_.quoted_name(tokens_[i]);
  }
  // The parenthesis that closes the one at `i`.
  std::size_t closing(std::size_t i) const {
    for (int depth = 0; i < tokens_.size(); ++i) {
      if (is_symbol(i, '(')) ++depth;
      if (is_symbol(i, ')') && --depth == 0) break;
    }
    return i;
  }

  // One column, key or constraint; returns what stands behind it.
  std::size_t read_element(std::size_t i) {
    const auto first = i;
    const auto column = name_at(first);
    const auto check = is_word(first, "CONSTRAINT") && is_word(first + 2, "CHECK")
                           ? name_at(first + 1)
                           : std::nullopt;
    for (; i < tokens_.size() && !is_symbol(i, ',') && !is_symbol(i, ')'); ++i) {
      if (!is_symbol(i, '(')) continue;
      const auto close = closing(i);
      if (close == tokens_.size()) return close;
      const std::string inside(sql_.substr(tokens_[i].end, tokens_[close].begin - tokens_[i].end));
      if (column && is_word(i - 1, "DEFAULT")) found_.defaults[*column] = inside;
      if (column && is_word(i - 1, "AS")) found_.generated[*column] = inside;
      if (check && i == first + 3) found_.checks[*check] = inside;
      i = close;
    }
    return i;
  }

  SqlLexer lexer_;
  std::string_view sql_;
  std::vector<migrate::Token> tokens_;
  WrittenExpressions found_;
};

bool is_beyond_ascii(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
}

WrittenExpressions ask(db::Connection& connection, const std::string& table) {
  try {
    return read_written_expressions(
        connection.query("SHOW CREATE TABLE " + quote(table)).rows.at(0).at(1).text);
  } catch (const db::DbError& error) {
    // Dropped since the list was read, or locked: of most tables no more than the name is wanted.
    if (error.failure() == db::Failure::connection_lost) throw;
    return {};
  }
}

// The character set in which the server writes a statement has three bytes at most: what takes four
// becomes a question mark there, and is whole in no other place.
bool is_whole(const std::string& written, const std::string& shown) {
  return std::count(written.begin(), written.end(), '?') <=
         std::count(shown.begin(), shown.end(), '?');
}

}  // namespace

WrittenExpressions read_written_expressions(std::string_view create_table) {
  try {
    return Reader(create_table).read();
  } catch (const SplitProblem&) {
    return {};
  }
}

void mend_expressions(db::Connection& connection, Schema& schema) {
  for (auto& [name, table] : schema.tables) {
    std::optional<WrittenExpressions> written;
    auto mend = [&, &table_name = name](auto member, const std::string& of, std::string& text) {
      if (!is_beyond_ascii(text)) return true;
      if (!written) written = ask(connection, table_name);
      auto& known = (*written).*member;
      auto at = known.find(of);
      if (at == known.end() || !is_whole(at->second, text)) return false;
      text = at->second;
      return true;
    };
    for (auto& column : table.columns) {
      // Of a literal the catalog tells the value, and all of it.
      if (auto& value = column.default_sql; value && value->starts_with('(')) {
        auto text = value->substr(1, value->size() - 2);
        if (!mend(&WrittenExpressions::defaults, column.name, text))
          column.extra["inexact_default"] = "1";
        value = "(" + text + ")";
      }
      if (auto at = column.extra.find("generation"); at != column.extra.end())
        mend(&WrittenExpressions::generated, column.name, at->second);
    }
    for (auto& check : table.checks)
      mend(&WrittenExpressions::checks, check.name, check.expression);
  }
}

}  // namespace migrate::mysql
