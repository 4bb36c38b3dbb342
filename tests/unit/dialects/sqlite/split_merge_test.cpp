// split_column and merge_columns under the writes that SQLite's triggers make hard.
#include "tests/unit/dialects/sqlite/support.hpp"
#include "util/error.hpp"

namespace migrate::sqlite {
namespace {

using Lines = std::vector<std::string>;

std::string split(const std::string& up = "substr(name, 1, 1)", const std::string& down = "head") {
  return "operations:\n  - split_column:\n      table: users\n      column: name\n      into:\n"
         "        - {name: head, type: TEXT, nullable: true, up: \"" +
         up +
         "\"}\n        - {name: rest, type: TEXT, nullable: true, up: \"substr(name, 2)\"}\n      "
         "down: \"" +
         down + "\"\n";
}

class SplitMerge : public DatabaseTest, public ::testing::WithParamInterface<const char*> {
 protected:
  void make(const std::string& table) {
    exec("CREATE TABLE users " + table);
    exec(std::string("PRAGMA recursive_triggers=") + GetParam());
  }
  std::string refusal(const std::string& yaml) {
    try {
      plan_yaml(yaml);
    } catch (const Error& e) {
      return e.report().what;
    }
    return "planned";
  }
  Lines all() { return rows("SELECT id, name, head, rest FROM users ORDER BY id"); }
};

INSTANTIATE_TEST_SUITE_P(recursive_triggers, SplitMerge, ::testing::Values("OFF", "ON"));

// `down` does not give back what `up` was given: each echo of a trigger's own write would show.
TEST_P(SplitMerge, AWriteIsCarriedOverOnce) {
  make("(id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
  exec("INSERT INTO users VALUES (1, 'ada'), (2, 'bob')");
  auto plan = plan_yaml(split());
  run(plan, Phase::expand);
  exec("INSERT INTO users (id, head, rest) VALUES (3, 'N', 'ew')");
  exec("UPDATE users SET head = 'B' WHERE id = 2");
  EXPECT_EQ(all(), (Lines{"1|ada|-|-", "2|B|B|ob", "3|N|N|ew"}));
  run(plan, Phase::backfill);
  exec("UPDATE users SET rest = 'DA' WHERE id = 1");
  // What `down` gives already, and old code's all the same.
  exec("UPDATE users SET name = 'N' WHERE id = 3");
  exec("UPDATE users SET name = 'bo' WHERE id = 2");
  exec("UPDATE users SET name = 'b' WHERE id = 2");
  EXPECT_EQ(all(), (Lines{"1|a|a|DA", "2|b|b|", "3|N|N|ew"}));
  exec("INSERT OR REPLACE INTO users (id, name) VALUES (3, 'old')");
  exec("INSERT INTO users (id, name) VALUES (3, 'x') ON CONFLICT (id) DO UPDATE SET name = 'ups'");
  EXPECT_EQ(all(), (Lines{"1|a|a|DA", "2|b|b|", "3|ups|u|ps"}));
  EXPECT_THROW(exec("INSERT INTO users (id) VALUES (4)"), db::DbError);
  EXPECT_THROW(exec("UPDATE users SET name = NULL WHERE id = 1"), db::DbError);
  run(plan, Phase::contract);
  EXPECT_EQ(table_sql("users"),
            "CREATE TABLE users (id INTEGER PRIMARY KEY, \"head\" TEXT, \"rest\" TEXT)");
}

TEST_P(SplitMerge, WhatIsIgnoredIsIgnoredOnBothSides) {
  make("(id INTEGER PRIMARY KEY, name TEXT)");
  exec("CREATE UNIQUE INDEX users_name ON users (name)");
  exec("INSERT INTO users VALUES (1, 'ada'), (2, 'bob')");
  auto plan = plan_yaml(split("substr(name, 1, 1)", "head || rest"));
  run(plan, Phase::expand);
  exec("INSERT OR IGNORE INTO users (id, head, rest) VALUES (3, 'b', 'ob')");
  EXPECT_EQ(all(), (Lines{"1|ada|-|-", "2|bob|-|-"}));
  exec("UPDATE OR IGNORE users SET head = 'a', rest = 'da' WHERE id = 2");
  EXPECT_EQ(all(), (Lines{"1|ada|-|-", "2|bob|-|-"}));
  run(plan, Phase::backfill);
  exec("UPDATE OR IGNORE users SET head = 'a', rest = 'da'");
  EXPECT_EQ(all(), (Lines{"1|ada|a|da", "2|bob|b|ob"}));
  EXPECT_THROW(exec("UPDATE users SET head = 'a', rest = 'da' WHERE id = 2"), db::DbError);
  exec("UPDATE OR REPLACE users SET head = 'a', rest = 'da' WHERE id = 2");
  EXPECT_EQ(all(), (Lines{"2|ada|a|da"}));
}

// The default comes with contract, and is for rows to come.
TEST_P(SplitMerge, ADefaultDoesNotFillRowsThatHaveNothing) {
  make("(id INTEGER PRIMARY KEY, name TEXT)");
  exec("INSERT INTO users VALUES (1, 'ada'), (2, NULL)");
  auto plan = plan_yaml(
      "operations:\n  - split_column: {table: users, column: name, down: head, into: [{name: head, "
      "type: TEXT, nullable: true, default: \"'?'\", up: \"substr(name, 1, 1)\"}, {name: rest, "
      "type: "
      "TEXT, nullable: true, up: \"substr(name, 2)\"}]}\n");
  for (auto phase : {Phase::expand, Phase::backfill, Phase::contract}) run(plan, phase);
  exec("INSERT INTO users (id) VALUES (3)");
  EXPECT_EQ(rows("SELECT id, head, rest FROM users ORDER BY id"),
            (Lines{"1|a|da", "2|-|-", "3|?|-"}));
}

TEST_P(SplitMerge, WhatCannotEndIsRefusedAtTheBeginning) {
  make("(id INTEGER PRIMARY KEY, name TEXT, UNIQUE (name))");
  EXPECT_EQ(refusal(split()), "SQLite cannot drop users.name: a UNIQUE constraint uses it");
  exec("DROP TABLE users");
  make("(id INTEGER PRIMARY KEY, name TEXT CHECK (name <> ''))");
  EXPECT_EQ(refusal(split()), "SQLite cannot drop users.name: a CHECK uses it: name <> ''");
  exec("DROP TABLE users");
  make("(id INTEGER PRIMARY KEY, n TEXT, name TEXT AS (n))");
  EXPECT_EQ(refusal(split()), "users.name is a generated column");
  exec("DROP TABLE users");
  make("(name INTEGER PRIMARY KEY)");
  EXPECT_EQ(refusal(split()), "SQLite cannot drop users.name: it is part of the primary key");
  exec("DROP TABLE users");
  make("(id INTEGER PRIMARY KEY, name TEXT)");
  EXPECT_EQ(refusal(split("hex(RandomBlob (4))")),
            "`up` calls randomblob(), which gives another value each time");
  EXPECT_EQ(refusal(split("name", "head || \\\"random\\\"()")),
            "`down` calls random(), which gives another value each time");
  exec("CREATE VIEW named AS SELECT name FROM users");
  EXPECT_NE(refusal(split()).find("error in view named after drop column"), std::string::npos);
}

}  // namespace
}  // namespace migrate::sqlite
