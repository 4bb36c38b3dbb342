// What stands behind the ? of a URL.
#pragma once
#include <string>
#include <vector>

#include "config/url.hpp"

namespace migrate {

// Throws Error (MIG-URL-PARAM, exit 2) for a parameter that is none of `known` and may have been
// meant for one, or for TLS: a misspelt sslmode that nobody reads would be a session without the
// TLS that was asked for. What is left is an application's (charset, sizes of pools).
void require_known_params(const Url& url, const std::vector<std::string>& known);

}  // namespace migrate
