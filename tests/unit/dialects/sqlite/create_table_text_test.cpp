#include "dialects/sqlite/catalog/create_table_text.hpp"

#include <gtest/gtest.h>

#include <map>

#include "dialects/sqlite/catalog/lexer.hpp"

namespace migrate::sqlite {
namespace {

using Kind = ConstraintText::Kind;

std::string part(const std::string& sql, TextRange range) {
  return sql.substr(range.begin, range.end - range.begin);
}

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
  EXPECT_TRUE(text->columns[0].constraint(Kind::not_null));
  EXPECT_TRUE(text->columns[1].constraint(Kind::not_null));
  EXPECT_EQ(text->columns[2].name, "c d");
  EXPECT_EQ(text->columns[2].collation(), "NOCASE");
  EXPECT_FALSE(text->columns[2].constraint(Kind::not_null));
  EXPECT_FALSE(text->columns[3].constraint(Kind::not_null));
  const auto checks = text->all(Kind::check);
  ASSERT_EQ(checks.size(), 1U);
  EXPECT_EQ(checks[0]->name, "k");
  EXPECT_EQ(checks[0]->value, "a > 0");
  EXPECT_TRUE(text->strict);
  EXPECT_TRUE(text->without_rowid);
  EXPECT_FALSE(parse_create_table("CREATE VIRTUAL TABLE v USING fts5(a)"));
}

TEST(CreateTableText, FindsTheNotNullWithItsNameAndConflictClause) {
  const std::string sql =
      "CREATE TABLE t (x INT, b TEXT CONSTRAINT \"n n\" /* c */ NOT\nNULL ON CONFLICT FAIL UNIQUE)";
  auto text = parse_create_table(sql);
  ASSERT_TRUE(text && text->column("B"));
  auto* found = text->column("B")->constraint(Kind::not_null);
  ASSERT_TRUE(found);
  EXPECT_EQ(part(sql, found->range), "CONSTRAINT \"n n\" /* c */ NOT\nNULL ON CONFLICT FAIL");
  EXPECT_EQ(text_edit(sql, found->range, "-", text->column("b")->range.begin).from,
            "b TEXT CONSTRAINT \"n n\" /* c */ NOT\nNULL ON CONFLICT FAIL");
}

TEST(CreateTableText, KnowsEachConstraintFromBeginToEnd) {
  const std::string sql =
      "CREATE TABLE \"a t\" (id INTEGER CONSTRAINT key PRIMARY KEY DESC ON CONFLICT ABORT "
      "AUTOINCREMENT, n DECIMAL (10, 2) DEFAULT -1 NULL CHECK (n <> ')' ) UNIQUE ON CONFLICT "
      "REPLACE, p INT REFERENCES \"p p\" (id) ON DELETE SET NULL ON UPDATE SET DEFAULT MATCH "
      "FULL NOT DEFERRABLE INITIALLY IMMEDIATE NOT NULL DEFAULT (1 + 2), d DEFAULT null, g "
      "GENERATED ALWAYS AS (n + 1) STORED, CONSTRAINT lonely CONSTRAINT u UNIQUE (n, \"p\" DESC) "
      "CHECK (n > 0), FOREIGN KEY (n, p) REFERENCES q ON DELETE NO ACTION DEFERRABLE INITIALLY "
      "DEFERRED)";
  auto text = parse_create_table(sql);
  ASSERT_TRUE(text);
  EXPECT_EQ(part(sql, text->name), "\"a t\"");
  EXPECT_TRUE(text->autoincrement);
  auto parts = [&](const std::vector<ConstraintText>& some) {
    std::vector<std::string> found;
    for (auto& one : some) found.push_back(part(sql, one.range));
    return found;
  };
  using Parts = std::vector<std::string>;
  EXPECT_EQ(parts(text->column("id")->constraints),
            (Parts{"CONSTRAINT key PRIMARY KEY DESC ON CONFLICT ABORT AUTOINCREMENT"}));
  EXPECT_EQ(part(sql, text->column("n")->type), "DECIMAL (10, 2)");
  EXPECT_EQ(parts(text->column("n")->constraints),
            (Parts{"DEFAULT -1", "NULL", "CHECK (n <> ')' )", "UNIQUE ON CONFLICT REPLACE"}));
  EXPECT_EQ(parts(text->column("p")->constraints),
            (Parts{"REFERENCES \"p p\" (id) ON DELETE SET NULL ON UPDATE SET DEFAULT MATCH FULL "
                   "NOT DEFERRABLE INITIALLY IMMEDIATE",
                   "NOT NULL", "DEFAULT (1 + 2)"}));
  EXPECT_EQ(part(sql, text->column("d")->type), "");
  EXPECT_EQ(text->column("d")->constraints.at(0).value, "null");
  EXPECT_EQ(parts(text->column("g")->constraints), (Parts{"GENERATED ALWAYS AS (n + 1) STORED"}));
  EXPECT_EQ(parts(text->constraints),
            (Parts{"CONSTRAINT u UNIQUE (n, \"p\" DESC)", "CHECK (n > 0)",
                   "FOREIGN KEY (n, p) REFERENCES q ON DELETE NO ACTION DEFERRABLE INITIALLY "
                   "DEFERRED"}));
  EXPECT_EQ(text->constraints[0].columns, (Parts{"n", "p"}));
  EXPECT_EQ(text->constraints[2].value, "q ON DELETE NO ACTION DEFERRABLE INITIALLY DEFERRED");
}

TEST(CreateTableText, KnowsAutoincrementInAKeyOfTheTable) {
  for (auto* key :
       {"(id AUTOINCREMENT)", "(\"id\" COLLATE NOCASE ASC AUTOINCREMENT) ON CONFLICT FAIL"}) {
    auto text = parse_create_table(
        std::string("CREATE TABLE t (id INTEGER, n INT, CONSTRAINT k PRIMARY KEY ") + key +
        ", UNIQUE (n))");
    ASSERT_TRUE(text);
    EXPECT_TRUE(text->autoincrement) << key;
    EXPECT_EQ(text->constraints.at(0).columns, std::vector<std::string>{"id"});
  }
  EXPECT_FALSE(parse_create_table("CREATE TABLE t (\"AUTOINCREMENT\" INTEGER, PRIMARY KEY "
                                  "(\"AUTOINCREMENT\"))")
                   ->autoincrement);
}

TEST(CreateTableText, TakesAConstraintOutWithItsComma) {
  const std::string sql = "CREATE TABLE t (a INT -- not, this\n, -- nor this\n CHECK (a > 0))";
  auto text = parse_create_table(sql);
  ASSERT_TRUE(text && text->constraints.size() == 1U);
  EXPECT_EQ(edited(sql, with_what_leads(sql, text->constraints[0].range, true), ""),
            "CREATE TABLE t (a INT -- not, this\n)");
}

TEST(CreateTableText, LosesItsForeignKeysAndNothingElse) {
  EXPECT_EQ(
      without_references(
          "CREATE TABLE t (a INT CONSTRAINT k REFERENCES p (id) ON DELETE SET NULL NOT "
          "DEFERRABLE INITIALLY IMMEDIATE NOT NULL, b INT REFERENCES p, -- b\n CHECK (a > 0)\n, "
          "CONSTRAINT two FOREIGN KEY (a, b) REFERENCES q (x, y) MATCH FULL ON UPDATE NO ACTION, "
          "UNIQUE (b)) STRICT"),
      "CREATE TABLE t (a INT NOT NULL, b INT, -- b\n CHECK (a > 0)\n, UNIQUE (b)) STRICT");
}

TEST(CreateTableText, LosesTheTablesNameBeforeColumns) {
  EXPECT_EQ(
      unqualified("CREATE TABLE \"T x\" (a CHECK ([t X].a > 't x.a' AND \"T x\" . a < 9))", "t x"),
      "CREATE TABLE \"T x\" (a CHECK (a > 't x.a' AND  a < 9))");
}

TEST(CreateTableText, ReachesBackUntilTheFragmentIsTheOnlyOne) {
  const std::string sql = "CREATE TABLE t (first_name TEXT NOT NULL, name TEXT NOT NULL)";
  auto text = parse_create_table(sql);
  ASSERT_TRUE(text && text->column("name"));
  auto edit = text_edit(sql, text->column("name")->constraint(Kind::not_null)->range, "NULL",
                        text->column("name")->range.begin);
  EXPECT_EQ(edit.from, " name TEXT NOT NULL");
  EXPECT_EQ(edit.to, " name TEXT NULL");
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

TEST(Lexer, TellsAColumnFromATextOfItsName) {
  for (auto* sql : {"Email <> ''", "\"email\" > 0", "t.'email' > 0", "[t] . email"})
    EXPECT_TRUE(reads_column(sql, "email")) << sql;
  // The last is a function of that name.
  for (auto* sql : {"kind IN ('email', 'phone')", "kind || 'email'", "emails > 0", "email(x) > 0"})
    EXPECT_FALSE(reads_column(sql, "email")) << sql;
}

TEST(Lexer, TellsWhatReadsTheClock) {
  const std::map<std::string, std::string> reads = {
      {"coalesce(made, current_timestamp)", "CURRENT_TIMESTAMP"},
      {"DateTime ('NOW', 'localtime')", "datetime()"},
      {"date()", "date()"},
      {"unixepoch('subsec')", "unixepoch()"},
      {"strftime('%s')", "strftime()"},
      {"strftime(replace(f, 'x', '%'), 'now')", "strftime()"},
      {"timediff(made, 'now')", "timediff()"},
      {"julianday('now') - julianday(made)", "julianday()"},
  };
  for (auto& [sql, what] : reads) EXPECT_EQ(reads_clock(sql), what) << sql;
  for (auto* sql :
       {"date(made)", "date(made, 'localtime')", "strftime('%s', made)", "strftime('now', made)",
        "date('now' || made)", "'now'", "date", "\"current_date\"", "datetime(made, 'subsec')",
        "unixepoch(replace(a, 'now', b))"})
    EXPECT_EQ(reads_clock(sql), "") << sql;
}

TEST(Lexer, TellsConstantsFromExpressions) {
  for (auto* sql : {"1", "-1.5e+3", "'it''s'", "x'00'", "NULL", "(0)", "true", "CURRENT_TIMESTAMP"})
    EXPECT_TRUE(is_constant(sql)) << sql;
  for (auto* sql : {"1 + 1", "random()", "a || b", ""}) EXPECT_FALSE(is_constant(sql)) << sql;
}

}  // namespace
}  // namespace migrate::sqlite
