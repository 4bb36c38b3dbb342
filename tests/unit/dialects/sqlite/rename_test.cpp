#include "tests/unit/dialects/sqlite/support.hpp"
#include "util/error.hpp"

namespace migrate::sqlite {
namespace {

using Lines = std::vector<std::string>;

const char* const rename_name =
    "operations:\n  - rename_column: {table: users, from: name, to: full_name}\n";

class Rename : public DatabaseTest {
 protected:
  void expand(const std::string& yaml = rename_name) {
    plan_ = plan_yaml(yaml);
    run(plan_, Phase::expand);
  }
  void finish() {
    run(plan_, Phase::backfill);
    run(plan_, Phase::contract);
  }
  std::string pair(int id) {
    return one("SELECT name, full_name FROM users WHERE id = " + std::to_string(id));
  }
  Plan plan_;
};

TEST_F(Rename, KeepsBothColumnsInStepForBothKindsOfWriters) {
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)");
  exec("INSERT INTO users VALUES (1, 'ada'), (2, NULL), (3, 'eve')");
  expand();
  exec("INSERT INTO users (id, name) VALUES (10, 'old')");
  exec("INSERT INTO users (id, full_name) VALUES (11, 'new')");
  exec("INSERT INTO users (id, name, full_name) VALUES (12, 'lost', 'won')");
  EXPECT_EQ(pair(10), "old|old");
  EXPECT_EQ(pair(11), "new|new");
  EXPECT_EQ(pair(12), "won|won");
  exec("UPDATE users SET name = 'old2' WHERE id = 10");
  exec("UPDATE users SET full_name = 'new2' WHERE id = 11");
  exec("UPDATE users SET name = 'x', full_name = 'y' WHERE id = 12");
  exec("UPDATE users SET full_name = NULL WHERE id = 3");  // not filled yet, unchanged: stays
  exec("UPDATE users SET name = 'Ada' WHERE id = 1");
  EXPECT_EQ(pair(10), "old2|old2");
  EXPECT_EQ(pair(11), "new2|new2");
  EXPECT_EQ(pair(12), "y|y");
  EXPECT_EQ(pair(1), "Ada|Ada");
  exec("UPDATE users SET full_name = NULL WHERE id = 11");
  EXPECT_EQ(pair(11), "-|-");
  finish();
  EXPECT_EQ(rows("SELECT id, full_name FROM users ORDER BY id"),
            (Lines{"1|Ada", "2|-", "3|eve", "10|old2", "11|-", "12|y"}));
  EXPECT_EQ(table_sql("users"), "CREATE TABLE users (id INTEGER PRIMARY KEY, \"full_name\" TEXT)");
  EXPECT_EQ(rows("PRAGMA integrity_check"), Lines{"ok"});
}

TEST_F(Rename, TakesNotNullOutAndPutsItBackExactly) {
  const std::string before =
      "CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  first_name TEXT NOT NULL DEFAULT '',\n"
      "  name TEXT /* , NOT NULL */ CONSTRAINT \"nn, x\" NOT NULL ON CONFLICT ABORT COLLATE NOCASE "
      "CHECK (name <> ')'), -- the name\n  UNIQUE (name)\n)";
  for (std::string mode : {"wal", "delete"}) {
    opened_.connection.reset();
    EXPECT_EQ(one("PRAGMA journal_mode=" + mode), mode);
    opened_ = open_sqlite(url());
    exec("DROP TABLE IF EXISTS users");
    exec(before);
    exec("INSERT INTO users (id, name) VALUES (1, 'ada')");
    const std::vector<db::Value> bob = {db::Value::of(std::string("bob"))};
    app().query("INSERT INTO users (name) VALUES (?1)", bob);  // prepared before the change
    expand();
    exec("INSERT INTO users (id, full_name) VALUES (7, 'new')");
    EXPECT_EQ(pair(7), "new|new");
    app().query("INSERT INTO users (name) VALUES (?1)", {db::Value::of(std::string("carl"))});
    EXPECT_EQ(one("SELECT full_name FROM users WHERE name = 'carl'"), "carl");
    for (auto* bad :
         {"INSERT INTO users (id) VALUES (80)", "INSERT INTO users (name) VALUES (NULL)",
          "UPDATE users SET name = NULL WHERE id = 1",
          "UPDATE users SET full_name = NULL WHERE id = 7",
          "UPDATE users SET name = NULL, full_name = NULL WHERE id = 7"}) {
      try {
        exec(bad);
        ADD_FAILURE() << bad;
      } catch (const db::DbError& e) {
        EXPECT_STREQ(e.what(), "NOT NULL constraint failed: users.name");
      }
    }
    EXPECT_EQ(rows("PRAGMA integrity_check"), Lines{"ok"});
    undo(plan_);
    EXPECT_EQ(table_sql("users"), before);
    EXPECT_EQ(rows("SELECT name FROM sqlite_schema WHERE name LIKE 'migrate_sync%'"), Lines{});
    expand();
    exec("INSERT INTO users (id, full_name) VALUES (9, 'later')");
    finish();
    EXPECT_EQ(table_sql("users").find("CONSTRAINT \"nn, x\" NOT NULL ON CONFLICT ABORT") !=
                  std::string::npos,
              true);
    EXPECT_THROW(exec("INSERT INTO users (id) VALUES (99)"), db::DbError);
    EXPECT_EQ(rows("PRAGMA integrity_check"), Lines{"ok"});
    EXPECT_EQ(rows("PRAGMA quick_check"), Lines{"ok"});
  }
}

TEST_F(Rename, SeesChangesThatTheCollationHides) {
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE)");
  expand();
  exec("INSERT INTO users (id, name) VALUES (1, 'ada')");
  exec("UPDATE users SET full_name = 'ADA'");
  EXPECT_EQ(pair(1), "ADA|ADA");
  exec("UPDATE users SET name = 'Ada'");
  EXPECT_EQ(pair(1), "Ada|Ada");
}

