// The sampler on a real database, and what it is made of.
#include "backfill/throttle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "backfill/ask_number.hpp"
#include "backfill/heartbeat.hpp"

namespace migrate {
namespace {

class ManualClock : public Clock {
 public:
  std::chrono::system_clock::time_point now() override { return {}; }
  std::chrono::steady_clock::time_point monotonic() override { return at_; }
  void sleep(Millis time) override { at_ += time; }
  double random() override { return 0; }

 private:
  std::chrono::steady_clock::time_point at_{std::chrono::hours(1)};
};

struct ThrottleTest : testing::Test {
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("migrate-throttle-" + std::to_string(::getpid()) + ".db");
  Url url = parse_url("sqlite:" + file.string());
  Opened opened;
  db::Connection* slot = nullptr;
  std::optional<Store> store;
  ManualClock clock;
  std::shared_ptr<ThrottleSource> latency;
  SeenReplicas seen;
  std::shared_ptr<Heartbeat> heartbeat;

  void SetUp() override {
    clean();
    opened = open_database(url);
    slot = opened.connection.get();
    store.emplace(*opened.connection, *opened.dialect);
    store->ensure();
  }
  void TearDown() override {
    store.reset();
    opened = {};
    clean();
  }
  void clean() const {
    for (auto suffix : {"", "-wal", "-shm", "-journal"})
      std::filesystem::remove(file.string() + suffix);
  }
  Throttle throttle(std::optional<ThrottleSettings> settings = ThrottleSettings()) {
    return {std::move(settings),
            "1_a",
            {*opened.dialect, slot, url, [this]() -> Store& { return *store; }, clock, latency,
             seen, heartbeat}};
  }
  NumberLimit query(const std::string& sql, double limit) {
    NumberLimit number;
    number.ask.sql.any = RawSql(sql);
    number.limit = limit;
    return number;
  }
};

TEST_F(ThrottleTest, ObeysAPauseOfAllOrOfItsOwnMigration) {
  auto sampler = throttle(std::nullopt);
  EXPECT_FALSE(sampler.decide().pause);
  store->order_pause({"2_b", 0, "another", "", 0});
  clock.sleep(Millis(2000));
  EXPECT_FALSE(sampler.decide().pause);
  store->order_pause({"1_a", 0, "slow checkout", "", 0});
  clock.sleep(Millis(2000));
  EXPECT_THAT(sampler.decide().pause.value_or(""), testing::HasSubstr("(slow checkout)"));
  store->lift_pauses("1_a");
  EXPECT_FALSE(sampler.decide().pause);  // while paused it looks each time
  store->order_pause({"", 0, "", "", 0});
  clock.sleep(Millis(2000));
  EXPECT_THAT(sampler.decide().pause.value_or(""), testing::HasSubstr("`migrate resume` goes on"));
}

TEST_F(ThrottleTest, APauseEndsByTheServersClock) {
  auto sampler = throttle(std::nullopt);
  store->order_pause({"", store->now() + 3600'000, "", "", 0});
  EXPECT_TRUE(sampler.decide().pause);
  store->order_pause({"", store->now() - 1, "", "", 0});
  EXPECT_FALSE(sampler.decide().pause);
}

TEST_F(ThrottleTest, LooksAtTheOrdersWithinTwoSeconds) {
  auto sampler = throttle(std::nullopt);
  sampler.decide();
  store->order_pause({"", 0, "", "", 0});
  for (int i = 0; i < 4; ++i) clock.sleep(Millis(499));
  EXPECT_TRUE(sampler.decide().pause);
}

TEST_F(ThrottleTest, AnOrderComesBeforeTheSettings) {
  ThrottleSettings settings;
  settings.rows_per_second = 100;
  settings.max_load = 50;
  auto sampler = throttle(settings);
  sampler.decide();
  EXPECT_EQ(sampler.rows_per_second(), 100u);
  EXPECT_EQ(sampler.readings().at(0).limit, "50");
  ThrottleOrder order;
  order.rows_per_second = 7;
  order.max_load = 3;
  store->order_throttle(order);
  sampler.decide();  // it pauses: SQLite does not count sessions
  EXPECT_EQ(sampler.rows_per_second(), 7u);
  EXPECT_EQ(sampler.rate_pause(14, Millis(500)), Millis(1500));
  EXPECT_EQ(sampler.readings().at(0).limit, "3");
  store->order_throttle({});
  sampler.decide();
  EXPECT_EQ(sampler.rows_per_second(), 100u);
  EXPECT_EQ(sampler.readings().at(0).limit, "50");
}

TEST_F(ThrottleTest, ShowsTheRateBesideItsLimit) {
  ThrottleSettings settings;
  settings.rows_per_second = 1500;
  auto sampler = throttle(settings);
  sampler.decide();
  EXPECT_TRUE(sampler.readings().empty());  // nothing was done yet
  for (int i = 0; i < 10; ++i) {
    sampler.did(1000);
    clock.sleep(Millis(800));
  }
  sampler.did(1000);
  EXPECT_EQ(sampler.decide().pause, std::nullopt);
  ASSERT_EQ(sampler.readings().size(), 1u);
  EXPECT_EQ(sampler.readings()[0].reason(), "rows per second 1,250, limit 1,500");
  clock.sleep(Millis(20'000));
  sampler.decide();
  EXPECT_EQ(sampler.readings()[0].value, "0");
  ThrottleOrder order;
  order.rows_per_second = 7;
  store->order_throttle(order);
  clock.sleep(Millis(500));
  sampler.decide();
  EXPECT_EQ(sampler.readings()[0].limit, "7");
}

TEST_F(ThrottleTest, ShowsAllSourcesAndTheFirstReason) {
  ThrottleSettings settings;
  settings.numbers = {query("SELECT 3", 5), query("SELECT 7", 5), query("SELECT 8", 5)};
  settings.numbers[1].ask.name = "second";
  auto sampler = throttle(settings);
  EXPECT_EQ(sampler.decide().pause, "second 7, limit 5");
  ASSERT_EQ(sampler.readings().size(), 3u);
  EXPECT_EQ(sampler.readings()[0].reason(), "query 3, limit 5");
  EXPECT_FALSE(sampler.readings()[0].pause);
  EXPECT_TRUE(sampler.readings()[2].pause);
}

TEST_F(ThrottleTest, WhatCannotBeReadPauses) {
  ThrottleSettings settings;
  for (const char* sql : {"SELECT * FROM nowhere", "SELECT NULL", "SELECT 1, 2", "SELECT 'x'",
                          "SELECT 1 UNION ALL SELECT 2"}) {
    settings.numbers = {query(sql, 5)};
    auto sampler = throttle(settings);
    EXPECT_THAT(sampler.decide().pause.value_or(""), testing::HasSubstr("query unreadable: "))
        << sql;
    EXPECT_FALSE(sampler.decide().end);
  }
}

TEST_F(ThrottleTest, OrdersThatCannotBeReadPause) {
  auto sampler = throttle(std::nullopt);
  sampler.decide();
  opened.connection->query("DROP TABLE migrate_control");
  clock.sleep(Millis(2000));
  EXPECT_FALSE(sampler.decide().pause);  // it may be a lock
  clock.sleep(Millis(2000));
  EXPECT_THAT(sampler.decide().pause.value_or(""), testing::HasSubstr("orders unreadable: "));
}

TEST_F(ThrottleTest, LatencyMakesItSlowerAndSaysHowFastItGoes) {
  ThrottleSettings settings;
  EXPECT_EQ(throttle(settings).longest_batch(), std::nullopt);
  settings.latency.emplace();
  settings.latency->ask.sql.any = RawSql("SELECT 0.003");
  settings.latency->in_seconds = true;
  settings.latency->limit = Millis(20);
  auto sampler = throttle(settings);
  EXPECT_EQ(sampler.longest_batch(), ExactMillis(5));  // a quarter
  EXPECT_EQ(sampler.decide().pause, std::nullopt);
  // The first answer tells of the application alone: nothing is changed by it.
  EXPECT_EQ(sampler.readings().at(0).reason(), "latency (query) 3.0ms, speed 1%, limit 20ms");
  EXPECT_EQ(sampler.latency_pause(ExactMillis(5)), Millis(495));
  // A step's throttle goes on where the one before it was.
  auto guard = latency;
  throttle(settings).decide();
  EXPECT_EQ(latency, guard);
}

TEST_F(ThrottleTest, LatencySaysThatTheApplicationIsOverTheLimitByItself) {
  ThrottleSettings settings;
  settings.latency.emplace();
  settings.latency->ask.sql.any = RawSql("SELECT 30");
  settings.latency->limit = Millis(20);
  settings.latency->every = Millis(0);
  auto sampler = throttle(settings);
  EXPECT_EQ(sampler.decide().pause, "latency (query) 30.0ms without any batch, limit 20ms");
  EXPECT_EQ(sampler.advice(), "");
  for (int i = 0; i < 20; ++i) sampler.decide();
  EXPECT_THAT(sampler.advice(),
              testing::AllOf(testing::HasSubstr("limit of 20ms by itself, 30.0ms"),
                             testing::HasSubstr("--latency-limit")));
}

// An average over nothing.
TEST_F(ThrottleTest, LatencyThatHasNoValueSaysWhatToWrite) {
  ThrottleSettings settings;
  settings.latency.emplace();
  settings.latency->ask.sql.any = RawSql("SELECT NULL");
  settings.latency->limit = Millis(20);
  auto sampler = throttle(settings);
  EXPECT_EQ(sampler.decide().pause,
            "latency (query) unreadable: the query answered NULL, limit 20ms");
  EXPECT_EQ(sampler.advice(), "");
  for (int i = 0; i < 20; ++i) sampler.decide();
  EXPECT_THAT(sampler.advice(), testing::AllOf(testing::HasSubstr("the query answered NULL"),
                                               testing::HasSubstr("COALESCE(…, 0)")));
}

// Loses the session at its first write, and never again.
class LostOnce final : public db::Connection {
 public:
  explicit LostOnce(db::Connection& inner) : inner_(inner) {}
  db::Result query(std::string_view sql, const std::vector<db::Value>& params) override {
    if (sql.starts_with("INSERT") && !std::exchange(lost_, true))
      throw db::DbError(db::Failure::connection_lost, "", "the session is gone");
    return inner_.query(sql, params);
  }
  void begin() override { inner_.begin(); }
  void commit() override { inner_.commit(); }
  void rollback() noexcept override { inner_.rollback(); }
  bool in_transaction() const override { return inner_.in_transaction(); }
  void limit_lock_wait(std::chrono::milliseconds limit) override { inner_.limit_lock_wait(limit); }

 private:
  db::Connection& inner_;
  bool lost_ = false;
};

struct HeartbeatTest : ThrottleTest {
  std::string replica_file = file.string() + "-replica";
  Opened replica;
  ThrottleSettings settings;

  void SetUp() override {
    ThrottleTest::SetUp();
    remove_replica();
    replica = open_database(parse_url("sqlite:" + replica_file));
    Store(*replica.connection, *replica.dialect).ensure();
    settings.max_lag = Millis(1000);
    settings.critical.lag = Millis(60'000);
    settings.replicas = {"sqlite:" + replica_file};
    settings.heartbeat = true;
  }
  void TearDown() override {
    replica = {};
    remove_replica();
    ThrottleTest::TearDown();
  }
  void remove_replica() const {
    for (auto suffix : {"", "-wal", "-shm", "-journal"})
      std::filesystem::remove(replica_file + suffix);
  }
  void catch_up() {
    Store(*replica.connection, *replica.dialect)
        .set_control(heartbeat_row, store->control(heartbeat_row));
  }
};

// A replica that has stopped meanwhile is one whose lag is known.
TEST_F(HeartbeatTest, WhatARunHasWrittenInOneStepCountsInTheNext) {
  throttle(settings).decide();
  catch_up();
  auto next = throttle(settings);
  clock.sleep(Millis(9000));
  EXPECT_FALSE(next.decide().pause) << "it had all that was written until now";
  clock.sleep(Millis(2000));
  EXPECT_THAT(next.decide().pause.value_or(""), testing::HasSubstr(" 2.0s, limit 1s"));
  clock.sleep(Millis(60'000));
  EXPECT_THAT(next.decide().end.value_or(""), testing::HasSubstr(" 62.0s, limit 1s"));
}

// Whatever it would have read, it has not: the next one to ask is not told to go on.
TEST_F(HeartbeatTest, ASessionThatIsLostMeanwhileDecidesNothing) {
  LostOnce losing(*opened.connection);
  store.emplace(losing, *opened.dialect);
  auto sampler = throttle(settings);
  EXPECT_THROW(sampler.decide(), db::DbError);
  EXPECT_THAT(sampler.decide().pause.value_or(""), testing::HasSubstr("is not there yet"));
}

TEST_F(HeartbeatTest, OneThatNeverComesIsAsOldAsTheFirst) {
  auto sampler = throttle(settings);
  EXPECT_THAT(sampler.decide().pause.value_or(""), testing::HasSubstr("is not there yet"));
  clock.sleep(Millis(50'000));
  EXPECT_THAT(sampler.decide().pause.value_or(""), testing::HasSubstr("is not there yet"));
  EXPECT_FALSE(sampler.decide().end);
  clock.sleep(Millis(11'000));
  EXPECT_THAT(sampler.decide().end.value_or(""), testing::HasSubstr(" 61.0s, limit 1s"));
}

TEST_F(ThrottleTest, HeartbeatCountsFromTheFirstBeatThatIsMissing) {
  store->set_control("heartbeat", "41");  // an earlier run's
  Heartbeat heartbeat(clock);
  heartbeat.beat(*store);
  EXPECT_EQ(store->control("heartbeat"), "42");
  clock.sleep(Millis(1500));
  EXPECT_EQ(heartbeat.lag("42"), 0);
  // An earlier run's beat, or none: nobody knows how far behind it is.
  EXPECT_THROW(heartbeat.lag("41"), std::runtime_error);
  EXPECT_THROW(heartbeat.lag(""), std::runtime_error);
  EXPECT_THROW(heartbeat.lag("none of ours"), std::runtime_error);
  heartbeat.beat(*store);
  clock.sleep(Millis(500));
  EXPECT_EQ(heartbeat.lag("43"), 0);
  EXPECT_EQ(heartbeat.lag("42"), 0.5);
}

TEST(ParseNumber, TakesOneFiniteNumber) {
  EXPECT_EQ(parse_number(" 3.5\n"), 3.5);
  EXPECT_EQ(parse_number("-1e3"), -1000);
  for (const char* text : {"", "x", "1 2", "1,5", "nan", "inf", "0x10"})
    EXPECT_FALSE(parse_number(text)) << text;
}

}  // namespace
}  // namespace migrate
