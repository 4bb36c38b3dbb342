// Estimates of two ways: what they compare, not how long either takes.
#include "dialects/postgres/replace/choose_way.hpp"

#include <gtest/gtest.h>

#include <string>

#include "tests/unit/dialects/postgres/support.hpp"

namespace migrate::postgres {

namespace {

WayEstimates with(std::uint64_t rows, std::size_t indexes, std::uint64_t heap = 0,
                  std::uint64_t index_bytes = 0, std::uint64_t toast = 0) {
  Table table;
  table.estimated_rows = rows;
  table.indexes.resize(indexes);
  table.bytes = heap + index_bytes + toast;
  table.index_bytes = index_bytes;
  return estimate_ways(table, toast);
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

// In place they stay where they are.
TEST(PostgresWays, ValuesOutsideOfTheirRowsCostAShadowAlone) {
  constexpr std::uint64_t toast = 10'000'000'000;
  const auto lean = with(2'000'000, 3, 200'000'000, 100'000'000);
  const auto fat = with(2'000'000, 3, 200'000'000, 100'000'000, toast);
  EXPECT_DOUBLE_EQ(fat.in_place.seconds, lean.in_place.seconds);
  EXPECT_DOUBLE_EQ(fat.in_place.wal, lean.in_place.wal);
  EXPECT_GT(fat.shadow.seconds, lean.shadow.seconds + 10);
  EXPECT_DOUBLE_EQ(fat.shadow.wal, lean.shadow.wal + static_cast<double>(toast));

  Table table;
  table.bytes = 1000;
  table.index_bytes = 200;
  EXPECT_FALSE(is_mostly_toast(table, 0));
  EXPECT_FALSE(is_mostly_toast(table, 400));
  EXPECT_TRUE(is_mostly_toast(table, 401));
  EXPECT_FALSE(is_mostly_toast(Table(), 0));
}

namespace test {

SERVER_TEST(PostgresLargeValues, ATableOfLargeValuesIsChangedInPlace) {
  for (bool large : {false, true}) {
    SCOPED_TRACE(large);
    run("DROP TABLE IF EXISTS t");
    run("CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL, code int UNIQUE, body text)");
    run("CREATE INDEX ON t (n)");
    run("ALTER TABLE t ALTER COLUMN body SET STORAGE EXTERNAL");
    run(std::string("INSERT INTO t SELECT i, i, i, ") + (large ? "repeat('x', 100000)" : "'x'") +
        " FROM generate_series(1, 9) AS i");
    run("UPDATE pg_catalog.pg_class SET reltuples = 2000000 WHERE oid = 't'::regclass");
    auto schema = inspect();
    const auto made = dialect_->plan(
        migration("  - alter_column: {table: t, column: n, type: bigint}\n"), schema, app_.get());
    std::string notes;
    for (auto& note : made.notes) notes += note + "\n";
    const auto has = [&](const std::string& text) { return notes.find(text) != notes.npos; };
    EXPECT_EQ(has("of its values lie outside of its rows (TOAST), more than in them"), large)
        << notes;
    EXPECT_EQ(has("through a shadow table; `strategy: in_place` does otherwise"), !large) << notes;
  }
}

}  // namespace test

}  // namespace migrate::postgres
