// The waits between two turns of a backfill, on a real database file, by a clock that is set by
// hand: what is ordered from elsewhere meanwhile counts within two seconds, however long they are.
#include "engine/pause.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/url.hpp"
#include "engine/meter.hpp"
#include "util/error.hpp"
#include "util/stop.hpp"

namespace migrate {
namespace {

using std::chrono::steady_clock;

// Calls somebody else at each moment that is slept over.
class HandClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() override { return {}; }
  steady_clock::time_point monotonic() override { return at; }
  void sleep(std::chrono::milliseconds d) override {
    longest = std::max<Millis>(longest, d);
    at += d;
    if (meanwhile) meanwhile();
  }
  double random() override { return 0; }

  steady_clock::time_point at{std::chrono::hours(1)};
  Millis longest{0};
  std::function<void()> meanwhile;
};

struct Watching final : Observer {
  void phase_started(const std::string&, const std::string&) override {}
  void phase_finished(const std::string&, const std::string&, Millis) override {}
  void step_started(const std::string&, const Step&, bool) override {}
  void step_finished(const std::string&, const Step&, bool, bool, Millis) override {}
  void progress(const Progress& progress) override {
    waited_for.insert(progress.waiting);
    last = progress.waiting;
  }
  void waiting(const std::string&) override {}
  void note(const std::string& text) override { notes.push_back(text); }
  std::set<std::string> waited_for;
  std::optional<std::string> last;
  std::vector<std::string> notes;
};

struct PauseTest : testing::Test {
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("migrate-pause-" + std::to_string(::getpid()) + ".db");
  HandClock clock;
  Watching seen;
  std::optional<Session> session, elsewhere;
  std::optional<Lease> lease;
  std::string migration = "1_a";
  Pause::Kept kept;
  Step step;
  Progress progress;
  std::optional<ThrottleSettings> settings{std::in_place};

