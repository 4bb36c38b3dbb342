// The controller against simulated applications: it settles under the limit, stays there, and comes
// back when there is room. Those whose transactions meet batches: latency_guard_share_test.cpp.
#include "backfill/latency_guard.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <functional>
#include <random>
#include <string>
#include <vector>

namespace migrate {
namespace {

constexpr double limit = 20;
using Plant = std::function<double(double share)>;  // the latency at a speed

struct Trace {
  std::vector<double> shares, latencies;

  double longest_over(std::size_t from) const {
    double worst = 0;
    for (std::size_t i = from; i < latencies.size(); ++i) worst = std::max(worst, latencies[i]);
    return worst;
  }
  // Largest share over smallest one.
  double swing(std::size_t from) const {
    const auto [low, high] =
        std::minmax_element(shares.begin() + static_cast<std::ptrdiff_t>(from), shares.end());
    return *high / *low;
  }
  double share_of_time_over(std::size_t from) const {
    const auto over = std::count_if(latencies.begin() + static_cast<std::ptrdiff_t>(from),
                                    latencies.end(), [](double l) { return l > limit; });
    return static_cast<double>(over) / static_cast<double>(latencies.size() - from);
  }
};

// `delay`: how many readings late a reading tells.
Trace run(LatencyGuard& guard, const Plant& plant, int readings, std::size_t delay = 0) {
  Trace trace;
  std::deque<double> late;
  for (int i = 0; i < readings; ++i) {
    late.push_back(plant(guard.share()));
    const double told = late.front();
    if (late.size() > delay) late.pop_front();
    trace.shares.push_back(guard.share());
    trace.latencies.push_back(told);
    guard.reading(told, guard.stands());
  }
  return trace;
}

TEST(LatencyGuard, GoesAtFullSpeedWhereThatHurtsNobody) {
  LatencyGuard guard(limit);
  const auto trace = run(
      guard, [](double) { return 5.0; }, 60);
  EXPECT_EQ(guard.share(), 1);
  EXPECT_LE(trace.shares[0], 0.01);  // but does not begin with it
}

// 4 ms without us, 44 ms at full speed.
double proportional(double share) {
  return 4 + 40 * share;
}
// A queue, without bound near what the server can do, which is this share of the full speed.
Plant queue(double full_at) {
  return [=](double share) { return share >= full_at ? 500 : 4 / (1 - share / full_at); };
}

// Over the limit once at most on its way there, for as long as readings are late; from the 60th
// reading on never, and from the 80th on no change at all.
void settles(const std::string& what, const Plant& plant, double least_share) {
  for (const std::size_t delay : {0u, 1u, 2u, 3u}) {
    SCOPED_TRACE(what + ", readings late by " + std::to_string(delay));
    LatencyGuard guard(limit);
    const auto trace = run(guard, plant, 400, delay);
    EXPECT_LE(trace.share_of_time_over(0) * 400, 6);
    EXPECT_EQ(trace.share_of_time_over(60), 0);
    EXPECT_LT(trace.swing(80), 1.0001);
    EXPECT_GT(guard.share(), least_share);  // not by crawling
  }
}

TEST(LatencyGuard, SettlesUnderTheLimitAndDoesNotOscillate) {
  settles("in proportion", proportional, 0.25);  // 0.4 is the limit
  settles("a queue", queue(0.5), 0.35);          // 0.4
  settles("a steep queue", queue(0.05), 0.035);
  settles("a very steep one", queue(0.02), 0.013);
}

// What it has to itself is nearly the limit: it creeps, and is never over it.
TEST(LatencyGuard, TakesWhatLittleThereIs) {
  LatencyGuard guard(limit);
  const auto trace = run(
      guard, [](double share) { return 16 + 100 * share; }, 400, 2);
  EXPECT_EQ(trace.share_of_time_over(0), 0);
  EXPECT_GE(guard.share(), 0.01);
}

TEST(LatencyGuard, ReadingsThatComeVeryLateMakeItSwingWithinBounds) {
  LatencyGuard guard(limit);
  const auto trace = run(guard, proportional, 400, 6);
  EXPECT_LT(trace.share_of_time_over(60), 0.3);
  EXPECT_GT(*std::min_element(trace.shares.begin() + 60, trace.shares.end()), 0.01);
}

TEST(LatencyGuard, LivesWithNoise) {
  std::mt19937 random(7);
  std::normal_distribution<double> noise(1, 0.1);
  LatencyGuard guard(limit);
  const auto trace = run(
      guard, [&](double share) { return proportional(share) * noise(random); }, 500);
  EXPECT_LT(trace.share_of_time_over(60), 0.15);
  EXPECT_LT(trace.swing(60), 3);
  EXPECT_GT(trace.shares.back(), 0.1);
}

// A disk that is slow for a moment every 40 readings, whatever we do.
TEST(LatencyGuard, ComesBackAfterWhatWasNotItsOwn) {
  LatencyGuard guard(limit);
  int reading = 0;
  const auto trace = run(
      guard, [&](double share) { return reading++ % 40 < 2 ? 300 : 4 + 400 * share; }, 800);
  double sum = 0;
  for (std::size_t i = 100; i < 800; ++i) sum += trace.shares[i] / 700;
  EXPECT_GT(sum, 0.02);  // 0.04 is the limit
}

// The application gets busier, then quiet.
TEST(LatencyGuard, FollowsTheApplication) {
  LatencyGuard guard(limit);
  double alone = 4;
  const Plant plant = [&](double share) { return alone + 40 * share; };
  run(guard, plant, 100);
  const double before = guard.share();
  alone = 14;
  const auto busy = run(guard, plant, 40);
  EXPECT_LT(busy.latencies.back(), limit);
  EXPECT_LT(guard.share(), before * 0.6);
  // Within ten readings it is under the limit again.
  EXPECT_LE(busy.longest_over(10), limit);
  alone = 4;
  run(guard, plant, 80);
  EXPECT_GT(guard.share(), before * 0.8);
}

TEST(LatencyGuard, StandsWhereItsLowestSpeedIsTooMuch) {
  LatencyGuard guard(limit);
  guard.reading(5, false);
  run(
      guard, [](double) { return 100.0; }, 40);
  EXPECT_TRUE(guard.stands());
  EXPECT_LE(guard.share(), 0.01);
  guard.reading(19, true);
  EXPECT_FALSE(guard.stands());
  EXPECT_LE(guard.share(), 0.01);
  run(
      guard, [](double) { return 5.0; }, 200);
  EXPECT_EQ(guard.share(), 1);
}

// Nothing has run yet: it is the application's own.
TEST(LatencyGuard, DoesNotBeginWhereTheApplicationIsOverByItself) {
  LatencyGuard guard(limit);
  guard.reading(25, true);
  EXPECT_TRUE(guard.stands());
  EXPECT_TRUE(guard.alone_is_over());
  for (int i = 0; i < 9; ++i) guard.reading(25, true);
  EXPECT_EQ(guard.alone_over(), 10);
  guard.reading(15, true);
  EXPECT_FALSE(guard.stands());
  EXPECT_EQ(guard.alone_over(), 0);
}

// What is read right behind a batch tells of that batch.
TEST(LatencyGuard, BlamesTheApplicationOnlyWhenNothingHasRunForAWhile) {
  LatencyGuard guard(limit);
  guard.reading(5, true);
  guard.reading(25, false);
  const double share = guard.share();
  for (int i = 0; i < 3; ++i) {
    guard.reading(25, true);  // paused for another reason
    EXPECT_FALSE(guard.alone_is_over()) << i;
  }
  EXPECT_EQ(guard.share(), share);
  guard.reading(25, true);
  EXPECT_TRUE(guard.alone_is_over());
}

}  // namespace
}  // namespace migrate
