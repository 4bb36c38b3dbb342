// The history of a batched step, in a real database file, by a clock that is set by hand.
#include "engine/history.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "config/url.hpp"
#include "engine/meter.hpp"
#include "util/error.hpp"

namespace migrate {
namespace {

class HandClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() override { return {}; }
  std::chrono::steady_clock::time_point monotonic() override { return at; }
  void sleep(std::chrono::milliseconds d) override { at += d; }
  double random() override { return 0; }
  std::chrono::steady_clock::time_point at{std::chrono::hours(1)};
};

struct Counting final : Observer {
  void phase_started(const std::string&, const std::string&) override {}
  void phase_finished(const std::string&, const std::string&, Millis) override {}
  void step_started(const std::string&, const Step&, bool) override {}
  void step_finished(const std::string&, const Step&, bool, bool, Millis) override {}
  void progress(const Progress&) override { ++shown; }
  void waiting(const std::string&) override {}
  void note(const std::string&) override {}
  int shown = 0;
};

struct HistoryTest : testing::Test {
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("migrate-history-" + std::to_string(::getpid()) + ".db");
  HandClock clock;
  Counting shown;
  std::optional<Session> session;
  std::optional<Lease> lease;

  void SetUp() override {
    remove_files();
    session.emplace(parse_url("sqlite:" + file.string()), Decorator{});
    session->store().ensure();
    lease.emplace(session->url(), Decorator{}, session->dialect(), session->store(), clock, "test");
  }
  void TearDown() override {
    lease.reset();
    session.reset();
    remove_files();
  }
  void remove_files() const {
    for (auto suffix : {"", "-wal", "-shm", "-journal", "-migrate-lock"})
      std::filesystem::remove(file.string() + suffix);
  }
  History history() { return {shown, *session, *lease, clock, "1_a", "backfill-1"}; }
  std::vector<Sample> samples() { return session->store().samples("1_a", "backfill-1", 100000); }
  static Progress at(std::uint64_t rows) {
    Progress p;
    p.rows_done = rows;
    return p;
  }
  // Told every `step` for `time`, a thousand rows a second.
  void work(History& history, Millis time, Millis step, std::uint64_t from = 0) {
    for (Millis t{0}; t <= time; t += step) {
      history.progress(at(from + static_cast<std::uint64_t>(t.count())));
      clock.sleep(step);
    }
  }
};

TEST_F(HistoryTest, WhatIsOverAtOnceLeavesNone) {
  auto history = this->history();
  work(history, Millis(400), Millis(20));
  auto last = at(400);
  last.finished = true;
  clock.at = std::chrono::steady_clock::time_point(std::chrono::hours(1)) + Millis(499);
  history.progress(last);
  EXPECT_TRUE(samples().empty());
  EXPECT_EQ(shown.shown, 22);
}

TEST_F(HistoryTest, HasAFewMomentsOfAMinuteAndTheEnd) {
  auto history = this->history();
  work(history, Millis(60000), Millis(100));
  auto last = at(60100);
  last.finished = true;
  last.batch_target = Millis(200);
  history.progress(last);
  auto all = samples();
  EXPECT_GT(all.size(), 30u);
  EXPECT_LT(all.size(), 80u);
  EXPECT_EQ(all.back().rows, 60100u);
  EXPECT_EQ(all.back().target, Millis(200));
  EXPECT_EQ(all.front().run, lease->token());
  EXPECT_EQ(all.front().run_rows, 0u);
  for (auto& s : all) EXPECT_EQ(s.run_time.count() / 100, static_cast<std::int64_t>(s.rows) / 100);
}

TEST_F(HistoryTest, APauseIsInIt) {
  auto history = this->history();
  work(history, Millis(5000), Millis(250));
  auto paused = at(5000);
  paused.waiting = "flag file present";
  paused.lag = Millis(7000);
  for (int i = 0; i < 40; ++i) {
    history.progress(paused);
    clock.sleep(Millis(250));
  }
  auto all = samples();
  EXPECT_EQ(all.back().waiting, "flag file present");
  EXPECT_EQ(all.back().lag, Millis(7000));
  EXPECT_EQ(all.front().waiting, "");
}

TEST_F(HistoryTest, IsThinnedAndGoesOnHalfAsOften) {
  session->connection().query(
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) "
      "INSERT INTO migrate_history SELECT '1_a', 'backfill-1', i, '2026-01-01T00:00:00.000Z', 1, "
      "i * 5000, 0, i, i, 1, 1, NULL, NULL, NULL FROM n");
  auto history = this->history();
  work(history, Millis(2000), Millis(100), 2000);
  auto all = samples();
  ASSERT_GT(all.size(), 1000u);
  EXPECT_LT(all.size(), 1010u);
  for (auto& s : all) EXPECT_EQ(s.number % 2, 0) << s.number;
  EXPECT_EQ(all.back().run, lease->token());
  // The next run goes on as often as this one.
  auto before = all.back().number;
  auto next = this->history();
  work(next, Millis(2000), Millis(100), 4000);
  all = samples();
  EXPECT_GT(all.back().number, before);
  for (auto& s : all) EXPECT_EQ(s.number % 2, 0) << s.number;
}

