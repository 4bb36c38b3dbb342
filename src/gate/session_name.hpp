// What a session may call itself so that the gate can tell its release: "web/2.4.0" or
// "web@20260101000000_rename", alone or in front of a blank.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

struct SessionRelease {
  std::string app;
  std::string version, schema;  // one of them
  bool cut = false;             // the server may have left out its end
};
std::optional<SessionRelease> parse_session_name(std::string_view name);

}  // namespace migrate