TEST_F(Rename, KeepsTheStorageClassInColumnsWithoutAffinity) {
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name)");
  expand();
  exec("INSERT INTO users (id, name) VALUES (1, 1)");
  exec("UPDATE users SET name = 1.0");
  EXPECT_EQ(one("SELECT typeof(name), typeof(full_name) FROM users"), "real|real");
  exec("UPDATE users SET full_name = x'00ff'");
  EXPECT_EQ(one("SELECT hex(name) FROM users"), "00FF");
}

TEST_F(Rename, CopiesAConstantDefaultSoThatLeftOutAndGivenDiffer) {
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'anon')");
  exec("INSERT INTO users VALUES (1, 'ada'), (2, 'anon')");
  expand();
  exec("INSERT INTO users (id) VALUES (3)");
  exec("INSERT INTO users (id, name) VALUES (4, 'old')");
  exec("INSERT INTO users (id, full_name) VALUES (5, 'new')");
  EXPECT_EQ(pair(3), "anon|anon");
  EXPECT_EQ(pair(4), "old|old");
  EXPECT_EQ(pair(5), "new|new");
  finish();
  EXPECT_EQ(one("SELECT full_name FROM users WHERE id = 1"), "ada");
}

TEST_F(Rename, HoldsUnderReplaceUpsertAndIgnoreWithAndWithoutRecursiveTriggers) {
  for (std::string recursive : {"OFF", "ON"}) {
    exec("PRAGMA recursive_triggers=" + recursive);
    exec("DROP TABLE IF EXISTS users");
    exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, n INT)");
    exec("INSERT INTO users VALUES (1, 'one', 0), (2, 'two', 0)");
    expand();
    exec("INSERT OR REPLACE INTO users (id, name) VALUES (1, 'uno')");
    EXPECT_EQ(pair(1), "uno|uno");
    exec("REPLACE INTO users (id, full_name) VALUES (1, 'eins')");
    EXPECT_EQ(pair(1), "eins|eins");
    exec(
        "INSERT INTO users (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET name = "
        "'upsert'");
    EXPECT_EQ(pair(1), "upsert|upsert");
    exec(
        "INSERT INTO users (id, full_name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET "
        "full_name = "
        "excluded.full_name || coalesce(n, 1)");
    EXPECT_EQ(one("SELECT count(*) FROM users WHERE name IS NOT full_name AND id = 1"), "0");
    // A duplicate under the new name is ignored as it would be under the old one.
    exec("INSERT OR IGNORE INTO users (id, full_name) VALUES (5, 'two')");
    EXPECT_EQ(rows("SELECT name FROM users WHERE id = 5"), Lines{});
    exec("UPDATE OR IGNORE users SET full_name = 'two' WHERE id = 1");
    EXPECT_EQ(one("SELECT count(*) FROM users WHERE name = 'two' OR full_name = 'two'"), "1");
    EXPECT_THROW(exec("INSERT INTO users (id, full_name) VALUES (6, 'two')"), db::DbError);
    // OR REPLACE under the new name replaces the row that has it.
    exec("INSERT OR REPLACE INTO users (id, full_name) VALUES (7, 'two')");
    EXPECT_EQ(rows("SELECT id FROM users WHERE name = 'two'"), Lines{"7"});
    run(plan_, Phase::backfill);
    // SQLite reads a changed schema at the next statement, but for an ON CONFLICT without index.
    exec("SELECT count(*) FROM users");
    exec(
        "INSERT INTO users (full_name, n) VALUES ('two', 4) ON CONFLICT (full_name) DO UPDATE SET "
        "n = "
        "excluded.n");
    EXPECT_EQ(one("SELECT n FROM users WHERE full_name = 'two'"), "4");
    run(plan_, Phase::contract);
    EXPECT_EQ(one("SELECT count(*) FROM users"), "2");
  }
}

