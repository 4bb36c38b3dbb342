// The size of batches against simulated tables. With several workers a size is used one wave after
// what it was learnt from: the ranges of the next wave are claimed while this one is worked on.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "backfill/batch_size.hpp"

namespace migrate {
namespace {

constexpr double target_ms = 200;
using Table = std::function<double(double rows)>;  // milliseconds that a batch of so many takes

struct Trace {
  std::vector<double> rows, ms;

  double lowest(std::size_t from) const {
    return *std::min_element(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end());
  }
  double highest(std::size_t from) const {
    return *std::max_element(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end());
  }
  // The first wave from which on all are within a tenth of this size.
  std::size_t settled_at(double size) const {
    std::size_t at = rows.size();
    while (at > 0 && std::abs(rows[at - 1] / size - 1) <= 0.1) --at;
    return at;
  }
  double seconds_before(std::size_t wave) const {
    double sum = 0;
    for (std::size_t i = 0; i < wave; ++i) sum += ms[i];
    return sum / 1000;
  }
};

// As engine/table_walk.cpp goes about it: together(), and alone() without the claims ahead.
Trace waves(BatchSizer& sizer, const Table& table, int count, bool claims_ahead) {
  Trace trace;
  auto claimed = sizer.rows();
  for (int i = 0; i < count; ++i) {
    const auto next = sizer.rows();
    const double ms = table(static_cast<double>(claimed));
    trace.rows.push_back(static_cast<double>(claimed));
    trace.ms.push_back(ms);
    sizer.took(Millis(std::llround(ms)), true, claimed);
    claimed = claims_ahead ? next : sizer.rows();
  }
  return trace;
}

BatchSizer by_time() {
  return BatchSizer({Millis(static_cast<Millis::rep>(target_ms)), std::nullopt}, 1000);
}

Table linear(double rows_per_ms, double fixed_ms = 0) {
  return [=](double rows) { return fixed_ms + rows / rows_per_ms; };
}

struct BatchSizeSettles : testing::TestWithParam<bool> {
  Trace run(const Table& table, int count = 200) const {
    auto sizer = by_time();
    return waves(sizer, table, count, GetParam());
  }
};
INSTANTIATE_TEST_SUITE_P(Claims, BatchSizeSettles, testing::Bool(),
                         [](auto& param) { return param.param ? "Ahead" : "AtOnce"; });

TEST_P(BatchSizeSettles, WithinSecondsAndStays) {
  for (const double rows_per_ms : {1.0, 5.0, 25.0, 200.0, 450.0}) {
    SCOPED_TRACE(rows_per_ms);
    const auto trace = run(linear(rows_per_ms));
    const auto at = trace.settled_at(target_ms * rows_per_ms);
    EXPECT_LE(at, 14u);
    EXPECT_LT(trace.seconds_before(at), 4);
    EXPECT_LT(trace.highest(at) / trace.lowest(at), 1.02);
  }
}

TEST_P(BatchSizeSettles, WithAPartThatNoSizeChanges) {
  const auto trace = run(linear(25, 60));  // a commit, round trips
  const double size = (target_ms - 60) * 25;
  EXPECT_LE(trace.settled_at(size), 20u);
  EXPECT_LT(trace.highest(40) / trace.lowest(40), 1.02);
}

// What does not fit into memory costs more than its share.
TEST_P(BatchSizeSettles, WhereRowsGetDearer) {
  const auto trace = run([](double rows) { return std::pow(rows / 1000, 1.5) * 20; });
  const double size = 1000 * std::pow(target_ms / 20, 1 / 1.5);
  EXPECT_LE(trace.settled_at(size), 30u);
  EXPECT_LT(trace.highest(60) / trace.lowest(60), 1.05);
}

// It never overshoots on its way there.
TEST_P(BatchSizeSettles, ComesUpFromBelowAndDownFromAbove) {
  const auto up = run(linear(200));
  EXPECT_LT(up.highest(0), target_ms * 200 * 1.02);
  const auto down = run(linear(1));
  EXPECT_GT(down.lowest(0), target_ms * 1 * 0.98);
}

TEST_P(BatchSizeSettles, OneSlowBatchIsForgotten) {
  int batch = 0;
  const auto trace =
      run([&](double rows) { return batch++ == 100 ? 5000 : rows / 25; });  // a checkpoint
  const double size = target_ms * 25;
  EXPECT_GE(trace.lowest(60), size / 2 * 0.98);
  EXPECT_LT(trace.highest(60), size * 1.02);
  EXPECT_LE(trace.settled_at(size), 106u);
}

TEST_P(BatchSizeSettles, FollowsAServerThatGetsBusy) {
  int batch = 0;
  const auto trace = run([&](double rows) { return rows / (batch++ < 100 ? 25 : 5); });
  const double size = target_ms * 5;
  const auto at = trace.settled_at(size);
  EXPECT_LE(at, 110u);
  EXPECT_GT(trace.lowest(100), size * 0.9);
}

// A reading that is off changes the next size as much, and no size after that.
TEST_P(BatchSizeSettles, NoiseDoesNotAddUp) {
  std::mt19937 random(7);
  std::uniform_real_distribution<double> noise(0.8, 1.25);
  const auto trace = run([&](double rows) { return rows / 25 * noise(random); }, 1000);
  const double size = target_ms * 25;
  EXPECT_GT(trace.lowest(40), size * 0.78);
  EXPECT_LT(trace.highest(40), size * 1.27);
}

}  // namespace
}  // namespace migrate
