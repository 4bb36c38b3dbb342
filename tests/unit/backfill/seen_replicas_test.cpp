// Who counts as gone, by what a server says of its replicas one time after the other.
#include "backfill/seen_replicas.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct SeenReplicasTest : testing::Test {
  SeenReplicas seen;
  KnownReplicas now;
  int answers = 0;

  KnownReplica& connect(const std::string& name, const std::string& at, const std::string& session,
                        const std::string& slot = "") {
    now.connected.push_back({name, at, slot, session, "", 0});
    return now.connected.back();
  }
  void disconnect(const std::string& session) {
    std::erase_if(now.connected, [&](const auto& replica) { return replica.session == session; });
  }
  void answer(const std::string& session) {
    for (auto& replica : now.connected)
      if (replica.session == session) replica.answer = std::to_string(++answers);
  }
  // Everybody who is there answers.
  std::vector<std::string> read() {
    for (auto& replica : now.connected) replica.answer = std::to_string(++answers);
    return seen.missing(now);
  }
};

TEST_F(SeenReplicasTest, OneThatIsGoneIsMissingUntilItIsBack) {
  EXPECT_THAT(read(), IsEmpty());
  connect("a", "10.0.0.1", "1");
  connect("b", "10.0.0.2", "2");
  EXPECT_THAT(read(), IsEmpty());
  disconnect("1");
  EXPECT_THAT(read(), ElementsAre("\"a\" at 10.0.0.1"));
  disconnect("2");
  EXPECT_THAT(read(), ElementsAre("\"a\" at 10.0.0.1", "\"b\" at 10.0.0.2"));
  connect("a", "10.0.0.7", "3");  // a container has another address when it is back
  EXPECT_THAT(read(), ElementsAre("\"b\" at 10.0.0.2"));
  connect("b", "10.0.0.2", "4");
  EXPECT_THAT(read(), IsEmpty());
}

TEST_F(SeenReplicasTest, OfThoseThatShareANameAsManyAreExpectedAsThereWere) {
  connect("walreceiver", "10.0.0.1", "1");
  connect("walreceiver", "10.0.0.1", "2");
  connect("walreceiver", "10.0.0.2", "3");
  EXPECT_THAT(read(), IsEmpty());
  EXPECT_THAT(read(), IsEmpty());
  disconnect("2");
  EXPECT_THAT(read(), ElementsAre("\"walreceiver\" at 10.0.0.1"));
  disconnect("3");
  EXPECT_THAT(read(), ElementsAre("\"walreceiver\" at 10.0.0.1", "\"walreceiver\" at 10.0.0.2"));
  connect("walreceiver", "10.0.0.9", "4");
  connect("walreceiver", "10.0.0.1", "5");
  EXPECT_THAT(read(), IsEmpty());
}

// Its old connection is there for as long as the server has not noticed that it is dead.
TEST_F(SeenReplicasTest, OneThatIsThereTwiceIsOne) {
  connect("walreceiver", "10.0.0.1", "1");
  EXPECT_THAT(read(), IsEmpty());
  EXPECT_THAT(read(), IsEmpty());
  connect("walreceiver", "10.0.0.1", "2");
  for (int i = 0; i < 5; ++i) {
    answer("2");
    EXPECT_THAT(seen.missing(now), IsEmpty());
  }
  disconnect("1");
  EXPECT_THAT(read(), IsEmpty());
  disconnect("2");
  EXPECT_THAT(read(), ElementsAre("\"walreceiver\" at 10.0.0.1"));
}

TEST_F(SeenReplicasTest, OneWithASlotCountsUntilThatIsDropped) {
  now.slots = {"s1", "s2"};
  connect("walreceiver", "10.0.0.1", "1", "s1");
  connect("walreceiver", "10.0.0.1", "2", "s2");
  EXPECT_THAT(read(), IsEmpty());
  disconnect("1");
  disconnect("2");
  EXPECT_THAT(read(), ElementsAre("\"walreceiver\" at 10.0.0.1, slot \"s1\"",
                                  "\"walreceiver\" at 10.0.0.1, slot \"s2\""));
  connect("another", "10.0.0.3", "3", "s1");
  now.slots = {"s1"};
  EXPECT_THAT(read(), IsEmpty());
  now.slots = {"s1", "s2"};  // somebody else's by now
  EXPECT_THAT(read(), IsEmpty());
}

