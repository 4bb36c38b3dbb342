// Diagnostics on stderr, through one spdlog logger. Only log.cpp includes spdlog.
#pragma once
#include <fmt/format.h>

#include <string>

namespace migrate::log {

enum class Level { debug, info, warn, error, off };

void init(Level level, bool colour);
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
// passes through `redact` has it replaced by "***".
void add_secret(const std::string& secret);
std::string redact(std::string text);

}  // namespace migrate::log
