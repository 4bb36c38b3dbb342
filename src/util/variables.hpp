// ${NAME} in a text of a file, from the environment.
#pragma once
#include <string>
#include <string_view>

namespace migrate {

struct Expanded {
  std::string text;      // may be secret: no message repeats it
  std::string problem;   // why it could not be told; empty: it could
  bool missing = false;  // the problem is a variable that is not set
};

Expanded expand_variables(std::string_view text);

}  // namespace migrate
