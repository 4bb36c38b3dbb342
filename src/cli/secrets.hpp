// Passwords on the command line and in the environment, before anything else looks at them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace migrate::cli {

struct Span {
  std::size_t at = 0, length = 0;
};
// Where the passwords stand in a text that may hold database URLs: "…://user:HERE@host",
// "password=HERE".
std::vector<Span> find_passwords(std::string_view text);

// Registers every password of argv and of the URL variables with log::add_secret, and overwrites it
// in argv so that `ps` does not show it. Returns argv as it was.
std::vector<std::string> take_secrets(int argc, char** argv);

}  // namespace migrate::cli
