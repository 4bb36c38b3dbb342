// Times of day at which something may run: "22:00-06:00", several separated by commas.
#pragma once
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate {

// "UTC", "+02:00", or "local": the zone of this process (TZ, else the system's), with its summer
// time.
class TimeZone {
 public:
  static std::optional<TimeZone> parse(std::string_view text);
  int minute_of_day(std::chrono::system_clock::time_point at) const;
  std::string name(std::chrono::system_clock::time_point at) const;  // "UTC", "+02:00", "CEST"

 private:
  bool local_ = false;
  int offset_minutes_ = 0;
};

class DailyWindows {
 public:
  // nullopt: not of that form, or an empty window. The end is not part of a window; one whose end
  // comes before its begin goes over midnight.
  static std::optional<DailyWindows> parse(std::string_view text);
  bool contains(int minute_of_day) const;
  const std::string& text() const { return text_; }

 private:
  struct Window {
    int from = 0, to = 0;
  };
  std::vector<Window> windows_;
  std::string text_;
};

}  // namespace migrate
