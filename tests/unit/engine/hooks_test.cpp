// When a wait is news for the hooks: in a phase, or ahead of one, and only once it is long.
#include "engine/hooks.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace migrate {
namespace {

class HandClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() override { return {}; }
  std::chrono::steady_clock::time_point monotonic() override { return at; }
  void sleep(std::chrono::milliseconds) override {}
  double random() override { return 0; }

  std::chrono::steady_clock::time_point at{std::chrono::hours(1)};
};

struct Nobody final : Observer {
  void phase_started(const std::string&, const std::string&) override {}
  void phase_finished(const std::string&, const std::string&, Millis) override {}
  void step_started(const std::string&, const Step&, bool) override {}
  void step_finished(const std::string&, const Step&, bool, bool, Millis) override {}
  void progress(const Progress&) override {}
  void waiting(const std::string&) override {}
  void note(const std::string&) override {}
};

struct PauseHooksTest : testing::Test {
  std::string file = (std::filesystem::temp_directory_path() /
                      ("migrate-hooks-" + std::to_string(::getpid()) + ".log"))
                         .string();
  Nobody nobody;
  HandClock clock;
  std::vector<Hook> list{hook()};
  Hooks hooks{list, nobody};
  PauseHooks pausing{nobody, hooks, clock};

  Hook hook() const {
    Hook one;
    one.on = {"pause", "resume"};
    one.command = "echo \"$MIGRATE_HOOK_EVENT $MIGRATE_HOOK_PHASE\" >>'" + file + "'";
    return one;
  }
  void SetUp() override { std::filesystem::remove(file); }
  void TearDown() override { std::filesystem::remove(file); }
  // For three seconds; then it goes on.
  std::string told_of_a_wait() {
    Progress progress;
    progress.migration = "1_a";
    progress.waiting = "slow checkout";
    pausing.progress(progress);
    clock.at += Millis(3000);
    pausing.progress(progress);
    progress.waiting.clear();
    pausing.progress(progress);
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    std::filesystem::remove(file);
    return text.str();
  }
};

TEST_F(PauseHooksTest, ALongWaitOfAPhaseIsToldWithItsName) {
  pausing.phase_started("1_a", "backfill");
  EXPECT_EQ(told_of_a_wait(), "pause backfill\nresume backfill\n");
}

// What is compared before contract begins is contract's; the phase that ended before is over.
TEST_F(PauseHooksTest, AheadOfAPhaseItIsTheSteps) {
  pausing.phase_started("1_a", "backfill");
  pausing.phase_finished("1_a", "backfill", Millis(1));
  Step step;
  step.phase = Phase::contract;
  pausing.step_started("1_a", step, false);
  EXPECT_EQ(told_of_a_wait(), "pause contract\nresume contract\n");
}

}  // namespace
}  // namespace migrate
