#include "util/moment.hpp"

#include "util/text.hpp"

namespace migrate {

namespace {

// Takes exactly `digits` digits, and what stands between them and the next number.
std::optional<int> take_digits(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return std::nullopt;
  int number = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
    number = number * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return number;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<std::chrono::minutes> take_clock(std::string_view& text) {
  const auto hours = take_digits(text, 2);
  if (!hours || !take(text, ':')) return std::nullopt;
  const auto minutes = take_digits(text, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  return std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
}

// What stands behind the time; nothing is UTC.
std::optional<std::chrono::minutes> take_zone(std::string_view text) {
  if (text.empty() || text == "Z" || text == "z") return std::chrono::minutes(0);
  const bool west = text.front() == '-';
  if (!west && text.front() != '+') return std::nullopt;
  text.remove_prefix(1);
  const auto offset = take_clock(text);
  if (!offset || !text.empty()) return std::nullopt;
  return west ? -*offset : *offset;
}

}  // namespace

std::optional<std::chrono::system_clock::time_point> parse_moment(
    std::string_view text, std::chrono::system_clock::time_point now) {
  using namespace std::chrono;
  text = trim(text);
  if (text.size() > 2 && text[2] == ':') {
    const auto clock = take_clock(text);
    const auto zone = take_zone(text);
    if (!clock || !zone) return std::nullopt;
    system_clock::time_point at = floor<days>(now) - days(1) + *clock - *zone;
    while (at <= now) at += days(1);
    return at;
  }
  const auto y = take_digits(text, 4);
  if (!y || !take(text, '-')) return std::nullopt;
  const auto m = take_digits(text, 2);
  if (!m || !take(text, '-')) return std::nullopt;
  const auto d = take_digits(text, 2);
  if (!d || !(take(text, 'T') || take(text, ' '))) return std::nullopt;
  const year_month_day day(year(*y), month(static_cast<unsigned>(*m)),
                           std::chrono::day(static_cast<unsigned>(*d)));
  auto clock = take_clock(text);
  if (!clock || !day.ok()) return std::nullopt;
  seconds extra(0);
  if (take(text, ':')) {
    const auto s = take_digits(text, 2);
    if (!s || *s > 59) return std::nullopt;
    extra = seconds(*s);
  }
  const auto zone = take_zone(text);
  if (!zone) return std::nullopt;
  return sys_days(day) + *clock + extra - *zone;
}

}  // namespace migrate
