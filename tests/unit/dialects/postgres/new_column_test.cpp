#include "dialects/postgres/operations/new_column.hpp"

#include <algorithm>

#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

using Lines = std::vector<std::string>;

// The server cuts long names in its own way.
SERVER_TEST(PostgresNewColumn, UsualNamesAreThoseOfTheServer) {
  std::string wide;
  for (int i = 0; i < 20; ++i) wide += "ä";
  const std::pair<std::string, std::string> names[] = {
      {"t", "c"},
      {std::string(40, 't'), std::string(40, 'c')},
      {std::string(63, 't'), "c"},
      {"t", std::string(63, 'c')},
      {wide + "tt", wide + "ä" + "c"},
      {std::string(20, 't'), wide + wide.substr(0, 22)}};
  for (auto& [table, column] : names) {
    run("CREATE TABLE \"" + table + "\" (\"" + column + "\" serial PRIMARY KEY, UNIQUE (\"" +
        column + "\") DEFERRABLE)");
    auto found = rows(
        "SELECT relname FROM pg_class WHERE relkind IN ('i', 'S') AND relnamespace = "
        "current_schema()::regnamespace");
    Lines expected = {usual_name(table, column, "key"), usual_name(table, "", "pkey"),
                      usual_name(table, column, "seq")};
    std::sort(found.begin(), found.end());
    std::sort(expected.begin(), expected.end());
    EXPECT_EQ(found, expected);
    run("DROP TABLE \"" + table + "\"");
  }
}

SERVER_TEST(PostgresNewColumn, PartitionsAreNumberedToo) {
  run("CREATE TABLE days (id int, day date, PRIMARY KEY (id, day)) PARTITION BY RANGE (day)");
  run("CREATE TABLE days_20 PARTITION OF days FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')");
  run("CREATE TABLE days_21 PARTITION OF days FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')");
  run("INSERT INTO days SELECT n, '2020-12-28'::date + n FROM generate_series(1, 9) AS n");
  Lines columns = {"{name: s, type: serial}"};
  std::string identity = "{name: i, type: bigint, generated: {identity: {}}}";
  if (inspect().version_number >= 170000)
    columns.push_back(identity);
  else
    EXPECT_THROW(plan("  - add_column: {table: days, column: " + identity + "}\n"), Error);
  for (auto& column : columns) {
    auto p = plan("  - add_column: {table: days, column: " + column + "}\n");
    run_phase(p, Phase::expand);
    run("INSERT INTO days VALUES (100, '2020-06-01')");
    run_phase(p, Phase::backfill);
    run("INSERT INTO days_21 (id, day) VALUES (101, '2021-06-01')");
    auto name = column.substr(7, 1);
    EXPECT_EQ(value("SELECT count(DISTINCT " + name + ") FROM days"), "11");
    run("DELETE FROM days WHERE id >= 100");
    undo(p);
  }
  EXPECT_EQ(value("SELECT count(*) FROM pg_class WHERE relkind = 'S' AND relnamespace = "
                  "current_schema()::regnamespace"),
            "0");
}

SERVER_TEST(PostgresNewColumn, GeneratedOnPartitionedTableIsRefused) {
  run("CREATE TABLE days (id int, day date) PARTITION BY RANGE (day)");
  EXPECT_THROW(plan("  - add_column: {table: days, column: {name: g, type: int, nullable: true, "
                    "generated: {expression: id + 1}}}\n"),
               Error);
}

// Of a row that has a NULL in it, neither IS NULL nor IS NOT NULL is true.
SERVER_TEST(PostgresNewColumn, ARowWithANullInItIsAValue) {
  run("CREATE TYPE address AS (street text, zip text)");
  run("CREATE TABLE people (id int PRIMARY KEY, street text, zip text)");
  run("INSERT INTO people VALUES (1, 'High Street', NULL), (2, NULL, NULL), (3, 'Low Street', "
      "'9')");
  auto p = plan(
      "  - add_column: {table: people, column: {name: home, type: address, nullable: true}, up: "
      "\"CASE WHEN street IS NOT NULL THEN ROW(street, zip)::address END\"}\n"
      "  - add_column: {table: people, column: {name: place, type: address}, up: \"ROW(street, "
      "zip)::address\"}\n");
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  run("INSERT INTO people VALUES (4, 'New Street')");
  EXPECT_EQ(rows("SELECT id, (home).street, (home).zip, (place).street FROM people ORDER BY id"),
            (Lines{"1|High Street|~|High Street", "2|~|~|~", "3|Low Street|9|Low Street",
                   "4|New Street|~|New Street"}));
  EXPECT_EQ(value("SELECT count(*) FROM people WHERE home IS NOT DISTINCT FROM NULL"), "1");
  EXPECT_EQ(value("SELECT count(*) FROM people WHERE place IS NOT DISTINCT FROM NULL"), "0");
  run_phase(p, Phase::contract);
}

}  // namespace migrate::postgres::test
