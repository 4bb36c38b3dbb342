#include "config/variables.hpp"

#include "util/variables.hpp"

namespace migrate {

std::string expand_variables(const Source& source, const std::string& text, int line) {
  Expanded result = expand_variables(text);
  if (!result.problem.empty())
    source_error(source, result.missing ? "VARIABLE" : "VALUE", result.problem, line);
  return result.text;
}

std::string expand_variables(const Source& source, const std::string& text, int line,
                             Unset& unset) {
  if (!expand_variables(text).missing) return expand_variables(source, text, line);
  try {
    return expand_variables(source, text, line);
  } catch (const Error& e) {
    unset = e.report();
    return text;
  }
}

void refuse_unset(const Unset& unset) {
  if (unset) throw Error(ExitCode::usage, *unset);
}

}  // namespace migrate
