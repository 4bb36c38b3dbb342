#include "dialects/mysql/operations/user_session.hpp"

#include <gtest/gtest.h>

#include "migration/sql_split.hpp"
#include "tests/unit/dialects/mysql/support.hpp"
#include "util/text.hpp"

namespace migrate::mysql {
namespace {

OwnStatements read(const std::string& sql) {
  std::vector<std::string> statements;
  for (auto& statement : split_sql(sql, EngineKind::mysql)) statements.push_back(statement.text);
  return own_statements(statements, EngineKind::mysql);
}

// "SET a; SET b > UPDATE x" for each statement.
std::vector<std::string> shown(const std::string& sql) {
  const auto own = read(sql);
  EXPECT_EQ(own.trouble, "");
  std::vector<std::string> out;
  for (auto& [text, settings] : own.all)
    out.push_back(settings.empty() ? text : join(settings, "; ") + " > " + text);
  return out;
}
using Shown = std::vector<std::string>;

std::string trouble(const std::string& sql) {
  const auto own = read(sql);
  EXPECT_EQ(own.trouble.empty(), own.instead.empty());
  return own.trouble;
}

TEST(UserSession, SettingsAreSaidAheadOfEachStatementBehindThem) {
  EXPECT_EQ(shown("SET @v = 5; UPDATE a SET n = @v; UPDATE b SET n = 1; UPDATE c SET n = @V"),
            (Shown{"SET @v = 5 > UPDATE a SET n = @v", "UPDATE b SET n = 1",
                   "SET @v = 5 > UPDATE c SET n = @V"}));
  EXPECT_EQ(shown("UPDATE a SET n = 1; SET sql_mode = ''; UPDATE b SET n = 1; DROP TABLE c"),
            (Shown{"UPDATE a SET n = 1", "SET sql_mode = '' > UPDATE b SET n = 1",
                   "SET sql_mode = '' > DROP TABLE c"}));
  EXPECT_EQ(shown("SET NAMES latin1; SET SESSION TRANSACTION READ ONLY; SELECT 1"),
            (Shown{"SET NAMES latin1; SET SESSION TRANSACTION READ ONLY > SELECT 1"}));
}

TEST(UserSession, OnesThatAreReplacedAreLeftOut) {
  // As a dump says it of each table.
  const std::string table =
      "/*!40101 SET @saved_cs_client = @@character_set_client */; "
      "/*!50503 SET character_set_client = utf8mb4 */; CREATE TABLE t (id int); "
      "/*!40101 SET character_set_client = @saved_cs_client */; ";
  const auto all = read("SET @OLD = @@SQL_MODE, SQL_MODE = 'ANSI'; " + table + table + table);
  ASSERT_EQ(all.all.size(), 3u);
  EXPECT_EQ(all.all[2].settings, (Shown{"SET @OLD = @@SQL_MODE, SQL_MODE = 'ANSI'",
                                        "/*!50503 SET character_set_client = utf8mb4 */"}));
  EXPECT_TRUE(all.idle_settings);
  EXPECT_FALSE(read("SET @a = 1; SELECT @a").idle_settings);
}

TEST(UserSession, PreparedStatementsGoWithTheirVariables) {
  const std::string once =
      "SET @sql = IF((SELECT COUNT(*) FROM x) = 0, 'ALTER …', 'DO 0'); PREPARE s FROM @sql; "
      "EXECUTE s; DEALLOCATE PREPARE s; ";
  const auto all = read(once + once);
  EXPECT_EQ(all.trouble, "");
  ASSERT_EQ(all.all.size(), 2u);
  EXPECT_EQ(all.all[1].settings.size(), 2u);
  EXPECT_EQ(all.all[1].settings[1], "PREPARE s FROM @sql");
}

TEST(UserSession, WhatIsTheServersIsAStatement) {
  for (auto* sql : {"SET GLOBAL a = 1", "SET @@global.a = 1, @@persist.b = 2", "SET PASSWORD = 'x'",
                    "SET DEFAULT ROLE r TO u", "SET GLOBAL TRANSACTION READ ONLY",
                    "SET STATEMENT max_statement_time=1 FOR DO 1"})
    EXPECT_EQ(shown(sql), Shown{sql});
  EXPECT_NE(trouble("SET GLOBAL a = 1, SESSION b = 2"), "");
  EXPECT_EQ(trouble("SET @a = @@global.b, SESSION b = 2; SELECT @a"), "");
}

TEST(UserSession, RefusesWhatCannotBeKept) {
  EXPECT_NE(trouble("SET @m = (SELECT MAX(id) FROM t); INSERT INTO t VALUES (1); "
                    "UPDATE t SET n = 1 WHERE id > @m"),
            "");
  EXPECT_NE(trouble("SET @now = NOW(); UPDATE a SET t = @now; UPDATE b SET t = @now"), "");
  EXPECT_EQ(trouble("SET @m = (SELECT MAX(id) FROM t); UPDATE t SET n = 1 WHERE id > @m"), "");
  EXPECT_NE(trouble("SELECT MAX(id) INTO @m FROM t; UPDATE t SET n = @m"), "");
  EXPECT_NE(trouble("SET @i = 0; UPDATE a SET n = (@i := @i + 1); UPDATE b SET n = (@i := @i + 1)"),
            "");
  EXPECT_EQ(trouble("SET @i = 0; UPDATE a SET n = (@i := @i + 1); SET @i = 0; "
                    "UPDATE b SET n = (@i := @i + 1)"),
            "");
  for (auto* sql : {"SET autocommit = 0", "SET ROLE boss", "CREATE TEMPORARY TABLE t (id int)",
                    "CREATE OR REPLACE TEMPORARY TABLE t (id int)", "FLUSH TABLES t WITH READ LOCK",
                    "INSERT INTO b VALUES (LAST_INSERT_ID())", "SET @id = LAST_INSERT_ID()",
                    "SELECT @@session.last_insert_id"})
    EXPECT_NE(trouble(sql), "") << sql;
  for (auto* sql : {"SET autocommit = 1",
                    "INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE "
                    "id = LAST_INSERT_ID(id)",
                    "CREATE TRIGGER t AFTER INSERT ON a FOR EACH ROW SET @x = LAST_INSERT_ID()",
                    "GRANT SELECT ON t TO 'a'@'b'"})
    EXPECT_EQ(trouble(sql), "") << sql;
}

using test::ServerTest;

SERVER_TEST(UserSession, StepsCarryTheirSettings) {
  run("CREATE TABLE t (id INT PRIMARY KEY, n INT)");
  const auto made = plan(
      "  - sql: {up: \"SET @v = 5; UPDATE t SET n = @v\", down: \"SET @w = 1; UPDATE t SET n = "
      "@w\"}\n");
  const auto steps = made.of(Phase::expand);
  ASSERT_EQ(steps.size(), 1u);
  ASSERT_TRUE(steps[0]->own_session);
  EXPECT_EQ(steps[0]->own_session->settings, Shown{"SET @v = 5"});
  EXPECT_EQ(steps[0]->own_session->undo, Shown{"SET @w = 1"});
  EXPECT_EQ(steps[0]->undo, Shown{"UPDATE t SET n = @w"});
  EXPECT_TRUE(steps[0]->transactional);
  EXPECT_NE(refusal("  - sql: {up: \"SET autocommit = 0\"}\n").find("MIG-PLAN-UNSUPPORTED"),
            std::string::npos);
}

SERVER_TEST(UserSession, SettingsAreTakenBackInsideATransaction) {
  auto opened = open();
  auto& session = *opened.connection;
  const auto told = [&] {
    return session
        .query(
            "SELECT CONCAT_WS(' ', @@sql_mode, @@time_zone, @@completion_type, "
            "@@character_set_client)")
        .rows.at(0)
        .at(0)
        .text;
  };
  const auto before = told();
  session.query("SET NAMES latin1, sql_mode = '', time_zone = '+05:00', completion_type = 1");
  session.begin();
  session.restore_settings();
  EXPECT_EQ(told(), before);
  session.commit();
  EXPECT_FALSE(session.forget_session());
}

}  // namespace
}  // namespace migrate::mysql
