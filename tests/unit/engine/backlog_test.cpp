// When a change log counts as growing, by a clock that is set by hand.
#include "engine/backlog.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace migrate {
namespace {

class HandClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() override { return {}; }
  std::chrono::steady_clock::time_point monotonic() override { return at; }
  void sleep(std::chrono::milliseconds d) override { at += d; }
  double random() override { return 0; }

  std::chrono::steady_clock::time_point at{std::chrono::hours(1)};
};

struct BacklogTest : testing::Test {
  static constexpr Millis patience{60000}, took{3};
  HandClock clock;
  Backlog backlog{clock, patience, 500};
  double waits = 10000, applied = 0;

  // A log that is written and applied at these rates, looked at four times a second.
  void go_on(Millis time, double written, double drained) {
    for (const auto end = clock.at + time; clock.at < end;) {
      clock.sleep(Millis(250));
      const double now = std::min(waits + written / 4, drained / 4);
      waits += written / 4 - now;
      applied += now;
      look();
    }
  }
  void look() {
    if (!backlog.due()) return;
    ++counts;
    backlog.counted(static_cast<std::uint64_t>(waits), static_cast<std::uint64_t>(applied), took);
  }
  int counts = 0;
};

TEST_F(BacklogTest, GrowthIsToldAtHalfOfThePatienceAndEndsAtAllOfIt) {
  EXPECT_TRUE(backlog.due());
  look();
  go_on(Millis(29000), 1300, 1000);
  EXPECT_FALSE(backlog.news());
  go_on(Millis(2000), 1300, 1000);
  const auto news = backlog.news();
  ASSERT_TRUE(news);
  EXPECT_NEAR(news->written, 1300, 5);
  EXPECT_NEAR(news->applied, 1000, 5);
  EXPECT_FALSE(backlog.news()) << "twice";
  go_on(Millis(28000), 1300, 1000);
  EXPECT_FALSE(backlog.outgrown());
  go_on(Millis(2000), 1300, 1000);
  const auto growth = backlog.outgrown();
  ASSERT_TRUE(growth);
  EXPECT_EQ(growth->waiting, static_cast<std::uint64_t>(10000 + 60 * 300));
  EXPECT_EQ(growth->time, patience);
  EXPECT_LE(counts, 14);
}

TEST_F(BacklogTest, ALogThatShrinksOrStandsIsNone) {
  look();
  go_on(Millis(300000), 900, 1000);
  EXPECT_FALSE(backlog.news());
  waits = 100000;
  backlog.begin_anew();
  go_on(Millis(300000), 1000, 1000);
  EXPECT_FALSE(backlog.news());
  EXPECT_FALSE(backlog.outgrown());
}

TEST_F(BacklogTest, BurstsThatAreCaughtUpWithAreNone) {
  look();
  for (int burst = 0; burst < 10; ++burst) {
    go_on(Millis(20000), 2000, 1000);
    go_on(Millis(25000), 100, 1000);
    EXPECT_FALSE(backlog.outgrown()) << burst;
  }
}

// One transaction of the application adds all of its entries at one moment.
TEST_F(BacklogTest, OneLargeTransactionIsNone) {
  look();
  go_on(Millis(50000), 0, 100);
  waits += 1000000;
  go_on(Millis(200000), 0, 1000);
  EXPECT_FALSE(backlog.outgrown());
}

TEST_F(BacklogTest, AFewEntriesMoreAreNone) {
  look();
  go_on(Millis(60000), 1004, 1000);
  EXPECT_FALSE(backlog.outgrown());
}

// As after a pause: while nobody applied, the log could only grow.
TEST_F(BacklogTest, BegunAnewItIsWatchedForAllOfThePatience) {
  look();
  go_on(Millis(59000), 1300, 1000);
  waits += 1000000;
  backlog.begin_anew();
  EXPECT_TRUE(backlog.due());
  look();
  go_on(Millis(5000), 1300, 1000);
  EXPECT_FALSE(backlog.outgrown());
  go_on(Millis(56000), 1300, 1000);
  EXPECT_TRUE(backlog.outgrown());
}

// Of a log that has grown very large: it is counted for one part of the time in twenty, and four
// counts are needed all the same.
TEST_F(BacklogTest, ASlowCountComesSeldom) {
  Backlog slow(clock, patience, 500);
  for (std::uint64_t count = 0; count < 3; ++count) {
    slow.counted(1000000 * (count + 1), count, Millis(2000));
    EXPECT_FALSE(slow.outgrown()) << count;
    clock.sleep(Millis(39000));
    EXPECT_FALSE(slow.due());
    clock.sleep(Millis(1000));
    EXPECT_TRUE(slow.due());
  }
  slow.counted(4000000, 3, Millis(2000));
  EXPECT_TRUE(slow.outgrown());
}

}  // namespace
}  // namespace migrate
