#include "gate/gate.hpp"

#include <gtest/gtest.h>

#include "gate/version.hpp"

namespace migrate {
namespace {

constexpr EpochMs now = 1'000'000'000;

MigrationRecord record() {
  MigrationRecord r;
  r.id = "20260201_rename";
  r.stage = Stage::backfilled;
  r.started_at = now - 7'200'000;
  r.backfilled_at = now - 3'600'000;
  return r;
}

AppInstance instance(const std::string& name, const std::string& schema, EpochMs seen_ago,
                     const std::string& version = "1.0.0") {
  return {"web", name, version, schema, now - 10'000'000, now - seen_ago, 90'000, false};
}

const std::string fresh = "20260201_rename", newer = "20260301_more", stale = "20260101_first";

struct GateTest : testing::Test {
  MigrationRecord r = record();
  GateInput input{r, {}, {}, {}, now};
  bool open() { return judge(input).open; }
};

TEST_F(GateTest, ClosedWhileNobodyHasReported) {
  EXPECT_FALSE(open());
}

TEST_F(GateTest, OpenWhenEveryLiveInstanceKnowsTheMigration) {
  input.instances = {instance("a", fresh, 1000), instance("b", newer, 1000)};
  EXPECT_TRUE(open());
}

TEST_F(GateTest, ClosedByOneLiveOldInstanceAndNamesIt) {
  input.instances = {instance("a", fresh, 1000), instance("b", stale, 1000)};
  auto verdict = judge(input);
  EXPECT_FALSE(verdict.open);
  bool named = false;
  for (auto& e : verdict.evidence) named |= !e.holds && e.detail.find("web/b") != std::string::npos;
  EXPECT_TRUE(named);
}

TEST_F(GateTest, AnInstanceWithoutSchemaCountsAsOld) {
  input.instances = {instance("a", fresh, 1000), instance("b", "", 1000)};
  EXPECT_FALSE(open());
}

TEST_F(GateTest, DeadAndRetiredInstancesDoNotHold) {
  auto retired = instance("c", stale, 1000);
  retired.retired = true;
  input.instances = {instance("a", fresh, 1000), instance("b", stale, 90'001), retired};
  EXPECT_TRUE(open());
}

// Nobody can report while the database is away.
TEST_F(GateTest, SilenceFromBeforeTheServerWasThereProvesNothingYet) {
  input.instances = {instance("a", fresh, 1000), instance("b", stale, 600'000)};
  EXPECT_TRUE(open());
  input.reachable = GateInput::Reachable{now - 5000, "the server started to take writes"};
  EXPECT_FALSE(open());
  const auto against = judge(input).evidence.at(2);
  EXPECT_FALSE(against.holds);
  EXPECT_NE(against.detail.find("web/b "), std::string::npos);
  EXPECT_NE(against.detail.find("the server started to take writes 5s ago"), std::string::npos);
  input.instances[1].retired = true;
  EXPECT_TRUE(open());
  input.instances[1].retired = false;
  input.settings.versions["web"] = ">=2";
  input.instances[0].version = "2.0.0";
  EXPECT_FALSE(open());
  input.instances[1].version = "2.0.0";
  EXPECT_TRUE(open());
  input.settings.versions.clear();
  // It had its time.
  input.reachable->since = now - 90'000;
  EXPECT_FALSE(open());
  input.reachable->since = now - 90'001;
  EXPECT_TRUE(open());
}

TEST_F(GateTest, SilenceIsNoProofOfNewCodeEither) {
  input.reachable = GateInput::Reachable{now - 5000, "the server started to take writes"};
  input.instances = {instance("a", fresh, 600'000)};
  EXPECT_FALSE(open());
  input.instances.push_back(instance("b", fresh, 1000));
  EXPECT_TRUE(open());
}

TEST_F(GateTest, AnAppWithoutALiveInstanceKeepsItClosed) {
  input.instances = {instance("a", fresh, 91'000)};
  EXPECT_FALSE(open());
  input.instances = {instance("a", fresh, 1000)};
  input.settings.apps = {"web", "worker"};
  EXPECT_FALSE(open());
  input.settings.apps = {"web"};
  EXPECT_TRUE(open());
}

TEST_F(GateTest, OtherAppsDoNotMatterWhenTheFileNamesSome) {
  input.instances = {instance("a", fresh, 1000)};
  auto other = instance("x", stale, 1000);
  other.app = "cron";
  input.instances.push_back(other);
  EXPECT_FALSE(open());
  input.settings.apps = {"web"};
  EXPECT_TRUE(open());
}

TEST_F(GateTest, VersionsReplaceTheSchemaNumber) {
  input.settings.versions["web"] = ">=2.4.0";
  input.instances = {instance("a", "", 1000, "2.4.0"), instance("b", "", 1000, "2.10.1")};
  EXPECT_TRUE(open());
  input.instances.push_back(instance("c", newer, 1000, "2.3.9"));
  EXPECT_FALSE(open());
  input.instances.back().version = "unknown";
  EXPECT_FALSE(open());
}

// A branch that was merged late: builds without it report the newer one, too.
TEST_F(GateTest, OvertakenByANewerMigrationOnlyALaterOneProvesNewCode) {
  input.overtaken_by = newer;
  input.instances = {instance("a", newer, 1000)};
  EXPECT_FALSE(open());
  auto verdict = judge(input);
  EXPECT_NE(verdict.evidence.at(1).detail.find("perhaps old code"), std::string::npos);
  EXPECT_NE(verdict.evidence.at(1).detail.find("contract.versions"), std::string::npos);
  EXPECT_EQ(verdict.evidence.at(1).limit, "schema " + fresh + ", or newer than " + newer);
  input.instances = {instance("a", "20260215_between", 1000)};
  EXPECT_FALSE(open());
  input.instances = {instance("a", "20260401_last", 1000), instance("b", fresh, 1000)};
  EXPECT_TRUE(open());
  input.settings.quiet = Millis(60'000);
  input.instances.push_back(instance("c", newer, 59'999));
  input.instances.back().retired = true;
  EXPECT_FALSE(open());
  input.settings.versions["web"] = ">=2";
  input.instances = {instance("a", newer, 1000, "2.0.0")};
  EXPECT_TRUE(open());
  input.instances = {instance("a", newer, 1000, "1.9.0")};
  EXPECT_FALSE(open());
}

TEST_F(GateTest, QuietCountsFromTheLastOldInstanceEvenRetired) {
  input.settings.quiet = Millis(60'000);
  auto retired = instance("b", stale, 59'999);
  retired.retired = true;
  input.instances = {instance("a", fresh, 1000), retired};
  EXPECT_FALSE(open());
  input.instances[1].seen_at = now - 60'000;
  EXPECT_TRUE(open());
}

TEST_F(GateTest, SoakCountsFromTheEndOfBackfill) {
  input.instances = {instance("a", fresh, 1000)};
  input.settings.soak = Millis(3'600'001);
  EXPECT_FALSE(open());
  input.settings.soak = Millis(3'600'000);
  EXPECT_TRUE(open());
}

TEST_F(GateTest, ApprovalMustBelongToThisRun) {
  input.instances = {instance("a", fresh, 1000)};
  input.settings.approval = true;
  EXPECT_FALSE(open());
  input.approvals = {{r.id, "ann", "", r.started_at - 1}};
  EXPECT_FALSE(open());
  input.approvals = {{r.id, "ann", "", r.started_at}};
  EXPECT_TRUE(open());
}

TEST_F(GateTest, ClosedBeforeBackfillHasEnded) {
  r.stage = Stage::expanded;
  input.instances = {instance("a", fresh, 1000)};
  EXPECT_FALSE(open());
}

TEST(Version, OrdersAsPeopleMeanIt) {
  EXPECT_EQ(satisfies("2.4.0", ">=2.4.0"), true);
  EXPECT_EQ(satisfies("v2.10", ">=2.9.1"), true);
  EXPECT_EQ(satisfies("2.4.0-rc1", ">=2.4.0"), false);
  EXPECT_EQ(satisfies("2.4.0-rc.10", ">=2.4.0-rc.9"), true);
  EXPECT_EQ(satisfies("2.4.0+build7", "=2.4"), true);
  EXPECT_EQ(satisfies("2.4.1", ">2.4.1"), false);
  EXPECT_EQ(satisfies("99999999999999999999.1", ">=99999999999999999999"), true);
  EXPECT_EQ(satisfies("main", ">=1"), std::nullopt);
  EXPECT_EQ(satisfies("", ">=1"), std::nullopt);
}

TEST(Merge, TheFileComesFirst) {
  ContractSettings file, defaults;
  defaults.quiet = Millis(5);
  defaults.soak = Millis(6);
  file.quiet = Millis(1);
  auto merged = merge(file, defaults);
  EXPECT_EQ(merged.quiet, Millis(1));
  EXPECT_EQ(merged.soak, Millis(6));
}

}  // namespace
}  // namespace migrate
