#include <gtest/gtest.h>

#include "gate/gate.hpp"
#include "gate/statement_text.hpp"

namespace migrate {
namespace {

constexpr EpochMs now = 1'000'000'000;
const OldName column{"users", "name"}, table{"users", ""};

bool names(const char* sql, const OldName& old = column, EngineKind engine = EngineKind::postgres) {
  return StatementText(sql, engine).names(old);
}

TEST(StatementText, AColumnOfTheTable) {
  for (const char* sql : {
           "SELECT name FROM users WHERE id = $1",
           "select Name from Users",
           "SELECT \"name\" FROM app.users",
           "SELECT u.name FROM users AS u",
           "SELECT u.name FROM users u JOIN pets p ON p.owner = u.id",
           "SELECT 1 FROM pets, users WHERE name = $1",
           "INSERT INTO users (id, name) VALUES ($1, $2)",
           "UPDATE users SET name = $1",
           "UPDATE ONLY users SET name = $1",
           "DELETE FROM users WHERE name = $1",
           "INSERT INTO users (id) VALUES (1) ON CONFLICT (name) DO NOTHING",
           "INSERT INTO users AS t (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET id = "
           "EXCLUDED.name",
           "SELECT lower(name) FROM users",
           "SELECT s.name FROM (SELECT * FROM users) s",
           "COPY users (name) TO STDOUT",
           "WITH old AS (SELECT name FROM users) SELECT * FROM old",
           "SELECT name AS full_name FROM users",
       })
    EXPECT_TRUE(names(sql)) << sql;
}

TEST(StatementText, NotTheColumn) {
  for (const char* sql : {
           "SELECT full_name FROM users",
           "SELECT full_name AS name FROM users",
           "SELECT name FROM pets",
           "SELECT 'name' FROM users",
           "SELECT full_name -- not name\n FROM users",
           "SELECT p.name FROM users u JOIN pets p ON p.owner = u.id",
           "SELECT pets.name FROM users, pets JOIN pets ON true",
           "SELECT name(id) FROM users",
           "SELECT users FROM pets WHERE name = 1",
       })
    EXPECT_FALSE(names(sql)) << sql;
}

TEST(StatementText, ATable) {
  EXPECT_TRUE(names("SELECT * FROM users", table));
  EXPECT_TRUE(names("SELECT * FROM pets p, app.users", table));
  EXPECT_TRUE(names("DELETE FROM \"users\"", table));
  EXPECT_FALSE(names("SELECT p.users FROM pets p", table));
  EXPECT_FALSE(names("SELECT 'users' FROM pets", table));
  EXPECT_FALSE(names("SELECT 1 AS users FROM pets", table));
}

TEST(StatementText, DigestsOfMysql) {
  auto mysql = EngineKind::mysql;
  EXPECT_TRUE(names("SELECT `name` FROM `users` WHERE `id` = ? ", column, mysql));
  EXPECT_TRUE(names("INSERT INTO `users` ( `id` , NAME ) VALUES (...)", column, mysql));
  EXPECT_TRUE(names("INSERT `users` ( `name` ) VALUES (?)", column, mysql));
  // Of a session whose database is another.
  EXPECT_TRUE(names("SELECT `name` FROM `shop` . `users` WHERE `id` = ? ", column, mysql));
  EXPECT_TRUE(names("SELECT `shop` . `users` . `name` FROM `shop` . `users`", column, mysql));
  EXPECT_TRUE(names("UPDATE `shop` . `users` SET NAME = ?", column, mysql));
  EXPECT_TRUE(names("INSERT INTO `shop` . `users` ( `id` , NAME ) VALUES (...)", column, mysql));
  EXPECT_TRUE(names("DELETE FROM `shop` . `users`", table, mysql));
  EXPECT_FALSE(names("SELECT `id` FROM `shop` . `users`", column, mysql));
  EXPECT_FALSE(names("SELECT ? FROM `users`", column, mysql));
  EXPECT_FALSE(names("SELECT \"name\" FROM `users`", column, mysql));
}

TEST(StatementText, WorksOnRows) {
  auto works = [](const char* sql) {
    return StatementText(sql, EngineKind::postgres).works_on_rows();
  };
  EXPECT_TRUE(works("/* x */ (SELECT 1)"));
  EXPECT_TRUE(works("WITH a AS (SELECT 1) UPDATE b SET c = 1"));
  EXPECT_FALSE(works("ALTER TABLE users DROP COLUMN name"));
  EXPECT_FALSE(works("EXPLAIN SELECT name FROM users"));
  EXPECT_FALSE(works(""));
}

TEST(StatementText, SameButForLiteralsAndTheServersForm) {
  auto mysql = EngineKind::mysql;
  StatementText ours(
      "UPDATE `users` SET `full_name` = `name` WHERE `id` BETWEEN ? AND 7 AND NOT "
      "(`name` <=> NULL)",
      mysql);
  EXPECT_TRUE(
      ours.same_as({"UPDATE `users` SET `full_name` = NAME WHERE `id` BETWEEN ? AND ? AND "
                    "NOT ( NAME <=> ? )",
                    mysql}));
  EXPECT_FALSE(ours.same_as({"UPDATE `users` SET `name` = ? WHERE `id` = ?", mysql}));
  EXPECT_TRUE(ours.same_as({"UPDATE `users` SET `full_name` = NAME WHERE ...", mysql}));
  EXPECT_FALSE(ours.same_as({"...", mysql}));
}

struct StatementsTest : testing::Test {
  StatementsTest() {
    input.old_names = {column};
    input.statements.emplace();
    input.statements_since = 0;
  }
  void add(EpochMs ago) {
    input.statements->push_back({"users.name", "SELECT name FROM users", "report", 7, now - ago});
  }
  std::vector<Evidence> judged() {
    std::vector<Evidence> out;
    judge_statements(input, out);
    return out;
  }
  MigrationRecord record;
  GateInput input{record, {}, {}, {}, now};
};

TEST_F(StatementsTest, NothingGoesAwayByName) {
  input.old_names.clear();
  EXPECT_TRUE(judged().empty());
}

TEST_F(StatementsTest, RequiredOfSqlOfOnesOwnItIsMissing) {
  input.old_names.clear();
  input.own_sql = true;
  EXPECT_TRUE(judged().empty());
  input.settings.require = {"statements"};
  ASSERT_EQ(judged().size(), 1u);
  EXPECT_TRUE(judged()[0].missing);
  EXPECT_FALSE(judged()[0].holds);
  // Beside an operation whose old name is known.
  input.old_names = {column};
  ASSERT_EQ(judged().size(), 2u);
  EXPECT_FALSE(judged()[0].holds);
  EXPECT_TRUE(judged()[1].holds);
}

// By `status`, which must not call a gate open that nobody has asked.
TEST_F(StatementsTest, NotAskedForItIsUncheckedWhereItCounts) {
  input.statements.reset();
  EXPECT_TRUE(judged().empty());
  input.settings.quiet = Millis(60'000);
  ASSERT_EQ(judged().size(), 1u);
  EXPECT_TRUE(judged()[0].unasked);
  EXPECT_TRUE(judged()[0].missing);
  EXPECT_TRUE(judged()[0].holds);
  EXPECT_NE(judged()[0].detail.find("users.name"), std::string::npos);
  input.settings.quiet.reset();
  input.settings.require = {"statements"};
  ASSERT_EQ(judged().size(), 1u);
  EXPECT_TRUE(judged()[0].unasked);
  Verdict verdict;
  verdict.open = true;
  verdict.evidence = judged();
  EXPECT_TRUE(verdict.unchecked());
}

TEST_F(StatementsTest, NoneIsSeen) {
  ASSERT_EQ(judged().size(), 1u);
  EXPECT_TRUE(judged()[0].holds);
  EXPECT_FALSE(judged()[0].missing);
}

TEST_F(StatementsTest, InUseForAsLongAsQuietSays) {
  input.settings.quiet = Millis(60'000);
  add(60'000);
  EXPECT_TRUE(judged()[0].holds);
  EXPECT_EQ(judged()[0].age, Millis(60'000));
  add(59'999);
  ASSERT_EQ(judged().size(), 1u);
  EXPECT_FALSE(judged()[0].holds);
  EXPECT_EQ(judged()[0].age, Millis(59'999));
}

TEST_F(StatementsTest, SilenceCountsForAsLongAsTheStatisticsReachBack) {
  input.settings.quiet = Millis(60'000);
  input.statements_since = now - 60'000;
  EXPECT_FALSE(judged().at(0).missing);
  EXPECT_TRUE(judged().at(0).holds);
  input.statements_since = now - 59'999;
  ASSERT_EQ(judged().size(), 1u);
  EXPECT_TRUE(judged()[0].missing);
  EXPECT_TRUE(judged()[0].holds);
  EXPECT_NE(judged()[0].detail.find("reach back 59.9s only, not 1m"), std::string::npos)
      << judged()[0].detail;
  input.settings.require = {"statements"};
  EXPECT_TRUE(judged()[0].missing);
  EXPECT_FALSE(judged()[0].holds);
  // What was seen long ago does not tell of the time since then.
  add(70'000);
  EXPECT_TRUE(judged()[0].missing);
  EXPECT_FALSE(judged()[0].holds);
  // What was seen within that time closes the gate as ever.
  add(10);
  EXPECT_FALSE(judged()[0].missing);
  EXPECT_FALSE(judged()[0].holds);
}

TEST_F(StatementsTest, ARequirementWithoutQuietAsksHowFarTheyReachToo) {
  input.statements_since = now - 10;
  EXPECT_FALSE(judged().at(0).missing);
  EXPECT_TRUE(judged().at(0).holds);
  input.settings.require = {"statements"};
  EXPECT_FALSE(judged().at(0).holds);
  input.in_use = Millis(10);
  EXPECT_TRUE(judged().at(0).holds);
}

TEST_F(StatementsTest, WhereTheServerDoesNotTellHowFarTheyReachItIsMissing) {
  input.statements_since.reset();
  EXPECT_FALSE(judged().at(0).missing);
  input.settings.quiet = Millis(0);
  EXPECT_FALSE(judged().at(0).missing);
  input.settings.quiet = Millis(1);
  EXPECT_TRUE(judged().at(0).missing);
  EXPECT_TRUE(judged().at(0).holds);
}

TEST_F(StatementsTest, WithoutQuietTheyAreShown) {
  add(0);
  ASSERT_EQ(judged().size(), 1u);
  EXPECT_TRUE(judged()[0].holds);
  EXPECT_EQ(judged()[0].age, Millis(0));
}

TEST_F(StatementsTest, RequiredWithoutQuietAsLongAsAnInstanceLives) {
  input.settings.require = {"statements"};
  add(89'999);
  EXPECT_FALSE(judged()[0].holds);
  input.in_use = Millis(80'000);
  EXPECT_TRUE(judged()[0].holds);
}

TEST_F(StatementsTest, ManyAreShownInShort) {
  input.settings.quiet = Millis(60'000);
  for (int i = 0; i < 8; ++i) add(i);
  ASSERT_EQ(judged().size(), 6u);
  EXPECT_EQ(judged()[5].detail, "and 3 more");
}

TEST_F(StatementsTest, WhatIsSeenInPartStillCloses) {
  input.statements_missing = "no privilege";
  ASSERT_EQ(judged().size(), 1u);
  EXPECT_TRUE(judged()[0].missing);
  EXPECT_TRUE(judged()[0].holds);
  input.settings.require = {"statements"};
  EXPECT_FALSE(judged()[0].holds);
  add(0);
  ASSERT_EQ(judged().size(), 1u);
  EXPECT_FALSE(judged()[0].missing);
  EXPECT_FALSE(judged()[0].holds);
}

}  // namespace
}  // namespace migrate
