// ${NAME} in a value of migrate.yaml.
#pragma once
#include <optional>
#include <string>

#include "migration/document.hpp"
#include "util/error.hpp"

namespace migrate {

// `text` with every ${NAME} replaced from the environment. Refuses (…-VARIABLE) one that is not
// set. What comes out may be secret: no message repeats it.
std::string expand_variables(const Source& source, const std::string& text, int line);

// That a value needs a variable which is not set is told when the value is needed: most commands
// need none of them.
using Unset = std::optional<Report>;
// As above, but where one is not set the text stays as it is, and `unset` says which.
std::string expand_variables(const Source& source, const std::string& text, int line, Unset& unset);
// Throws Error (…-VARIABLE, exit 2) where there is one.
void refuse_unset(const Unset& unset);

}  // namespace migrate
