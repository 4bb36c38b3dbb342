// Only at some times of the day.
#include <fmt/format.h>

#include "backfill/throttle.hpp"

namespace migrate {

namespace {

class Window : public ThrottleSource {
 public:
  Window(DailyWindows windows, TimeZone zone, Clock& clock)
      : windows_(std::move(windows)), zone_(zone), clock_(clock) {}

  Reading read() override {
    const auto now = clock_.now();
    const int minute = zone_.minute_of_day(now);
    const auto zone = zone_.name(now);
    return {"time", fmt::format("{:02}:{:02} {}", minute / 60, minute % 60, zone),
            windows_.text() + " " + zone, !windows_.contains(minute)};
  }

 private:
  DailyWindows windows_;
  TimeZone zone_;
  Clock& clock_;
};

}  // namespace

std::unique_ptr<ThrottleSource> window_source(const DailyWindows& windows, const TimeZone& zone,
                                              Clock& clock) {
  return std::make_unique<Window>(windows, zone, clock);
}

}  // namespace migrate
