#include "util/units.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace migrate {
namespace {

TEST(Units, ParseDuration) {
  const std::vector<std::pair<const char*, std::int64_t>> cases = {
      {"0", 0},
      {"0s", 0},
      {"500ms", 500},
      {"2s", 2000},
      {"24h", 86400000},
      {"1h30m", 5400000},
      {"1h 30m", 5400000},
      {"7d", 604800000},
      {"1.5s", 1500},
      {" 10m ", 600000},
      {"1d2h3m4s5ms", 93784005},
      {"36500d", 3153600000000},
      {"0.001s", 1},
  };
  for (const auto& [text, expected] : cases) {
    const auto value = parse_duration(text);
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(value->count(), expected) << text;
  }
}

TEST(Units, RefusesWhatIsNoDuration) {
  for (const char* text : {"",
                           " ",
                           "5",
                           "-1s",
                           "+1s",
                           "s",
                           "1x",
                           "1S",
                           "1s1s",
                           "30m1h",
                           "1.s",
                           ".5s",
                           "0.5ms",
                           "1e3s",
                           "99999999999999999999s",
                           "36501d",
                           "9223372036854775807ms",
                           "1s,",
                           "1 2s",
                           "0.0000000000001d",
                           "inf"})
    EXPECT_FALSE(parse_duration(text)) << text;
}

TEST(Units, ParseSize) {
  const std::vector<std::pair<const char*, std::uint64_t>> cases = {
      {"0", 0},
      {"1B", 1},
      {"12kB", 12288},
      {"12KB", 12288},
      {"1KiB", 1024},
      {"64MB", 67108864},
      {"64 MiB", 67108864},
      {"1.5GB", 1610612736},
      {"2TB", 2199023255552},
      {"16777215TB", 18446742974197923840u},
  };
  for (const auto& [text, expected] : cases) {
    const auto value = parse_size(text);
    ASSERT_TRUE(value) << text;
    EXPECT_EQ(*value, expected) << text;
  }
}

TEST(Units, RefusesWhatIsNoSize) {
  for (const char* text : {"", "5", "-1kB", "kB", "1mb", "1 kB x", "16777216TB",
                           "99999999999999999999B", "1Mb", "1e3B"})
    EXPECT_FALSE(parse_size(text)) << text;
}

TEST(Units, FormatDuration) {
  const std::vector<std::pair<std::int64_t, const char*>> cases = {
      {0, "0ms"},        {250, "250ms"},     {999, "999ms"},   {1000, "1s"},
      {3400, "3.4s"},    {3449, "3.4s"},     {59999, "59.9s"}, {60000, "1m"},
      {125000, "2m 5s"}, {3720000, "1h 2m"}, {86400000, "1d"}, {97200000, "1d 3h"},
      {-1500, "-1.5s"},
  };
  for (const auto& [ms, expected] : cases) EXPECT_EQ(format_duration(Millis(ms)), expected);
  EXPECT_FALSE(format_duration(Millis::min()).empty());
  EXPECT_FALSE(format_duration(Millis::max()).empty());
}

TEST(Units, WhatIsFormattedCanBeReadAgain) {
  for (const std::int64_t ms : {0, 1, 999, 1000, 1500, 61000, 3660000, 90000000})
    EXPECT_EQ(parse_duration(format_duration(Millis(ms))), Millis(ms)) << ms;
}

TEST(Units, FormatSize) {
  const std::vector<std::pair<std::uint64_t, const char*>> cases = {
      {0, "0 B"},
      {1023, "1023 B"},
      {1024, "1 kB"},
      {1536, "1.5 kB"},
      {12288, "12 kB"},
      {1048575, "1 MB"},
      {3650722201, "3.4 GB"},
      {10737418240, "10 GB"},
      {18446744073709551615u, "16 EB"},
  };
  for (const auto& [bytes, expected] : cases) EXPECT_EQ(format_size(bytes), expected) << bytes;
}

TEST(Units, FormatUtc) {
  const auto at = std::chrono::system_clock::time_point(std::chrono::milliseconds(1795252360999));
  EXPECT_EQ(format_utc(at), "2026-11-21T09:12:40Z");
  EXPECT_EQ(compact_utc(at), "20261121091240");
  const auto before = std::chrono::system_clock::time_point(std::chrono::milliseconds(-1));
  EXPECT_EQ(format_utc(before), "1969-12-31T23:59:59Z");
}

}  // namespace
}  // namespace migrate
