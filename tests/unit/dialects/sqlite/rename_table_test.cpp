// rename_table: what reaches the table through the view, as SQLite itself answers.
#include "tests/unit/dialects/sqlite/support.hpp"
#include "util/error.hpp"

namespace migrate::sqlite {
namespace {

using Lines = std::vector<std::string>;

const char* const rename_t = "operations:\n  - rename_table: {from: t, to: u}\n";

class Renamed : public DatabaseTest {
 protected:
  Plan view_of(const std::string& table) {
    exec("CREATE TABLE t " + table);
    auto plan = plan_yaml(rename_t);
    run(plan, Phase::expand);
    return plan;
  }
  std::string refusal(const std::string& table, const std::string& yaml = rename_t) {
    exec("DROP TABLE IF EXISTS t");
    exec("CREATE TABLE t " + table);
    try {
      plan_yaml(yaml);
    } catch (const Error& e) {
      return e.report().what;
    }
    return "planned";
  }
  std::string failure(const std::string& sql) {
    try {
      exec(sql);
    } catch (const db::DbError& problem) {
      return problem.what();
    }
    return "done";
  }
};

TEST_F(Renamed, DefaultsAreThoseOfTheTable) {
  view_of(
      "(id TEXT PRIMARY KEY NOT NULL, a INT NOT NULL DEFAULT -1, b TEXT NOT NULL DEFAULT word, "
      "c TEXT NOT NULL DEFAULT \"two words\", d TEXT NOT NULL DEFAULT CURRENT_DATE, "
      "e TEXT NOT NULL DEFAULT (upper('x') -- loud\n), f TEXT DEFAULT NULL, g INT NOT NULL DEFAULT "
      "TRUE)");
  exec("INSERT INTO t (id) VALUES ('direct')");
  exec("INSERT INTO u (id) VALUES ('through')");
  auto both = rows("SELECT a, b, c, d, e, f, g FROM t");
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0], both[1]);
  EXPECT_EQ(one("SELECT a, b, c, e, f, g FROM u WHERE id = 'through'"), "-1|word|two words|X|-|1");
  exec("INSERT INTO u (id, a, b) VALUES ('given', '7', 8)");
  EXPECT_EQ(one("SELECT typeof(a), typeof(b) FROM t WHERE id = 'given'"), "integer|text");
  EXPECT_EQ(failure("INSERT INTO u (a) VALUES (1)"), "NOT NULL constraint failed: t.id");
  EXPECT_EQ(failure("UPDATE u SET a = NULL"), "NOT NULL constraint failed: t.a");
}

// The rows of a view are read before its triggers run.
TEST_F(Renamed, AnUpdateWritesOnlyWhatItChanges) {
  view_of("(id INTEGER PRIMARY KEY, n INT, touched INT)");
  exec(
      "CREATE TRIGGER touch AFTER UPDATE OF n ON t WHEN NEW.n <> OLD.n BEGIN\n"
      "  UPDATE t SET touched = coalesce(touched, 0) + 1 WHERE id <> NEW.id; END");
  exec("INSERT INTO u (id, n) VALUES (1, 1), (2, 2), (3, 3)");
  exec("UPDATE u SET n = n + 10");
  EXPECT_EQ(rows("SELECT * FROM u"), (Lines{"1|11|2", "2|12|2", "3|13|2"}));
  exec("UPDATE u SET id = id + 100 WHERE n > 11");
  exec("DELETE FROM u WHERE id = 103");
  EXPECT_EQ(rows("SELECT id FROM t"), (Lines{"1", "102"}));
}

TEST_F(Renamed, ARowIsFoundByItsKeyAsItIsStored) {
  exec("CREATE TABLE t (k TEXT COLLATE NOCASE NOT NULL, m INT NOT NULL, v)");
  exec("CREATE UNIQUE INDEX t_key ON t (k COLLATE BINARY, m)");
  run(plan_yaml(rename_t), Phase::expand);
  exec("INSERT INTO u VALUES ('a', 1, 'x'), ('A', 1, 'y'), ('a', 2, 'z')");
  exec("UPDATE u SET v = 'changed' WHERE k = 'a' COLLATE BINARY AND m = 1");
  exec("UPDATE u SET v = 1.0 WHERE m = 2");
  exec("UPDATE u SET v = 1 WHERE m = 2");
  EXPECT_EQ(rows("SELECT k, m, v, typeof(v) FROM t"),
            (Lines{"a|1|changed|text", "A|1|y|text", "a|2|1|integer"}));
  exec("DELETE FROM u WHERE v = 'y'");
  EXPECT_EQ(rows("SELECT k, m FROM t"), (Lines{"a|1", "a|2"}));
}

