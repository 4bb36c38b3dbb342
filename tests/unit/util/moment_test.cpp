#include "util/moment.hpp"

#include <gtest/gtest.h>

#include "util/units.hpp"

namespace migrate {
namespace {

// Read on 2026-11-29 at 05:30:00.5 UTC.
std::string read(const char* text) {
  const auto now = std::chrono::system_clock::from_time_t(1795930200) + Millis(500);
  const auto at = parse_moment(text, now);
  return at ? format_utc(*at) : "none";
}

TEST(Moment, WithADate) {
  EXPECT_EQ(read("2026-11-29T06:00:00Z"), "2026-11-29T06:00:00Z");
  EXPECT_EQ(read("2026-11-29 06:00"), "2026-11-29T06:00:00Z");
  EXPECT_EQ(read(" 2026-11-29T06:00:07+02:00 "), "2026-11-29T04:00:07Z");
  EXPECT_EQ(read("2024-02-29T23:59-01:30"), "2024-03-01T01:29:00Z");
}

TEST(Moment, ATimeAloneIsTheNextOne) {
  EXPECT_EQ(read("06:00"), "2026-11-29T06:00:00Z");
  EXPECT_EQ(read("05:30"), "2026-11-30T05:30:00Z");
  EXPECT_EQ(read("05:31Z"), "2026-11-29T05:31:00Z");
  EXPECT_EQ(read("07:00+02:00"), "2026-11-30T05:00:00Z");
  EXPECT_EQ(read("04:00-05:00"), "2026-11-29T09:00:00Z");
}

TEST(Moment, RefusesWhatIsNone) {
  for (const char* text :
       {"", "tomorrow", "6:00", "24:00", "06:60", "06:00:", "06:00Zulu", "2026-11-29",
        "2026-11-29T", "2026-13-01T00:00Z", "2026-02-30T00:00Z", "2026-11-29T06:00:60Z",
        "2026-11-29T06:00+2", "29.11.2026 06:00", "06:00 CET"})
    EXPECT_EQ(read(text), "none") << text;
}

}  // namespace
}  // namespace migrate
