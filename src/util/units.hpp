// Durations and sizes as people write them: "500ms", "2s", "24h", "1h30m", "64MB".
#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

using Millis = std::chrono::milliseconds;

// Units ms, s, m, h, d; several may follow one another. A bare number has no unit and is refused,
// except "0". nullopt when the text is not a duration or does not fit.
std::optional<Millis> parse_duration(std::string_view text);

// Units B, kB/KB, MB, GB, TB (powers of 1024; KiB, MiB … are accepted too). nullopt when not a
// size.
std::optional<std::uint64_t> parse_size(std::string_view text);

std::string format_duration(Millis duration);  // "1h 2m", "3.4s", "250ms"
std::string format_size(std::uint64_t bytes);  // "12 kB", "3.4 GB"

// UTC, "2026-11-21T09:06:00Z" and "20261121090600".
std::string format_utc(std::chrono::system_clock::time_point at);
std::string compact_utc(std::chrono::system_clock::time_point at);

}  // namespace migrate
