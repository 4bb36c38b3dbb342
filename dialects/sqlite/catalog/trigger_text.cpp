#include "dialects/sqlite/catalog/trigger_text.hpp"

#include <algorithm>

namespace migrate::sqlite {

namespace {

using Tokens = std::vector<Token>;

bool calls_raise(const Tokens& tokens, std::size_t at) {
  return at + 1 < tokens.size() && tokens[at].is_word("RAISE") && tokens[at + 1].is_symbol('(');
}

// A column may be called so, too.
bool has_when(const Tokens& rest) {
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (i > 0 && rest[i - 1].is_symbol('.')) continue;
    if (rest[i].is_word("WHEN")) return true;
    if (rest[i].is_word("BEGIN")) return false;
  }
  return false;
}

}  // namespace

bool TriggerText::fires_for(const std::vector<std::string>& set) const {
  if (event != Event::update) return false;
  return of.empty() || std::any_of(of.begin(), of.end(), [&](auto& column) {
           return std::any_of(set.begin(), set.end(),
                              [&](auto& one) { return same_name(one, column); });
         });
}

bool TriggerText::reads(std::string_view row, std::string_view column) const {
  for (std::size_t i = 0; i + 2 < rest.size(); ++i)
    if (rest[i].is_name() && same_name(rest[i].value, row) && rest[i + 1].is_symbol('.') &&
        same_name(rest[i + 2].value, column))
      return true;
  return false;
}

std::vector<std::string> TriggerText::sets(std::string_view table) const {
  std::vector<std::string> columns;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (!rest[i].is_word("UPDATE") || !(rest[i - 1].is_symbol(';') || rest[i - 1].is_word("BEGIN")))
      continue;
    auto at = i + 1;
    if (at < rest.size() && rest[at].is_word("OR")) at += 2;
    if (at >= rest.size() || !rest[at].is_name() || !same_name(rest[at].value, table)) continue;
    while (at < rest.size() && !rest[at].is_word("SET") && !rest[at].is_symbol(';')) ++at;
    if (at >= rest.size() || !rest[at].is_word("SET")) continue;
    int depth = 0;
    bool named = true;  // what comes is assigned to: a name, or several in parentheses
    for (++at; at < rest.size() && !rest[at].is_symbol(';'); ++at) {
      if (depth == 0 && (rest[at].is_word("WHERE") || rest[at].is_word("FROM"))) break;
      if (rest[at].is_symbol('(')) ++depth;
      if (rest[at].is_symbol(')')) --depth;
      if (depth == 0 && rest[at].is_symbol(',')) named = true;
      if (depth == 0 && rest[at].is_symbol('=')) named = false;
      if (named && rest[at].is_name()) columns.push_back(rest[at].value);
    }
  }
  return columns;
}

bool TriggerText::raises() const {
  for (std::size_t i = 0; i < rest.size(); ++i)
    if (calls_raise(rest, i)) return true;
  return false;
}

bool TriggerText::raises_always() const {
  if (has_when) return false;
  for (std::size_t i = 1; i < rest.size(); ++i) {
    if (!calls_raise(rest, i) || !rest[i - 1].is_word("SELECT")) continue;
    int depth = 0;
    auto end = i + 1;
    do {
      if (rest[end].is_symbol('(')) ++depth;
      if (rest[end].is_symbol(')')) --depth;
    } while (++end < rest.size() && depth > 0);
    if (end < rest.size() && rest[end].is_symbol(';')) return true;
  }
  return false;
}

// https://www.sqlite.org/lang_createtrigger.html
std::optional<TriggerText> parse_trigger(std::string_view sql) {
  const auto tokens = tokenize(sql);
  std::size_t at = 0;
  auto take = [&](std::string_view word) {
    if (at >= tokens.size() || !tokens[at].is_word(word)) return false;
    ++at;
    return true;
  };
  while (at < tokens.size() && !tokens[at].is_word("TRIGGER")) ++at;
  ++at;
  if (at + 1 < tokens.size() && tokens[at].is_word("IF") && tokens[at + 1].is_word("NOT")) at += 3;
  ++at;
  if (at + 1 < tokens.size() && tokens[at].is_symbol('.')) at += 2;
  if (!take("BEFORE") && !take("AFTER") && take("INSTEAD")) take("OF");

  TriggerText text;
  if (take("UPDATE")) {
    text.event = TriggerText::Event::update;
    if (take("OF"))
      for (; at < tokens.size() && !tokens[at].is_word("ON"); ++at)
        if (!tokens[at].is_symbol(',')) text.of.push_back(tokens[at].value);
  } else if (take("DELETE")) {
    text.event = TriggerText::Event::remove;
  } else if (!take("INSERT")) {
    return std::nullopt;
  }
  if (!take("ON") || at >= tokens.size()) return std::nullopt;
  text.rest.assign(tokens.begin() + static_cast<std::ptrdiff_t>(at) + 1, tokens.end());
  text.has_when = has_when(text.rest);
  return text;
}

}  // namespace migrate::sqlite
