// Estimates of two ways: what they compare, not how long either takes.
#include "dialects/postgres/replace/choose_way.hpp"

#include <gtest/gtest.h>

namespace migrate::postgres {

namespace {

WayEstimates with(std::uint64_t rows, std::size_t indexes, std::uint64_t heap = 0,
                  std::uint64_t index_bytes = 0) {
  Table table;
  table.estimated_rows = rows;
  table.indexes.resize(indexes);
  table.bytes = heap + index_bytes;
  table.index_bytes = index_bytes;
  return estimate_ways(table);
}

}  // namespace

TEST(PostgresWays, EachIndexCostsInPlaceMoreThanInAShadow) {
  auto bare = with(2'000'000, 0), indexed = with(2'000'000, 3);
  EXPECT_LT(indexed.shadow.seconds - bare.shadow.seconds,
            indexed.in_place.seconds - bare.in_place.seconds);
  // Measured with three indexes: 26 s in place, a third of that and less for a copy.
  EXPECT_NEAR(indexed.in_place.seconds, 26, 1);
  EXPECT_GT(indexed.in_place.seconds, 3 * indexed.shadow.seconds);
  EXPECT_LT(bare.in_place.seconds, 3 * bare.shadow.seconds);
}

TEST(PostgresWays, GrowWithTheRows) {
  EXPECT_DOUBLE_EQ(with(4'000'000, 2).shadow.seconds, 2 * with(2'000'000, 2).shadow.seconds);
  EXPECT_DOUBLE_EQ(with(0, 2).in_place.seconds, 0);
}

// Measured (docs/decisions/0027), in MB: 147 and 50, 200 and 57 with narrow rows; 443 and 197, 495
// and 203 with wide ones.
TEST(PostgresWays, WriteAsMuchOfALogAsWasMeasured) {
  const auto near = [](const WayEstimates& ways, double in_place, double shadow) {
    EXPECT_NEAR(ways.in_place.wal / 1e6, in_place, 0.05 * in_place);
    EXPECT_NEAR(ways.shadow.wal / 1e6, shadow, 0.05 * shadow);
  };
  near(with(300'000, 1, 32'800'000, 6'800'000), 147, 50);
  near(with(300'000, 3, 32'800'000, 13'800'000), 200, 57);
  near(with(300'000, 1, 189'100'000, 6'800'000), 443, 197);
  near(with(300'000, 3, 189'100'000, 13'800'000), 495, 203);
}

}  // namespace migrate::postgres