TEST_F(Renamed, ConflictClausesReachTheTable) {
  for (std::string recursive : {"OFF", "ON"}) {
    exec("DROP TABLE IF EXISTS t");
    exec("PRAGMA recursive_triggers=" + recursive);
    auto plan = view_of("(id INTEGER PRIMARY KEY, n INT UNIQUE) ");
    exec("INSERT INTO u VALUES (1, 1), (2, 2), (3, 3)");
    EXPECT_EQ(failure("INSERT INTO u VALUES (4, 1)"), "UNIQUE constraint failed: t.n");
    exec("INSERT OR IGNORE INTO u VALUES (4, 1), (5, 5)");
    exec("UPDATE OR IGNORE u SET n = 5 WHERE id < 3");
    EXPECT_EQ(rows("SELECT * FROM t"), (Lines{"1|1", "2|2", "3|3", "5|5"}));
    exec("INSERT OR REPLACE INTO u VALUES (6, 1), (2, 7)");
    exec("UPDATE OR REPLACE u SET n = 5 WHERE id = 3");
    EXPECT_EQ(rows("SELECT * FROM t ORDER BY id"), (Lines{"2|7", "3|5", "6|1"}));
    EXPECT_EQ(failure("INSERT INTO u VALUES (2, 0) ON CONFLICT (id) DO NOTHING"),
              "cannot UPSERT a view");
    EXPECT_NE(failure("INSERT INTO u (n) VALUES (9)").find("give id"), std::string::npos);
    // What the documentation warns of: if one of these changes, so must it.
    EXPECT_EQ(rows("UPDATE u SET n = 8 WHERE id = 2 RETURNING id, n"), Lines{"2|8"});
    EXPECT_EQ(app().query("UPDATE u SET n = 9 WHERE id = 2").affected, 0U);
    EXPECT_EQ(one("SELECT rowid FROM u"), "-");
    undo(plan);
    EXPECT_EQ(one("SELECT count(*) FROM sqlite_schema WHERE name IN ('u') OR tbl_name = 'u'"), "0");
  }
}

TEST_F(Renamed, WhatNamesTheTableFollows) {
  exec("CREATE TABLE child (t INT REFERENCES t (id))");
  exec("CREATE TABLE log (id INT)");
  auto plan = view_of("(id INTEGER PRIMARY KEY AUTOINCREMENT, up INT REFERENCES t (id))");
  exec("CREATE TRIGGER logs AFTER DELETE ON t BEGIN INSERT INTO log SELECT max(id) FROM t; END");
  exec("CREATE VIEW reads AS SELECT id FROM t");
  exec("INSERT INTO u (id) VALUES (7), (9)");
  exec("DELETE FROM u WHERE id = 9");
  tool().query("PRAGMA foreign_keys=OFF");
  run(plan, Phase::contract);
  EXPECT_EQ(failure("INSERT INTO child VALUES (8)"), "FOREIGN KEY constraint failed");
  EXPECT_EQ(one("INSERT INTO u (up) VALUES (7) RETURNING id, up"), "10|7");
  exec("DELETE FROM u WHERE id = 10");
  EXPECT_EQ(rows("SELECT id FROM log"), (Lines{"7", "7"}));
  EXPECT_EQ(rows("SELECT id FROM reads"), Lines{"7"});
}

TEST_F(Renamed, AViewOverTheViewStopsContractWithNothingChanged) {
  auto plan = view_of("(id INTEGER PRIMARY KEY)");
  exec("CREATE VIEW over AS SELECT id FROM u");
  EXPECT_THROW(run(plan, Phase::contract), db::DbError);
  exec("INSERT INTO u VALUES (1)");
  EXPECT_EQ(one("SELECT id FROM over"), "1");
  exec("DROP VIEW over");
  run(plan, Phase::contract);
  EXPECT_EQ(one("SELECT type FROM sqlite_schema WHERE name = 'u'"), "table");
}

TEST_F(Renamed, WhatCannotHoldIsRefused) {
  EXPECT_NE(refusal("(id TEXT PRIMARY KEY, n INT)").find("all NOT NULL"), std::string::npos);
  EXPECT_NE(refusal("(id INTEGER PRIMARY KEY, n INT DEFAULT 3)")
                .find("t.n may be NULL and has a default"),
            std::string::npos);
  EXPECT_EQ(
      refusal("(id INTEGER PRIMARY KEY)", "operations:\n  - rename_table: {from: t, to: T}\n"),
      "SQLite's names ignore case: the two names are the same table");
  exec("CREATE TABLE other (id INTEGER PRIMARY KEY)");
  exec("CREATE INDEX U ON other (id)");
  EXPECT_EQ(refusal("(id INTEGER PRIMARY KEY)"), "index \"u\" has that name already");
  exec("DROP INDEX U");
  const std::string add =
      "  - add_column: {table: t, column: {name: n, type: int, nullable: true}}\n";
  for (auto& yaml :
       {rename_t + add, "operations:\n" + add + "  - rename_table: {from: t, to: u}\n"})
    EXPECT_EQ(refusal("(id INTEGER PRIMARY KEY)", yaml),
              "table \"t\" is changed by another operation of this migration");
  EXPECT_EQ(refusal("(id INTEGER PRIMARY KEY)"), "planned");
}

}  // namespace
}  // namespace migrate::sqlite
