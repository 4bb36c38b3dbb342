#include "dialects/mysql/quote.hpp"

#include "util/text.hpp"

namespace migrate::mysql {

std::string quote(std::string_view name) {
  std::string out = "`";
  for (char c : name) {
    if (c == '`') out += '`';
    out += c;
  }
  return out + "`";
}

std::string quote_list(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (auto& name : names) quoted.push_back(quote(name));
  return join(quoted, ", ");
}

std::string quote_text(std::string_view text) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'') out += '\'';
    if (c == '\\') out += '\\';
    if (c == '\0') {  // a statement may not hold NUL on every path to the server
      out += "\\0";
      continue;
    }
    out += c;
  }
  return out + "'";
}

namespace {

bool word_character(char c) {
  auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || c == '_' || c == '$' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
         (c >= 'A' && c <= 'Z');
}

// Past a quoted run that starts at `i`; `content` gets what is inside, doubled quotes undone.
std::size_t skip_quoted(std::string_view sql, std::size_t i, std::string& content) {
  char q = sql[i++];
  while (i < sql.size()) {
    if (sql[i] == '\\' && q != '`' && i + 1 < sql.size()) {
      content += sql[i + 1];
      i += 2;
    } else if (sql[i] == q) {
      if (i + 1 >= sql.size() || sql[i + 1] != q) return i + 1;
      content += q;
      i += 2;
    } else {
      content += sql[i++];
    }
  }
  return i;
}

}  // namespace

std::vector<Token> tokens(std::string_view sql) {
  std::vector<Token> found;
  for (std::size_t i = 0; i < sql.size();) {
    char c = sql[i];
    if (c == '`' || c == '\'' || c == '"') {
      std::string content;
      i = skip_quoted(sql, i, content);
      // Under ANSI_QUOTES, which the object may have been made with, "…" is a name.
      if (c == '\'')
        found.push_back({Token::Kind::literal, content});
      else
        found.push_back({Token::Kind::name, lower(content)});
    } else if (sql.substr(i, 2) == "/*" && sql.substr(i, 3) != "/*!") {
      auto end = sql.find("*/", i + 2);
      i = end == std::string_view::npos ? sql.size() : end + 2;
    } else if (c == '#' || sql.substr(i, 3) == "-- ") {
      auto end = sql.find('\n', i);
      i = end == std::string_view::npos ? sql.size() : end;
    } else if (word_character(c)) {
      std::size_t start = i;
      while (i < sql.size() && word_character(sql[i])) ++i;
      found.push_back({Token::Kind::name, lower(sql.substr(start, i - start))});
    } else {
      if (c != ' ' && c != '\t' && c != '\n' && c != '\r')
        found.push_back({Token::Kind::other, std::string(1, c)});
      ++i;
    }
  }
  return found;
}

bool mentions(std::string_view sql, std::string_view name) {
  auto wanted = lower(name);
  for (auto& token : tokens(sql))
    if (token.kind == Token::Kind::name && token.text == wanted) return true;
  return false;
}

bool fits_as_name(std::string_view name) {
  std::size_t characters = 0;
  for (const char c : name) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return characters <= name_limit.bytes;
}

bool is_own_object(std::string_view name) {
  return starts_with_ci(name, "migrate_");
}

}  // namespace migrate::mysql
