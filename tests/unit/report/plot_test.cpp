#include "report/plot.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/style.hpp"
#include "util/text.hpp"

namespace migrate::report {
namespace {

using testing::HasSubstr;
using testing::Not;

// Ten minutes: 1,000 rows a second, from the fifth on a pause of two, then 500 a second.
std::vector<Sample> history() {
  std::vector<Sample> all;
  std::uint64_t rows = 0;
  for (int second = 5; second <= 600; second += 5) {
    Sample s;
    const bool pause = second > 300 && second <= 420;
    rows += pause ? 0 : second <= 300 ? 5000 : 2500;
    s.number = second / 5;
    s.at = 1795927320000 + second * 1000;  // 2026-11-29T04:42:00Z
    s.run = 7;
    s.run_time = Millis(second * 1000);
    s.rows = rows;
    s.batch_rows = second <= 300 ? 2000 : 1000;
    if (pause) s.waiting = "replica lag 9.0s, limit 5s";
    s.lag = Millis(pause ? 9000 : 500);
    all.push_back(s);
  }
  return all;
}

TEST(Plot, DrawsRateBatchSizeAndLag) {
  EXPECT_EQ(plot_text("20260101_x: set orders.total", history(), 53),
            R"(20260101_x: set orders.total
rows per second
     1,000 |████████████████████
           |████████████████████
           |████████████████████
           |████████████████████
       500 |████████████████████        ████████████
           |████████████████████        ████████████
           |████████████████████        ████████████
           |████████████████████        ████████████
         0 +----------------------------------------
    paused                      pppppppp
rows per batch
     2,000 |████████████████████
           |████████████████████
     1,000 |████████████████████████████████████████
           |████████████████████████████████████████
         0 +----------------------------------------
lag in seconds
        10 |                    ▅▅▅▅▅▅▅▅
           |                    ████████
         5 |                    ████████
           |▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂▂████████▂▂▂▂▂▂▂▂▂▂▂▂
         0 +----------------------------------------
            04:42:00                    04:52:00 UTC
)");
}

TEST(Plot, FitsTheWidth) {
  for (const std::size_t columns : {0u, 40u, 80u, 133u, 300u})
    for (const std::string& line :
         split(plot_text(std::string(400, 'x'), history(), columns), '\n'))
      EXPECT_LT(width(line), std::max<std::size_t>(columns, 40)) << line;
}

TEST(Plot, WithoutSamplesThereIsNothing) {
  EXPECT_EQ(plot_text("x", {}, 80), "");
}

TEST(Plot, OneSampleIsEnough) {
  const std::vector<Sample> one = {history().front()};
  EXPECT_THAT(plot_text("x", one, 80), HasSubstr("1,000 |█"));
}

TEST(Plot, LagThatNobodyWatchesIsLeftOut) {
  auto samples = history();
  for (auto& s : samples) s.lag.reset();
  EXPECT_THAT(plot_text("x", samples, 80), Not(HasSubstr("lag")));
}

TEST(Plot, TheTimeBetweenTwoRunsIsEmpty) {
  auto samples = history();
  for (auto& s : samples)
    if (s.at > 1795927320000 + 300000) {
      s.run = 8;
      s.run_time -= Millis(420000);
      s.run_rows = 300000;
      s.waiting.clear();
    }
  std::erase_if(samples, [](auto& s) { return s.run == 8 && s.run_time <= Millis(0); });
  const auto text = plot_text("x", samples, 53);
  EXPECT_THAT(text, HasSubstr("     2,000 |████████████████████\n"));
  EXPECT_THAT(text, HasSubstr("     1,000 |████████████████████        ████████████\n"));
  EXPECT_THAT(text, Not(HasSubstr("paused")));
}

}  // namespace
}  // namespace migrate::report
