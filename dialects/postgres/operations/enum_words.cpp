#include "dialects/postgres/operations/enum_words.hpp"

#include <fmt/format.h>

#include <cctype>
#include <functional>

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

// An array as the server writes it, its elements given other names: dimensions, order and NULLs
// stay.
std::string with_elements(const std::string& array,
                          const std::function<std::string(const std::string&)>& name) {
  std::string out;
  std::size_t at = 0;
  if (array.starts_with('[')) at = array.find('=');  // [0:1]={…}
  out = array.substr(0, at);
  auto put = [&](const std::string& element) {
    auto escaped = replace_all(replace_all(name(element), "\\", "\\\\"), "\"", "\\\"");
    out += '"' + escaped + '"';
  };
  while (at < array.size()) {
    if (array[at] == '"') {
      std::string element;
      for (++at; at < array.size() && array[at] != '"'; ++at) {
        if (array[at] == '\\' && at + 1 < array.size()) ++at;
        element += array[at];
      }
      ++at;
      put(element);
    } else if (std::string_view("{},=").find(array[at]) != std::string_view::npos) {
      out += array[at++];
    } else {
      auto end = std::min(array.find_first_of("{},", at), array.size());
      auto element = array.substr(at, end - at);
      if (element == "NULL")
        out += element;
      else
        put(element);
      at = end;
    }
  }
  return out;
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
  // Whose type is exactly this one, or an array of it.
  auto casts = [&](std::size_t at) {
    auto end = at + cast.size();
    return sql.compare(at, cast.size(), cast) == 0 &&
           (end == sql.size() || !(is_word(sql[end]) || sql[end] == '.'));
  };
  auto renamed = [&](const std::string& value) {
    auto found = to.find(value);
    if (found != to.end()) return found->second;
    if (change.renamed.count(value) || change.dropped.count(value))
      refuse(fmt::format("it needs '{}', which goes", value));
    return value;
  };
  auto as_text = [&](const std::string& value) {
    if (change.renamed.count(value) || change.dropped.count(value))
      refuse(fmt::format("it needs '{}' as text", value));
    return value;
  };
  std::string out;
  for (std::size_t at = 0; at < sql.size();) {
    bool escapes = sql[at] == 'E' && at + 1 < sql.size() && sql[at + 1] == '\'' &&
                   (at == 0 || !is_word(sql[at - 1]));
    if (sql[at] == '\'' || escapes) {
      auto begin = at + (escapes ? 1 : 0), end = end_of(sql, begin, '\'', escapes);
      auto value = value_of(sql.substr(begin, end - begin), escapes);
      if (casts(end)) {
        at = end + cast.size();
        bool array = at < sql.size() && sql[at] == '[';
        out +=
            quote_literal(array ? with_elements(value, renamed) : renamed(value)) + "::" + second;
        continue;
      }
      with_elements(value, as_text);
      as_text(value);
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
