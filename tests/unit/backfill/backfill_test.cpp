#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "backfill/batch_size.hpp"
#include "backfill/throttle.hpp"

namespace migrate {
namespace {

TEST(BatchSizer, AimsAtATimeInBoundedSteps) {
  BatchSizer sizer({Millis(200), std::nullopt}, 1000);
  sizer.took(Millis(100), true);
  EXPECT_EQ(sizer.rows(), 2000u);
  sizer.took(Millis(1), true);  // never more than double
  EXPECT_EQ(sizer.rows(), 4000u);
  sizer.took(Millis(60'000), true);  // never less than half
  EXPECT_EQ(sizer.rows(), 2000u);
  sizer.took(Millis(200), true);
  EXPECT_EQ(sizer.rows(), 2000u);
}

TEST(BatchSizer, SettlesOnTheTargetAndStays) {
  BatchSizer sizer({Millis(200), std::nullopt}, 1000);
  for (int i = 0; i < 40; ++i) sizer.took(Millis(sizer.rows() / 25), true);  // 25 rows per ms
  EXPECT_NEAR(static_cast<double>(sizer.rows()), 5000, 50);
}

TEST(BatchSizer, IgnoresTheShortLastBatch) {
  BatchSizer sizer({Millis(200), std::nullopt}, 1000);
  sizer.took(Millis(1), false);
  EXPECT_EQ(sizer.rows(), 1000u);
}

TEST(BatchSizer, FixedRowsStayFixed) {
  BatchSizer sizer({std::nullopt, 5000}, 1000);
  sizer.took(Millis(60'000), true);
  sizer.blocked();
  sizer.start_with(7);
  EXPECT_EQ(sizer.rows(), 5000u);
}

// Whoever asks for so many rows gets them; a time is aimed at with a hundredth of that at most.
TEST(BatchSizer, TakesAsManyRowsAsMayBeAskedFor) {
  const auto most = std::to_string(BatchSizer::no_cap);
  const auto asked = parse_batch_size(most);
  ASSERT_TRUE(asked);
  EXPECT_FALSE(parse_batch_size(most + "0"));
  BatchSizer sizer(*asked);
  sizer.cap(BatchSizer::no_cap);
  EXPECT_EQ(sizer.rows(), BatchSizer::no_cap);
  BatchSizer timed({Millis(200), std::nullopt}, 1000);
  for (int i = 0; i < 40; ++i) timed.took(Millis(1), true);
  EXPECT_EQ(timed.rows(), 100000u);
}

TEST(BatchSizer, NeverBelowItsFloorNorAboveItsCap) {
  BatchSizer sizer({Millis(200), std::nullopt}, 20);
  for (int i = 0; i < 10; ++i) sizer.blocked();
  EXPECT_EQ(sizer.rows(), 10u);
  sizer.cap(50);
  for (int i = 0; i < 10; ++i) sizer.took(Millis(1), true);
  EXPECT_EQ(sizer.rows(), 50u);
  sizer.cap(1);
  sizer.took(Millis(1), true);
  EXPECT_EQ(sizer.rows(), 1u);
}

TEST(BatchSizer, AimsAtTheEnginesTargetUnlessToldOtherwise) {
  BatchSizer sizer({}, 40, Millis(5));
  sizer.took(Millis(5), true);
  EXPECT_EQ(sizer.rows(), 40u);
  BatchSizer told({Millis(200), std::nullopt}, 40, Millis(5));
  told.took(Millis(5), true);
  EXPECT_EQ(told.rows(), 80u);
}

// Whenever another writer first found the lock taken, by SQLite's own schedule it finds it free at
// the latest when it first looks a batch's time later.
TEST(RestAfter, IsNotMissedByAWaiterThatLooksNowAndThen) {
  std::vector<int> looks = {0};
  for (const int sleep : {1, 2, 5, 10, 15, 20, 25, 25, 25, 50, 50, 100, 100, 100, 100})
    looks.push_back(looks.back() + sleep);
  for (int took = 1; took < 500; ++took) {
    const int rest = static_cast<int>(rest_after(Millis(took)).count());
    EXPECT_LE(rest, 100);
    for (int came = 0; came < took; ++came) {
      bool in = false;
      for (const int look : looks) {
        in = in || (came + look) % (took + rest) >= took;
        if (look >= took) break;
      }
      EXPECT_TRUE(in) << took << " ms, came after " << came;
    }
  }
}

// A rate limit holds for the first batch too, and for a number of rows that was asked for.
TEST(BatchSizer, TheCapHoldsAtOnce) {
  BatchSizer first({Millis(200), std::nullopt}, 1000);
  first.cap(50);
  EXPECT_EQ(first.rows(), 50u);
  BatchSizer fixed({std::nullopt, 5000}, 1000);
  fixed.cap(50);
  EXPECT_EQ(fixed.rows(), 50u);
  fixed.start_with(7);
  EXPECT_EQ(fixed.rows(), 50u);
}

TEST(BatchSizer, TakesAnotherSettingOnTheWay) {
  BatchSizer sizer({Millis(200), std::nullopt}, 1000);
  sizer.set({std::nullopt, 7});
  EXPECT_EQ(sizer.rows(), 7u);
  sizer.cap(5);
  EXPECT_EQ(sizer.rows(), 5u);
  sizer.cap(100000);
  EXPECT_EQ(sizer.rows(), 7u);
  sizer.set({Millis(400), std::nullopt});
  sizer.cap(100000);
  sizer.start_with(1000);
  sizer.took(Millis(200), true);
  EXPECT_EQ(sizer.rows(), 2000u);
}

// Under the latency guard it begins small, whatever went before, and comes up by what it sees.
TEST(BatchSizer, KeepsWithinABoundThatIsShorterThanItsTarget) {
  BatchSizer sizer({Millis(200), std::nullopt}, 1000);
  EXPECT_EQ(sizer.target(), Millis(200));
  sizer.keep_within(ExactMillis(2.5));
  EXPECT_EQ(sizer.rows(), 10u);
  EXPECT_EQ(sizer.target(), Millis(3));
  sizer.start_with(5000);
  EXPECT_EQ(sizer.rows(), 10u);
  for (int i = 0; i < 10; ++i)
    sizer.took(ExactMillis(static_cast<double>(sizer.rows()) * 0.05), true);  // 20 rows per ms
  EXPECT_NEAR(static_cast<double>(sizer.rows()), 50, 1);
  sizer.keep_within(ExactMillis(2.5));
  EXPECT_NEAR(static_cast<double>(sizer.rows()), 50, 1);
  for (int i = 0; i < 10; ++i) sizer.took(ExactMillis(50), true);
  EXPECT_EQ(sizer.rows(), 10u);
  sizer.keep_within(std::nullopt);
  EXPECT_EQ(sizer.target(), Millis(200));
  BatchSizer shorter({Millis(1), std::nullopt}, 1000);
  shorter.keep_within(ExactMillis(5));
  EXPECT_EQ(shorter.target(), Millis(1));
  BatchSizer fixed({std::nullopt, 5000}, 1000);
  fixed.keep_within(ExactMillis(5));
  EXPECT_EQ(fixed.rows(), 5000u);
}

TEST(FlagFile, PausesWhileItExists) {
  auto path =
      std::filesystem::temp_directory_path() / ("migrate-flag-" + std::to_string(::getpid()));
  std::filesystem::remove(path);
  auto source = flag_file_source(path.string());
  EXPECT_FALSE(source->read().pause);
  std::ofstream(path) << "x";
  auto reading = source->read();
  EXPECT_TRUE(reading.pause);
  EXPECT_NE(reading.reason().find(path.string()), std::string::npos);
  std::filesystem::remove(path);
  EXPECT_FALSE(source->read().pause);
}

TEST(FlagFile, UnreadableMeansPause) {
  // A path component that is too long cannot be looked up, whoever asks.
  auto source = flag_file_source("/tmp/" + std::string(300, 'x'));
  auto reading = source->read();
  EXPECT_TRUE(reading.pause);
  EXPECT_NE(reading.value.find("unreadable"), std::string::npos);
}

TEST(NamedReplica, SilentMeansPause) {
  int silent = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(silent, reinterpret_cast<sockaddr*>(&address), size), 0);
  ASSERT_EQ(::listen(silent, 1), 0);
  ::getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size);
  auto port = std::to_string(ntohs(address.sin_port));
  auto source = named_replica_source("postgres://u@127.0.0.1:" + port + "/db", {Millis(1000), {}});
  auto reading = source->read();
  EXPECT_TRUE(reading.pause);
  EXPECT_NE(reading.value.find("no answer"), std::string::npos);
  ::close(silent);
}

TEST(NamedReplica, UnreachableMeansPause) {
  // Port 1 on loopback: nothing listens there.
  auto reading =
      named_replica_source("postgres://u:secretword@127.0.0.1:1/db", {Millis(1000), {}})->read();
  EXPECT_TRUE(reading.pause);
  EXPECT_NE(reading.value.find("unreadable"), std::string::npos);
  EXPECT_EQ(reading.reason().find("secretword"), std::string::npos);
}

}  // namespace
}  // namespace migrate