TEST_F(Rename, HoldsBesideOtherTriggersOfTheUsers) {
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, touched INT DEFAULT 0)");
  exec("CREATE TABLE log (name TEXT)");
  exec(
      "CREATE TRIGGER up AFTER UPDATE ON users WHEN NEW.name <> upper(NEW.name) BEGIN UPDATE users "
      "SET "
      "name = upper(name) WHERE id = NEW.id; END");
  exec(
      "CREATE TRIGGER up_i AFTER INSERT ON users BEGIN UPDATE users SET name = upper(name), "
      "touched = 1 "
      "WHERE id = NEW.id; END");
  exec(
      "CREATE TRIGGER log AFTER UPDATE OF name ON users BEGIN INSERT INTO log VALUES (NEW.name); "
      "END");
  for (std::string recursive : {"OFF", "ON"}) {
    exec("PRAGMA recursive_triggers=" + recursive);
    exec("DELETE FROM users");
    expand();
    exec("INSERT INTO users (id, name) VALUES (1, 'old')");
    exec("INSERT INTO users (id, full_name) VALUES (2, 'new')");
    exec("UPDATE users SET name = 'abc' WHERE id = 1");
    exec("UPDATE users SET full_name = 'def' WHERE id = 2");
    EXPECT_EQ(pair(1), "ABC|ABC");
    EXPECT_EQ(pair(2), "DEF|DEF");
    undo(plan_);
  }
}

TEST_F(Rename, WorksOnWithoutRowidAndOnTablesThatShadowRowid) {
  exec(
      "CREATE TABLE users (a TEXT COLLATE NOCASE, b INT, name TEXT NOT NULL, PRIMARY KEY (a, b)) "
      "WITHOUT "
      "ROWID");
  for (int i = 0; i < 10; ++i)
    exec("INSERT INTO users VALUES ('k" + std::to_string(i % 3) + "', " + std::to_string(i) +
         ", 'n')");
  expand();
  exec("INSERT INTO users (a, b, full_name) VALUES ('z', 1, 'new')");
  EXPECT_EQ(one("SELECT name FROM users WHERE a = 'Z'"), "new");
  finish();
  EXPECT_EQ(one("SELECT count(full_name) FROM users"), "11");
  EXPECT_GE(batches_, 8);

  exec("DROP TABLE users");
  exec("CREATE TABLE users (rowid TEXT, oid TEXT, name TEXT)");
  for (int i = 0; i < 10; ++i) exec("INSERT INTO users VALUES ('same', 'same', 'n')");
  expand();
  exec("UPDATE users SET full_name = 'x' WHERE _rowid_ = 4");
  finish();
  EXPECT_EQ(one("SELECT group_concat(full_name, '') FROM users"), "nnnxnnnnnn");
}

TEST_F(Rename, CarriesIndexesForeignKeysViewsAndTriggersOver) {
  exec("CREATE TABLE parent (id INTEGER PRIMARY KEY)");
  exec("INSERT INTO parent VALUES (1), (2)");
  exec(
      "CREATE TABLE users (id INTEGER PRIMARY KEY, name INT REFERENCES parent (id) ON DELETE SET "
      "NULL, "
      "k INT, dbl INT AS (k * 2))");
  exec("CREATE INDEX by_name ON users (k DESC, name)");
  exec("CREATE VIEW v AS SELECT name AS name FROM users");
  expand();
  exec("INSERT INTO users (id, full_name) VALUES (1, 1)");
  EXPECT_THROW(exec("INSERT INTO users (id, full_name) VALUES (2, 9)"), db::DbError);
  exec("DELETE FROM parent WHERE id = 1");
  EXPECT_EQ(pair(1), "-|-");
  run(plan_, Phase::backfill);
  EXPECT_EQ(one("SELECT count(*) FROM pragma_index_list('users')"), "2");
  run(plan_, Phase::contract);
  EXPECT_EQ(one("SELECT sql FROM sqlite_schema WHERE name = 'by_name'"),
            "CREATE INDEX by_name ON users (k DESC, \"full_name\")");
  EXPECT_EQ(one("SELECT \"from\" FROM pragma_foreign_key_list('users')"), "full_name");
  EXPECT_EQ(rows("SELECT * FROM v"), Lines{"-"});
}

