#include "util/daily_window.hpp"

#include <gtest/gtest.h>

#include <ctime>

namespace migrate {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::system_clock;

// 2026-07-01, a day of summer time where there is one.
constexpr std::int64_t summer_midnight = 1782864000;

system_clock::time_point at(int hour, int minute) {
  return system_clock::from_time_t(summer_midnight) + hours(hour) + minutes(minute);
}

bool contains(const char* text, int hour, int minute) {
  return DailyWindows::parse(text).value().contains(hour * 60 + minute);
}

TEST(DailyWindows, EndIsNotPartOfIt) {
  EXPECT_FALSE(contains("08:00-09:30", 7, 59));
  EXPECT_TRUE(contains("08:00-09:30", 8, 0));
  EXPECT_TRUE(contains("08:00-09:30", 9, 29));
  EXPECT_FALSE(contains("08:00-09:30", 9, 30));
}

TEST(DailyWindows, GoesOverMidnight) {
  for (const auto& [hour, in] : {std::pair{21, false},
                                 {22, true},
                                 {23, true},
                                 {0, true},
                                 {5, true},
                                 {6, false},
                                 {12, false}})
    EXPECT_EQ(contains("22:00-06:00", hour, 0), in) << hour;
}

TEST(DailyWindows, SeveralAndTheEndOfTheDay) {
  EXPECT_TRUE(contains("00:00-01:00, 23:00-24:00", 0, 30));
  EXPECT_TRUE(contains("00:00-01:00, 23:00-24:00", 23, 59));
  EXPECT_FALSE(contains("00:00-01:00, 23:00-24:00", 12, 0));
}

TEST(DailyWindows, RefusesWhatIsNone) {
  for (const char* text :
       {"", "22-06", "22:00", "22:00-", "-06:00", "22:00-22:00", "24:00-06:00", "25:00-26:00",
        "22:60-23:00", "22:00-06:00,", "2:00-6:00", "22:00-06:0x"})
    EXPECT_FALSE(DailyWindows::parse(text)) << text;
}

TEST(TimeZone, UtcAndOffsets) {
  EXPECT_EQ(TimeZone().minute_of_day(at(23, 5)), 23 * 60 + 5);
  EXPECT_EQ(TimeZone::parse("utc")->name(at(0, 0)), "UTC");
  EXPECT_EQ(TimeZone::parse("+02:00")->minute_of_day(at(23, 5)), 65);
  EXPECT_EQ(TimeZone::parse("-03:30")->minute_of_day(at(1, 0)), 21 * 60 + 30);
  EXPECT_EQ(TimeZone::parse("-03:30")->name(at(1, 0)), "-03:30");
  for (const char* text : {"", "Berlin", "+2", "02:00", "+15:00", "UTC+2"})
    EXPECT_FALSE(TimeZone::parse(text)) << text;
}

TEST(TimeZone, LocalIsThatOfTheProcessWithItsSummerTime) {
  // A rule instead of a name: it needs no files of the system's.
  setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3", 1);
  tzset();
  const auto local = TimeZone::parse("local").value();
  EXPECT_EQ(local.minute_of_day(at(22, 30)), 30);
  EXPECT_EQ(local.name(at(22, 30)), "CEST");
  EXPECT_EQ(local.minute_of_day(at(22, 30) + hours(24 * 180)), 23 * 60 + 30);
  unsetenv("TZ");
  tzset();
}

}  // namespace
}  // namespace migrate
