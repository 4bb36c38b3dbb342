#include "util/variables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "util/host.hpp"

namespace migrate {

Expanded expand_variables(std::string_view text) {
  Expanded result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = text.find("${", at);
    result.text.append(text, at, start == std::string_view::npos ? start : start - at);
    if (start == std::string_view::npos) break;
    const std::size_t close = text.find('}', start);
    if (close == std::string_view::npos) {
      result.problem = "a ${ has no closing }";
      return result;
    }
    const std::string name(text.substr(start + 2, close - start - 2));
    const bool valid = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    });
    if (!valid) {
      result.problem = "between ${ and } must stand the name of a variable";
      return result;
    }
    const auto value = environment(name);
    if (!value) {
      result.problem = fmt::format("the environment variable {} is not set or empty", name);
      result.missing = true;
      return result;
    }
    result.text += *value;
    at = close + 1;
  }
  return result;
}

}  // namespace migrate
