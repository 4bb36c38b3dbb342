#include "backfill/pace.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

// `rows_of(second)` at every tenth of a second.
template <typename F>
Pace run(int seconds, F rows_of) {
  Pace pace;
  for (int tenth = 0; tenth <= seconds * 10; ++tenth)
    pace.add(Millis(tenth * 100), static_cast<std::uint64_t>(rows_of(tenth / 10.0)));
  return pace;
}

TEST(Pace, OfNothingIsNothing) {
  Pace pace;
  EXPECT_EQ(pace.now(), 0);
  EXPECT_EQ(pace.average(), 0);
  EXPECT_FALSE(pace.eta(1000));
  pace.add(Millis(5), 10);
  EXPECT_EQ(pace.now(), 0);
  EXPECT_FALSE(pace.eta(1000));
}

TEST(Pace, SteadyWorkEndsWhenItShould) {
  const Pace pace = run(60, [](double s) { return 1000 * s; });
  EXPECT_NEAR(pace.now(), 1000, 1);
  EXPECT_NEAR(pace.average(), 1000, 1);
  const auto eta = pace.eta(120000);
  ASSERT_TRUE(eta);
  EXPECT_NEAR(eta->likely.count(), 60000, 300);
  EXPECT_NEAR(eta->early.count(), 60000, 300);
  EXPECT_NEAR(eta->late.count(), 60000, 300);
}

TEST(Pace, TooShortATimeHasNoRange) {
  const Pace pace = run(1, [](double s) { return 1000 * s * s; });
  const auto eta = pace.eta(10000);
  ASSERT_TRUE(eta);
  EXPECT_EQ(eta->early, eta->likely);
  EXPECT_EQ(eta->late, eta->likely);
}

TEST(Pace, WorkThatHasSlowedDownMayEndAtEitherRate) {
  // 2,000 a second, then 500.
  const Pace pace = run(80, [](double s) { return s < 40 ? 2000 * s : 80000 + 500 * (s - 40); });
  EXPECT_NEAR(pace.now(), 500, 5);
  const auto eta = pace.eta(200000);
  ASSERT_TRUE(eta);
  EXPECT_NEAR(eta->likely.count(), 200000, 4000);  // 100,000 rows at 500
  EXPECT_LT(eta->early.count(), 80001);            // at 1,250, the average, and better
  EXPECT_GE(eta->late.count(), eta->likely.count());
}

TEST(Pace, UnsteadyWorkHasAWiderRange) {
  const auto width = [](const Pace& pace) {
    const auto eta = pace.eta(1000000);
    return eta ? (eta->late - eta->early).count() : -1;
  };
  const Pace steady = run(60, [](double s) { return 1000 * s; });
  // All of five seconds' work at once, then four seconds of nothing.
  const Pace jumpy = run(60, [](double s) { return 5000 * (static_cast<int>(s) / 5); });
  EXPECT_GT(width(jumpy), 10 * width(steady));
}

TEST(Pace, APauseShowsInTheRateOfNowAndInTheAverage) {
  const Pace pace = run(40, [](double s) { return s < 20 ? 1000 * s : 20000; });
  EXPECT_EQ(pace.now(), 0);
  EXPECT_NEAR(pace.average(), 500, 5);
  const auto eta = pace.eta(40000);
  ASSERT_TRUE(eta);
  EXPECT_NEAR(eta->likely.count(), 40000, 400);
}

TEST(Pace, AWalkThatBeginsAnewIsMeasuredAnew) {
  Pace pace = run(20, [](double s) { return 1000 * s; });
  pace.add(Millis(21000), 0);
  for (int s = 1; s <= 10; ++s)
    pace.add(Millis(21000 + s * 1000), static_cast<std::uint64_t>(s) * 10);
  EXPECT_NEAR(pace.average(), 10, 0.1);
}

TEST(Pace, TheEndHasNoEta) {
  const Pace pace = run(20, [](double s) { return 1000 * s; });
  EXPECT_FALSE(pace.eta(20000));
  EXPECT_FALSE(pace.eta(0));
}

TEST(Pace, ManyPointsOverALongTimeGiveTheSame) {
  Pace pace;
  for (std::int64_t i = 0; i <= 200000; ++i)
    pace.add(Millis(i * 200), static_cast<std::uint64_t>(i) * 100);
  EXPECT_NEAR(pace.average(), 500, 0.1);
  EXPECT_NEAR(pace.now(), 500, 0.1);
  const auto eta = pace.eta(40000000);
  ASSERT_TRUE(eta);
  EXPECT_NEAR(static_cast<double>(eta->late.count()), 40000000.0, 400000.0);
}

}  // namespace
}  // namespace migrate
