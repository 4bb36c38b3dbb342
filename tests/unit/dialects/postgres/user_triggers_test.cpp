// Row triggers of the user's beside ours.
#include <fmt/format.h>

#include <algorithm>

#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

using Lines = std::vector<std::string>;

const std::string touch =
    "CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.updated_at := "
    "clock_timestamp(); RETURN NEW; END$$";
const std::string same =
    "SELECT count(*) FROM d WHERE modified_at IS DISTINCT FROM updated_at OR modified_at IS NULL";

// What the user's trigger makes of the row that is filled is what the column follows.
SERVER_TEST(PostgresUserTriggers, AddColumnIsFilledBehindThem) {
  run(touch);
  for (auto* nullable : {"true", "false"})
    for (bool partitioned : {false, true}) {
      SCOPED_TRACE(fmt::format("nullable {}, partitioned {}", nullable, partitioned));
      run("DROP TABLE IF EXISTS d");
      run(std::string("CREATE TABLE d (id int PRIMARY KEY, body text, updated_at timestamptz)") +
          (partitioned ? " PARTITION BY LIST (id)" : ""));
      if (partitioned) {
        run("CREATE TABLE d_1 PARTITION OF d FOR VALUES IN (1)");
        run("CREATE TABLE d_2 PARTITION OF d DEFAULT");
      }
      run("INSERT INTO d SELECT n, 'old', '2020-01-01' FROM generate_series(1, 5) AS n");
      run(std::string("CREATE TRIGGER touch BEFORE UPDATE ON ") + (partitioned ? "d_2" : "d") +
          " FOR EACH ROW EXECUTE FUNCTION touch()");
      auto p = plan(
          fmt::format("  - add_column: {{table: d, column: {{name: modified_at, type: timestamptz, "
                      "nullable: {}}}, up: updated_at}}\n",
                      nullable));
      run_phase(p, Phase::expand);
      run_phase(p, Phase::backfill, 2);
      EXPECT_EQ(value(same), "0");
      EXPECT_EQ(value("SELECT count(*) FROM d WHERE updated_at > '2021-01-01'"),
                partitioned ? "4" : "5");
      run("UPDATE d SET body = 'new' WHERE id IN (1, 2)");
      EXPECT_EQ(value(same), "0");
      run("UPDATE d SET modified_at = '2000-01-01' WHERE id = 2");
      run("UPDATE d SET body = 'newer' WHERE id = 2");
      EXPECT_EQ(value("SELECT modified_at < '2001-01-01' FROM d WHERE id = 2"), "1");
      run_phase(p, Phase::contract);
    }
}

SERVER_TEST(PostgresUserTriggers, RowsThatCannotBeComputedAreNamed) {
  run("CREATE TABLE d (id int PRIMARY KEY, n int, updated_at timestamptz)");
  run("INSERT INTO d VALUES (1, 1), (2, 2), (3, 3)");
  run("CREATE FUNCTION nought() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.id = 2 THEN "
      "NEW.n := 0; END IF; RETURN NEW; END$$");
  run("CREATE TRIGGER nought BEFORE UPDATE ON d FOR EACH ROW EXECUTE FUNCTION nought()");
  auto p = plan("  - add_column: {table: d, column: {name: share, type: int}, up: 6 / n}\n");
  run_phase(p, Phase::expand);
  auto steps = p.of(Phase::backfill);
  walk(*steps.at(0), 1);
  EXPECT_EQ(rows("SELECT id, share FROM d ORDER BY id"), (Lines{"1|6", "2|~", "3|2"}));
  auto named = walk(*steps.at(1), 3);
  ASSERT_EQ(named.size(), 1U);
  EXPECT_EQ(named[0].at(0).text, "2");
}

