#include "util/units.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <ctime>
#include <limits>

#include "util/text.hpp"

namespace migrate {

namespace {

struct Unit {
  std::string_view name;
  std::uint64_t factor;
};

// Largest first, so that "ms" is not read as "m" and the order of several can be checked.
constexpr std::array<Unit, 5> time_units = {
    {{"d", 86400000}, {"h", 3600000}, {"m", 60000}, {"s", 1000}, {"ms", 1}}};

constexpr std::uint64_t kilo = 1024;
constexpr std::array<Unit, 10> size_units = {{{"B", 1},
                                              {"kB", kilo},
                                              {"KB", kilo},
                                              {"KiB", kilo},
                                              {"MB", kilo* kilo},
                                              {"MiB", kilo* kilo},
                                              {"GB", kilo* kilo* kilo},
                                              {"GiB", kilo* kilo* kilo},
                                              {"TB", kilo* kilo* kilo* kilo},
                                              {"TiB", kilo* kilo* kilo* kilo}}};

// A century: far beyond any use, and a time point plus this still fits 64-bit nanoseconds.
constexpr std::uint64_t longest_duration = 36500ull * 86400000ull;

struct Number {
  std::uint64_t whole = 0;
  std::uint64_t fraction = 0;  // over `scale`
  std::uint64_t scale = 1;
};

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

std::optional<Number> take_number(std::string_view& text) {
  Number number;
  if (text.empty() || !is_digit(text.front())) return std::nullopt;
  for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
    const std::uint64_t digit = static_cast<std::uint64_t>(text.front() - '0');
    if (number.whole > (std::numeric_limits<std::uint64_t>::max() - digit) / 10)
      return std::nullopt;
    number.whole = number.whole * 10 + digit;
  }
  if (text.size() > 1 && text.front() == '.' && is_digit(text[1])) {
    text.remove_prefix(1);
    for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1)) {
      if (number.scale >= 1000000) return std::nullopt;
      number.scale *= 10;
      number.fraction = number.fraction * 10 + static_cast<std::uint64_t>(text.front() - '0');
    }
  }
  return number;
}

std::optional<std::uint64_t> times(const Number& number, std::uint64_t factor, bool exact) {
  const std::uint64_t part = number.fraction * factor;  // under 10^6 × 2^40
  if (exact && part % number.scale != 0) return std::nullopt;
  const std::uint64_t rest = part / number.scale;
  if (number.whole > (std::numeric_limits<std::uint64_t>::max() - rest) / factor)
    return std::nullopt;
  return number.whole * factor + rest;
}

std::string_view take_word(std::string_view& text) {
  std::size_t end = 0;
  while (end < text.size() &&
         ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= 'A' && text[end] <= 'Z')))
    ++end;
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end);
  return word;
}

std::string one_decimal(double value) {
  std::string text = fmt::format("{:.1f}", value);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::tm utc(std::chrono::system_clock::time_point at) {
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count();
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return parts;
}

}  // namespace

std::optional<Millis> parse_duration(std::string_view text) {
  text = trim(text);
  if (text == "0") return Millis(0);
  if (text.empty()) return std::nullopt;
  std::uint64_t total = 0;
  std::size_t next_unit = 0;  // "1h30m", never "30m1h" or "1h1h"
  while (!text.empty()) {
    const std::optional<Number> number = take_number(text);
    if (!number) return std::nullopt;
    const std::string_view word = take_word(text);
    std::size_t unit = next_unit;
    while (unit < time_units.size() && time_units[unit].name != word) ++unit;
    if (unit == time_units.size()) return std::nullopt;
    next_unit = unit + 1;
    const std::optional<std::uint64_t> part = times(*number, time_units[unit].factor, true);
    if (!part || *part > longest_duration - total) return std::nullopt;
    total += *part;
    text = trim(text);
  }
  return Millis(static_cast<Millis::rep>(total));
}

std::optional<std::uint64_t> parse_size(std::string_view text) {
  text = trim(text);
  if (text == "0") return 0;
  const std::optional<Number> number = take_number(text);
  if (!number) return std::nullopt;
  text = trim(text);
  for (const Unit& unit : size_units)
    if (unit.name == text) return times(*number, unit.factor, false);
  return std::nullopt;
}

std::string format_duration(Millis duration) {
  const Millis::rep count = duration.count();
  const std::uint64_t ms =
      count < 0 ? 0 - static_cast<std::uint64_t>(count) : static_cast<std::uint64_t>(count);
  const std::string sign = count < 0 ? "-" : "";
  if (ms < 1000) return fmt::format("{}{}ms", sign, ms);
  // Tenths are cut, not rounded: "60s" must not appear.
  if (ms < 60000) return sign + one_decimal(static_cast<double>(ms / 100) / 10) + "s";
  const auto two = [&](std::uint64_t big, const char* big_name, std::uint64_t small,
                       const char* small_name) {
    return small == 0 ? fmt::format("{}{}{}", sign, big, big_name)
                      : fmt::format("{}{}{} {}{}", sign, big, big_name, small, small_name);
  };
  const std::uint64_t seconds = ms / 1000;
  if (seconds < 3600) return two(seconds / 60, "m", seconds % 60, "s");
  if (seconds < 86400) return two(seconds / 3600, "h", seconds / 60 % 60, "m");
  return two(seconds / 86400, "d", seconds / 3600 % 24, "h");
}

std::string format_size(std::uint64_t bytes) {
  if (bytes < kilo) return fmt::format("{} B", bytes);
  constexpr std::array<const char*, 6> names = {"kB", "MB", "GB", "TB", "PB", "EB"};
  double value = static_cast<double>(bytes) / kilo;
  std::size_t unit = 0;
  // 1023.95 kB would be written as "1024 kB".
  while (value >= 1023.5 && unit + 1 < names.size()) {
    value /= kilo;
    ++unit;
  }
  return value < 9.95 ? one_decimal(value) + " " + names[unit]
                      : fmt::format("{:.0f} {}", value, names[unit]);
}

std::string format_utc(std::chrono::system_clock::time_point at) {
  const std::tm t = utc(at);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", t.tm_year + 1900, t.tm_mon + 1,
                     t.tm_mday, t.tm_hour, t.tm_min, t.tm_sec);
}

std::string compact_utc(std::chrono::system_clock::time_point at) {
  const std::tm t = utc(at);
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                     t.tm_hour, t.tm_min, t.tm_sec);
}

}  // namespace migrate
