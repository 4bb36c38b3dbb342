#include <algorithm>

#include "tests/unit/dialects/postgres/support.hpp"

namespace migrate::postgres::test {

// The old column is NOT NULL for as long as it is there, in either way, and the plan says so.
SERVER_TEST(PostgresReplaceNullable, HoldsFromContractOn) {
  for (std::string type : {"bigint", "text"}) {
    SCOPED_TRACE(type);
    run("DROP TABLE IF EXISTS t");
    run("CREATE TABLE t (id int PRIMARY KEY, n int NOT NULL)");
    run("INSERT INTO t VALUES (1, 1)");
    auto p = plan("  - alter_column: {table: t, column: n, type: " + type + ", nullable: true}\n");
    EXPECT_TRUE(std::any_of(p.notes.begin(), p.notes.end(), [](auto& note) {
      return note.starts_with("t.n takes no NULL before contract: ");
    }));
    run_phase(p, Phase::expand);
    run_phase(p, Phase::backfill);
    EXPECT_ANY_THROW(run("UPDATE t SET n = NULL"));
    run_phase(p, Phase::contract);
    run("UPDATE t SET n = NULL");
  }
}

}  // namespace migrate::postgres::test
