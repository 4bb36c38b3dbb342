#include "dialects/postgres/quote.hpp"

#include "util/text.hpp"

namespace migrate::postgres {

std::string quote_name(std::string_view name) {
  std::string out = "\"";
  for (char c : name) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string qualified(std::string_view schema, std::string_view name) {
  return quote_name(schema) + "." + quote_name(name);
}

std::string quote_literal(std::string_view text) {
  bool backslash = text.find('\\') != std::string_view::npos;
  std::string out = backslash ? "E'" : "'";
  for (char c : text) {
    if (c == '\'' || c == '\\') out += c;
    out += c;
  }
  return out + '\'';
}

std::string name_list(const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (auto& name : names) quoted.push_back(quote_name(name));
  return join(quoted, ", ");
}

std::vector<std::string> literals(const std::vector<std::string>& values) {
  std::vector<std::string> quoted;
  for (auto& value : values) quoted.push_back(quote_literal(value));
  return quoted;
}

std::string array_of(const std::vector<std::string>& texts) {
  std::vector<std::string> quoted;
  for (auto& text : texts)
    quoted.push_back('"' + replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"") + '"');
  return "{" + join(quoted, ",") + "}";
}

std::string dollar_quote(const std::string& body) {
  std::string tag = "$migrate$";
  for (int n = 1; body.find(tag) != std::string::npos; ++n)
    tag = "$migrate" + std::to_string(n) + "$";
  return tag + body + tag;
}

}  // namespace migrate::postgres
