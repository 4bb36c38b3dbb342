// ${NAME} in a value of migrate.yaml.
#pragma once
#include <string>

#include "migration/document.hpp"

namespace migrate {

// `text` with every ${NAME} replaced from the environment. Refuses (…-VARIABLE) one that is not
// set. What comes out may be secret: no message repeats it.
std::string expand_variables(const Source& source, const std::string& text, int line);

}  // namespace migrate
