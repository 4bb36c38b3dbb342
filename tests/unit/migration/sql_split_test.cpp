#include "migration/sql_split.hpp"

#include <gtest/gtest.h>

#include "tests/unit/migration/expect_error.hpp"

namespace migrate {
namespace {

constexpr auto pg = EngineKind::postgres;
constexpr auto my = EngineKind::mysql;
constexpr auto maria = EngineKind::mariadb;
constexpr auto lite = EngineKind::sqlite;

std::vector<std::string> texts(std::string_view sql, EngineKind engine) {
  std::vector<std::string> result;
  for (const Statement& statement : split_sql(sql, engine)) result.push_back(statement.text);
  return result;
}
using Texts = std::vector<std::string>;

// Texts that must stay one statement however many semicolons they hold.
struct Whole {
  EngineKind engine;
  const char* sql;
};

const Whole whole[] = {
    {pg, "SELECT ';', \";\", ';'';', E'\\';', $$;$$, $a$ ; $$ ; $a$"},
    {pg, "SELECT 'standard strings: \\'"},
    {pg, "SELECT /* ; /* nested ; */ ; */ 1 -- ;"},
    {pg, "SELECT U&'\\0061;', B'1', X'1F', N';', u&\"a;b\""},
    {pg, "SELECT a$b$ FROM t WHERE c = $1"},
    {pg, "DO $do$ BEGIN PERFORM 1; EXECUTE $x$ SELECT 1; $x$; END; $do$"},
    {pg, "DO $ž$ ; $ž$"},
    {pg, "CREATE RULE r AS ON INSERT TO t DO ALSO (DELETE FROM a; DELETE FROM b)"},
    {pg,
     "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; SELECT CASE WHEN 1=1 THEN 2 END; "
     "END"},
    {pg, "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC INSERT INTO t VALUES (1); END"},
    {my, "SELECT ';', \"a\\\";\", ';'';', `;``;`, 'it\\'s ;'"},
    {my, "SELECT 1 # ; comment\n + 1 -- ;\n + 1 /* ; */"},
    {my, "/*!50003 SELECT 1; */"},
    {my, "SELECT 'a\\\\', ';'"},
    {my,
     "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET NEW.a = 1; SET NEW.b = 2; END"},
    {my, "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW FOLLOWS other BEGIN SET NEW.a = 1; END"},
    {my,
     "CREATE TRIGGER t BEFORE UPDATE ON x FOR EACH ROW FOLLOWS `a b` IF NEW.a THEN SET NEW.b=1; "
     "END IF"},
    {my,
     "CREATE DEFINER=`root`@`localhost` TRIGGER t AFTER DELETE ON x FOR EACH ROW BEGIN IF OLD.a "
     "THEN DELETE FROM y; ELSEIF OLD.b THEN DELETE FROM z; ELSE BEGIN END; END IF; END"},
    {my,
     "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW IF NEW.a IS NULL THEN SET NEW.a = 1; "
     "SET NEW.b = 2; END IF"},
    {my,
     "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET NEW.a = CASE WHEN NEW.b THEN 1 "
     "ELSE 2 END; SET NEW.c = IF(NEW.d, 1, 2); END"},
    {my,
     "CREATE PROCEDURE p() BEGIN CASE x WHEN 1 THEN SELECT 1; ELSE SELECT 2; END CASE; SELECT 3; "
     "END"},
    {my,
     "CREATE PROCEDURE IF NOT EXISTS p(IN a INT, OUT b DECIMAL(10,2)) COMMENT 'x;y' READS SQL "
     "DATA BEGIN DECLARE done INT; DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN ROLLBACK; END; "
     "l: LOOP LEAVE l; END LOOP l; REPEAT SET a = a + 1; UNTIL a > 3 END REPEAT; WHILE a DO SET "
     "a = 0; END WHILE; END"},
    {my,
     "CREATE FUNCTION f(a INT) RETURNS VARCHAR(10) CHARACTER SET utf8mb4 DETERMINISTIC BEGIN "
     "RETURN 'x;'; END"},
    {my,
     "CREATE FUNCTION f(a SET('x','y')) RETURNS SET('a','b') DETERMINISTIC BEGIN DECLARE x INT; "
     "SET x = 1; RETURN 'a'; END"},
    {maria,
     "CREATE FUNCTION f() RETURNS SET('a','b') CHAR SET utf8mb4 IF 1 THEN RETURN 'a'; ELSE RETURN "
     "'b'; END IF"},
    {my,
     "CREATE FUNCTION f(a INT) RETURNS INT DETERMINISTIC IF a THEN RETURN 1; ELSE RETURN 2; END "
     "IF"},
    {my, "CREATE PROCEDURE p() outer_block: BEGIN SELECT 1; END outer_block"},
    {my,
     "CREATE EVENT IF NOT EXISTS e ON SCHEDULE EVERY 1 DAY DO BEGIN DELETE FROM a; DELETE FROM "
     "b; END"},
    {my, "CREATE PROCEDURE p() BEGIN SELECT end FROM t; SELECT 1 end; UPDATE t SET begin = 1; END"},
    {my, "CREATE PROCEDURE p() BEGIN SET @x := 1; SET @y := CASE WHEN 1 THEN IF(1,2,3) END; END"},
    {maria, "BEGIN NOT ATOMIC SELECT 1; SELECT 2; END"},
    {maria, "CREATE OR REPLACE PROCEDURE p() BEGIN FOR i IN 1..10 DO SELECT i; END FOR; END"},
    {lite, "SELECT ';', \";\", `;`, [;], ';'';', x'3B'"},
    {lite, "SELECT 'no escapes: \\', 1 -- ;\n /* ; */"},
    {lite,
     "CREATE TRIGGER t AFTER INSERT ON x BEGIN UPDATE x SET a = 1; SELECT CASE WHEN 1 THEN 2 "
     "END; END"},
    {lite,
     "CREATE TEMP TRIGGER IF NOT EXISTS t AFTER UPDATE ON x WHEN NEW.a BEGIN SELECT end, begin "
     "FROM y; END"},
    {lite, "create trigger t after insert on x begin select 1; /* c */ end -- done"},
};

TEST(SplitSql, KeepsWholeStatementsWhole) {
  for (const auto& [engine, sql] : whole) {
    SCOPED_TRACE(std::string(name_of(engine)) + ": " + sql);
    const std::string text = sql;
    const std::string closed = text.find("--") != std::string::npos ? text + "\n;" : text + ";";
    EXPECT_EQ(texts(text, engine), Texts{text});
    EXPECT_EQ(texts(closed, engine), Texts{text});
    EXPECT_EQ(texts("SELECT 0;\n" + closed + " SELECT 9", engine),
              (Texts{"SELECT 0", text, "SELECT 9"}));
  }
}

TEST(SplitSql, SplitsWhatOnlyLooksCompound) {
  EXPECT_EQ(texts("BEGIN; SELECT 1; END; COMMIT", pg).size(), 4u);
  EXPECT_EQ(texts("BEGIN; SELECT 1; COMMIT", my).size(), 3u);
  EXPECT_EQ(texts("BEGIN WORK; SELECT 1", maria).size(), 2u);
  EXPECT_EQ(texts("BEGIN; SELECT 1; END", lite).size(), 3u);
  EXPECT_EQ(texts("CREATE TABLE trigger_log (a int); CREATE TABLE b (c int)", my).size(), 2u);
  EXPECT_EQ(
      texts("CREATE TABLE t (a int); SELECT IF(1, 2, 3); SELECT CASE WHEN 1 THEN 2 END", my).size(),
      3u);
  EXPECT_EQ(
      texts("CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW SET NEW.a = IF(1,2,3); SELECT 1", my)
          .size(),
      2u);
  EXPECT_EQ(texts("CREATE FUNCTION f() RETURNS INT RETURN IF(1,2,3); SELECT 1", my).size(), 2u);
  EXPECT_EQ(texts("CREATE FUNCTION f RETURNS INTEGER SONAME 'f.so'; SELECT 1", my).size(), 2u);
  EXPECT_EQ(texts("CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO DELETE FROM t; SELECT 1", my).size(),
            2u);
  EXPECT_EQ(
      texts("CREATE FUNCTION f() RETURNS int AS $$ SELECT 1; $$ LANGUAGE sql; SELECT 1", pg).size(),
      2u);
  EXPECT_EQ(texts("CREATE TABLE \"trigger\" (a); SELECT 1", lite).size(), 2u);
  EXPECT_EQ(texts("DROP TRIGGER t; SELECT 1", lite).size(), 2u);
}

TEST(SplitSql, MysqlCommentsNeedABlankBehindTheDashes) {
  EXPECT_EQ(texts("SELECT 5--1; SELECT 2", my), (Texts{"SELECT 5--1", "SELECT 2"}));
  EXPECT_EQ(texts("SELECT 5 --1; SELECT 2", pg), (Texts{"SELECT 5 --1; SELECT 2"}));
  EXPECT_EQ(texts("SELECT 1 -- ';", my), Texts{"SELECT 1 -- ';"});
  EXPECT_EQ(texts("SELECT 1 #> 2; SELECT '", my).size(), 1u);
}

TEST(SplitSql, ToPostgresACarriageReturnEndsAComment) {
  EXPECT_EQ(texts("-- note\rDROP TABLE a", pg), Texts{"-- note\rDROP TABLE a"});
  EXPECT_EQ(texts("-- note\rDROP TABLE a; SELECT 1", pg).size(), 2u);
  EXPECT_EQ(texts("SELECT 1 -- note\r; SELECT 2", pg).size(), 2u);
  EXPECT_EQ(texts("SELECT 1 -- note\r; SELECT 2", lite).size(), 1u);
  EXPECT_EQ(texts("SELECT 1 -- note\r; SELECT 2", my).size(), 1u);
  EXPECT_FALSE(is_blank_sql("-- note\rDROP TABLE a"));
}

TEST(SplitSql, DelimiterLines) {
  EXPECT_EQ(
      texts("SELECT 1;\nDELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//\n"
            "SELECT 2;//\ndelimiter ;\nSELECT 3;",
            my),
      (Texts{"SELECT 1", "CREATE PROCEDURE p() BEGIN SELECT 1; END", "SELECT 2;", "SELECT 3"}));
  EXPECT_EQ(
      texts("DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT '$$'; END$$\nDELIMITER ;\n", maria),
      Texts{"CREATE PROCEDURE p() BEGIN SELECT '$$'; END"});
  EXPECT_EQ(texts("-- note\r\nDELIMITER |\r\nSELECT 1|\r\n", my), Texts{"SELECT 1"});
  EXPECT_EQ(refusal([] { split_sql("DELIMITER \nSELECT 1", my); }).code, "MIG-SQL-SPLIT");
  EXPECT_EQ(texts("SELECT delimiter FROM t; SELECT 2", my).size(), 2u);
  EXPECT_EQ(texts("DELIMITER //\nSELECT 1//", lite).size(), 1u);
}

TEST(SplitSql, LeavesOutWhatHoldsNoCode) {
  for (const EngineKind engine : all_engines) {
    EXPECT_EQ(texts("", engine), Texts{});
    EXPECT_EQ(texts(" ;; ; \n -- c\n; /* c */ ;", engine), Texts{});
  }
  EXPECT_EQ(texts("SELECT 1; -- behind\n", pg), Texts{"SELECT 1"});
}

TEST(SplitSql, CommentsAboveAStatementBelongToIt) {
  EXPECT_EQ(texts("SELECT 1;\n\n-- migrate:allow x because y\nSELECT 2;", pg),
            (Texts{"SELECT 1", "-- migrate:allow x because y\nSELECT 2"}));
}

TEST(SplitSql, LineNumbers) {
  const auto statements = split_sql("\n\nSELECT\n 1;\r\n-- c\nSELECT 2; SELECT 3;\n\n\n'x'", pg);
  ASSERT_EQ(statements.size(), 4u);
  EXPECT_EQ(statements[0].line, 3);
  EXPECT_EQ(statements[1].line, 5);
  EXPECT_EQ(statements[2].line, 6);
  EXPECT_EQ(statements[3].line, 9);
}

TEST(SplitSql, RefusesWhatIsNotClosed) {
  const Whole open[] = {
      {pg, "SELECT 1;\nSELECT 'a"},
      {pg, "SELECT \"a"},
      {pg, "SELECT $$ a"},
      {pg, "SELECT $a$ b $$"},
      {pg, "SELECT /* /* */"},
      {pg, "SELECT E'a\\'"},
      {pg, "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1;"},
      {pg, "CREATE TABLE a (b int; DROP TABLE c;"},
      {my, "SELECT 'a\\'"},
      {my, "SELECT `a"},
      {my, "SELECT \"a"},
      {my, "SELECT /*"},
      {my, "SELECT '\\"},
      {my, "/*! SELECT 1"},
      {my, "CREATE TRIGGER t BEFORE INSERT ON x FOR EACH ROW BEGIN SET NEW.a = 1;"},
      {maria, "BEGIN NOT ATOMIC SELECT 1;"},
      {lite, "SELECT [a"},
      {lite, "SELECT '"},
      {lite, "SELECT /*"},
      {lite, "CREATE TRIGGER t AFTER INSERT ON x BEGIN SELECT 1;"},
  };
  for (const auto& [engine, sql] : open) {
    SCOPED_TRACE(sql);
    EXPECT_EQ(refusal([&, e = engine, s = sql] { split_sql(s, e); }).code, "MIG-SQL-SPLIT");
  }
  EXPECT_NE(refusal([] { split_sql("SELECT 1;\nSELECT\n 'a", pg); }).what.find("line 3"),
            std::string::npos);
}

TEST(SplitSql, NamesOfAnyAlphabet) {
  EXPECT_EQ(texts("SELECT žluť FROM 表; SELECT \"a;b\"", pg).size(), 2u);
  EXPECT_EQ(texts("SELECT `a;ž` FROM 表; SELECT 2", my).size(), 2u);
}

TEST(SplitSql, LongTextsTakeLinearTime) {
  std::string sql;
  for (int i = 0; i < 40000; ++i) sql += "UPDATE t SET a = 'x;y' WHERE id = 1;\n";
  for (const EngineKind engine : all_engines) EXPECT_EQ(split_sql(sql, engine).size(), 40000u);
}

TEST(LeadingKeywords, SkipsCommentsAndParentheses) {
  EXPECT_EQ(leading_keywords("-- c\n /* d */ create  unique index x"), "CREATE UNIQUE");
  EXPECT_EQ(leading_keywords("update t", 1), "UPDATE");
  EXPECT_EQ(leading_keywords("(SELECT 1)"), "SELECT");
  EXPECT_EQ(leading_keywords("/*!50003 CREATE TRIGGER x */"), "CREATE TRIGGER");
  EXPECT_EQ(leading_keywords("# c\nALTER TABLE t", 2), "ALTER TABLE");
  EXPECT_EQ(leading_keywords("CREATE TABLE t", 3), "CREATE TABLE T");
  for (const char* blank : {"", "  ", "-- only", "/* open", "/*", "/*!", "'x'", "/*!99"})
    EXPECT_EQ(leading_keywords(blank), "") << blank;
}

TEST(LeadingKeywords, BlankSql) {
  for (const char* blank : {"", " \n", "-- a\n;; /* b */ # c"}) EXPECT_TRUE(is_blank_sql(blank));
  for (const char* code : {"SELECT", "/* open", "/*! x */", "'"}) EXPECT_FALSE(is_blank_sql(code));
}

}  // namespace
}  // namespace migrate
