#include "util/daily_window.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "util/text.hpp"

namespace migrate {

namespace {

constexpr int minutes_per_day = 24 * 60;

// "06:30" → 390; "24:00" is the end of the day.
std::optional<int> parse_minute(std::string_view text) {
  const auto digit = [&](std::size_t i) { return text[i] - '0'; };
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0, 1, 3, 4})
    if (digit(i) < 0 || digit(i) > 9) return std::nullopt;
  const int hours = digit(0) * 10 + digit(1), minutes = digit(3) * 10 + digit(4);
  const int all = hours * 60 + minutes;
  if (minutes > 59 || all > minutes_per_day) return std::nullopt;
  return all;
}

std::tm local_time(std::chrono::system_clock::time_point at) {
  const std::time_t seconds = std::chrono::system_clock::to_time_t(at);
  std::tm parts{};
  localtime_r(&seconds, &parts);
  return parts;
}

}  // namespace

std::optional<TimeZone> TimeZone::parse(std::string_view text) {
  TimeZone zone;
  const std::string word = lower(text);
  if (word == "utc" || word == "z") return zone;
  if (word == "local") {
    zone.local_ = true;
    return zone;
  }
  if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
  const auto minutes = parse_minute(text.substr(1));
  if (!minutes || *minutes > 14 * 60) return std::nullopt;
  zone.offset_minutes_ = text[0] == '-' ? -*minutes : *minutes;
  return zone;
}

int TimeZone::minute_of_day(std::chrono::system_clock::time_point at) const {
  if (local_) {
    const std::tm parts = local_time(at);
    return parts.tm_hour * 60 + parts.tm_min;
  }
  const auto minutes = std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count();
  const auto of_day = (minutes + offset_minutes_) % minutes_per_day;
  return static_cast<int>(of_day < 0 ? of_day + minutes_per_day : of_day);
}

std::string TimeZone::name(std::chrono::system_clock::time_point at) const {
  if (local_) return local_time(at).tm_zone;
  if (offset_minutes_ == 0) return "UTC";
  const int size = std::abs(offset_minutes_);
  return fmt::format("{}{:02}:{:02}", offset_minutes_ < 0 ? '-' : '+', size / 60, size % 60);
}

std::optional<DailyWindows> DailyWindows::parse(std::string_view text) {
  DailyWindows all;
  all.text_ = trim(text);
  for (const std::string& part : split(text, ',')) {
    const std::string_view window = trim(part);
    const std::size_t dash = window.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    const auto from = parse_minute(trim(window.substr(0, dash)));
    const auto to = parse_minute(trim(window.substr(dash + 1)));
    if (!from || !to || *from == minutes_per_day || *from == *to) return std::nullopt;
    all.windows_.push_back({*from, *to});
  }
  return all;
}

bool DailyWindows::contains(int minute) const {
  return std::any_of(windows_.begin(), windows_.end(), [&](const Window& w) {
    return w.from < w.to ? minute >= w.from && minute < w.to : minute >= w.from || minute < w.to;
  });
}

}  // namespace migrate
