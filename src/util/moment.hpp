// A moment as people write it.
#pragma once
#include <chrono>
#include <optional>
#include <string_view>

namespace migrate {

// "2026-11-29T06:00:00Z", "2026-11-29 06:00", with Z, +02:00 or nothing behind it (UTC); "06:00":
// the next time it is that, UTC, seen from `now`. nullopt: none of these, or no such day.
std::optional<std::chrono::system_clock::time_point> parse_moment(
    std::string_view text, std::chrono::system_clock::time_point now);

}  // namespace migrate
