#include "util/stop.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <thread>
#include <vector>

#include "util/clock.hpp"

namespace migrate {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

long elapsed_ms(steady_clock::time_point start) {
  return std::chrono::duration_cast<milliseconds>(steady_clock::now() - start).count();
}

class Stop : public testing::Test {
 protected:
  void SetUp() override { reset_stop(); }
  void TearDown() override { reset_stop(); }
};

TEST_F(Stop, SleepsItsTime) {
  const auto start = steady_clock::now();
  sleep_or_stop(30);
  EXPECT_GE(elapsed_ms(start), 29);
  EXPECT_FALSE(stop_requested());
  sleep_or_stop(0);
  sleep_or_stop(-5);
}

TEST_F(Stop, ARequestWakesEverySleeper) {
  const auto start = steady_clock::now();
  std::vector<std::thread> sleepers;
  for (int i = 0; i < 4; ++i) sleepers.emplace_back([] { sleep_or_stop(60000); });
  std::this_thread::sleep_for(milliseconds(20));
  request_stop();
  for (std::thread& sleeper : sleepers) sleeper.join();
  EXPECT_LT(elapsed_ms(start), 10000);
  EXPECT_TRUE(stop_requested());
}

TEST_F(Stop, DoesNotSleepAfterARequest) {
  request_stop();
  const auto start = steady_clock::now();
  system_clock().sleep(milliseconds(60000));
  EXPECT_LT(elapsed_ms(start), 10000);
}

TEST_F(Stop, ResetForgetsTheRequest) {
  for (int i = 0; i < 1000; ++i) request_stop();
  reset_stop();
  const auto start = steady_clock::now();
  sleep_or_stop(20);
  EXPECT_GE(elapsed_ms(start), 19);
}

int run_in_child(void (*body)()) {
  const pid_t child = fork();
  if (child == 0) {
    body();
    _exit(99);
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

TEST_F(Stop, FirstSignalAsks) {
  EXPECT_EQ(run_in_child([] {
              install_stop_handlers();
              raise(SIGTERM);
              _exit(stop_requested() && stop_signal() == SIGTERM ? 42 : 1);
            }),
            42);
}

TEST_F(Stop, SecondSignalEndsTheProcess) {
  EXPECT_EQ(run_in_child([] {
              install_stop_handlers();
              raise(SIGINT);
              raise(SIGINT);
            }),
            6);
}

TEST_F(Stop, AClosedPipeIsAnErrorNotADeath) {
  EXPECT_EQ(run_in_child([] {
              install_stop_handlers();
              int ends[2];
              if (pipe(ends) != 0) _exit(1);
              close(ends[0]);
              _exit(write(ends[1], "x", 1) == -1 ? 42 : 1);
            }),
            42);
}

TEST_F(Stop, ASleepingProcessWakesOnASignal) {
  const auto start = steady_clock::now();
  EXPECT_EQ(run_in_child([] {
              install_stop_handlers();
              std::thread([] {
                std::this_thread::sleep_for(milliseconds(20));
                kill(getpid(), SIGTERM);
              }).detach();
              sleep_or_stop(60000);
              _exit(stop_requested() ? 42 : 1);
            }),
            42);
  EXPECT_LT(elapsed_ms(start), 10000);
}

TEST(SystemClock, RandomStaysInRange) {
  for (int i = 0; i < 1000; ++i) {
    const double value = system_clock().random();
    EXPECT_GE(value, 0.0);
    EXPECT_LT(value, 1.0);
  }
}

}  // namespace
}  // namespace migrate