TEST_F(Rename, RenamesTheRowidItself) {
  exec("CREATE TABLE users (name INTEGER PRIMARY KEY, v TEXT)");
  exec("INSERT INTO users VALUES (1, 'a'), (2, 'b')");
  expand();
  exec("INSERT INTO users (v) VALUES ('c')");
  exec("INSERT INTO users (full_name, v) VALUES (50, 'd')");
  exec("UPDATE users SET full_name = 59 WHERE v = 'a'");
  exec("UPDATE users SET rowid = 60 WHERE v = 'a'");
  EXPECT_EQ(rows("SELECT name FROM users WHERE name IS NOT full_name"), Lines{"2"});
  finish();
  EXPECT_EQ(rows("SELECT full_name, v FROM users ORDER BY 1"),
            (Lines{"2|b", "3|c", "50|d", "60|a"}));
}

TEST_F(Rename, SeveralInFlightOnOneTable) {
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, mail TEXT NOT NULL)");
  exec("INSERT INTO users VALUES (1, 'ada', 'a@x')");
  auto first = plan_yaml(rename_name);
  run(first, Phase::expand);
  auto second =
      plan_yaml("operations:\n  - rename_column: {table: users, from: mail, to: email}\n");
  run(second, Phase::expand);
  exec("INSERT INTO users (full_name, email) VALUES ('n', 'm')");
  exec("UPDATE users SET full_name = 'p', mail = 'q' WHERE id = 2");
  EXPECT_EQ(one("SELECT name, full_name, mail, email FROM users WHERE id = 2"), "p|p|q|q");
  run(second, Phase::backfill);
  run(first, Phase::backfill);
  run(first, Phase::contract);
  EXPECT_THROW(exec("INSERT INTO users (full_name) VALUES ('n')"), db::DbError);
  run(second, Phase::contract);
  EXPECT_EQ(table_sql("users"),
            "CREATE TABLE users (id INTEGER PRIMARY KEY, \"full_name\" TEXT NOT NULL, \"email\" "
            "TEXT NOT NULL)");
}

TEST_F(Rename, FailsAndChangesNothingWhenTheDefinitionIsNotAsPlanned) {
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  auto plan = plan_yaml(rename_name);
  exec("DROP TABLE users");
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(10) NOT NULL)");
  EXPECT_THROW(run(plan, Phase::expand), db::DbError);
  tool().query("INSERT INTO users VALUES (1, 'a')");
  EXPECT_THROW(tool().query("INSERT INTO users VALUES (2, NULL)"), db::DbError);
  EXPECT_THROW(tool().query("UPDATE sqlite_schema SET sql = ''"), db::DbError);
  EXPECT_EQ(table_sql("users"),
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(10) NOT NULL)");
}

TEST_F(Rename, RefusesEarlyWhatWouldFailAtTheEnd) {
  exec("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)");
  exec("CREATE VIEW broken AS SELECT nope FROM nowhere");
  EXPECT_THROW(plan_yaml(rename_name), Error);
  exec("DROP VIEW broken");
  EXPECT_THROW(plan_yaml("operations:\n  - rename_column: {table: users, from: name, to: NAME}\n"),
               Error);
  EXPECT_THROW(plan_yaml("operations:\n  - rename_column: {table: users, from: name, to: ID}\n"),
               Error);
  EXPECT_THROW(plan_yaml("operations:\n  - rename_column: {table: users, from: nam, to: x}\n"),
               Error);
  EXPECT_THROW(
      plan_yaml("operations:\n  - rename_column: {table: users, from: name, to: migrate_x}\n"),
      Error);
}

TEST_F(Rename, QuotesEveryName) {
  exec(
      "CREATE TABLE \"we\"\"ird 'table' ü\" (\"the id\" INTEGER PRIMARY KEY, \"na'me\"\"x\" TEXT "
      "NOT NULL "
      "COLLATE NOCASE, \"order\" INT UNIQUE)");
  exec("INSERT INTO \"we\"\"ird 'table' ü\" VALUES (1, 'ada', 1)");
  auto plan = plan_yaml(
      "operations:\n  - rename_column: {table: \"we\\\"ird 'table' ü\", from: \"na'me\\\"x\", to: "
      "\"se*/lect\"}\n  - rename_column: {table: \"we\\\"ird 'table' ü\", from: order, to: "
      "group}\n");
  run(plan, Phase::expand);
  exec("INSERT INTO \"we\"\"ird 'table' ü\" (\"se*/lect\", \"group\") VALUES ('new', 2)");
  run(plan, Phase::backfill);
  run(plan, Phase::contract);
  EXPECT_EQ(rows("SELECT \"se*/lect\", \"group\" FROM \"we\"\"ird 'table' ü\""),
            (Lines{"ada|1", "new|2"}));
}

}  // namespace
}  // namespace migrate::sqlite
