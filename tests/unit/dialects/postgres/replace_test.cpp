// A column replaced by one of another type: what scenarios cannot see.
#include <fmt/format.h>

#include <atomic>
#include <thread>

#include "tests/unit/dialects/postgres/support.hpp"
#include "util/error.hpp"

namespace migrate::postgres::test {

using Lines = std::vector<std::string>;

const std::string to_bigint = "  - alter_column: {table: t, column: id, type: bigint}\n";

// A session that has run its statements before the swap goes on with them after it: the trigger's
// plans must not stick to the type that the column had.
SERVER_TEST(PostgresReplace, SessionsSurviveBothSwaps) {
  run("CREATE TABLE t (id integer PRIMARY KEY, n integer)");
  run("INSERT INTO t SELECT i, i FROM generate_series(1, 20) i");
  auto session = open();
  auto write = [&](int id) {
    session.connection->query(fmt::format("INSERT INTO t (id, n) VALUES ({}, 0)", id));
    session.connection->query(fmt::format("UPDATE t SET n = n + 1 WHERE id = {}", id));
    session.connection->query(fmt::format("UPDATE t SET id = id + 1000 WHERE id = {}", id));
  };
  auto p = plan(to_bigint);
  write(100);
  run_phase(p, Phase::expand);
  write(101);
  run_phase(p, Phase::backfill);
  write(102);
  undo(p);
  write(103);
  EXPECT_EQ(value("SELECT pg_typeof(id) FROM t LIMIT 1"), "integer");
  EXPECT_EQ(rows("SELECT id, n FROM t WHERE id > 1000 ORDER BY id"),
            (Lines{"1100|1", "1101|1", "1102|1", "1103|1"}));
}

// An index is built anew where the old one lies, and is put back there: pg_get_indexdef does not
// tell.
SERVER_TEST(PostgresReplace, IndexesStayInTheirTablespace) {
  run("SET allow_in_place_tablespaces = on");  // no directory of the server's is needed
  auto fast = "fast_" + database_;
  run(fmt::format("CREATE TABLESPACE {} LOCATION ''", fast));
  run(
      fmt::format("CREATE TABLE t (id integer, fast integer, CONSTRAINT t_pkey PRIMARY KEY (id) "
                  "USING INDEX TABLESPACE {})",
                  fast));
  run(fmt::format("CREATE INDEX part ON t (id, fast) TABLESPACE {} WHERE id > 0", fast));
  run(fmt::format("ALTER TABLE t ADD CONSTRAINT more UNIQUE (fast) USING INDEX TABLESPACE {}",
                  fast));
  auto places = [&] {
    return rows(
        "SELECT relname, spcname LIKE 'fast%' FROM pg_class AS c LEFT JOIN pg_tablespace AS s ON "
        "s.oid = c.reltablespace WHERE relname IN ('t_pkey', 'part', 'more') ORDER BY 1");
  };
  auto p = plan(to_bigint);
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  Lines all = {"more|1", "part|1", "t_pkey|1"};
  EXPECT_EQ(places(), all);
  undo(p);
  EXPECT_EQ(places(), all);
  std::string back;
  for (auto& step : plan("  - drop_constraint: {table: t, name: more}\n").steps)
    for (auto& sql : step.undo) back += sql + "\n";
  EXPECT_NE(back.find("TABLESPACE " + fast), std::string::npos) << back;
  run("DROP TABLE t");
  run(fmt::format("DROP TABLESPACE {}", fast));
}

// Rows, indexes and proofs are made before: the swap itself reads nothing.
SERVER_TEST(PostgresReplace, SwapWritesNoFile) {
  run("CREATE TABLE t (id integer PRIMARY KEY, n integer NOT NULL UNIQUE, CHECK (id > 0))");
  run("CREATE TABLE child (t integer REFERENCES t)");
  run("CREATE STATISTICS s (dependencies) ON id, n FROM t");
  run("INSERT INTO t SELECT i, i FROM generate_series(1, 20) i");
  auto p = plan(to_bigint);
  run_phase(p, Phase::expand);
  auto swap = p.of(Phase::backfill).back();
  Plan before = p;
  std::erase_if(before.steps, [&](auto& step) { return step.id == swap->id; });
  run_phase(before, Phase::backfill);
  auto files = [&] {
    return rows(
        "SELECT relfilenode FROM pg_class WHERE relname = 't' OR relname LIKE "
        "'migrate_new%pkey'");
  };
  auto old = rows("SELECT relfilenode FROM pg_class WHERE relname = 't'");
  ASSERT_EQ(files().size(), 2U);
  auto index = value("SELECT relfilenode FROM pg_class WHERE relname LIKE 'migrate_new%pkey'");
  Plan only = p;
  std::erase_if(only.steps, [&](auto& step) { return step.id != swap->id; });
  run_phase(only, Phase::backfill);
  EXPECT_EQ(rows("SELECT relfilenode FROM pg_class WHERE relname = 't'"), old);
  EXPECT_EQ(value("SELECT relfilenode FROM pg_class WHERE relname = 't_pkey'"), index);
  EXPECT_EQ(value("SELECT pg_typeof(id) FROM t LIMIT 1"), "bigint");
  EXPECT_NE(value("SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext WHERE stxname = 's'")
                .find("n, id"),
            std::string::npos);
  run_phase(p, Phase::contract);
  run("INSERT INTO t (id, n) VALUES (3000000000, 99)");
}

SERVER_TEST(PostgresReplace, WritersOfAllPhasesLoseNothing) {
  run("CREATE TABLE t (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, n integer NOT NULL)");
  run("CREATE TABLE child (id integer PRIMARY KEY, t integer NOT NULL REFERENCES t)");
  run("INSERT INTO t (n) SELECT i FROM generate_series(1, 200) i");
  auto p = plan(to_bigint);
  std::atomic<bool> stop = false;
  std::atomic<int> written = 0, failed = 0;
  std::thread writer([&] {
    auto session = open();
    for (int i = 1; !stop; ++i) {
      try {
        session.connection->query(fmt::format(
            "WITH made AS (INSERT INTO t (n) VALUES ({0}) RETURNING id) SELECT id FROM made", i));
        session.connection->query(
            fmt::format("INSERT INTO child SELECT {0}, max(id) FROM t WHERE n = {0}", i));
        session.connection->query("UPDATE t SET n = n WHERE id % 7 = 0");
        ++written;
      } catch (const std::exception& error) {
        ADD_FAILURE() << error.what();
        ++failed;
      }
    }
  });
  auto during = [&] { std::this_thread::sleep_for(std::chrono::milliseconds(150)); };
  during();
  run_phase(p, Phase::expand);
  during();
  run_phase(p, Phase::backfill, 50);
  during();
  EXPECT_EQ(value("SELECT count(*) FROM t WHERE id IS DISTINCT FROM migrate_column__t__id"), "0");
  run_phase(p, Phase::contract);
  during();
  stop = true;
  writer.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(value("SELECT count(*) FROM t"), std::to_string(200 + written));
  EXPECT_EQ(value("SELECT count(*) FROM child AS c JOIN t ON t.id = c.t"),
            std::to_string(+written));
  EXPECT_EQ(value("SELECT count(*) - count(DISTINCT id) FROM t"), "0");
}

SERVER_TEST(PostgresReplace, RefusesWhatItCannotCarry) {
  run("CREATE TABLE t (id integer PRIMARY KEY, a integer, b integer GENERATED ALWAYS AS (a * 2) "
      "STORED, r int4range, e integer UNIQUE DEFERRABLE)");
  run("CREATE MATERIALIZED VIEW seen AS SELECT id FROM t");
  auto refusal = [&](const std::string& column, const std::string& type) -> std::string {
    try {
      plan(fmt::format("  - alter_column: {{table: t, column: {}, type: {}}}\n", column, type));
    } catch (const Error& error) {
      return error.report().what;
    }
    return "";
  };
  EXPECT_NE(refusal("id", "bigint").find("seen"), std::string::npos);
  EXPECT_NE(refusal("a", "bigint").find("b"), std::string::npos);
  EXPECT_NE(refusal("b", "bigint").find("generated"), std::string::npos);
  EXPECT_NE(refusal("e", "bigint").find("t_e_key"), std::string::npos);
}

// Words inside literals, types and functions that look like the column stay.
SERVER_TEST(PostgresReplace, RenamesOnlyTheColumnInExpressions) {
  run("CREATE TABLE t (id integer PRIMARY KEY, date integer)");
  run("CREATE INDEX t_date ON t (('date ' || date::text), date(to_timestamp(date) AT TIME ZONE "
      "'UTC')) WHERE date > 0 AND 'date' <> 'x'");
  run("ALTER TABLE t ADD CONSTRAINT t_check CHECK (date > 0 AND current_date > "
      "'2000-01-01'::date)");
  run("INSERT INTO t VALUES (1, 1)");
  auto was = rows(
      "SELECT pg_get_indexdef('t_date'::regclass) UNION ALL SELECT "
      "pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 't_check'");
  auto p = plan("  - alter_column: {table: t, column: date, type: bigint}\n");
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  run_phase(p, Phase::contract);
  auto is = rows(
      "SELECT pg_get_indexdef('t_date'::regclass) UNION ALL SELECT "
      "pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 't_check'");
  EXPECT_EQ(is.size(), 2U);
  EXPECT_EQ(is[1], was[1]);
}

// A cast to a length cuts in silence: what is compared by it would not be carried over.
SERVER_TEST(PostgresReplace, WhatIsTooLongForTheOldTypeIsRefused) {
  run("CREATE TABLE t (id int PRIMARY KEY, email varchar(10), bits varbit(4), name varchar(5) "
      "COLLATE \"C\")");
  run("CREATE INDEX ON t (lower(email))");
  run("CREATE INDEX ON t ((length(bits)))");
  run("CREATE INDEX ON t (upper(name))");
  run("INSERT INTO t VALUES (1, 'abcdefghij', B'1010', 'Ada')");
  auto p = plan(
      "  - alter_column: {table: t, column: email, type: text}\n"
      "  - alter_column: {table: t, column: bits, type: varbit(8)}\n"
      "  - alter_column: {table: t, column: name, type: varchar(8)}\n");
  run_phase(p, Phase::expand);
  run("INSERT INTO t VALUES (2, 'b', B'1', 'Bob')");
  run_phase(p, Phase::backfill);
  EXPECT_EQ(value("SELECT pg_typeof(email) FROM t LIMIT 1"), "text");
  for (auto* set : {"email = 'abcdefghijKL'", "bits = B'10101'", "name = 'Adaxxx'"})
    EXPECT_ANY_THROW(run(std::string("UPDATE t SET ") + set + " WHERE id = 1")) << set;
  EXPECT_ANY_THROW(run("INSERT INTO t (id, email) VALUES (3, 'abcdefghijKL')"));
  // An assignment drops blanks at the end, as it did before.
  run("UPDATE t SET email = 'abcdefghij  ', bits = B'0101', name = 'ada' WHERE id = 1");
  run("UPDATE t SET email = 'B' WHERE id = 2");
  EXPECT_EQ(rows("SELECT id, email || '.', bits, name FROM t ORDER BY id"),
            (Lines{"1|abcdefghij  .|0101|ada", "2|B.|1|Bob"}));
  for (auto* step : p.of(Phase::backfill))
    if (step->batch) {
      EXPECT_TRUE(walk(*step, 3).empty()) << step->title;
    }
  undo(p);
  EXPECT_EQ(rows("SELECT id, email || '.', bits, name FROM t ORDER BY id"),
            (Lines{"1|abcdefghij.|0101|ada", "2|B.|1|Bob"}));
}

SERVER_TEST(PostgresReplace, RollbackAsksForWhatTheOldTypeHoldsRounded) {
  run("CREATE TABLE t (id int PRIMARY KEY, a timestamp(0), b timestamptz(0), c time(0), d "
      "interval(0), e numeric(8,2))");
  run("INSERT INTO t VALUES (1, '2020-01-01', '2020-01-01', '10:00', '1 s', 1)");
  std::string operations;
  for (auto& [column, type, default_value] : {std::tuple{"a", "timestamp(3)", "'2020-01-01'"},
                                              {"b", "timestamptz", "'2020-01-01'"},
                                              {"c", "time(2)", "'10:00'"},
                                              {"d", "interval", "'1 s'"},
                                              {"e", "numeric(10,4)", "1"}})
    operations +=
        fmt::format("  - alter_column: {{table: t, column: {}, type: \"{}\", default: \"{}\"}}\n",
                    column, type, default_value);
  auto p = plan(operations);
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  auto lost = [&] {
    Lines all;
    for (auto& step : p.steps)
      if (!step.loss.empty()) all.push_back(value(step.loss));
    return all;
  };
  EXPECT_EQ(lost(), (Lines{"0", "0", "0", "0", "0"}));
  run("UPDATE t SET a = a + interval '0.25 s', b = b + interval '0.25 s', c = '10:00:00.25', d = "
      "'1.25 s', e = 1.2525");
  EXPECT_EQ(lost(), (Lines{"1", "1", "1", "1", "1"}));
  undo(p);
  EXPECT_EQ(rows("SELECT a, c, d, e FROM t"), Lines{"2020-01-01 00:00:00|10:00:00|00:00:01|1.25"});
}

SERVER_TEST(PostgresReplace, ForeignKeysClearTheColumnsThatTheyName) {
  if (inspect().version_number < 150000) GTEST_SKIP();
  run("CREATE TABLE users (tenant int, id int, PRIMARY KEY (tenant, id))");
  run("CREATE TABLE posts (id int PRIMARY KEY, tenant int NOT NULL, author int, \"set (by)\" int "
      "DEFAULT 1, CONSTRAINT a FOREIGN KEY (tenant, author) REFERENCES users ON DELETE SET NULL "
      "(author) DEFERRABLE, CONSTRAINT b FOREIGN KEY (tenant, \"set (by)\") REFERENCES users ON "
      "DELETE SET DEFAULT (\"set (by)\"))");
  run("INSERT INTO users VALUES (1, 1), (1, 2), (1, 3)");
  run("INSERT INTO posts VALUES (1, 1, 2, 3)");
  auto keys = [&] {
    return rows(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = 'posts'::regclass "
        "AND conname IN ('a', 'b') ORDER BY conname");
  };
  auto before = keys();
  auto p = plan(
      "  - alter_column: {table: posts, column: author, type: bigint}\n"
      "  - alter_column: {table: posts, column: set (by), type: bigint}\n");
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  EXPECT_EQ(keys(), before);
  run_phase(p, Phase::contract);
  EXPECT_EQ(keys(), before);
  run("DELETE FROM users WHERE id > 1");
  EXPECT_EQ(value("SELECT tenant, author, \"set (by)\" FROM posts"), "1|~|1");
}

SERVER_TEST(PostgresReplace, KeysOverPeriodsAreRefused) {
  if (inspect().version_number < 180000) GTEST_SKIP();
  run("CREATE EXTENSION btree_gist");
  run("CREATE TABLE rooms (id int, at daterange, PRIMARY KEY (id, at WITHOUT OVERLAPS))");
  run("CREATE TABLE stays (id int PRIMARY KEY, room int, at daterange, CONSTRAINT in_room FOREIGN "
      "KEY (room, PERIOD at) REFERENCES rooms (id, PERIOD at))");
  try {
    plan("  - alter_column: {table: stays, column: room, type: bigint}\n");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_NE(error.report().what.find("in_room"), std::string::npos) << error.report().what;
  }
}

SERVER_TEST(PostgresReplace, KeepsANotNullThatIsNotProven) {
  if (inspect().version_number < 180000) GTEST_SKIP();
  auto rule = [&] {
    return rows(
        "SELECT conname, convalidated, attname FROM pg_constraint AS k JOIN pg_attribute AS a ON "
        "a.attrelid = k.conrelid AND a.attnum = k.conkey[1] WHERE k.conrelid = 't'::regclass AND "
        "contype = 'n' AND attname IN ('n', 'm') ORDER BY conname");
  };
  auto make = [&] {
    run("DROP TABLE IF EXISTS t");
    run("CREATE TABLE t (id int PRIMARY KEY, n int, m varchar(10))");
    run("INSERT INTO t VALUES (1, NULL, NULL), (2, 2, '2')");
    run("ALTER TABLE t ADD CONSTRAINT t_n NOT NULL n NOT VALID, ADD CONSTRAINT t_m NOT NULL m NOT "
        "VALID");
  };
  const Lines kept = {"t_m|0|m", "t_n|0|n"};
  // Exchanged at the end of backfill, in contract, and in the catalog alone.
  for (std::string type : {"bigint", "text"}) {
    SCOPED_TRACE(type);
    make();
    auto p = plan("  - alter_column: {table: t, column: n, type: " + type +
                  "}\n  - alter_column: {table: t, column: m, type: varchar(20)}\n");
    run_phase(p, Phase::expand);
    run_phase(p, Phase::backfill);
    EXPECT_EQ(rule(), kept);
    EXPECT_ANY_THROW(run("INSERT INTO t VALUES (3, NULL, 'x')"));
    run_phase(p, Phase::contract);
    EXPECT_EQ(rule(), kept);
    EXPECT_ANY_THROW(run("INSERT INTO t VALUES (3, NULL, 'x')"));
    run("UPDATE t SET n = '1', m = '1' WHERE id = 1");
  }
  make();
  auto p = plan(to_bigint.substr(0, to_bigint.find("id")) + "n, type: bigint}\n");
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  undo(p);
  EXPECT_EQ(rule(), kept);
  // Said to be NULL or not, it is.
  p = plan("  - alter_column: {table: t, column: n, type: bigint, nullable: true}\n");
  run_phase(p, Phase::expand);
  run_phase(p, Phase::backfill);
  run_phase(p, Phase::contract);
  EXPECT_EQ(rule(), Lines{"t_m|0|m"});
}

SERVER_TEST(PostgresReplace, AllSequencesOfAColumnGoAlong) {
  auto owned = [&] {
    return rows(
        "SELECT q.relname, a.attname, format_type(s.seqtypid, NULL) FROM pg_depend AS d JOIN "
        "pg_class AS q ON q.oid = d.objid AND q.relkind = 'S' JOIN pg_sequence AS s ON s.seqrelid "
        "= "
        "q.oid JOIN pg_attribute AS a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid "
        "WHERE "
        "d.refobjid = 't'::regclass AND d.deptype IN ('a', 'i') ORDER BY 1");
  };
  for (std::string id : {"int", "int GENERATED BY DEFAULT AS IDENTITY"}) {
    SCOPED_TRACE(id);
    run("DROP TABLE IF EXISTS t");
    run("CREATE TABLE t (id " + id + " PRIMARY KEY)");
    if (id == "int") {
      run("CREATE SEQUENCE t_id_seq AS int OWNED BY t.id");
      run("ALTER TABLE t ALTER COLUMN id SET DEFAULT nextval('t_id_seq')");
    }
    run("CREATE SEQUENCE batch AS int OWNED BY t.id");
    run("INSERT INTO t DEFAULT VALUES");
    const Lines before = {"batch|id|integer", "t_id_seq|id|integer"};
    ASSERT_EQ(owned(), before);
    auto p = plan(to_bigint);
    run_phase(p, Phase::expand);
    run_phase(p, Phase::backfill);
    EXPECT_EQ(owned(), (Lines{"batch|id|integer", "t_id_seq|id|bigint"}));
    undo(p);
    EXPECT_EQ(owned(), before);
    for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) run_phase(p, phase);
    EXPECT_EQ(owned(), (Lines{"batch|id|integer", "t_id_seq|id|bigint"}));
    run("INSERT INTO t DEFAULT VALUES");
    EXPECT_EQ(rows("SELECT id FROM t ORDER BY id"), (Lines{"1", "2"}));
  }
}

// Numbers are drawn for rows that the old type then refuses: no rollback may fail of them.
SERVER_TEST(PostgresReplace, RollbackBehindTheEndOfTheOldSequence) {
  for (std::string id : {"serial", "int GENERATED ALWAYS AS IDENTITY"}) {
    SCOPED_TRACE(id);
    run("DROP TABLE IF EXISTS t");
    run("CREATE TABLE t (id " + id + " PRIMARY KEY)");
    run("SELECT setval('t_id_seq', 2147483640)");
    auto p = plan(to_bigint);
    run_phase(p, Phase::expand);
    run_phase(p, Phase::backfill);
    for (int n = 0; n < 20; ++n) try {
        run("INSERT INTO t DEFAULT VALUES");
      } catch (const std::exception& error) {
        EXPECT_NE(std::string(error.what()).find("out of range"), std::string::npos);
      }
    undo(p);
    EXPECT_EQ(value("SELECT count(*), max(id), pg_typeof(max(id)) FROM t"), "7|2147483647|integer");
    EXPECT_EQ(value("SELECT last_value FROM t_id_seq"), "2147483647");
    EXPECT_ANY_THROW(run("INSERT INTO t DEFAULT VALUES"));
  }
}

}  // namespace migrate::postgres::test
