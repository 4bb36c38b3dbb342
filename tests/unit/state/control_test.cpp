#include "state/control.hpp"

#include <gtest/gtest.h>

#include "util/error.hpp"

namespace migrate {
namespace {

TEST(Control, APauseComesBackAsItWas) {
  PauseOrder order{"1_a", 1795930200123, "it's \"slow\"\n\xff", "ada@host", 7};
  const auto back = decode_pause(encode(order));
  EXPECT_EQ(back.migration, "1_a");
  EXPECT_EQ(back.until, 1795930200123);
  EXPECT_EQ(back.reason, "it's \"slow\"\n\xef\xbf\xbd");  // what is no UTF-8 is replaced
  EXPECT_EQ(decode_pause(encode(PauseOrder{})).until, 0);
}

TEST(Control, APauseSaysWhoWhyAndHowToGoOn) {
  PauseOrder order{"", 0, "", "ada@host", 1795930200000};
  EXPECT_EQ(order.text(),
            "`migrate pause` by ada@host since 2026-11-29T05:30:00Z; `migrate resume` goes on");
  order.until = 1795933800000;
  order.reason = "two\nlines";
  EXPECT_EQ(order.text(),
            "`migrate pause` by ada@host since 2026-11-29T05:30:00Z until 2026-11-29T06:30:00Z "
            "(two\\nlines); `migrate resume` goes on");
}

TEST(Control, OrdersOfThrottleAddUp) {
  ThrottleOrder order, later;
  EXPECT_TRUE(order.empty());
  order.max_lag = Millis(5000);
  order.batch = BatchSize{Millis(100), std::nullopt};
  later.batch = BatchSize{std::nullopt, 1234};
  later.workers = 1;
  order.reason = "of the first one";
  later.reason = "the \"sale\"\n";
  order.overlay(later);
  const auto back = decode_throttle(encode(order));
  EXPECT_EQ(back.text(), "max lag 5s, batches of 1,234 rows, 1 worker");
  EXPECT_FALSE(back.batch->target);
  EXPECT_EQ(back.reason, "the \"sale\"\n");
  EXPECT_EQ(back.why(), " (the \"sale\"\\n)");
  order.overlay(ThrottleOrder{});
  EXPECT_EQ(order.why(), "");
  EXPECT_FALSE(back.max_load || back.rows_per_second);
  EXPECT_TRUE(decode_throttle(encode(ThrottleOrder{})).empty());
}

TEST(Control, ReadingsComeBackAsTheyWere) {
  const std::vector<Reading> readings = {{"load", "7", "50", false},
                                         {"query", "unreadable: \"x\"", "", true}};
  const auto back = decode_readings(encode(readings));
  ASSERT_EQ(back.size(), 2u);
  EXPECT_EQ(back[0].reason(), "load 7, limit 50");
  EXPECT_EQ(back[1].reason(), "query unreadable: \"x\"");
  EXPECT_TRUE(back[1].pause);
}

TEST(Control, WhatTheToolDidNotWriteIsRefused) {
  for (const char* text : {"", "{", "7", "[]", "{\"until_ms\": \"soon\"}"})
    EXPECT_THROW(decode_pause(text), Error) << text;
  EXPECT_THROW(decode_throttle("{\"workers\": \"two\"}"), Error);
  EXPECT_THROW(decode_readings("{\"a\": 1}"), Error);
}

}  // namespace
}  // namespace migrate
