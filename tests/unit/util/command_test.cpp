#include "util/command.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <cerrno>
#include <cstdlib>
#include <thread>

#include "util/stop.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

using End = CommandResult::End;

constexpr Millis long_enough{60000};

// Every process whose number stands in the output is gone, or soon will be.
void expect_gone(const std::string& pid_text) {
  const int pid = std::atoi(pid_text.c_str());
  ASSERT_GT(pid, 0) << pid_text;
  for (int i = 0; i < 3000 && ::kill(pid, 0) == 0; ++i) std::this_thread::sleep_for(Millis(10));
  EXPECT_NE(::kill(pid, 0), 0);
}

}  // namespace

TEST(Command, GivesExitCodeOutputAndEnvironment) {
  ::setenv("COMMAND_TEST", "old", 1);
  auto result = run_command("echo \"$COMMAND_TEST $OTHER\"; echo err >&2; cat; exit 3",
                            {{"COMMAND_TEST", "new value"}, {"OTHER", "x=y"}}, long_enough);
  EXPECT_EQ(result.end, End::exited);
  EXPECT_EQ(result.code, 3);
  EXPECT_EQ(result.output, "new value x=y\nerr\n");
  EXPECT_EQ(result.trouble(long_enough), "exit code 3");
  EXPECT_TRUE(run_command("true", {}, long_enough).ok());
}

TEST(Command, NothingIsLeftAfterTheLimit) {
  auto result = run_command("trap '' TERM; sleep 600 & echo $!; sleep 600", {}, Millis(200));
  EXPECT_EQ(result.end, End::timed_out);
  EXPECT_EQ(result.trouble(Millis(200)), "not ended within 200ms");
  expect_gone(result.output);
}

TEST(Command, AStopEndsIt) {
  request_stop();
  auto result = run_command("echo $$; exec sleep 600", {}, long_enough);
  reset_stop();
  EXPECT_EQ(result.end, End::stopped);
}

TEST(Command, OneThatIsToFinishOutlivesAStop) {
  request_stop();
  auto result = run_command("sleep 0.2; echo told", {}, long_enough, OnStop::finish);
  auto late = run_command("exec sleep 600", {}, Millis(100), OnStop::finish);
  reset_stop();
  EXPECT_TRUE(result.ok());
  EXPECT_EQ(result.output, "told\n");
  EXPECT_EQ(late.end, End::timed_out);
}

TEST(Command, KeepsTheLastOfMuchOutput) {
  auto result = run_command("head -c 300000 /dev/zero | tr '\\0' a; echo end", {}, long_enough);
  EXPECT_TRUE(result.ok());
  EXPECT_EQ(result.output.size(), 16384u);
  EXPECT_TRUE(result.output.ends_with("aend\n"));
}

TEST(Command, SaysHowItEnded) {
  auto killed = run_command("kill -KILL $$", {}, long_enough);
  EXPECT_EQ(killed.end, End::signalled);
  EXPECT_EQ(killed.trouble(long_enough), "ended by signal 9");
  EXPECT_EQ(run_command("no_such_command_here", {}, long_enough).code, 127);
}

TEST(Command, IsNotHeldByWhatItLeavesBehind) {
  auto result = run_command("sleep 600 & echo $!", {}, long_enough);
  EXPECT_TRUE(result.ok());
  ::kill(std::atoi(result.output.c_str()), SIGKILL);
}

}  // namespace migrate
