#include <gtest/gtest.h>

#include "gate/gate.hpp"
#include "gate/session_name.hpp"

namespace migrate {
namespace {

constexpr EpochMs now = 1'000'000'000;

TEST(SessionName, TwoForms) {
  auto version = parse_session_name("web/2.4.0");
  ASSERT_TRUE(version);
  EXPECT_EQ(version->app, "web");
  EXPECT_EQ(version->version, "2.4.0");
  EXPECT_EQ(version->schema, "");
  auto schema = parse_session_name("web@20260201_rename");
  ASSERT_TRUE(schema);
  EXPECT_EQ(schema->schema, "20260201_rename");
  EXPECT_EQ(parse_session_name(" web/2.4.0 worker 7")->version, "2.4.0");
  EXPECT_EQ(parse_session_name("web/feature/x@1")->version, "feature/x@1");
  for (const char* other : {"", "psql", "/1.0", "web/", "web@", "@x", "PostgreSQL JDBC Driver"})
    EXPECT_FALSE(parse_session_name(other)) << other;
}

struct SessionsTest : testing::Test {
  SessionsTest() {
    record.id = "20260201_rename";
    input.instances = {{"web", "a", "2.0.0", "20260201_rename", now, now, 90'000, false},
                       {"web", "b", "1.0.0", "20260101_first", now, now, 90'000, true}};
    input.known_ids = {"20260101_first", "20260201_rename"};
    input.sessions.emplace();
  }
  void add(const std::string& name, const std::string& user = "app") {
    input.sessions->sessions.push_back({name, user, 5000});
  }
  std::vector<Evidence> judged() {
    std::vector<Evidence> out;
    judge_sessions(input, out);
    return out;
  }
  bool holds() {
    auto all = judged();
    EXPECT_FALSE(all.empty());
    return std::all_of(all.begin(), all.end(), [](auto& e) { return e.holds; });
  }
  bool missing() { return judged().size() == 1 && judged()[0].missing; }

  MigrationRecord record;
  GateInput input{record, {}, {}, {}, now};
};

TEST_F(SessionsTest, NotAskedIsNoEvidence) {
  input.sessions.reset();
  EXPECT_TRUE(judged().empty());
}

TEST_F(SessionsTest, NobodyElseIsConnected) {
  EXPECT_TRUE(holds());
  EXPECT_FALSE(missing());
}

// PostgreSQL keeps 63 bytes of a name.
TEST_F(SessionsTest, AnIdThatTheServerCutIsStillTold) {
  record.id = "20260201000000_rename_customer_billing_address_country_code_column";
  input.known_ids = {"20260101_first", record.id};
  const auto cut = [](const std::string& name) { return name.substr(0, 63); };
  ASSERT_GT(("web@" + record.id).size(), 63u);
  add(cut("web@" + record.id));
  add(cut("report@" + record.id));  // of no app that is known
  EXPECT_TRUE(holds());
  EXPECT_FALSE(missing());
  // Which of the two it is nobody can tell.
  input.known_ids.insert(record.id.substr(0, record.id.size() - 1));
  EXPECT_FALSE(holds());
  input.known_ids = {"20260101_first", record.id};
  add("web@" + record.id.substr(0, 58));
  EXPECT_FALSE(holds()) << "not as long as the server lets it be: another id";
}

TEST_F(SessionsTest, ASchemaBelowTheMigrationIsOld) {
  add("web@20260201_rename");
  add("web@20260301_more");
  EXPECT_TRUE(holds());
  add("web@20260101_first");
  add("web@20260101_first", "report");
  EXPECT_FALSE(holds());
  ASSERT_EQ(judged().size(), 1u);
  EXPECT_EQ(judged()[0].value, "2 sessions");
  EXPECT_NE(judged()[0].detail.find("app, report"), std::string::npos);
  EXPECT_EQ(judged()[0].age, Millis(5000));
}

TEST_F(SessionsTest, OvertakenByANewerMigrationOnlyALaterOneIsNew) {
  input.overtaken_by = "20260301_more";
  input.known_ids.insert("20260301_more");
  add("web@20260401_last");
  add("web@20260201_rename");
  EXPECT_TRUE(holds());
  add("web@20260301_more");
  EXPECT_FALSE(holds());
  // What tells is the versions of its instances then.
  input.settings.versions["web"] = ">=2";
  EXPECT_TRUE(holds());
  add("web@20260101_first");
  EXPECT_FALSE(holds());
}

TEST_F(SessionsTest, OvertakenAVersionIsNewByALaterMigration) {
  input.overtaken_by = "20260301_more";
  input.instances[0].schema = "20260301_more";
  add("web/2.0.0");
  EXPECT_FALSE(holds());
  input.instances[0].schema = "20260401_last";
  EXPECT_TRUE(holds());
}

TEST_F(SessionsTest, AVersionIsJudgedByWhatItsInstancesHaveSaid) {
  add("web/2.0.0");
  EXPECT_TRUE(holds());
  add("web/1.0.0");
  EXPECT_FALSE(holds());
}

TEST_F(SessionsTest, AVersionThatNobodyKnowsCountsAsOld) {
  add("web/1.5.0");
  EXPECT_FALSE(holds());
}

TEST_F(SessionsTest, TheFilesVersionsComeFirst) {
  input.settings.versions["web"] = ">=1.5";
  add("web/1.5.0");
  EXPECT_TRUE(holds());
  add("web/1.4.9");
  EXPECT_FALSE(holds());
}

TEST_F(SessionsTest, OtherAppsDoNotMatter) {
  add("cron/0.1");
  EXPECT_TRUE(missing());
  add("web@20260201_rename");
  EXPECT_TRUE(holds());
  add("someone@example.org");
  EXPECT_TRUE(holds());
}

TEST_F(SessionsTest, AnUnknownAppThatNamesAMigrationIsOld) {
  add("cron@20260101_first");
  EXPECT_FALSE(holds());
  input.settings.apps = {"web"};
  EXPECT_TRUE(missing());
}

TEST_F(SessionsTest, SessionsThatSayNothingAreNoEvidence) {
  add("psql");
  EXPECT_TRUE(missing());
  EXPECT_TRUE(holds());
  input.settings.require = {"sessions"};
  EXPECT_TRUE(missing());
  EXPECT_FALSE(holds());
}

TEST_F(SessionsTest, WhatIsSeenInPartStillCloses) {
  input.sessions->missing = "no privilege";
  EXPECT_TRUE(missing());
  EXPECT_TRUE(holds());
  add("web@20260201_rename");
  EXPECT_TRUE(missing());
  add("web@20260101_first");
  EXPECT_FALSE(holds());
  EXPECT_FALSE(missing());
}

}  // namespace
}  // namespace migrate
