// Application versions as people write them: "2.4.0", "v2.4", "2.4.0-rc1".
#pragma once
#include <optional>
#include <string>

namespace migrate {

// Does `version` satisfy `rule` (">=2.4.0", ">2.4", "=2.4.0", "2.4.0" meaning >=)? nullopt when one
// of them has no number to compare. Order as in semver.org 2.0.0 section 11, numbers compared as
// numbers, missing parts as 0, a pre-release before its release, build metadata ignored.
std::optional<bool> satisfies(const std::string& version, const std::string& rule);

}  // namespace migrate
