#include "dialects/sqlite/catalog/create_table_text.hpp"

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
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

bool starts_column_constraint(const Token& token) {
  static constexpr std::string_view words[] = {"NOT",       "NULL", "DEFAULT",   "COLLATE",
                                               "GENERATED", "AS",   "REFERENCES"};
  return starts_table_constraint(token) ||
         std::any_of(std::begin(words), std::end(words), [&](auto w) { return token.is_word(w); });
}

// https://www.sqlite.org/lang_createtable.html
class Reader {
 public:
  Reader(std::string_view sql, const Tokens& tokens) : sql_(sql), tokens_(tokens) {}

  std::optional<CreateTableText> read() {
    std::size_t open = 0;
    while (open < tokens_.size() && !tokens_[open].is_symbol('(')) {
      if (tokens_[open].is_word("VIRTUAL")) return std::nullopt;
      ++open;
    }
    if (open == tokens_.size() || open == 0) return std::nullopt;
    out_.name = {tokens_[open - 1].begin, tokens_[open - 1].end};
    auto close = after_parenthesis(tokens_, open);
    out_.close = tokens_[close - 1].begin;
    bool constraints = false;  // all that follows the first table constraint is one, too
    for (auto [begin, end] : split_items(tokens_, open + 1, close - 1)) {
      if (begin >= end) continue;
      end_ = end;
      at_ = begin;
      constraints = constraints || starts_table_constraint(tokens_[begin]);
      if (constraints)
        read_constraints(out_.constraints, nullptr);
      else
        read_column();
      out_.end = tokens_[end - 1].end;
    }
    for (auto i = close; i < tokens_.size(); ++i) {
      if (tokens_[i].is_word("STRICT")) out_.strict = true;
      if (tokens_[i].is_word("ROWID")) out_.without_rowid = true;
    }
    return std::move(out_);
  }

 private:
  using Kind = ConstraintText::Kind;

  bool word(std::string_view keyword) const { return at_ < end_ && tokens_[at_].is_word(keyword); }
  bool take(std::string_view keyword) {
    if (!word(keyword)) return false;
    ++at_;
    return true;
  }
  bool open() const { return at_ < end_ && tokens_[at_].is_symbol('('); }
  // What stands in the parentheses here.
  std::string inside() {
    auto after = std::min(after_parenthesis(tokens_, at_), end_);
    auto text = slice(sql_, tokens_[at_].end, tokens_[after - 1].begin);
    at_ = after;
    return text;
  }

  void read_column() {
    ColumnText column;
    column.name = tokens_[at_].value;
    column.range = {tokens_[at_].begin, tokens_[end_ - 1].end};
    column.type = {tokens_[at_].end, tokens_[at_].end};
    ++at_;
    auto first = at_;
    while (at_ < end_ && !starts_column_constraint(tokens_[at_]))
      at_ = open() ? std::min(after_parenthesis(tokens_, at_), end_) : at_ + 1;
    if (at_ > first) column.type = {tokens_[first].begin, tokens_[at_ - 1].end};
    read_constraints(column.constraints, &column.name);
    out_.columns.push_back(std::move(column));
  }

  void read_constraints(std::vector<ConstraintText>& into, const std::string* column) {
    while (at_ < end_) {
      ConstraintText found;
      auto begin = at_;
      if (take("CONSTRAINT") && at_ < end_) found.name = tokens_[at_++].value;
      // SQLite takes a name without a constraint.
      if (at_ >= end_ || word("CONSTRAINT")) continue;
      if (column) {
        found.of_column = true;
        found.columns = {*column};
      }
      bool known = one(found);
      found.range = {tokens_[begin].begin, tokens_[at_ - 1].end};
      if (known) into.push_back(std::move(found));
    }
  }

