// A flag comes before the key of migrate.yaml, also where a switch says no.
#include "cli/throttle_flags.hpp"

#include <gtest/gtest.h>

namespace migrate::cli {
namespace {

struct ThrottleFlagsTest : testing::Test {
  ThrottleFlags given;
  Flags flags;
  ThrottleSettings settings;  // as the file has them

  void SetUp() override {
    given.declare(flags);
    settings.replicas = {"mysql://replica/app"};
    settings.max_lag = Millis(1000);
    settings.heartbeat = true;
    settings.latency.emplace();
    settings.latency->limit = Millis(50);
    settings.latency->in_seconds = true;
  }
  // As the parser does with `--name=text`, and with the variable.
  void set(const std::string& name, const std::string& text) {
    for (const auto& flag : flags.flags())
      if (flag.name == name) return flag.set(text, "--" + name);
    FAIL() << "no flag " << name;
  }
};

TEST_F(ThrottleFlagsTest, WhatIsNotGivenStays) {
  given.apply(settings);
  EXPECT_TRUE(settings.heartbeat);
  EXPECT_TRUE(settings.latency->in_seconds);
}

TEST_F(ThrottleFlagsTest, ASwitchSaysNoToo) {
  set("heartbeat", "false");
  set("latency-in-seconds", "0");
  given.apply(settings);
  EXPECT_FALSE(settings.heartbeat);
  EXPECT_FALSE(settings.latency->in_seconds);
}

TEST_F(ThrottleFlagsTest, ASwitchSaysYes) {
  settings.heartbeat = settings.latency->in_seconds = false;
  set("heartbeat", "true");
  set("latency-in-seconds", "yes");
  given.apply(settings);
  EXPECT_TRUE(settings.heartbeat);
  EXPECT_TRUE(settings.latency->in_seconds);
}

}  // namespace
}  // namespace migrate::cli
