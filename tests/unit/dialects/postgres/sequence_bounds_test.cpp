#include "dialects/postgres/catalog/sequence_bounds.hpp"

#include <gtest/gtest.h>

namespace migrate::postgres {
namespace {

TEST(PostgresSequenceBounds, FollowTheTypeAtTheEndThatIsCountedTo) {
  EXPECT_EQ(bounds_in("1", "2147483647", "1", "integer", "bigint"), "MINVALUE 1 NO MAXVALUE");
  EXPECT_EQ(bounds_in("-2147483648", "-1", "-1", "integer", "bigint"), "NO MINVALUE MAXVALUE -1");
  EXPECT_EQ(bounds_in("1", "9223372036854775807", "5", "bigint", "smallint"),
            "MINVALUE 1 NO MAXVALUE");
  EXPECT_EQ(bounds_in("-9223372036854775808", "-1", "-5", "bigint", "integer"),
            "NO MINVALUE MAXVALUE -1");
  // At the other end NO would mean 1, or -1.
  EXPECT_EQ(bounds_in("-2147483648", "2147483647", "1", "integer", "bigint"),
            "MINVALUE -9223372036854775808 NO MAXVALUE");
  EXPECT_EQ(bounds_in("-2147483648", "2147483647", "-1", "integer", "bigint"),
            "NO MINVALUE MAXVALUE 9223372036854775807");
}

TEST(PostgresSequenceBounds, ThatSomebodyGaveStay) {
  EXPECT_EQ(bounds_in("-50", "5000", "-1", "integer", "bigint"), "MINVALUE -50 MAXVALUE 5000");
  EXPECT_EQ(bounds_in("1", "32767", "1", "integer", "bigint"), "MINVALUE 1 MAXVALUE 32767");
  EXPECT_EQ(bounds_in("1", "2147483647", "1", "bigint", "smallint"), "MINVALUE 1 NO MAXVALUE");
  // The same type: as they are.
  EXPECT_EQ(bounds_in("-2147483648", "-1", "-1", "integer", "integer"),
            "MINVALUE -2147483648 MAXVALUE -1");
}

}  // namespace
}  // namespace migrate::postgres
