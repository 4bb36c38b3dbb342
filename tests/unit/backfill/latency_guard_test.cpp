// The controller against simulated applications: it settles under the limit, stays there, and comes
// back when there is room.
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
    guard.reading(told);
  }
  return trace;
}

TEST(LatencyGuard, GoesAtFullSpeedWhereThatHurtsNobody) {
  LatencyGuard guard(limit);
  const auto trace = run(
      guard, [](double) { return 5.0; }, 20);
  EXPECT_EQ(guard.share(), 1);
  EXPECT_LT(trace.shares[0], 0.2);  // but does not begin with it
}

// 4 ms without us, 44 ms at full speed.
double proportional(double share) {
  return 4 + 40 * share;
}
// A queue, without bound near what the server can do, which is this share of the full speed.
Plant queue(double full_at) {
  return [=](double share) { return share >= full_at ? 500 : 4 / (1 - share / full_at); };
}

// From the 60th reading on: never over the limit, and no change at all.
void settles(const std::string& what, const Plant& plant, double least_share) {
  for (const std::size_t delay : {0u, 1u, 2u, 3u}) {
    SCOPED_TRACE(what + ", readings late by " + std::to_string(delay));
    LatencyGuard guard(limit);
    const auto trace = run(guard, plant, 400, delay);
    EXPECT_EQ(trace.share_of_time_over(60), 0);
    EXPECT_LT(trace.swing(60), 1.0001);
    EXPECT_GT(guard.share(), least_share);  // not by crawling
  }
}

TEST(LatencyGuard, SettlesUnderTheLimitAndDoesNotOscillate) {
  settles("in proportion", proportional, 0.3);  // 0.4 is the limit
  settles("a queue", queue(0.5), 0.35);         // 0.4
  settles("a steep queue", queue(0.05), 0.035);
}

TEST(LatencyGuard, ReadingsThatComeVeryLateMakeItSwingWithinBounds) {
  LatencyGuard guard(limit);
  const auto trace = run(guard, proportional, 400, 6);
  EXPECT_LT(trace.share_of_time_over(60), 0.3);
  EXPECT_GT(*std::min_element(trace.shares.begin(), trace.shares.end()), 0.01);
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
  EXPECT_LT(guard.share(), before / 2);
  // Within ten readings it is under the limit again.
  EXPECT_LE(busy.longest_over(10), limit);
  alone = 4;
  run(guard, plant, 60);
  EXPECT_GT(guard.share(), before * 0.8);
}

TEST(LatencyGuard, StandsWhereItsLowestSpeedIsTooMuch) {
  LatencyGuard guard(limit);
  run(
      guard, [](double) { return 100.0; }, 20);
  EXPECT_TRUE(guard.stands());
  EXPECT_NEAR(guard.share(), 0.01, 1e-9);
  guard.reading(19);
  EXPECT_FALSE(guard.stands());
  EXPECT_NEAR(guard.share(), 0.01, 1e-9);
  run(
      guard, [](double) { return 5.0; }, 60);
  EXPECT_EQ(guard.share(), 1);
}

}  // namespace
}  // namespace migrate