SERVER_TEST(PostgresUserTriggers, SplitColumnIsFilledBehindThem) {
  run("CREATE TABLE d (id int PRIMARY KEY, name text NOT NULL)");
  run("INSERT INTO d SELECT n, 'Ada Love' || n FROM generate_series(1, 5) AS n");
  run("CREATE FUNCTION fold() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.name := "
      "lower(NEW.name); RETURN NEW; END$$");
  run("CREATE TRIGGER fold BEFORE INSERT OR UPDATE ON d FOR EACH ROW EXECUTE FUNCTION fold()");
  auto p = plan(
      "  - split_column:\n"
      "      table: d\n"
      "      column: name\n"
      "      into: [{name: first, type: text, up: \"split_part(name, ' ', 1)\"}, {name: last, "
      "type: "
      "text, up: \"split_part(name, ' ', 2)\"}]\n"
      "      down: first || ' ' || last\n");
  run_phase(p, Phase::expand);
  run("UPDATE d SET last = 'New' WHERE id = 5");
  run_phase(p, Phase::backfill, 2);
  EXPECT_EQ(value("SELECT count(*) FROM d WHERE name <> first || ' ' || last AND id < 5"), "0");
  EXPECT_EQ(value("SELECT name, first, last FROM d WHERE id = 1"), "ada love1|ada|love1");
  run("UPDATE d SET name = 'Eve Word' WHERE id = 1");
  EXPECT_EQ(value("SELECT name, first, last FROM d WHERE id = 1"), "eve word|eve|word");
  run_phase(p, Phase::contract);
}

SERVER_TEST(PostgresUserTriggers, TheServersOwnThatSkipsAnUpdateSkipsNoFill) {
  run("CREATE TABLE d (id int PRIMARY KEY, name text)");
  run("INSERT INTO d VALUES (1, 'a'), (2, 'b')");
  run("CREATE TRIGGER z_min BEFORE UPDATE ON d FOR EACH ROW EXECUTE FUNCTION "
      "suppress_redundant_updates_trigger()");
  auto p = plan("  - add_column: {table: d, column: {name: up, type: text}, up: upper(name)}\n");
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  EXPECT_EQ(rows("SELECT up FROM d ORDER BY id"), (Lines{"A", "B"}));
}

// Whoever wrote it; and what changes a row only where something has changed does so for the fill.
SERVER_TEST(PostgresUserTriggers, OneThatDropsUpdatesWithoutAChangeDropsNoFill) {
  run("CREATE FUNCTION own() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW IS NOT DISTINCT "
      "FROM OLD THEN RETURN NULL; END IF; RETURN NEW; END$$");
  run("CREATE FUNCTION fold() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.name := "
      "lower(NEW.name); RETURN NEW; END$$");
  for (std::string dropping : {"own()", "suppress_redundant_updates_trigger()"})
    for (std::string way : {"nullable", "required", "split"}) {
      SCOPED_TRACE(dropping + " " + way);
      run("DROP TABLE IF EXISTS d");
      run("CREATE TABLE d (id int PRIMARY KEY, name text)");
      run("INSERT INTO d VALUES (1, 'Ada Love'), (2, 'Eve Word')");
      run("CREATE TRIGGER a BEFORE UPDATE ON d FOR EACH ROW EXECUTE FUNCTION " + dropping);
      run("CREATE TRIGGER b BEFORE UPDATE ON d FOR EACH ROW WHEN (OLD.* IS DISTINCT FROM NEW.*) "
          "EXECUTE FUNCTION fold()");
      auto p = plan(
          way == "split"
              ? "  - split_column: {table: d, column: name, into: [{name: first, type: text, up: "
                "\"split_part(name, ' ', 1)\"}, {name: last, type: text, up: \"split_part(name, ' "
                "', 2)\"}], down: \"first || ' ' || last\"}\n"
              : fmt::format("  - add_column: {{table: d, column: {{name: first, type: text, "
                            "nullable: {}}}, up: \"split_part(name, ' ', 1)\"}}\n",
                            way == "nullable"));
      run_phase(p, Phase::expand);
      run_phase(p, Phase::backfill);
      EXPECT_EQ(rows("SELECT name, first FROM d ORDER BY id"),
                (Lines{"ada love|ada", "eve word|eve"}));
      run("UPDATE d SET name = 'Max Word' WHERE id = 2");
      EXPECT_EQ(value("SELECT first FROM d WHERE id = 2"), "max");
      run_phase(p, Phase::contract);
    }
}

