// Diagnostics on stderr, through one spdlog logger. Only log.cpp includes spdlog.
#pragma once
#include <fmt/format.h>

#include <string>

namespace migrate::log {

enum class Level { debug, info, warn, error, off };

// `json`: each line is an object, as all that stands beside it on stderr then.
void init(Level level, bool colour, bool json = false);
void write(Level level, const std::string& message);

template <typename... A>
void debug(fmt::format_string<A...> format, A&&... args) {
  write(Level::debug, fmt::format(format, std::forward<A>(args)...));
}
template <typename... A>
void info(fmt::format_string<A...> format, A&&... args) {
  write(Level::info, fmt::format(format, std::forward<A>(args)...));
}
template <typename... A>
void warn(fmt::format_string<A...> format, A&&... args) {
  write(Level::warn, fmt::format(format, std::forward<A>(args)...));
}

// Registers a text that must never be written (a password). Every log line, error and report that
// passes through `redact` has it replaced by "***". A password that may as well be a name in a
// migration ("password", "shop_admin") is replaced only where a password stands, in a URL or behind
// `password=`: else a plan would not print what runs.
void add_secret(const std::string& secret);
std::string redact(std::string text);
// What others have written (a driver, a hook, a server that is asked): replaced wherever it stands.
std::string redact_foreign(std::string text);

}  // namespace migrate::log
