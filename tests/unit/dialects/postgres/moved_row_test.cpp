// Rows that an UPDATE moves to another partition, where BEFORE INSERT triggers fire for them.
#include "tests/unit/dialects/postgres/support.hpp"

namespace migrate::postgres::test {

using Lines = std::vector<std::string>;

SERVER_TEST(PostgresMovedRow, NothingOfItWasLeftOut) {
  run("CREATE TABLE c (id int, region text, name text DEFAULT 'unknown', status text DEFAULT "
      "'new', extra text, done boolean DEFAULT false, PRIMARY KEY (id, region)) PARTITION BY LIST "
      "(region)");
  run("CREATE TABLE c_a PARTITION OF c FOR VALUES IN ('a')");
  // Its columns in another order.
  run("CREATE TABLE c_b (done boolean, extra text, id int NOT NULL, status text, name text, region "
      "text NOT NULL)");
  run("ALTER TABLE c ATTACH PARTITION c_b FOR VALUES IN ('b')");
  run("INSERT INTO c VALUES (1, 'a', 'Ada Love', 'x', 'e'), (2, 'a', 'unknown', 'x', 'e')");
  auto p = plan(
      "  - split_column: {table: c, column: name, into: [{name: first, type: text, up: "
      "\"split_part(name, ' ', 1)\"}, {name: last, type: text, up: \"split_part(name, ' ', 2)\"}], "
      "down: \"first || ' ' || last\"}\n"
      "  - drop_column: {table: c, column: status, down: \"CASE WHEN done THEN 'closed' ELSE "
      "'open' END\"}\n"
      "  - drop_column: {table: c, column: extra, down: \"'none'\"}\n");
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  run("INSERT INTO c (id, region, first, last) VALUES (3, 'a', 'New', 'Code')");
  // What old code gives stays, in the UPDATE that moves the row and in later ones.
  run("UPDATE c SET status = 'new', extra = NULL, region = 'b' WHERE id = 1");
  run("UPDATE c SET status = 'new', extra = NULL WHERE id = 2");
  run("UPDATE c SET region = 'b' WHERE id = 2");
  // What follows `down` follows it.
  run("UPDATE c SET done = true, region = 'b' WHERE id = 3");
  EXPECT_EQ(rows("SELECT id, region, name, status, extra, first, last FROM c ORDER BY id"),
            (Lines{"1|b|Ada Love|new|~|Ada|Love", "2|b|unknown|new|~|unknown|",
                   "3|b|New Code|closed|none|New|Code"}));
  // An INSERT behind it has left out what it has left out.
  app_->begin();
  run("UPDATE c SET status = 'new', region = 'a' WHERE id = 1");
  run("INSERT INTO c (id, region, first, last) VALUES (4, 'b', 'Same', 'Time')");
  app_->commit();
  EXPECT_EQ(value("SELECT name, status, extra FROM c WHERE id = 4"), "Same Time|open|none");
  run_phase(p, Phase::contract);
}

SERVER_TEST(PostgresMovedRow, IsKnownByAllItsValuesWhereThereIsNoKey) {
  run("CREATE TABLE c (id int, region text, status text DEFAULT 'new') PARTITION BY LIST (region)");
  run("CREATE TABLE c_a PARTITION OF c FOR VALUES IN ('a')");
  run("CREATE TABLE c_b (status text, region text, id int)");
  run("ALTER TABLE c ATTACH PARTITION c_b FOR VALUES IN ('b')");
  run("INSERT INTO c VALUES (1, 'a', 'x')");
  run_phase(plan("  - drop_column: {table: c, column: status, down: \"'open'\"}\n"), Phase::expand);
  run("UPDATE c SET status = 'new', region = 'b'");
  run("INSERT INTO c (id, region) VALUES (2, 'b')");
  EXPECT_EQ(rows("SELECT id, region, status FROM c ORDER BY id"), (Lines{"1|b|new", "2|b|open"}));
}

// The key has another name once another migration has contracted.
SERVER_TEST(PostgresMovedRow, NoWriteFailsWhereTheKeyWasRenamed) {
  run("CREATE TABLE c (id int, region text, status text DEFAULT 'new', PRIMARY KEY (id, region)) "
      "PARTITION BY LIST (region)");
  run("CREATE TABLE c_a PARTITION OF c FOR VALUES IN ('a')");
  run("CREATE TABLE c_b PARTITION OF c FOR VALUES IN ('b')");
  run_phase(plan("  - drop_column: {table: c, column: status, down: \"'open'\"}\n"), Phase::expand);
  run("ALTER TABLE c RENAME COLUMN id TO number");
  run("INSERT INTO c (number, region) VALUES (1, 'a')");
  run("UPDATE c SET region = 'b', status = 'new'");
  EXPECT_EQ(value("SELECT number, region, status FROM c"), "1|b|open");
}

}  // namespace migrate::postgres::test
