// Estimates of two ways: what they compare, not how long either takes.
#include "dialects/postgres/choose_way.hpp"

#include <gtest/gtest.h>

namespace migrate::postgres {

namespace {

WayEstimates with(std::uint64_t rows, std::size_t indexes) {
  Table table;
  table.estimated_rows = rows;
  table.indexes.resize(indexes);
  return estimate_ways(table);
}

}  // namespace

TEST(PostgresWays, EachIndexCostsInPlaceMoreThanInAShadow) {
  auto bare = with(2'000'000, 0), indexed = with(2'000'000, 3);
  EXPECT_LT(indexed.shadow - bare.shadow, indexed.in_place - bare.in_place);
  // Measured with three indexes: 26 s in place, a third of that and less for a copy.
  EXPECT_NEAR(indexed.in_place, 26, 1);
  EXPECT_GT(indexed.in_place, 3 * indexed.shadow);
  EXPECT_LT(bare.in_place, 3 * bare.shadow);
}

TEST(PostgresWays, GrowWithTheRows) {
  EXPECT_DOUBLE_EQ(with(4'000'000, 2).shadow, 2 * with(2'000'000, 2).shadow);
  EXPECT_DOUBLE_EQ(with(0, 2).in_place, 0);
}

}  // namespace migrate::postgres
