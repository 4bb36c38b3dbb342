#include "gate/session_name.hpp"

#include "util/text.hpp"

namespace migrate {

std::optional<SessionRelease> parse_session_name(std::string_view name) {
  name = trim(name);
  name = name.substr(0, name.find_first_of(" \t"));
  auto at = name.find_first_of("/@");
  if (at == std::string_view::npos || at == 0 || at + 1 == name.size()) return std::nullopt;
  SessionRelease release;
  release.app = name.substr(0, at);
  (name[at] == '/' ? release.version : release.schema) = name.substr(at + 1);
  return release;
}

}  // namespace migrate
