#include "config/variables.hpp"

#include "util/variables.hpp"

namespace migrate {

std::string expand_variables(const Source& source, const std::string& text, int line) {
  Expanded result = expand_variables(text);
  if (!result.problem.empty())
    source_error(source, result.missing ? "VARIABLE" : "VALUE", result.problem, line);
  return result.text;
}

}  // namespace migrate
