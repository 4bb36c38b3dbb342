#include "tests/support/scenario.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/support/directory.hpp"

namespace migrate::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string complaint(const std::function<void()>& action) {
  try {
    action();
  } catch (const std::exception& error) {
    return error.what();
  }
  return "nothing was thrown";
}

TEST(Sections, KeepTheirTextAndLine) {
  const auto sections = parse_sections(
      "old.sql",
      "-- a remark\n\n-- at: before\nA;\n-- not a heading\n-- at: expanded [mysql, mariadb]\nB;\n",
      "-- ");
  ASSERT_EQ(sections.size(), 2u);
  EXPECT_EQ(sections[0].at, "before");
  EXPECT_EQ(sections[0].text, "A;\n-- not a heading\n");
  EXPECT_EQ(sections[0].line, 4);
  EXPECT_TRUE(sections[0].engines.empty());
  EXPECT_EQ(sections[1].at, "expanded");
  EXPECT_THAT(sections[1].engines, ElementsAre(EngineKind::mysql, EngineKind::mariadb));
  EXPECT_EQ(sections[1].line, 7);
}

TEST(Sections, RefuseAnUnknownEngineAndTextBeforeTheFirst) {
  EXPECT_THAT(complaint([] { parse_sections("x", "\nat: before [oracle]\n", ""); }),
              HasSubstr("x:2: no engine is called \"oracle\""));
  EXPECT_THAT(complaint([] { parse_sections("x", "SELECT 1;\n-- at: before\n", "-- "); }),
              HasSubstr("x:1: text before the first"));
}

TEST(Expectations, AreAQueryAndItsRows) {
  const auto sections = parse_sections(
      "expected", "at: before\n# why\n? SELECT a, b\n1|NULL\n2|x\n\n? SELECT c\n", "");
  const auto found = parse_expectations("expected", sections.at(0));
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].query, "SELECT a, b");
  EXPECT_THAT(found[0].rows, ElementsAre("1|NULL", "2|x"));
  EXPECT_EQ(found[0].at, "expected:3");
  EXPECT_TRUE(found[1].rows.empty());
}

class Folder : public testing::Test {
 protected:
  void file(const std::string& name, const std::string& text) {
    spill(directory_.path() / name, text);
  }
  TempDirectory directory_;
};

TEST_F(Folder, TakesTheFileOfTheEngine) {
  file("setup.sql", "");
  file("setup.mysql.sql", "");
  file("migration.yaml", "");
  const Scenario scenario = load_scenario(directory_.path());
  const auto name = [&](EngineKind engine) {
    return scenario.variant("setup", engine, "sql")->filename().string();
  };
  EXPECT_EQ(name(EngineKind::sqlite), "setup.sql");
  EXPECT_EQ(name(EngineKind::mysql), "setup.mysql.sql");
  EXPECT_EQ(name(EngineKind::mariadb), "setup.mysql.sql");
  file("setup.mariadb.sql", "");
  EXPECT_EQ(name(EngineKind::mariadb), "setup.mariadb.sql");
  EXPECT_FALSE(scenario.variant("direct", EngineKind::sqlite, "sql"));
}

TEST_F(Folder, AnEnginesOwnRowsReplaceTheSharedOnes) {
  file("expected", "at: expanded\n? SELECT 1\n1\nat: expanded [sqlite]\n? SELECT 2\n2\n");
  const Scenario scenario = load_scenario(directory_.path());
  EXPECT_THAT(scenario.expectation("expanded", EngineKind::sqlite)->text, HasSubstr("SELECT 2"));
  EXPECT_THAT(scenario.expectation("expanded", EngineKind::mysql)->text, HasSubstr("SELECT 1"));
  EXPECT_EQ(scenario.expectation("contracted", EngineKind::mysql), nullptr);
}

TEST_F(Folder, RefusesWhatWouldNeverRun) {
  file("old.sql", "-- at: sometime\nSELECT 1;\n");
  EXPECT_THAT(complaint([&] { load_scenario(directory_.path()); }),
              HasSubstr("old.sql:1: no statements run at \"sometime\""));
  file("old.sql", "");
  file("expected", "at: rolled_back\n? SELECT 1\n");
  EXPECT_THAT(complaint([&] { load_scenario(directory_.path()); }),
              HasSubstr("expected:1: nothing is compared at \"rolled_back\""));
  file("expected", "");
  file("scenario.yaml", "rolback_flags: [x]\n");
  EXPECT_THAT(complaint([&] { load_scenario(directory_.path()); }),
              HasSubstr("unknown key \"rolback_flags\""));
}

TEST_F(Folder, TheGateMayBeOneEnginesOwn) {
  file("scenario.yaml", "gate: {postgres: false, mysql: true}\n");
  EXPECT_THAT(load_scenario(directory_.path()).no_gate, ElementsAre(EngineKind::postgres));
}

TEST_F(Folder, SaysWhichRowsARollbackChanges) {
  file("scenario.yaml", "rollback_changes: [users.name, log]\n");
  EXPECT_THAT(load_scenario(directory_.path()).rollback_changes, ElementsAre("log", "users.name"));
}

TEST_F(Folder, SettingsChooseWhoIsRefused) {
  file(
      "scenario.yaml",
      "gate: false\nexpect_error:\n  engines: [mysql]\n  code: MIG-X\n  exit: 4\n  says: [a, b]\n");
  const Scenario scenario = load_scenario(directory_.path());
  EXPECT_EQ(scenario.no_gate.size(), 4u);
  EXPECT_EQ(scenario.error_on(EngineKind::sqlite), nullptr);
  ASSERT_NE(scenario.error_on(EngineKind::mysql), nullptr);
  EXPECT_EQ(scenario.error_on(EngineKind::mysql)->exit, 4);
  EXPECT_THAT(scenario.error_on(EngineKind::mysql)->says, ElementsAre("a", "b"));
}

}  // namespace
}  // namespace migrate::test
