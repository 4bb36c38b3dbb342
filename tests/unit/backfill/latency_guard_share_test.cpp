// The guard against a simulated application whose transactions meet batches or do not: of all of
// them, from the first batch on, fewer than one in a hundred may be over the limit on its account.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "backfill/latency_guard.hpp"

namespace migrate {
namespace {

struct Application {
  double every = 2.5;     // ms between two transactions
  double usual = 1;       // ms that one takes
  double slow = 2;        // and one in a hundred
  double batch = 2;       // ms
  double each_costs = 1;  // of a batch's time, for a transaction that meets it
  double wake = 0;        // ms behind a batch in which the disk has not recovered
};

struct Outcome {
  double over = 0;  // share of the transactions that were over the limit
  double p99 = 0;
  double work = 0;                   // share of the time that was in batches, of the second half
  double lowest = 1e9, highest = 0;  // speed, of the second half
};

// As the engine goes about it: a batch, then a pause in proportion; a reading each second, the p99
// of the last two. But here it does not stand where the engine would.
Outcome beside(const Application& app, double limit, double seconds) {
  LatencyGuard guard(limit);
  std::vector<double> took, sorted;
  Outcome outcome;
  double batch_from = 1000, batch_to = batch_from + app.batch, asked = 0;
  const double end = seconds * 1000;
  int number = 0;
  for (double due = 0; due < end; due += app.every) {
    while (batch_to + app.wake < due) {
      if (batch_from > end / 2) outcome.work += app.batch / (end / 2);
      batch_from = batch_to + app.batch * (1 / guard.share() - 1);
      batch_to = batch_from + app.batch;
    }
    double ms = ++number % 97 == 0 ? app.slow : app.usual;
    if (due + ms > batch_from) ms += app.batch * app.each_costs;
    took.push_back(ms);
    if (due - asked < 1000) continue;
    asked = due;
    sorted.assign(
        took.end() - std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(took.size()),
                                              static_cast<std::ptrdiff_t>(2000 / app.every)),
        took.end());
    std::sort(sorted.begin(), sorted.end());
    guard.reading(sorted[static_cast<std::size_t>(0.99 * static_cast<double>(sorted.size() - 1))],
                  number < 800);
    if (due > end / 2) {
      outcome.lowest = std::min(outcome.lowest, guard.share());
      outcome.highest = std::max(outcome.highest, guard.share());
    }
  }
  outcome.over = static_cast<double>(std::count_if(took.begin(), took.end(),
                                                   [&](double ms) { return ms > limit; })) /
                 static_cast<double>(took.size());
  std::sort(took.begin(), took.end());
  outcome.p99 = took[static_cast<std::size_t>(0.99 * static_cast<double>(took.size() - 1))];
  return outcome;
}

// Whoever meets a batch is still under the limit: nothing to hold back for.
TEST(LatencyGuardShare, GoesOnAllTheTimeWhereMeetingABatchIsHarmless) {
  const auto outcome = beside({}, 5, 400);
  EXPECT_EQ(outcome.over, 0);
  EXPECT_GT(outcome.work, 0.95);
}

// Whoever meets one is over it: then few may.
TEST(LatencyGuardShare, FewMeetABatchWhereThatIsTooMuch) {
  for (const double costs : {1.0, 3.0, 10.0}) {
    for (const double wake : {0.0, 5.0}) {
      SCOPED_TRACE(testing::Message() << costs << " of a batch, " << wake << " ms behind it");
      Application app;
      app.each_costs = costs;
      app.wake = wake;
      const auto outcome = beside(app, 2.5, 300);
      EXPECT_LT(outcome.over, 0.01);
      EXPECT_LE(outcome.p99, 2.5);
      EXPECT_GT(outcome.work, 0.001);  // and it goes on
    }
  }
}

TEST(LatencyGuardShare, DoesNotTouchAnApplicationThatIsOverByItself) {
  Application app;
  app.slow = 4;
  app.each_costs = 5;
  // One in 97 is over the limit without us.
  EXPECT_LT(beside(app, 3, 120).over, 1.0 / 97 + 0.005);
}

}  // namespace
}  // namespace migrate
