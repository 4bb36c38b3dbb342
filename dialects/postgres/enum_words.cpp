#include "dialects/postgres/enum_words.hpp"

#include <fmt/format.h>

#include <cctype>

#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Past the closing quote; the quote doubled, or behind a backslash where `escapes`, does not close.
std::size_t end_of(const std::string& sql, std::size_t at, char quote, bool escapes) {
  for (++at; at < sql.size(); ++at) {
    if (escapes && sql[at] == '\\') {
      ++at;
    } else if (sql[at] == quote) {
      if (at + 1 < sql.size() && sql[at + 1] == quote)
        ++at;
      else
        return at + 1;
    }
  }
  return sql.size();
}

// The server writes no escape but a doubled backslash.
std::string value_of(const std::string& literal, bool escapes) {
  auto value = replace_all(literal.substr(1, literal.size() - 2), "''", "'");
  return escapes ? replace_all(value, "\\\\", "\\") : value;
}

}  // namespace

std::map<std::string, std::string> ValueChange::all() const {
  auto both = renamed;
  for (auto& [value, replacement] : dropped)
    if (!replacement.empty()) both[value] = replacement;
  return both;
}

std::string Words::of_expression(const std::string& sql) const {
  return reworded(sql, change.renamed);
}

std::string Words::of_default(const std::string& sql) const {
  return reworded(sql, change.all());
}

std::string Words::reworded(const std::string& sql,
                            const std::map<std::string, std::string>& to) const {
  auto refuse = [&](const std::string& why) {
    unsupported(p.at(), fmt::format("{}: {}: {}", where, why, sql),
                "drop it before, and make it again after contract");
  };
  auto cast = "::" + type;
  // Whose type is exactly this one, no array of it.
  auto casts = [&](std::size_t at) {
    auto end = at + cast.size();
    return sql.compare(at, cast.size(), cast) == 0 &&
           (end == sql.size() || !(is_word(sql[end]) || sql[end] == '[' || sql[end] == '.'));
  };
  std::string out;
  for (std::size_t at = 0; at < sql.size();) {
    bool escapes = sql[at] == 'E' && at + 1 < sql.size() && sql[at + 1] == '\'' &&
                   (at == 0 || !is_word(sql[at - 1]));
    if (sql[at] == '\'' || escapes) {
      auto begin = at + (escapes ? 1 : 0), end = end_of(sql, begin, '\'', escapes);
      auto value = value_of(sql.substr(begin, end - begin), escapes);
      bool changes = change.renamed.count(value) || change.dropped.count(value);
      if (casts(end)) {
        auto found = to.find(value);
        if (changes && found == to.end()) refuse(fmt::format("it needs '{}', which goes", value));
        out += quote_literal(found == to.end() ? value : found->second) + "::" + second;
        at = end + cast.size();
        continue;
      }
      if (changes) refuse(fmt::format("it needs '{}' as text", value));
      out += sql.substr(at, end - at);
      at = end;
    } else if (sql[at] == '"') {
      auto end = end_of(sql, at, '"', false);
      out += sql.substr(at, end - at);
      at = end;
    } else if (sql.compare(at, cast.size(), cast) == 0 &&
               (at + cast.size() == sql.size() || !is_word(sql[at + cast.size()]))) {
      refuse("it has a cast to the type");
    } else {
      out += sql[at++];
    }
  }
  return out;
}

}  // namespace migrate::postgres
