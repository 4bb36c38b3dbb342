#include "gate/statement_text.hpp"

#include <algorithm>
#include <set>

#include "migration/sql_lexer.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

bool one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// Behind a table, what is no alias of it.
bool goes_on(std::string_view word) {
  return one_of(
      word, {"where",         "join",   "inner",     "left",   "right",     "full",       "cross",
             "natural",       "on",     "using",     "set",    "values",    "value",      "select",
             "group",         "order",  "having",    "limit",  "offset",    "fetch",      "for",
             "union",         "except", "intersect", "window", "returning", "default",    "with",
             "straight_join", "force",  "use",       "ignore", "partition", "tablesample"});
}

}  // namespace

StatementText::StatementText(std::string_view sql, EngineKind engine) {
  using Kind = Word::Kind;
  SqlLexer lexer(sql, engine);
  try {
    for (Token token = lexer.next(); token.kind != Token::Kind::end; token = lexer.next()) {
      auto text = lexer.text(token);
      switch (token.kind) {
        case Token::Kind::word: {
          bool digit = text.front() >= '0' && text.front() <= '9';
          words_.push_back({digit ? Kind::literal : Kind::word, lower(text)});
          break;
        }
        case Token::Kind::quoted: {
          auto name = lexer.quoted_name(token);
          words_.push_back({name ? Kind::name : Kind::literal, lower(name.value_or(""))});
          break;
        }
        case Token::Kind::symbol:
        case Token::Kind::delimiter:
          words_.push_back({Kind::symbol, std::string(text)});
          break;
        default:
          break;
      }
    }
  } catch (const SplitProblem&) {
    cut_ = true;
  }
  auto n = words_.size();
  cut_ = cut_ || (n >= 3 && is(n - 1, ".") && is(n - 2, ".") && is(n - 3, "."));
  for (auto& word : words_)
    if ((word.kind == Kind::word && word.text != "null") || word.kind == Kind::name)
      said_ += word.text + " ";
}

bool StatementText::is(std::size_t at, std::string_view text) const {
  return at < words_.size() && words_[at].kind != Word::Kind::literal &&
         words_[at].kind != Word::Kind::name && words_[at].text == text;
}

bool StatementText::is_name(std::size_t at, const std::string& name) const {
  return (words_[at].kind == Word::Kind::word || words_[at].kind == Word::Kind::name) &&
         words_[at].text == name;
}

bool StatementText::works_on_rows() const {
  std::size_t at = 0;
  while (is(at, "(")) ++at;
  return at < words_.size() && words_[at].kind == Word::Kind::word &&
         one_of(words_[at].text, {"select", "insert", "update", "delete", "with", "merge",
                                  "replace", "table", "copy", "declare"});
}

bool StatementText::stands_for_table(std::size_t at) const {
  // Behind its schema: it is that which stands behind FROM.
  while (at >= 2 && is(at - 1, ".")) at -= 2;
  if (at == 0 || words_[at - 1].kind == Word::Kind::name) return false;
  return one_of(words_[at - 1].text, {"from", "join", "into", "update", "table", "only", "using",
                                      "copy", "delete", "insert", "replace", "ignore",
                                      "low_priority", "delayed", "straight_join", ",", "("});
}

std::string StatementText::alias_behind(std::size_t table) const {
  auto at = table + 1;
  if (is(at, "as")) ++at;
  if (at >= words_.size() || words_[at].kind == Word::Kind::symbol ||
      words_[at].kind == Word::Kind::literal)
    return {};
  if (words_[at].kind == Word::Kind::word && goes_on(words_[at].text)) return {};
  return words_[at].text;
}

bool StatementText::names(const OldName& old) const {
  const auto table = lower(old.table), column = lower(old.column);
  std::set<std::string> own = {table}, others;
  bool found = false;
  for (std::size_t at = 0; at < words_.size(); ++at) {
    if (is_name(at, table) && stands_for_table(at)) {
      found = true;
      if (auto alias = alias_behind(at); !alias.empty()) own.insert(alias);
    } else if (at > 0 && (is(at - 1, "from") || is(at - 1, "join"))) {
      // FROM schema.other alias
      auto other = at;
      while (is(other + 1, ".") && other + 2 < words_.size()) other += 2;
      if (is_name(other, table) || words_[other].kind == Word::Kind::symbol) continue;
      others.insert(words_[other].text);
      if (auto alias = alias_behind(other); !alias.empty()) others.insert(alias);
    }
  }
  if (!found || column.empty()) return found;
  for (std::size_t at = 0; at < words_.size(); ++at) {
    if (!is_name(at, column) || is(at + 1, "(") || is(at + 1, ".")) continue;
    if (at > 0 && is(at - 1, "as")) continue;
    if (at >= 2 && is(at - 1, ".") && others.count(words_[at - 2].text) &&
        !own.count(words_[at - 2].text))
      continue;
    return true;
  }
  return false;
}

bool StatementText::same_as(const StatementText& other) const {
  if (cut_ == other.cut_) return said_ == other.said_;
  auto& whole = cut_ ? other.said_ : said_;
  auto& part = cut_ ? said_ : other.said_;
  return !part.empty() && whole.starts_with(part);
}

}  // namespace migrate
