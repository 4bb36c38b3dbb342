#include "tests/stress/exchange_times.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "util/units.hpp"

namespace migrate::test {
namespace {

using std::chrono::milliseconds;

milliseconds read(const std::string& step, const std::string& time) {
  return longest_exchange(
             "0001_change: backfill\n  backfill-24 compare items (9.9s)\n  backfill-25 " + step +
             " (" + time + ")\n0001_change: backfill done in 20s\n")
      .value_or(milliseconds(-1));
}

TEST(ExchangeTimes, AreReadInEveryUnitThatTheToolPrints) {
  for (const milliseconds took : {milliseconds(7), milliseconds(999), milliseconds(1200),
                                  milliseconds(63'000), milliseconds(3'720'000)})
    EXPECT_EQ(read("exchange items for its shadow", format_duration(took)), took);
}

TEST(ExchangeTimes, AreThoseOfEveryStepThatExchangesOrRenames) {
  EXPECT_EQ(read("exchange orders, order_lines for their shadows", "1.2s"), milliseconds(1200));
  EXPECT_EQ(read("exchange the names of parts.code and its new column", "30ms"), milliseconds(30));
  EXPECT_EQ(read("rename table customers to clients", "2s"), milliseconds(2000));
  EXPECT_FALSE(longest_exchange("  expand-1 add items.note (3.2s)\n"));
}

TEST(ExchangeTimes, OfSeveralTheLongestCounts) {
  EXPECT_EQ(longest_exchange("  backfill-5 exchange a for its shadow (1.5s)\n"
                             "  backfill-6 exchange b for its shadow (80ms)\n"
                             "  backfill-7 exchange c for its shadow (was there already)\n"),
            milliseconds(1500));
  EXPECT_THROW(longest_exchange("  backfill-5 exchange a for its shadow (soon)\n"),
               std::runtime_error);
}

}  // namespace
}  // namespace migrate::test