SERVER_TEST(PostgresUserTriggers, AValueOfTheirOwnIsKept) {
  run("CREATE TABLE d (id int PRIMARY KEY, name text)");
  run("INSERT INTO d VALUES (1, 'Ada'), (2, 'Eve')");
  run("CREATE FUNCTION own() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN IF NEW.id = 2 THEN NEW.up "
      ":= 'own'; END IF; NEW.name := NEW.name || '!'; RETURN NEW; END$$");
  run("CREATE TRIGGER own BEFORE UPDATE ON d FOR EACH ROW EXECUTE FUNCTION own()");
  auto p = plan("  - add_column: {table: d, column: {name: up, type: text}, up: upper(name)}\n");
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  EXPECT_EQ(rows("SELECT name, up FROM d ORDER BY id"), (Lines{"Ada!|ADA!", "Eve!|own"}));
}

SERVER_TEST(PostgresUserTriggers, ThoseThatFireBehindOursAreRefused) {
  run("CREATE TYPE mood AS ENUM ('sad', 'glad')");
  run("CREATE TABLE d (id int PRIMARY KEY, name text, n int, m mood) PARTITION BY RANGE (id)");
  run("CREATE TABLE d_1 PARTITION OF d DEFAULT");
  run("CREATE FUNCTION fold() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN NEW.name := "
      "lower(NEW.name); RETURN NEW; END$$");
  const Lines operations = {
      "  - rename_column: {table: d, from: name, to: called}\n",
      "  - add_column: {table: d, column: {name: up, type: text, nullable: true}, up: "
      "upper(name)}\n",
      "  - drop_column: {table: d, column: n, down: length(name)}\n",
      "  - split_column: {table: d, column: name, into: [{name: a, type: text, up: name}], down: "
      "a}\n",
      "  - alter_column: {table: d, column: n, type: bigint}\n",
      "  - alter_column: {table: d, column: n, type: text, up: name}\n",
      "  - alter_column: {table: d, column: n, nullable: false, up: 1}\n",
      "  - alter_column: {table: d, column: n, check: {name: k, constraint: n > 0}, up: 1}\n",
      "  - alter_enum: {name: mood, rename: [{from: sad, to: blue}]}\n"};
  auto refusal = [&](const std::string& operation) -> std::string {
    try {
      plan(operation);
    } catch (const Error& error) {
      return error.report().what + " " + error.report().next;
    }
    return "";
  };
  const std::string does = " FOR EACH ROW EXECUTE FUNCTION fold()";
  auto expect = [&](const std::string& trigger, const std::string& name) {
    SCOPED_TRACE(trigger);
    auto table = trigger.substr(trigger.find(" ON ") + 4);
    run("CREATE TRIGGER " + trigger + does);
    for (auto& operation : operations) {
      auto said = refusal(operation);
      if (name.empty())
        EXPECT_EQ(said, "") << operation;
      else
        EXPECT_NE(said.find("trigger " + name + ","), std::string::npos) << operation << said;
    }
    run("DROP TRIGGER " + trigger.substr(0, trigger.find(" BEFORE")) + " ON " + table);
  };
  expect("zz_normalise BEFORE INSERT OR UPDATE ON d", "zz_normalise");
  expect("zzz_last BEFORE UPDATE OF name ON d", "zzz_last");
  expect("zz_one BEFORE INSERT ON d_1", "zz_one");
  expect("\"\xC3\xA4 \"\"rger\"\"\" BEFORE DELETE OR UPDATE ON d", "\xC3\xA4 \"rger\"");
  expect("zoe BEFORE INSERT OR UPDATE ON d", "");
  expect("zz_gone BEFORE DELETE ON d", "");
  run("CREATE TRIGGER zz_behind AFTER INSERT OR UPDATE ON d" + does);
  run("CREATE TRIGGER zz_off BEFORE INSERT ON d" + does);
  run("ALTER TABLE d DISABLE TRIGGER zz_off");
  run("ALTER TABLE d_1 DISABLE TRIGGER zz_off");
  for (auto& operation : operations) EXPECT_EQ(refusal(operation), "") << operation;
  // No trigger of ours looks at the row.
  run("ALTER TABLE d ENABLE TRIGGER zz_off");
  EXPECT_EQ(refusal("  - add_column: {table: d, column: {name: k, type: int, nullable: true}}\n"),
            "");
}

}  // namespace migrate::postgres::test
