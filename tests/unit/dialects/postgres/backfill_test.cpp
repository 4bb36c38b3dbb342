// Batches of the user's, as far as the table decides.
#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {
namespace {

// Its key is unique over its own rows: a batch would end between two rows of one key.
SERVER_TEST(PostgresBackfill, ATableThatOthersInheritFromIsRefused) {
  run("CREATE TABLE p (id int PRIMARY KEY, n int)");
  run("CREATE TABLE c (PRIMARY KEY (id)) INHERITS (p)");
  for (std::string how : {"set: {n: n + 1}", "sql: \"UPDATE p SET n = n + 1 WHERE {{batch}}\""}) {
    try {
      plan("  - backfill: {table: p, " + how + "}\n");
      ADD_FAILURE() << how;
    } catch (const Error& error) {
      EXPECT_EQ(error.report().code, "MIG-PLAN-UNSUPPORTED");
      EXPECT_NE(error.report().what.find("tables inherit from it"), std::string::npos);
    }
  }
  EXPECT_EQ(plan("  - backfill: {table: c, set: {n: n + 1}}\n").steps.size(), 1u);
  run("CREATE TABLE whole (id int PRIMARY KEY, n int) PARTITION BY HASH (id)");
  run("CREATE TABLE part PARTITION OF whole FOR VALUES WITH (MODULUS 1, REMAINDER 0)");
  EXPECT_EQ(plan("  - backfill: {table: whole, set: {n: n + 1}}\n").steps.size(), 1u);
}

}  // namespace
}  // namespace migrate::postgres::test
