// Shared by the targets: an assertion that libFuzzer takes for a crash, and the reading of
// refusals.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "util/error.hpp"

namespace migrate::fuzz {

[[noreturn]] inline void broken(const char* what, std::string_view a = {},
                                std::string_view b = {}) {
  std::fprintf(stderr, "BROKEN: %s\n  %.*s\n  %.*s\n", what, static_cast<int>(a.size()), a.data(),
               static_cast<int>(b.size()), b.data());
  std::abort();
}

inline void require(bool holds, const char* what, std::string_view a = {},
                    std::string_view b = {}) {
  if (!holds) broken(what, a, b);
}

// The value, or nothing where it was refused properly. Any other exception ends the run.
template <typename F>
auto refused_or(F body) -> std::optional<decltype(body())> {
  try {
    return body();
  } catch (const Error& error) {
    const Report& report = error.report();
    require(error.exit() == ExitCode::usage, "a refusal is exit 2", report.code);
    require(report.code.starts_with("MIG-"), "a refusal has a code", report.code);
    require(!report.what.empty() && !report.next.empty(), "a refusal says what, and what next",
            report.code);
    for (const std::string* text : {&report.what, &report.next, &report.where})
      for (const char c : *text)
        require(static_cast<unsigned char>(c) >= 0x20 && c != 0x7F, "a refusal is printable",
                report.code, *text);
    return std::nullopt;
  }
}

}  // namespace migrate::fuzz
