#include "config/variables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "util/host.hpp"

namespace migrate {

std::string expand_variables(const Source& source, const std::string& text, int line) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = text.find("${", at);
    result.append(text, at, start == std::string::npos ? std::string::npos : start - at);
    if (start == std::string::npos) break;
    const std::size_t close = text.find('}', start);
    if (close == std::string::npos) source_error(source, "VALUE", "a ${ has no closing }", line);
    const std::string name = text.substr(start + 2, close - start - 2);
    const bool valid = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    if (!valid)
      source_error(source, "VALUE", "between ${ and } must stand the name of a variable", line);
    const std::optional<std::string> value = environment(name);
    if (!value)
      source_error(source, "VARIABLE",
                   fmt::format("the environment variable {} is not set or empty", name), line);
    result += *value;
    at = close + 1;
  }
  return result;
}

}  // namespace migrate
