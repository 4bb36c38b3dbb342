#include <gtest/gtest.h>

#include "gate/gate.hpp"
#include "plan/noting.hpp"

namespace migrate {
namespace {

constexpr EpochMs now = 1'000'000'000;

class WritesTest : public testing::Test {
 protected:
  WritesTest() {
    input.old_names = {{"users", "name"}};
    input.settings.note_writes = true;
    input.writes = {{"users.name", std::nullopt, "", Millis(2000), ""}};
  }
  void last_was(EpochMs ago) { input.writes->front().last_at = now - ago; }
  Evidence only() {
    std::vector<Evidence> out;
    judge_writes(input, out);
    EXPECT_EQ(out.size(), 1U);
    return out.empty() ? Evidence{} : out.front();
  }

  MigrationRecord record;
  GateInput input{record, {}, {}, {}, now};
};

TEST_F(WritesTest, NoneSinceExpandHolds) {
  input.settings.quiet = Millis(60'000);
  auto found = only();
  EXPECT_TRUE(found.holds);
  EXPECT_EQ(found.value, "never");
}

// The note may be as much older than the last write as there is between two.
TEST_F(WritesTest, QuietCountsFromTheYoungestWriteThatTheNoteMayStandFor) {
  input.settings.quiet = Millis(60'000);
  last_was(61'999);
  EXPECT_FALSE(only().holds);
  last_was(62'000);
  EXPECT_TRUE(only().holds);
}

TEST_F(WritesTest, WithoutATimeItIsShown) {
  last_was(5);
  auto found = only();
  EXPECT_TRUE(found.holds);
  EXPECT_EQ(found.age, Millis(5));
}

TEST_F(WritesTest, RequiredWithoutATimeItClosesWhileInUse) {
  input.settings.require = {"writes"};
  input.in_use = Millis(90'000);
  last_was(5);
  EXPECT_FALSE(only().holds);
  last_was(92'000);
  EXPECT_TRUE(only().holds);
}

TEST_F(WritesTest, ANameThatNothingIsNotedOfIsMissing) {
  input.old_names = {{"orders", ""}};
  auto found = only();
  EXPECT_TRUE(found.missing);
  EXPECT_TRUE(found.holds);
  input.settings.require = {"writes"};
  EXPECT_FALSE(only().holds);
}

TEST_F(WritesTest, WhatCannotBeReadIsMissing) {
  input.writes->front().missing = "permission denied";
  input.settings.require = {"writes"};
  auto found = only();
  EXPECT_FALSE(found.holds);
  EXPECT_NE(found.detail.find("permission denied"), std::string::npos);
}

TEST_F(WritesTest, NotAskedForItSaysNothing) {
  input.settings.note_writes.reset();
  std::vector<Evidence> out;
  judge_writes(input, out);
  EXPECT_TRUE(out.empty());
}

TEST_F(WritesTest, RequiredOfSqlOfOnesOwnItIsMissing) {
  input.old_names.clear();
  input.own_sql = true;
  std::vector<Evidence> out;
  judge_writes(input, out);
  EXPECT_TRUE(out.empty());
  input.settings.require = {"writes"};
  auto found = only();
  EXPECT_TRUE(found.missing);
  EXPECT_FALSE(found.holds);
}

TEST(Noting, OftenEnoughForTheQuietThatIsAskedFor) {
  ContractSettings settings;
  EXPECT_EQ(noting_interval(settings), 10'000);
  settings.quiet = Millis(24 * 3'600'000);
  EXPECT_EQ(noting_interval(settings), 10'000);
  settings.quiet = Millis(30'500);
  EXPECT_EQ(noting_interval(settings), 3'000);
  settings.quiet = Millis(5);
  EXPECT_EQ(noting_interval(settings), 1'000);
}

}  // namespace
}  // namespace migrate
