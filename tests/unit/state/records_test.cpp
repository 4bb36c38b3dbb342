#include "state/records.hpp"

#include <gtest/gtest.h>

namespace migrate {
namespace {

Claim claim(std::int64_t number) {
  return {number, {}, {}};
}

TEST(WithoutClaims, CountsWhatIsDone) {
  Checkpoint point;
  point.rows = 600;
  point.batches = 6;
  point.batch_rows = 100;
  EXPECT_EQ(without_claims(point, {}).rows, 600u);
  const auto done = without_claims(point, {claim(5), claim(6)});
  EXPECT_EQ(done.rows, 400u);
  EXPECT_EQ(done.batches, 4u);
  EXPECT_FALSE(done.done);
}

// The rows of the table's last batch are added when it is done.
TEST(WithoutClaims, OfTheLastBatchNothingWasCounted) {
  Checkpoint point;
  point.rows = 600;
  point.batches = 7;
  point.batch_rows = 100;
  point.done = true;
  EXPECT_EQ(counted_ahead(point, claim(7)), 0u);
  const auto done = without_claims(point, {claim(6), claim(7)});
  EXPECT_EQ(done.rows, 500u);
  EXPECT_FALSE(done.done);
  EXPECT_TRUE(without_claims(point, {}).done);
}

// The claims of the wave before may have been smaller than `batch_rows` says.
TEST(WithoutClaims, NeverBelowNothing) {
  Checkpoint point;
  point.rows = 30;
  point.batches = 3;
  point.batch_rows = 100;
  EXPECT_EQ(without_claims(point, {claim(2), claim(3)}).rows, 0u);
}

}  // namespace
}  // namespace migrate
