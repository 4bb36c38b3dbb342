// Questions that may hang, and answers that may be old.
#include "backfill/background.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <memory>
#include <thread>

namespace migrate {
namespace {

TEST(Background, AsksAgainOnlyWhenTheAnswerIsOld) {
  auto asked = std::make_shared<std::atomic<int>>(0);
  Background<int> often([asked] { return ++*asked; });
  EXPECT_EQ(often.newest(), 1);
  EXPECT_EQ(often.newest(), 2);
  auto rarely_asked = std::make_shared<std::atomic<int>>(0);
  Background<int> rarely([rarely_asked] { return ++*rarely_asked; }, std::chrono::hours(1));
  EXPECT_EQ(rarely.newest(), 1);
  EXPECT_EQ(rarely.newest(), 1);
}

// Behind a failure one that hangs is not waited for as long as the first: orders have to be heard.
TEST(Background, AnAnswerThatHangsBehindAFailureIsKnownSoon) {
  auto asked = std::make_shared<std::atomic<int>>(0);
  auto never = std::make_shared<std::promise<void>>();
  Background<int> failing([asked, never]() -> int {
    if (++*asked > 1) never->get_future().wait();
    throw std::runtime_error("no");
  });
  EXPECT_THROW(failing.newest(), std::runtime_error);
  const auto begun = std::chrono::steady_clock::now();
  try {
    failing.newest();
    FAIL();
  } catch (const std::runtime_error& e) {
    EXPECT_STREQ(e.what(), "no answer yet");
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::milliseconds(2500));
  never->set_value();
}

// Both ways an answer may be old: it has come late, or whoever asked has come late for it.
TEST(Background, AnOldAnswerIsNone) {
  auto asked = std::make_shared<std::atomic<int>>(0);
  Background<int> slow([] {
    std::this_thread::sleep_for(std::chrono::milliseconds(3100));
    return 1;
  });
  Background<int> left([asked] { return ++*asked; });
  slow.begin();
  left.begin();
  std::this_thread::sleep_for(std::chrono::milliseconds(3300));
  ASSERT_TRUE(slow.in_by(std::chrono::steady_clock::now() + std::chrono::seconds(60)));
  try {
    slow.newest();
    ADD_FAILURE() << "it is taken";
  } catch (const std::runtime_error& e) {
    EXPECT_EQ(e.what(), Background<int>::no_answer());
  }
  // Asked again, and waited for for a moment only.
  std::optional<int> answer;
  while (!answer) {
    try {
      answer = left.newest();
    } catch (const std::runtime_error& e) {
      EXPECT_STREQ(e.what(), "no answer yet");
    }
  }
  EXPECT_GE(*answer, 2);
}

TEST(Background, AFailureIsNotAnOldAnswer) {
  auto asked = std::make_shared<std::atomic<int>>(0);
  Background<int> sometimes([asked] {
    if (++*asked % 2 == 0) throw std::runtime_error("no");
    return asked->load();
  });
  EXPECT_EQ(sometimes.newest(), 1);
  EXPECT_THROW(sometimes.newest(), std::runtime_error);
  EXPECT_EQ(sometimes.newest(), 3);
}

}  // namespace
}  // namespace migrate
