#include <gmock/gmock.h>

#include "tests/unit/dialects/postgres/support.hpp"

namespace migrate::postgres::test {

using testing::EndsWith;

SERVER_TEST(PostgresBlockers, NamesWhoHoldsAnyOfSeveralTables) {
  run("CREATE TABLE \"a, b\" (a int)");
  run("CREATE TABLE \"v\\\"\"\" (a int)");
  run("CREATE TABLE events (a int) PARTITION BY RANGE (a)");
  run("CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (9) PARTITION BY RANGE "
      "(a)");
  run("CREATE TABLE events_11 PARTITION OF events_1 FOR VALUES FROM (0) TO (5)");
  run("CREATE INDEX events_11_a ON events_11 (a)");
  run("CREATE SCHEMA \"Else\"");
  run("CREATE TABLE \"Else\".\"a, b\" (a int)");
  auto holds = [&](const std::string& statement, const LockedObjects& objects,
                   const std::string& level = "ACCESS EXCLUSIVE") {
    auto other = open().connection;
    other->begin();
    other->query(statement);
    auto who = dialect_->blockers(*app_, objects, level);
    other->rollback();
    return who.empty() ? std::string() : who[0].who.substr(0, who[0].who.rfind(':'));
  };
  auto both = LockedObjects("v\\\"").with("a, b");
  EXPECT_THAT(holds("SELECT FROM \"a, b\"", both), EndsWith("holds AccessShare on a, b"));
  EXPECT_THAT(holds("SELECT FROM \"v\\\"\"\"", both), EndsWith("holds AccessShare on v\\\""));
  EXPECT_THAT(holds("SELECT FROM \"a, b\"", "a, b"), EndsWith("holds AccessShare"));
  EXPECT_EQ(holds("SELECT FROM \"Else\".\"a, b\"", both), "");
  EXPECT_THAT(holds("SELECT FROM \"Else\".\"a, b\"", both.with("\"Else\".\"a, b\"")),
              EndsWith("holds AccessShare on Else.a, b"));
  EXPECT_EQ(holds("SELECT FROM \"a, b\"", both, "SHARE ROW EXCLUSIVE"), "");
  EXPECT_EQ(holds("SELECT FROM \"a, b\"", both, "none"), "");
  LockedObjects alone = "events", all = LockedObject{"events", "partitions"};
  EXPECT_EQ(holds("LOCK TABLE ONLY events_1", alone), "");
  EXPECT_THAT(holds("LOCK TABLE ONLY events_1", all), EndsWith("AccessExclusive on events_1"));
  EXPECT_THAT(holds("LOCK TABLE events_11 IN SHARE MODE", all), EndsWith("Share on events_11"));
  EXPECT_THAT(holds("LOCK TABLE events, \"a, b\"", all.with("a, b")),
              EndsWith("holds AccessExclusive on a, b, AccessExclusive on events, AccessExclusive "
                       "on events_1 and 1 more"));
  EXPECT_THAT(holds("SELECT FROM events_11", LockedObjects("index events_11_a")),
              EndsWith("holds AccessShare"));
  run("DROP SCHEMA \"Else\" CASCADE");
}

}  // namespace migrate::postgres::test
