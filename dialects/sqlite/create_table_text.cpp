#include "dialects/sqlite/create_table_text.hpp"

#include <algorithm>

#include "dialects/sqlite/lexer.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

using Tokens = std::vector<Token>;

std::string slice(std::string_view sql, std::size_t begin, std::size_t end) {
  return std::string(trim(sql.substr(begin, end - begin)));
}

// Index of the token after the one that closes the parenthesis at `open`.
std::size_t after_parenthesis(const Tokens& tokens, std::size_t open) {
  int depth = 0;
  for (std::size_t i = open; i < tokens.size(); ++i) {
    if (tokens[i].is_symbol('(')) ++depth;
    if (tokens[i].is_symbol(')') && --depth == 0) return i + 1;
  }
  return tokens.size();
}

// [begin, end) split at the commas outside parentheses.
std::vector<std::pair<std::size_t, std::size_t>> split_items(const Tokens& tokens,
                                                             std::size_t begin, std::size_t end) {
  std::vector<std::pair<std::size_t, std::size_t>> items;
  int depth = 0;
  std::size_t from = begin;
  for (std::size_t i = begin; i < end; ++i) {
    if (tokens[i].is_symbol('(')) ++depth;
    if (tokens[i].is_symbol(')')) --depth;
    if (depth == 0 && tokens[i].is_symbol(',')) {
      items.emplace_back(from, i);
      from = i + 1;
    }
  }
  items.emplace_back(from, end);
  return items;
}

bool starts_table_constraint(const Token& token) {
  static constexpr std::string_view words[] = {"CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK",
                                               "FOREIGN"};
  return std::any_of(std::begin(words), std::end(words), [&](auto w) { return token.is_word(w); });
}

class Reader {
 public:
  Reader(std::string_view sql, const Tokens& tokens) : sql_(sql), tokens_(tokens) {}

  std::optional<CreateTableText> read() {
    std::size_t open = 0;
    while (open < tokens_.size() && !tokens_[open].is_symbol('(')) {
      if (tokens_[open].is_word("VIRTUAL")) return std::nullopt;
      ++open;
    }
    if (open == tokens_.size()) return std::nullopt;
    auto close = after_parenthesis(tokens_, open);
    bool constraints = false;  // all that follows the first table constraint is one, too
    for (auto [begin, end] : split_items(tokens_, open + 1, close - 1)) {
      if (begin >= end) continue;
      constraints = constraints || starts_table_constraint(tokens_[begin]);
      item(begin, end, constraints);
    }
    for (auto i = close; i < tokens_.size(); ++i) {
      if (tokens_[i].is_word("STRICT")) out_.strict = true;
      if (tokens_[i].is_word("ROWID")) out_.without_rowid = true;
    }
    return std::move(out_);
  }

 private:
  const Token* token(std::size_t i, std::size_t end) const {
    return i < end ? &tokens_[i] : nullptr;
  }

  void item(std::size_t begin, std::size_t end, bool table_constraint) {
    ColumnText column;
    std::string constraint_name;
    std::size_t constraint_begin = begin;
    bool named = false;
    if (!table_constraint) {
      column.name = tokens_[begin].value;
      column.range = {tokens_[begin].begin, tokens_[end - 1].end};
    }
    for (std::size_t i = table_constraint ? begin : begin + 1; i < end;) {
      auto& t = tokens_[i];
      auto* following = token(i + 1, end);
      if (t.is_symbol('(')) {
        i = after_parenthesis(tokens_, i);
        continue;
      }
      if (t.is_word("CONSTRAINT") && following) {
        constraint_name = following->value;
        constraint_begin = i;
        named = true;
        i += 2;
        continue;
      }
      if (t.is_word("NOT") && following && following->is_word("NULL") && !column.not_null) {
        auto last = i + 1;
        if (last + 3 < end && tokens_[last + 1].is_word("ON") &&
            tokens_[last + 2].is_word("CONFLICT"))
          last += 3;
        column.not_null = TextRange{tokens_[named ? constraint_begin : i].begin, tokens_[last].end};
        i = last;
      } else if (t.is_word("COLLATE") && following && !table_constraint) {
        column.collation = following->value;
        ++i;
      } else if (t.is_word("CHECK") && following && following->is_symbol('(')) {
        auto after = after_parenthesis(tokens_, i + 1);
        out_.checks.push_back(
            {constraint_name, slice(sql_, following->end, tokens_[after - 1].begin)});
        i = after - 1;
      } else if (t.is_word("DEFAULT") && following) {
        ++i;  // a bare word as the default is no keyword
        if (tokens_[i].is_symbol('(')) i = after_parenthesis(tokens_, i) - 1;
      } else if (t.is_word("AUTOINCREMENT")) {
        out_.autoincrement = true;
      }
      constraint_name.clear();
      named = false;
      ++i;
    }
    if (!table_constraint) out_.columns.push_back(std::move(column));
  }

  std::string_view sql_;
  const Tokens& tokens_;
  CreateTableText out_;
};

bool occurs_once(const std::string& text, const std::string& part) {
  auto first = text.find(part);
  return first != std::string::npos && text.find(part, first + 1) == std::string::npos;
}

}  // namespace

const ColumnText* CreateTableText::column(std::string_view name) const {
  for (auto& c : columns)
    if (same_name(c.name, name)) return &c;
  return nullptr;
}

std::optional<CreateTableText> parse_create_table(std::string_view sql) {
  auto tokens = tokenize(sql);
  return Reader(sql, tokens).read();
}

std::optional<NotNullFragment> not_null_fragment(const std::string& sql, std::string_view column) {
  auto parsed = parse_create_table(sql);
  if (!parsed) return std::nullopt;
  auto* found = parsed->column(column);
  if (!found || !found->not_null) return std::nullopt;
  auto begin = found->range.begin;
  auto [from, to] = *found->not_null;
  // "name TEXT NOT NULL" also ends "first_name TEXT NOT NULL": reach back until it is the only one,
  // at whole characters.
  while (begin > 0 && (!occurs_once(sql, sql.substr(begin, to - begin)) ||
                       (static_cast<unsigned char>(sql[begin]) & 0xC0) == 0x80))
    --begin;
  return NotNullFragment{sql.substr(begin, to - begin), sql.substr(begin, from - begin),
                         sql.substr(from, to - from)};
}

CreateIndexText parse_create_index(std::string_view sql) {
  CreateIndexText out;
  auto tokens = tokenize(sql);
  std::size_t open = 0;
  while (open < tokens.size() && !tokens[open].is_symbol('(')) ++open;
  if (open == tokens.size()) return out;
  auto close = after_parenthesis(tokens, open);
  for (auto [begin, end] : split_items(tokens, open + 1, close - 1))
    out.parts.push_back(begin < end ? slice(sql, tokens[begin].begin, tokens[end - 1].end) : "");
  if (close < tokens.size() && tokens[close].is_word("WHERE"))
    out.predicate = slice(sql, tokens[close].end, sql.size());
  return out;
}

}  // namespace migrate::sqlite
