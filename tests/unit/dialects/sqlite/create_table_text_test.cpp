#include "dialects/sqlite/create_table_text.hpp"

#include <gtest/gtest.h>

#include "dialects/sqlite/lexer.hpp"

namespace migrate::sqlite {
namespace {

TEST(CreateTableText, ReadsColumnsWhateverTheirQuotes) {
  auto text = parse_create_table(
      "CREATE TABLE t (\"a,\"\"(\" INT NOT NULL, `b` VARCHAR(10, 2) DEFAULT ')' CONSTRAINT nn NOT "
      "NULL ON "
      "CONFLICT FAIL, [c d] -- NOT NULL,\n TEXT COLLATE \"NOCASE\" REFERENCES p (x) NOT "
      "DEFERRABLE, 'e' AS "
      "(a NOT NULL) /* , f */, CONSTRAINT k CHECK (a > 0), PRIMARY KEY (a)) WITHOUT ROWID, STRICT");
  ASSERT_TRUE(text);
  ASSERT_EQ(text->columns.size(), 4U);
  EXPECT_EQ(text->columns[0].name, "a,\"(");
  EXPECT_TRUE(text->columns[0].not_null);
  EXPECT_TRUE(text->columns[1].not_null);
  EXPECT_EQ(text->columns[2].name, "c d");
  EXPECT_EQ(text->columns[2].collation, "NOCASE");
  EXPECT_FALSE(text->columns[2].not_null);
  EXPECT_FALSE(text->columns[3].not_null);
  ASSERT_EQ(text->checks.size(), 1U);
  EXPECT_EQ(text->checks[0].name, "k");
  EXPECT_EQ(text->checks[0].expression, "a > 0");
  EXPECT_TRUE(text->strict);
  EXPECT_TRUE(text->without_rowid);
  EXPECT_FALSE(parse_create_table("CREATE VIRTUAL TABLE v USING fts5(a)"));
}

TEST(CreateTableText, FindsTheNotNullWithItsNameAndConflictClause) {
  auto fragment = not_null_fragment(
      "CREATE TABLE t (x INT, b TEXT CONSTRAINT \"n n\" /* c */ NOT\nNULL ON CONFLICT FAIL UNIQUE)",
      "B");
  ASSERT_TRUE(fragment);
  EXPECT_EQ(fragment->not_null, "CONSTRAINT \"n n\" /* c */ NOT\nNULL ON CONFLICT FAIL");
  EXPECT_EQ(fragment->without, "b TEXT ");
}

TEST(CreateTableText, ReachesBackUntilTheFragmentIsTheOnlyOne) {
  auto fragment =
      not_null_fragment("CREATE TABLE t (first_name TEXT NOT NULL, name TEXT NOT NULL)", "name");
  ASSERT_TRUE(fragment);
  EXPECT_EQ(fragment->with, " name TEXT NOT NULL");
  EXPECT_FALSE(not_null_fragment("CREATE TABLE t (a INT)", "a"));
}

TEST(CreateTableText, ReadsIndexPartsAndPredicate) {
  auto text =
      parse_create_index("CREATE INDEX \"i (x)\" ON t (lower(a, ','), b DESC) WHERE c IN (1, 2)");
  EXPECT_EQ(text.parts, (std::vector<std::string>{"lower(a, ',')", "b DESC"}));
  EXPECT_EQ(text.predicate, "c IN (1, 2)");
}

TEST(Lexer, MentionsIgnoresCommentsAndPartsOfWords) {
  EXPECT_TRUE(mentions("SELECT [Users].x", "users"));
  EXPECT_FALSE(mentions("SELECT users_old -- users\n /* users */", "users"));
}

TEST(Lexer, TellsConstantsFromExpressions) {
  for (auto* sql : {"1", "-1.5e+3", "'it''s'", "x'00'", "NULL", "(0)", "true", "CURRENT_TIMESTAMP"})
    EXPECT_TRUE(is_constant(sql)) << sql;
  for (auto* sql : {"1 + 1", "random()", "a || b", ""}) EXPECT_FALSE(is_constant(sql)) << sql;
}

}  // namespace
}  // namespace migrate::sqlite