  bool one(ConstraintText& found) {
    if (take("PRIMARY")) {
      take("KEY");
      key(found, Kind::primary_key);
      if (take("AUTOINCREMENT")) out_.autoincrement = true;
    } else if (take("UNIQUE")) {
      key(found, Kind::unique);
    } else if (take("NOT")) {
      take("NULL");
      found.kind = Kind::not_null;
      conflict();
    } else if (take("NULL")) {
      found.kind = Kind::null;
      conflict();
    } else if (take("CHECK")) {
      found.kind = Kind::check;
      if (open()) found.value = inside();
      conflict();
    } else if (take("DEFAULT")) {
      found.kind = Kind::default_value;
      value(found);
    } else if (take("COLLATE")) {
      found.kind = Kind::collate;
      if (at_ < end_) found.value = tokens_[at_++].value;
    } else if (word("GENERATED") || word("AS")) {
      found.kind = Kind::generated;
      if (take("GENERATED")) take("ALWAYS");
      take("AS");
      if (open()) found.value = inside();
      take("STORED") || take("VIRTUAL");
    } else if (word("FOREIGN") || word("REFERENCES")) {
      if (take("FOREIGN")) {
        take("KEY");
        names(found);
      }
      references(found);
    } else {
      ++at_;
      return false;
    }
    return true;
  }

  void names(ConstraintText& found) {
    if (!open()) return;
    auto after = std::min(after_parenthesis(tokens_, at_), end_);
    found.columns.clear();
    for (auto [begin, end] : split_items(tokens_, at_ + 1, after - 1))
      if (begin < end) found.columns.push_back(tokens_[begin].value);
    at_ = after;
  }

  void key(ConstraintText& found, Kind kind) {
    found.kind = kind;
    if (!found.of_column) {
      names(found);
      // "(id AUTOINCREMENT)": the word is reserved, no column's bare name.
      if (at_ > 1 && tokens_[at_ - 2].is_word("AUTOINCREMENT")) out_.autoincrement = true;
    }
    take("ASC") || take("DESC");
    conflict();
  }

  void conflict() {
    if (at_ + 2 < end_ && word("ON") && tokens_[at_ + 1].is_word("CONFLICT")) at_ += 3;
  }

  // A bare word as the default is no keyword.
  void value(ConstraintText& found) {
    if (at_ >= end_) return;
    auto begin = tokens_[at_].begin;
    if (open()) {
      inside();
    } else {
      while (at_ + 1 < end_ && (tokens_[at_].is_symbol('-') || tokens_[at_].is_symbol('+'))) ++at_;
      ++at_;
    }
    found.value = slice(sql_, begin, tokens_[at_ - 1].end);
  }

  void references(ConstraintText& found) {
    found.kind = Kind::references;
    take("REFERENCES");
    if (at_ >= end_) return;
    auto begin = tokens_[at_].begin;
    ++at_;
    if (open()) inside();
    for (;;) {
      if (take("ON")) {
        ++at_;  // DELETE, UPDATE
        if (take("SET") || take("NO"))
          ++at_;
        else if (at_ < end_)
          ++at_;  // CASCADE, RESTRICT
      } else if (take("MATCH")) {
        ++at_;
      } else if (at_ + 1 < end_ && word("NOT") && tokens_[at_ + 1].is_word("DEFERRABLE")) {
        at_ += 2;
      } else if (!take("DEFERRABLE")) {
        if (!take("INITIALLY")) break;
        ++at_;
      }
    }
    at_ = std::min(at_, end_);
    found.value = slice(sql_, begin, tokens_[at_ - 1].end);
  }

  std::string_view sql_;
  const Tokens& tokens_;
  std::size_t at_ = 0, end_ = 0;  // of the item that is read
  CreateTableText out_;
};

bool occurs_once(const std::string& text, const std::string& part) {
  auto first = text.find(part);
  return first != std::string::npos && text.find(part, first + 1) == std::string::npos;
}

}  // namespace

const ConstraintText* ColumnText::constraint(ConstraintText::Kind kind) const {
  for (auto& one : constraints)
    if (one.kind == kind) return &one;
  return nullptr;
}

std::string ColumnText::collation() const {
  auto* found = constraint(ConstraintText::Kind::collate);
  return found ? found->value : "";
}

const ColumnText* CreateTableText::column(std::string_view name) const {
  for (auto& c : columns)
    if (same_name(c.name, name)) return &c;
  return nullptr;
}

std::vector<const ConstraintText*> CreateTableText::all(ConstraintText::Kind kind) const {
  std::vector<const ConstraintText*> found;
  for (auto& one : columns)
    for (auto& constraint : one.constraints)
      if (constraint.kind == kind) found.push_back(&constraint);
  for (auto& constraint : constraints)
    if (constraint.kind == kind) found.push_back(&constraint);
  return found;
}

