// What a shadow is filled with, and by which statements.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/unit/dialects/postgres/support.hpp"

namespace migrate::postgres::test {

namespace {

const Step& step_of(const Plan& plan, const std::string& title) {
  for (auto& step : plan.steps)
    if (step.title == title) return step;
  ADD_FAILURE() << "no step " << title;
  return plan.steps.front();
}

}  // namespace

// The cast that the tool itself asks for where one may cut.
SERVER_TEST(PostgresShadow, UpThatIsACastMayCut) {
  run("CREATE SCHEMA IF NOT EXISTS migrate");
  run("CREATE TABLE t (id int PRIMARY KEY, at timestamp, name text)");
  run("INSERT INTO t VALUES (1, '2024-01-01 00:00:00.123456', 'abcdefgh')");
  auto made = plan(
      "  - alter_column: {table: t, column: at, type: timestamp(3), up: \"at::timestamp(3)\", "
      "strategy: shadow}\n"
      "  - alter_column: {table: t, column: name, type: varchar(5), up: \"name::varchar(5)\", "
      "strategy: shadow}\n");
  run_phase(made, Phase::expand);
  walk(step_of(made, "copy t into its shadow"), 3);
  EXPECT_EQ(value("SELECT concat_ws(' ', at, name) FROM migrate_t__shadow"),
            "2024-01-01 00:00:00.123 abcde");
}

// What is written during the comparison would be taken back with each exchange that does not fit.
SERVER_TEST(PostgresShadow, LittleIsLeftForAnExchangeInContract) {
  run("CREATE TABLE t (id int PRIMARY KEY, code text)");
  auto made = plan(
      "  - alter_column: {table: t, column: code, type: integer, up: \"code::integer\", "
      "strategy: shadow}\n");
  std::vector<std::string> titles;
  for (auto* step : made.of(Phase::contract)) titles.push_back(step->title);
  ASSERT_GE(titles.size(), 4u);
  titles.resize(4);
  EXPECT_EQ(titles,
            (std::vector<std::string>{
                "apply what changed in t since", "compare t with its shadow, again",
                "apply what changed in t during the comparison", "exchange t for its shadow"}));
}

// From there the time that they are held is counted, in both directions.
SERVER_TEST(PostgresShadow, LocksHaveTheSamePlaceOnTheWayBack) {
  run("CREATE TABLE t (id int PRIMARY KEY, n int)");
  for (std::string operation :
       {"alter_column: {table: t, column: n, type: bigint, strategy: shadow}",
        "rebuild_table: {table: t, partition_by: {hash: [id], partitions: [{name: t_0, modulus: 2, "
        "remainder: 0}, {name: t_1, modulus: 2, remainder: 1}]}}"}) {
    SCOPED_TRACE(operation);
    auto made = plan("  - " + operation + "\n");
    auto& step = step_of(made, "exchange t for its shadow");
    for (auto* statements : {&step.sql, &step.undo}) {
      ASSERT_EQ(statements->size(), static_cast<std::size_t>(step.hold_from) + 2);
      EXPECT_NE(statements->at(step.hold_from).find("IN ACCESS EXCLUSIVE MODE"), std::string::npos);
    }
  }
}

// Else each entry of the way back would read all of the old table.
SERVER_TEST(PostgresShadow, AnIntegerKeyIsLookedUpByANumericOne) {
  run("CREATE SCHEMA IF NOT EXISTS migrate");
  run("CREATE TABLE t (id int PRIMARY KEY, n int)");
  auto made = plan("  - alter_column: {table: t, column: id, type: numeric, strategy: shadow}\n");
  for (auto& sql : step_of(made, "make a log for the way back of t").sql) run(sql);
  run("CREATE TABLE migrate_t__old (LIKE t INCLUDING ALL)");
  run("INSERT INTO migrate_t__old SELECT i, i FROM generate_series(1, 9) AS i");
  auto& log = *step_of(made, "carry back what was written to t meanwhile").log;
  run("PREPARE apply AS " + log.together.at(1).sql);
  db::Transaction transaction(*app_);
  run(log.together.at(0).sql);
  std::string how;
  for (auto& line : rows("EXPLAIN EXECUTE apply (0, 9)")) how += line + "\n";
  EXPECT_NE(how.find("Index Cond: (id = CASE"), std::string::npos) << how;
  // What is no integer, or none of that type, has no row there.
  run("INSERT INTO t SELECT i, 0 FROM generate_series(1, 9) AS i");
  run("INSERT INTO migrate.migrate_back_log__20260101000000_test__t (migrate_key_1) VALUES (3), "
      "(4.5), (3000000000), ('NaN'), (-2147483648)");
  run("EXECUTE apply (0, 9)");
  EXPECT_EQ(value("SELECT string_agg(id || '=' || n, ' ' ORDER BY id) FROM migrate_t__old"),
            "1=1 2=2 3=0 4=4 5=5 6=6 7=7 8=8 9=9");
}

// With one that reads all of the log for each row that differs, a comparison behind hours of writes
// has no end.
SERVER_TEST(PostgresShadow, AComparisonLooksIntoItsRangeOfTheLog) {
  run("CREATE TABLE t (a int, b int, n int, PRIMARY KEY (a, b))");
  run("INSERT INTO t SELECT i, -i, i FROM generate_series(1, 9) AS i");
  auto made = plan("  - alter_column: {table: t, column: n, type: bigint, strategy: shadow}\n");
  run_phase(made, Phase::expand);
  walk(step_of(made, "copy t into its shadow"), 4);
  auto& note = step_of(made, "note rows that differ in t's shadow");
  const auto logged = [&] {
    return value(
        "SELECT coalesce(string_agg(migrate_key_1::text, ' ' ORDER BY migrate_key_1), 'none') FROM "
        "migrate.migrate_log__20260101000000_test__t");
  };
  walk(note, 4);
  EXPECT_EQ(logged(), "none");
  run("UPDATE t SET n = 0 WHERE a IN (3, 8)");
  run("ALTER TABLE t DISABLE TRIGGER ALL");
  run("UPDATE t SET n = 0 WHERE a IN (4, 7)");
  run("DELETE FROM t WHERE a = 9");
  walk(note, 4);
  EXPECT_EQ(logged(), "3 4 7 8 9");
  walk(note, 4);
  EXPECT_EQ(logged(), "3 4 7 8 9");

  run("PREPARE compare AS " + note.batch->work.sql);
  run("SET enable_nestloop = off");
  std::string how;
  for (auto& line : rows("EXPLAIN EXECUTE compare (1, -1, 4, -4)")) how += line + "\n";
  EXPECT_EQ(how.find("Nested Loop"), std::string::npos) << how;

  // Of a table that was emptied nothing is said until the mark is applied.
  run("INSERT INTO migrate.migrate_log__20260101000000_test__t (emptied) VALUES (true)");
  run("UPDATE t SET n = 0 WHERE a = 5");
  walk(note, 4);
  EXPECT_EQ(logged(), "3 4 7 8 9");
}

}  // namespace migrate::postgres::test
