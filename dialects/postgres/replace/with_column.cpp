#include "dialects/postgres/replace/with_column.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// A column stands behind an operator, a parenthesis or a keyword. What stands behind a name, a
// value or the end of an expression is a word of a type ("character varying"), an operator class.
bool may_follow(const std::string& before) {
  static const std::vector<std::string> names_follow = {"::", "collate", "tablespace", "using",
                                                        "as", "name",    ".",          "returning"};
  // As a person writes them in a file; the server writes them in capitals.
  static const std::vector<std::string> keywords = {
      "and",  "or",   "not",  "is",   "in",  "like", "ilike", "similar",  "between",  "case",
      "when", "then", "else", "from", "any", "all",  "some",  "distinct", "symmetric"};
  if (before.empty()) return true;
  auto folded = lower(before);
  auto has = [&](auto& words) {
    return std::find(words.begin(), words.end(), folded) != words.end();
  };
  bool capitals = before != folded && std::none_of(before.begin(), before.end(), [](char c) {
                    return std::islower(static_cast<unsigned char>(c));
                  });
  // In small letters it may be a name as well.
  if (has(names_follow)) return false;
  auto last = static_cast<unsigned char>(before.back());
  if (before.back() == ')' || before.back() == ']' || before.back() == '"' || before.back() == '\'')
    return false;
  bool word = std::isalnum(last) || last == '_' || last == '$' || last >= 0x80;
  bool number = std::all_of(before.begin(), before.end(),
                            [](char c) { return std::isdigit(static_cast<unsigned char>(c)); });
  return !word || number || capitals || has(keywords);
}

}  // namespace

std::string with_column(const std::string& sql, const std::string& from, const std::string& to) {
  auto is_word = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  struct Opened {
    std::string by;  // the token before the parenthesis
    bool spaced;     // from it
  };
  std::string out;
  std::string before;  // the token before
  bool spaced = false;
  std::vector<Opened> opened;
  for (std::size_t at = 0; at < sql.size();) {
    char c = sql[at];
    auto end = at + 1;
    std::string name;
    if (c == '\'') {
      for (; end < sql.size(); ++end)
        if (sql[end] == '\'' && (end + 1 == sql.size() || sql[end + 1] != '\''))
          break;
        else if (sql[end] == '\'')
          ++end;
      ++end;
    } else if (c == '"') {
      for (; end < sql.size() && (sql[end] != '"' || (end + 1 < sql.size() && sql[end + 1] == '"'));
           ++end)
        if (sql[end] == '"') ++end;
      ++end;
      name = replace_all(sql.substr(at + 1, end - at - 2), "\"\"", "\"");
    } else if (is_word(c)) {
      while (end < sql.size() && is_word(sql[end])) ++end;
      name = sql.substr(at, end - at);
    } else if (c == ':' && end < sql.size() && sql[end] == ':') {
      ++end;
    }
    auto token = sql.substr(at, end - at);
    // pg_get_expr writes no space between a function's name and its arguments, nor between a
    // parameter, of an index or an operator class, and its value.
    bool called = end < sql.size() && (sql[end] == '(' || sql[end] == '.');
    bool parameter = end < sql.size() && sql[end] == '=' && !opened.empty() &&
                     opened.back().spaced &&
                     (opened.back().by == "WITH" || !may_follow(opened.back().by));
    bool argument = sql.compare(end, 3, " =>") == 0;
    bool part_of_time = before == "(" && !opened.empty() && opened.back().by == "EXTRACT";
    bool keyword = c != '"' && lower(name) != name;
    bool column = name == from && !called && !parameter && !argument && !part_of_time && !keyword &&
                  may_follow(before);
    out += column ? quote_name(to) : token;
    bool space = std::isspace(static_cast<unsigned char>(c));
    if (c == '(') opened.push_back({before, spaced});
    if (!space) before = token;
    spaced = space;
    if (c == ')' && !opened.empty()) {
      // The end of an operator's name is an operator.
      if (opened.back().by == "OPERATOR") before = "=";
      opened.pop_back();
    }
    at = end;
  }
  return out;
}

}  // namespace migrate::postgres
