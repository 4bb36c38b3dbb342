// What stands behind the ? of a URL, for engines that know all of it.
#pragma once
#include <string>
#include <vector>

#include "config/url.hpp"

namespace migrate {

// Throws Error (MIG-URL-PARAM, exit 2) for a parameter that is none of `known`, with the nearest
// one. A misspelt sslmode that nobody reads would be a session without the TLS that was asked for.
void require_known_params(const Url& url, const std::vector<std::string>& known);

}  // namespace migrate
