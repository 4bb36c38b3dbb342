#include "gate/session_name.hpp"

#include "util/text.hpp"

namespace migrate {

namespace {
// Of a PostgreSQL server as it is built for everybody (NAMEDATALEN - 1); it cuts without a word.
constexpr std::size_t longest_name = 63;
}  // namespace

std::optional<SessionRelease> parse_session_name(std::string_view name) {
  const bool full = name.size() == longest_name;
  name = trim(name);
  const auto end = name.find_first_of(" \t");
  name = name.substr(0, end);
  auto at = name.find_first_of("/@");
  if (at == std::string_view::npos || at == 0 || at + 1 == name.size()) return std::nullopt;
  SessionRelease release;
  release.app = name.substr(0, at);
  (name[at] == '/' ? release.version : release.schema) = name.substr(at + 1);
  release.cut = full && end == std::string_view::npos;
  return release;
}

}  // namespace migrate