  void SetUp() override {
    remove_files();
    session.emplace(parse_url("sqlite:" + file.string()), Decorator{});
    session->store().ensure();
    elsewhere.emplace(session->url(), Decorator{});
    lease.emplace(session->url(), Decorator{}, session->dialect(), session->store(), clock, "test");
  }
  void TearDown() override {
    lease.reset();
    session.reset();
    elsewhere.reset();
    remove_files();
  }
  void remove_files() const {
    for (auto suffix : {"", "-wal", "-shm", "-journal", "-migrate-lock"})
      std::filesystem::remove(file.string() + suffix);
  }
  Pause pause() { return {migration, step, settings, *session, *lease, seen, clock, kept}; }
  Millis since(steady_clock::time_point then) const {
    return std::chrono::duration_cast<Millis>(clock.at - then);
  }
  // Once, when so much of the wait is over.
  void at(Millis time, std::function<void(Store&)> order) {
    clock.meanwhile = [=, this, begun = clock.at, over = false]() mutable {
      if (over || since(begun) < time) return;
      over = true;
      ordered_at = clock.at;
      order(elsewhere->store());
    };
  }
  std::optional<steady_clock::time_point> ordered_at;
};

TEST_F(PauseTest, TheRateHoldsOnAverage) {
  settings->rows_per_second = 100;
  auto pause = this->pause();
  pause.while_throttled(progress);
  const auto begun = clock.at;
  for (int turn = 0; turn < 5; ++turn) {
    const auto turned = clock.at;
    clock.sleep(Millis(200));  // the turn's own work
    pause.rest(progress, 100, turned, Millis(0), ExactMillis(0));
  }
  EXPECT_EQ(since(begun), Millis(5000));
  EXPECT_THAT(seen.waited_for, testing::Contains("limit of 100 rows per second"));
}

TEST_F(PauseTest, WithoutALimitItRestsForWhatItIsTold) {
  auto pause = this->pause();
  const auto begun = clock.at;
  pause.rest(progress, 1'000'000, begun, Millis(70), ExactMillis(0));
  EXPECT_EQ(since(begun), Millis(70));
  EXPECT_TRUE(seen.waited_for.empty());
}

// At 1 % of its time, with which the guard begins, a tenth of a second is followed by ten.
TEST_F(PauseTest, UnderALatencyLimitItRestsInProportionAndListensMeanwhile) {
  settings->latency.emplace();
  settings->latency->ask.sql.any = RawSql("SELECT 1");
  settings->latency->limit = Millis(400);
  settings->latency->every = Millis(60'000);
  auto pause = this->pause();
  pause.while_throttled(progress);
  EXPECT_EQ(pause.throttle().longest_batch(), ExactMillis(100));
  const auto begun = clock.at;
  pause.rest(progress, 1000, begun, Millis(0), ExactMillis(100));
  EXPECT_EQ(since(begun), Millis(9900));
  EXPECT_LE(clock.longest, Millis(500));
}

// What has batches goes slower; what has none could only be begun.
TEST_F(PauseTest, WhatHasNoBatchesIsNotBegunWhileTheLatencyLimitIsPassed) {
  auto set = [&](const std::string& ms) {
    elsewhere->connection().query("UPDATE latency SET ms = " + ms);
  };
  elsewhere->connection().query("CREATE TABLE latency (ms INTEGER)");
  elsewhere->connection().query("INSERT INTO latency VALUES (5)");
  settings->latency.emplace();
  settings->latency->ask.sql.any = RawSql("SELECT ms FROM latency");
  settings->latency->limit = Millis(20);
  settings->latency->every = Millis(0);
  step.batch.emplace();
  {
    auto pause = this->pause();
    pause.while_throttled(progress);
    set("30");
    // An answer that is late is the next one's.
    for (int i = 0; i < 100 && !progress.readings.at(0).value.starts_with("30.0ms"); ++i) {
      clock.sleep(Millis(500));
      pause.while_throttled(progress);
    }
  }
  ASSERT_THAT(progress.readings.at(0).value, testing::StartsWith("30.0ms, speed"));
  EXPECT_TRUE(seen.waited_for.empty());
  step.batch.reset();
  auto pause = this->pause();
  clock.meanwhile = [&] { set("5"); };
  pause.while_throttled(progress);
  EXPECT_THAT(seen.waited_for, testing::Contains(testing::StartsWith("latency (query) 30.0ms")));
}

TEST_F(PauseTest, SaysOnceThatTheApplicationIsOverItsLimitByItself) {
  settings->latency.emplace();
  settings->latency->ask.sql.any = RawSql("SELECT 30");
  settings->latency->limit = Millis(20);
  settings->latency->every = Millis(0);
  int slept = 0;
  clock.meanwhile = [&] {
    if (++slept == 40) throw std::runtime_error("long enough");
  };
  auto pause = this->pause();
  EXPECT_THROW(pause.while_throttled(progress), std::runtime_error);
  EXPECT_THAT(seen.waited_for, testing::Contains(testing::HasSubstr("without any batch")));
  EXPECT_THAT(seen.notes, testing::ElementsAre(testing::HasSubstr("by itself")));
}

// What several workers have done before a limit was ordered may be worth a long wait.
TEST_F(PauseTest, AHigherLimitEndsAWaitWithinTwoSeconds) {
  settings->rows_per_second = 1;
  auto pause = this->pause();
  pause.while_throttled(progress);
  at(Millis(5000), [](Store& store) {
    ThrottleOrder order;
    order.rows_per_second = 1'000'000;
    order.by = "ada";
    store.order_throttle(order);
  });
  pause.rest(progress, 100'000, clock.at, Millis(0), ExactMillis(0));
  ASSERT_TRUE(ordered_at);
  EXPECT_LE(since(*ordered_at), Millis(2000));
  EXPECT_LE(clock.longest, Millis(500));
  EXPECT_THAT(seen.notes, testing::ElementsAre(testing::HasSubstr("1,000,000 rows per second")));
}

TEST_F(PauseTest, APauseInTheMiddleOfAWaitIsObeyedAndShownWithinTwoSeconds) {
  settings->rows_per_second = 1;
  auto pause = this->pause();
  pause.while_throttled(progress);
  at(Millis(3000), [](Store& store) { store.order_pause({"", 0, "slow checkout", "", 0}); });
  const auto paused = [&] {
    return !session->store().waiting().empty() &&
           session->store().waiting().find("slow checkout") != std::string::npos;
  };
  auto order = clock.meanwhile;
  std::optional<Millis> obeyed_after;
  clock.meanwhile = [&] {
    order();
    if (!obeyed_after && paused()) obeyed_after = since(*ordered_at);
    // Long after the rate would have let it go on.
    if (ordered_at && since(*ordered_at) > Millis(60'000)) elsewhere->store().lift_pauses({});
  };
  pause.rest(progress, 10, clock.at, Millis(0), ExactMillis(0));
  ASSERT_TRUE(obeyed_after);
  EXPECT_LE(*obeyed_after, Millis(2000));
  EXPECT_GT(since(*ordered_at), Millis(60'000));
  EXPECT_LE(since(*ordered_at), Millis(62'000));
  EXPECT_LE(clock.longest, Millis(500));
}

TEST_F(PauseTest, TheEndOfAPauseIsShown) {
  elsewhere->store().order_pause({"", 0, "slow checkout", "", 0});
  at(Millis(3000), [](Store& store) { store.lift_pauses({}); });
  auto pause = this->pause();
  pause.while_throttled(progress);
  EXPECT_THAT(seen.waited_for, testing::Contains(testing::HasSubstr("slow checkout")));
  EXPECT_EQ(seen.last, "");
}

// Also where the session is lost while it waits, and the next attempt need not.
TEST_F(PauseTest, TheEndOfAPauseIsShownByTheNextAttempt) {
  elsewhere->store().order_pause({"", 0, "slow checkout", "", 0});
  clock.meanwhile = [] { throw std::runtime_error("lost"); };
  auto pause = this->pause();
  EXPECT_THROW(pause.while_throttled(progress), std::runtime_error);
  EXPECT_THAT(seen.last.value_or(""), testing::HasSubstr("slow checkout"));
  elsewhere->store().lift_pauses({});
  pause.begin_attempt();
  pause.while_throttled(progress);
  EXPECT_EQ(seen.last, "");
}

// However long it waits, it does not go on as fast as before.
TEST_F(PauseTest, TheRateFallsWhileItWaits) {
  step.batch.emplace();
  step.batch->estimated_rows = 100'000;
  Meter meter(clock, migration, step, Millis(200));
  auto pause = this->pause();
  pause.measure_by([&] { meter.measure(); });
  Checkpoint point;
  meter.begin(point);
  for (int second = 1; second <= 10; ++second) {
    clock.sleep(Millis(1000));
    point.rows += 1000;
    meter.batch(point, Millis(200));
  }
  EXPECT_NEAR(meter.progress.rows_per_second_now, 1000, 1);
  elsewhere->store().order_pause({"", 0, "", "", 0});
  at(Millis(90'000), [](Store& store) { store.lift_pauses({}); });
  pause.while_throttled(meter.progress);
  EXPECT_EQ(meter.progress.rows_per_second_now, 0);
  EXPECT_NEAR(meter.progress.rows_per_second_average, 100, 5);
  ASSERT_TRUE(meter.progress.eta);
  EXPECT_GT(meter.progress.eta->likely, Millis(500'000));
}

// A limit of the rate holds once behind each batch: the next batch says that it is over.
TEST_F(PauseTest, AWaitForTheRateIsOneWait) {
  settings->rows_per_second = 100;
  auto pause = this->pause();
  pause.while_throttled(progress);
  pause.rest(progress, 300, clock.at, Millis(0), ExactMillis(0));
  EXPECT_THAT(seen.waited_for, testing::ElementsAre("limit of 100 rows per second"));
}

TEST_F(PauseTest, WithoutALeaseNoHeartbeatIsWritten) {
  settings->max_lag = Millis(1000);
  settings->heartbeat = true;
  settings->replicas = {"sqlite:" + file.string() + ".nowhere/replica.db"};
  clock.meanwhile = [] { throw std::runtime_error("long enough"); };
  const auto beats_of = [&](Pause pause) {
    try {
      pause.while_throttled(progress);
    } catch (const std::runtime_error&) {
      // It waits for the replica.
    }
    return session->store().control("heartbeat");
  };
  EXPECT_EQ(beats_of({migration, step, *settings, *session, seen, clock, kept}), "");
  EXPECT_EQ(beats_of(pause()), "1");
}

TEST_F(PauseTest, WithoutALeaseAStopSaysThatNothingWasChanged) {
  Pause reading(migration, step, *settings, *session, seen, clock, kept);
  request_stop();
  try {
    reading.while_throttled(progress);
    ADD_FAILURE() << "it goes on";
  } catch (const Error& e) {
    EXPECT_EQ(e.exit(), ExitCode::interrupted);
    EXPECT_THAT(e.report().state, testing::StartsWith("unchanged"));
    EXPECT_THAT(e.report().what, testing::Not(testing::HasSubstr("recorded")));
  }
  reset_stop();
}

}  // namespace
}  // namespace migrate