TEST_F(SeenReplicasTest, WhatComesAndGoesByItsNatureIsNotMissed) {
  connect("subscriber", "10.0.0.1", "1", "s1").passing = true;
  connect("archiver", "10.0.0.1", "2").passing = true;
  now.slots = {"s1"};
  EXPECT_THAT(read(), IsEmpty());
  now.connected.clear();
  EXPECT_THAT(read(), IsEmpty());
}

TEST_F(SeenReplicasTest, AnOrderThatIsNewLetsGoOfThoseThatAreGone) {
  seen.ordered(1000);
  connect("a", "", "1");
  connect("b", "", "2", "s");
  now.slots = {"s"};
  EXPECT_THAT(read(), IsEmpty());
  now.connected.clear();
  seen.ordered(1000);  // each step hears it again
  EXPECT_THAT(read(), ElementsAre("\"a\"", "\"b\", slot \"s\""));
  seen.ordered(0);  // `--reset`
  EXPECT_THAT(read(), ElementsAre("\"a\"", "\"b\", slot \"s\""));
  seen.ordered(2000);
  EXPECT_THAT(read(), IsEmpty());
  connect("a", "", "3");
  EXPECT_THAT(read(), IsEmpty());
  disconnect("3");
  EXPECT_THAT(read(), ElementsAre("\"a\""));
}

// One of the replicas is the primary now.
TEST_F(SeenReplicasTest, BehindAFailoverItLooksAnew) {
  now.history = "00000001";
  connect("a", "10.0.0.1", "1");
  connect("b", "10.0.0.2", "2");
  EXPECT_THAT(read(), IsEmpty());
  now.connected.clear();
  EXPECT_THAT(read(), ElementsAre("\"a\" at 10.0.0.1", "\"b\" at 10.0.0.2"));
  now.history = "00000002";
  connect("b", "10.0.0.2", "3");
  EXPECT_THAT(read(), IsEmpty());
}

struct SilenceTest : SeenReplicasTest {
  std::chrono::steady_clock::time_point at{std::chrono::hours(1)};

  // What its lag is so much later, as the server tells it still.
  std::optional<double> later(double seconds, std::optional<double> told) {
    at += std::chrono::duration_cast<std::chrono::steady_clock::duration>(
        std::chrono::duration<double>(seconds));
    now.connected.at(0).lag = told;
    seen.count_silence(now, at);
    return now.connected.at(0).lag;
  }
};

TEST_F(SilenceTest, OneThatIsBehindAndDoesNotAnswerFallsBehind) {
  connect("a", "10.0.0.1", "1").behind = true;
  answer("1");
  EXPECT_EQ(later(0, 0.1), 0.1);
  EXPECT_EQ(later(0.5, 0.1), 0.5);
  EXPECT_EQ(later(1, 0), 1.5);
  EXPECT_EQ(later(1, 7), 7) << "the server knows of more";
  answer("1");
  EXPECT_EQ(later(1, 0), 0);
  EXPECT_EQ(later(1, 0), 1);
  now.connected[0].session = "2";  // another connection
  EXPECT_EQ(later(1, 0), 0);
}

TEST_F(SilenceTest, OneThatHasAllNeedNotAnswer) {
  connect("a", "10.0.0.1", "1");
  answer("1");
  EXPECT_EQ(later(0, 0), 0);
  EXPECT_EQ(later(9, 0), 0);
  // It counts from when there was something to answer to.
  now.connected[0].behind = true;
  EXPECT_EQ(later(1, 0), 0);
  EXPECT_EQ(later(1, 0), 1);
}

TEST_F(SilenceTest, ALogicalReaderTellsWhatItHasWhenItLikes) {
  auto& reader = connect("a", "10.0.0.1", "1");
  reader.behind = reader.passing = true;
  EXPECT_EQ(later(0, 0), 0);
  EXPECT_EQ(later(9, 0), 0);
  EXPECT_EQ(later(9, std::nullopt), std::nullopt);
}

}  // namespace
}  // namespace migrate