const ConstraintText* CreateTableText::constraint(std::string_view name) const {
  auto in = [&](const std::vector<ConstraintText>& some) -> const ConstraintText* {
    for (auto& one : some)
      if (!one.name.empty() && same_name(one.name, name)) return &one;
    return nullptr;
  };
  for (auto& one : columns)
    if (auto* found = in(one.constraints)) return found;
  return in(constraints);
}

std::optional<CreateTableText> parse_create_table(std::string_view sql) {
  auto tokens = tokenize(sql);
  return Reader(sql, tokens).read();
}

std::string edited(const std::string& sql, TextRange range, const std::string& text) {
  return sql.substr(0, range.begin) + text + sql.substr(range.end);
}

TextEdit text_edit(const std::string& sql, TextRange range, const std::string& text,
                   std::size_t from) {
  const auto after = edited(sql, range, text);
  auto begin = std::min(range.begin, from);
  TextEdit edit;
  // "name TEXT NOT NULL" also ends "first_name TEXT NOT NULL": reach back until it is the only one,
  // at whole characters.
  for (;; --begin) {
    edit = {sql.substr(begin, range.end - begin), sql.substr(begin, range.begin - begin) + text};
    bool whole = (static_cast<unsigned char>(sql[begin]) & 0xC0) != 0x80;
    if (begin == 0 || (whole && !edit.from.empty() && !edit.to.empty() &&
                       occurs_once(sql, edit.from) && occurs_once(after, edit.to)))
      return edit;
  }
}

std::size_t whole_column(const std::string& sql, const ColumnText& column) {
  auto tokens = tokenize(std::string_view(sql).substr(0, column.range.begin));
  return tokens.empty() ? column.range.begin : tokens.back().begin;
}

TextRange with_what_leads(const std::string& sql, TextRange range, bool comma) {
  if (comma) {
    auto tokens = tokenize(std::string_view(sql).substr(0, range.begin));
    if (!tokens.empty() && tokens.back().is_symbol(',')) range.begin = tokens.back().begin;
  }
  // Not over a line's end, which may close a comment.
  while (range.begin > 0 && (sql[range.begin - 1] == ' ' || sql[range.begin - 1] == '\t'))
    --range.begin;
  return range;
}

std::string without_references(std::string sql) {
  for (;;) {
    auto text = parse_create_table(sql);
    auto keys =
        text ? text->all(ConstraintText::Kind::references) : std::vector<const ConstraintText*>{};
    if (keys.empty()) return sql;
    auto& key = *keys.front();
    sql = edited(sql, with_what_leads(sql, key.range, !key.of_column), "");
  }
}

std::string unqualified(std::string sql, std::string_view table) {
  auto tokens = tokenize(sql);
  for (auto i = tokens.size(); i-- > 1;)
    if (tokens[i].is_symbol('.') && tokens[i - 1].is_name() &&
        same_name(tokens[i - 1].value, table))
      sql.erase(tokens[i - 1].begin, tokens[i].end - tokens[i - 1].begin);
  return sql;
}

CreateIndexText parse_create_index(std::string_view sql) {
  CreateIndexText out;
  auto tokens = tokenize(sql);
  std::size_t open = 0;
  while (open < tokens.size() && !tokens[open].is_symbol('(')) ++open;
  if (open == tokens.size()) return out;
  // CREATE [UNIQUE] INDEX name ON table (
  if (open >= 3) {
    out.name = {tokens[open - 3].begin, tokens[open - 3].end};
    out.table = {tokens[open - 1].begin, tokens[open - 1].end};
  }
  auto close = after_parenthesis(tokens, open);
  for (auto [begin, end] : split_items(tokens, open + 1, close - 1))
    out.parts.push_back(begin < end ? slice(sql, tokens[begin].begin, tokens[end - 1].end) : "");
  if (close < tokens.size() && tokens[close].is_word("WHERE"))
    out.predicate = slice(sql, tokens[close].end, sql.size());
  return out;
}

}  // namespace migrate::sqlite
