#include "tests/support/process.hpp"

#include <gtest/gtest.h>
#include <signal.h>

namespace migrate::test {
namespace {

Command shell(const std::string& script) {
  return {{"/bin/sh", "-c", script}, {}, ""};
}

TEST(Process, CapturesBothStreamsAndTheExitCode) {
  const Outcome outcome = run(shell("echo out; echo err >&2; exit 7"));
  EXPECT_EQ(outcome.exit, 7);
  EXPECT_EQ(outcome.out, "out\n");
  EXPECT_EQ(outcome.err, "err\n");
}

TEST(Process, HoldsMoreThanAPipe) {
  const Outcome outcome = run(shell("head -c 1000000 /dev/zero"));
  EXPECT_EQ(outcome.exit, 0);
  EXPECT_EQ(outcome.out.size(), 1000000u);
}

TEST(Process, PassesTheEnvironmentAndLittleElse) {
  setenv("MIGRATE_URL_OF_THE_CALLER", "x", 1);
  Command command = shell("echo $GIVEN-$MIGRATE_URL_OF_THE_CALLER");
  command.env["GIVEN"] = "yes";
  EXPECT_EQ(run(command).out, "yes-\n");
}

TEST(Process, TellsASignalFromATimeout) {
  const Outcome killed = run(shell("kill -KILL $$"));
  EXPECT_EQ(killed.signal, SIGKILL);
  EXPECT_FALSE(killed.timed_out);
  const Outcome late = run(shell("exec sleep 30"), std::chrono::milliseconds(50));
  EXPECT_TRUE(late.timed_out);
}

TEST(Process, IsThereUntilItEnds) {
  Process process(shell("exec sleep 30"));
  EXPECT_TRUE(process.running());
  process.send(SIGTERM);
  EXPECT_EQ(process.wait(std::chrono::seconds(5)).signal, SIGTERM);
}

}  // namespace
}  // namespace migrate::test
