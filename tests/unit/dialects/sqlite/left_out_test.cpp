// Rules that look at a row before a trigger has filled the column that a statement left out.
#include <algorithm>

#include "tests/unit/dialects/sqlite/support.hpp"
#include "util/error.hpp"

namespace migrate::sqlite {
namespace {

const char* const rename_name =
    "operations:\n  - rename_column: {table: t, from: name, to: title}\n";

class LeftOut : public DatabaseTest {
 protected:
  // With a table t (id, tenant, …), and an index on it.
  std::string told(const std::string& columns, const std::string& index,
                   const std::string& yaml = rename_name) {
    exec("DROP TABLE IF EXISTS t");
    exec("CREATE TABLE t (id INTEGER PRIMARY KEY, tenant INT, " + columns + ")");
    if (!index.empty()) exec("CREATE UNIQUE INDEX i ON t " + index);
    try {
      plan_yaml(yaml);
    } catch (const Error& e) {
      EXPECT_EQ(e.report().code, "MIG-PLAN-UNSUPPORTED");
      EXPECT_NE(e.report().next, "");
      return e.report().what;
    }
    return "planned";
  }
};

TEST_F(LeftOut, ADefaultThatWouldMeetAnotherRowsInAUniqueIndexIsRefused) {
  const std::string main = "name TEXT NOT NULL DEFAULT 'main'";
  const std::string refused =
      "a row written without t.name holds the default 'main' there until a trigger fills it: ";
  const std::string rest =
      " would refuse it as another row's, or INSERT OR REPLACE take that row away";
  EXPECT_EQ(told(main + ", UNIQUE (tenant, name)", ""), refused + "UNIQUE (tenant, name)" + rest);
  EXPECT_EQ(told("name TEXT DEFAULT 'main' UNIQUE", ""), refused + "UNIQUE (name)" + rest);
  EXPECT_EQ(told(main, "(tenant, lower(name))"), refused + "unique index i" + rest);
  EXPECT_EQ(told(main, "(tenant) WHERE name = 'main'"), refused + "unique index i" + rest);
  EXPECT_EQ(told(main + ", slug TEXT AS (lower(name))", "(slug)"),
            refused + "unique index i" + rest);
  EXPECT_EQ(told("name TEXT DEFAULT CURRENT_TIMESTAMP", "(name)").substr(0, 22),
            "a row written without ");

  EXPECT_EQ(told(main, "(tenant) WHERE name <> 'main'"), "planned");
  EXPECT_EQ(told(main, "(id, name)"), "planned");  // no two rows have one id
  EXPECT_EQ(told(main, "(tenant)"), "planned");
  EXPECT_EQ(told("name TEXT NOT NULL DEFAULT (hex(randomblob(8)))", "(name)"), "planned");
}

TEST_F(LeftOut, ANullMeetsNoneUnlessAnExpressionMakesSomethingOfIt) {
  const std::string refused =
      "a row written without t.name holds NULL there until a trigger fills it: unique index i "
      "would refuse it as another row's, or INSERT OR REPLACE take that row away";
  EXPECT_EQ(told("name TEXT", "(tenant, coalesce(name, ''))"), refused);
  EXPECT_EQ(told("name TEXT NOT NULL", "(tenant) WHERE name IS NULL"), refused);
  EXPECT_EQ(told("name TEXT, nick TEXT", "(coalesce(name, nick))"), refused);

  EXPECT_EQ(told("name TEXT NOT NULL", "(tenant, name)"), "planned");
  EXPECT_EQ(told("name TEXT", "(tenant, lower(name))"), "planned");
  EXPECT_EQ(told("name TEXT", "(tenant) WHERE name IS NOT NULL"), "planned");
  EXPECT_EQ(told("name TEXT DEFAULT NULL", "(name)"), "planned");
}

TEST_F(LeftOut, SoItIsWithColumnsThatGo) {
  const std::string drop = "operations:\n  - drop_column: {table: t, column: name";
  const std::string unique = "name TEXT NOT NULL DEFAULT 'x', UNIQUE (tenant, name)";
  EXPECT_EQ(told(unique, "", drop + "}\n"),
            "a row written without t.name holds the default 'x' there until contract: UNIQUE "
            "(tenant, name) would refuse it as another row's, or INSERT OR REPLACE take that row "
            "away");
  EXPECT_NE(told(unique, "", drop + ", down: \"'n' || id\"}\n"), "planned");
  EXPECT_EQ(told("name TEXT UNIQUE", "", drop + "}\n"), "planned");
  const std::string split =
      "operations:\n  - split_column: {table: t, column: name, down: a, into: [{name: a, type: "
      "TEXT, "
      "nullable: true, up: name}, {name: b, type: TEXT, nullable: true, up: name}]}\n";
  EXPECT_NE(told("name TEXT NOT NULL DEFAULT 'x'", "(tenant, name)", split), "planned");
  EXPECT_EQ(told("name TEXT NOT NULL", "(tenant, name)", split), "planned");
}

// No trigger comes before the statement's own write of the row.
TEST_F(LeftOut, AnUpdateThatAUniqueIndexMeetsInBetweenIsNoted) {
  const std::string drop = "operations:\n  - drop_column: {table: t, column: name, down: tenant}\n";
  const std::string split =
      "operations:\n  - split_column: {table: t, column: name, down: a, into: [{name: a, type: "
      "TEXT, nullable: true, up: name}, {name: b, type: TEXT, nullable: true, up: name}]}\n";
  auto noted = [&](const std::string& index, const std::string& yaml) {
    exec("DROP TABLE IF EXISTS t");
    exec("CREATE TABLE t (id INTEGER PRIMARY KEY, tenant INT, name TEXT NOT NULL)");
    exec("CREATE UNIQUE INDEX i ON t " + index);
    auto plan = plan_yaml(yaml);
    return std::count_if(plan.notes.begin(), plan.notes.end(), [](auto& note) {
      return note.starts_with("unique index i of t: an UPDATE of new code that changes other ");
    });
  };
  for (auto& yaml : {std::string(rename_name), drop, split}) {
    SCOPED_TRACE(yaml);
    for (auto* index : {"(tenant, name)", "(tenant, lower(name))", "(tenant) WHERE name <> ''",
                        "(name) WHERE tenant > 0"})
      EXPECT_EQ(noted(index, yaml), 1) << index;
    for (auto* index : {"(name)", "(lower(name))", "(id, name)", "(tenant)"})
      EXPECT_EQ(noted(index, yaml), 0) << index;
  }
}

// SQLite looks at a CHECK as it looks at NOT NULL: before any AFTER trigger.
TEST_F(LeftOut, ACheckThatWouldRefuseTheRowMeanwhileIsRefused) {
  auto check = [](const std::string& rule) {
    return "CHECK (" + rule +
           ") of t looks at a row before a trigger has filled name: what new code "
           "writes without that column could be refused";
  };
  const std::string contact = "name IS NOT NULL OR phone IS NOT NULL";
  EXPECT_EQ(told("name TEXT, phone TEXT, CHECK (" + contact + ")", ""), check(contact));
  EXPECT_EQ(told("name TEXT CHECK (coalesce(name, '') IN ('a', 'b'))", ""),
            check("coalesce(name, '') IN ('a', 'b')"));
  // An UPDATE of both would be looked at with the old value of the one.
  EXPECT_EQ(told("name INT, ends INT, CHECK (name < ends)", ""), check("name < ends"));
  EXPECT_EQ(told("name INT, CHECK (tenant > 0 AND (id > 0 AND name IS NOT NULL))", ""),
            check("tenant > 0 AND (id > 0 AND name IS NOT NULL)"));
  EXPECT_EQ(told("name INT, low INT AS (lower(name)), CHECK (low IS NOT NULL)", ""),
            check("low IS NOT NULL"));
  EXPECT_EQ(told("name INT CHECK (tenant AND CASE WHEN 1 AND 1 THEN name > 0 OR tenant END)", ""),
            check("tenant AND CASE WHEN 1 AND 1 THEN name > 0 OR tenant END"));

  EXPECT_EQ(told("name TEXT NOT NULL CHECK (name <> '' AND length(name) < 9)", ""), "planned");
  EXPECT_EQ(told("name INT, CHECK ((tenant BETWEEN 1 AND 9 AND (name BETWEEN 1 AND 9)))", ""),
            "planned");
  EXPECT_EQ(told("name TEXT DEFAULT 'a' CHECK (name IN ('a', 'tenant'))", ""), "planned");
  EXPECT_EQ(told("name TEXT, CHECK (tenant IS NOT NULL OR id > 0)", ""), "planned");
}

TEST_F(LeftOut, AGeneratedColumnThatWouldBeNullMeanwhileIsRefused) {
  EXPECT_EQ(
      told("name TEXT NOT NULL, slug TEXT AS (lower(name)) STORED NOT NULL", ""),
      "generated column slug of t may not be NULL and is computed before a trigger has filled "
      "name: what new code writes without that column could be refused");
  EXPECT_EQ(told("name TEXT, slug TEXT AS (coalesce(name, '-')) NOT NULL", ""), "planned");
  EXPECT_EQ(told("name TEXT NOT NULL, slug TEXT AS (lower(name)) STORED", ""), "planned");
  EXPECT_EQ(told("name TEXT NOT NULL DEFAULT 'x', slug TEXT AS (lower(name)) NOT NULL", ""),
            "planned");
}

TEST_F(LeftOut, AColumnThatGoesIsFilledBehindItsChecks) {
  const std::string drop = "operations:\n  - drop_column: {table: t, column: name";
  EXPECT_NE(told("name INT NOT NULL, CHECK (name > tenant)", "", drop + ", down: tenant + 1}\n"),
            "planned");
  EXPECT_EQ(told("name INT NOT NULL CHECK (name > 0)", "", drop + ", down: tenant + 1}\n"),
            "planned");
}

}  // namespace
}  // namespace migrate::sqlite