TEST_F(HistoryTest, WhatCannotBeWrittenIsLeftOut) {
  session->connection().query("DROP TABLE migrate_history");
  auto history = this->history();
  EXPECT_NO_THROW(work(history, Millis(5000), Millis(100)));
  EXPECT_EQ(shown.shown, 51);
  EXPECT_FALSE(session->connection().in_transaction());
  EXPECT_TRUE(samples().empty());
}

TEST_F(HistoryTest, ARunnerWithoutItsLeaseWritesNone) {
  auto history = this->history();
  session->connection().query("UPDATE migrate_lease SET token = token + 1");
  EXPECT_THROW(work(history, Millis(5000), Millis(100)), Error);
  session->connection().rollback();
  EXPECT_TRUE(samples().empty());
}

TEST_F(HistoryTest, StatusShowsWhatTheRunnerShows) {
  Step step;
  step.batch.emplace();
  step.batch->estimated_rows = 100000;
  Meter meter(clock, "1_a", step, Millis(200));
  auto history = this->history();
  Checkpoint point;
  meter.begin(point);
  for (int second = 0; second <= 40; ++second) {
    point.rows = static_cast<std::uint64_t>(second) * (second < 20 ? 1000 : 800);
    point.batches = static_cast<std::uint64_t>(second);
    meter.batch(point, Millis(190));
    history.progress(meter.progress);
    clock.sleep(Millis(1000));
  }
  auto all = samples();
  // Samples are written at the server's time, which this test does not set.
  point.updated_at = all.back().at;
  auto seen = progress_of(point, all, 100000, true);
  EXPECT_EQ(seen.rows_done, meter.progress.rows_done);
  EXPECT_NEAR(seen.rows_per_second_average, meter.progress.rows_per_second_average, 20);
  EXPECT_NEAR(seen.rows_per_second_now, meter.progress.rows_per_second_now, 20);
  EXPECT_EQ(seen.batch_took, Millis(190));
  EXPECT_EQ(seen.batch_target, Millis(200));
  ASSERT_TRUE(seen.eta && meter.progress.eta);
  EXPECT_NEAR(seen.eta->likely.count(), meter.progress.eta->likely.count(), 5000);
  // Nobody works on it: there is no rate, and nobody knows when it ends.
  const auto left = progress_of(point, all, 100000, false);
  EXPECT_EQ(left.rows_per_second_now, 0);
  EXPECT_FALSE(left.eta);
  EXPECT_GT(left.rows_per_second_average, 0);
  // It waits, and has left no sample since.
  const auto waiting = progress_of(point, all, 100000, true, all.back().at + 60000);
  EXPECT_LT(waiting.rows_per_second_now, 50);
  EXPECT_LT(waiting.rows_per_second_average, seen.rows_per_second_average / 2);
  EXPECT_TRUE(waiting.eta);
}

}  // namespace
}  // namespace migrate
