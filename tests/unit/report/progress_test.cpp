#include "report/progress.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace migrate::report {
namespace {

using testing::HasSubstr;
using testing::Not;

class HandClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() override { return {}; }
  std::chrono::steady_clock::time_point monotonic() override { return at; }
  void sleep(std::chrono::milliseconds d) override { at += d; }
  double random() override { return 0; }
  std::chrono::steady_clock::time_point at{std::chrono::hours(1)};
};

class ProgressTest : public testing::Test {
 protected:
  std::unique_ptr<Observer> make(bool terminal, Format format = Format::text, bool quiet = false,
                                 bool verbose = false) {
    ProgressOptions options;
    options.verbose = verbose;
    options.format = format;
    options.terminal = terminal;
    options.quiet = quiet;
    options.clock = &clock;
    options.write = [this](const std::string& text) { out += text; };
    options.columns = [this] { return columns; };
    return make_observer(std::move(options));
  }
  static Progress at(std::uint64_t rows, std::string waiting = {}) {
    Progress p;
    p.migration = "m";
    p.step = "fill users.full_name";
    p.rows_done = rows;
    p.rows_estimated = 1000;
    p.rows_per_second_now = 50;
    p.waiting = std::move(waiting);
    return p;
  }

  HandClock clock;
  std::string out;
  std::size_t columns = 80;
};

TEST_F(ProgressTest, PlainLinesComeEveryTenSeconds) {
  auto observer = make(false);
  observer->step_started("m", {}, false);
  for (int second = 0; second < 25; ++second) {
    observer->progress(at(static_cast<std::uint64_t>(second) * 10));
    clock.sleep(std::chrono::seconds(1));
  }
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 2);
  EXPECT_THAT(out, HasSubstr("100 of ~1,000 rows, 10%, 50/s"));
}

TEST_F(ProgressTest, AReasonForWaitingIsSaidAtOnceAndThenNotTooOften) {
  auto observer = make(false);
  observer->step_started("m", {}, false);
  for (int i = 0; i < 50; ++i) {
    observer->progress(at(10, "replica lag 12s is over 5s"));
    clock.sleep(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
  EXPECT_THAT(out, HasSubstr("paused: replica lag 12s is over 5s"));
}

TEST_F(ProgressTest, WhatWaitsInALogIsSaid) {
  Progress p = at(0);
  p.rows_estimated = 0;
  p.rows_per_second_now = 0;
  p.backlog = 1500;
  EXPECT_EQ(progress_text(p), "1,500 wait in the log");
  p.waiting = "flag file";
  EXPECT_EQ(progress_text(p), "1,500 wait in the log; paused: flag file");
  p.rows_done = 7000;
  p.rows_per_second_now = 50;
  EXPECT_EQ(progress_text(p), "7,000 rows, 50/s, 1,500 wait in the log; paused: flag file");
  p.finished = true;
  p.batches = 2;
  EXPECT_EQ(progress_text(p), "7,000 rows in 2 batches");
}

TEST_F(ProgressTest, TheEndIsAlwaysSaid) {
  auto observer = make(false);
  observer->step_started("m", {}, false);
  Progress p = at(1000);
  p.finished = true;
  p.batches = 12;
  observer->progress(p);
  EXPECT_EQ(out, "  fill users.full_name: 1,000 rows in 12 batches\n");
}

TEST_F(ProgressTest, PlainOutputHoldsNoEscapes) {
  auto observer = make(false);
  observer->phase_started("m", "backfill");
  observer->progress(at(1));
  observer->waiting("lock on users");
  observer->phase_finished("m", "backfill", Millis(1500));
  EXPECT_THAT(out, Not(HasSubstr("\x1b")));
}

TEST_F(ProgressTest, BarFitsTheTerminalAndIsClearedBeforeALine) {
  columns = 40;
  auto observer = make(true);
  observer->progress(at(500));
  EXPECT_LE(width(out.substr(4)), 39u);
  out.clear();
  observer->note("hello");
  EXPECT_EQ(out, "\r\x1b[K  note: hello\n");
}

TEST_F(ProgressTest, BarShowsTheReasonEvenWhenNarrow) {
  columns = 60;
  auto observer = make(true);
  observer->progress(at(500, "flag file present"));
  EXPECT_THAT(out, HasSubstr("paused: flag file present"));
}

TEST_F(ProgressTest, BarIsNotDrawnForEveryBatch) {
  auto observer = make(true);
  for (int i = 0; i < 1000; ++i) observer->progress(at(1));
  EXPECT_EQ(std::count(out.begin(), out.end(), '\r'), 1);
}

TEST_F(ProgressTest, LockBackOffIsNotSpelledOutEveryTime) {
  auto observer = make(false);
  observer->step_started("m", {}, false);
  for (int i = 0; i < 20; ++i) observer->waiting("attempt " + std::to_string(i));
  EXPECT_EQ(out, "  waiting: attempt 0\n");
}

TEST_F(ProgressTest, JsonLinesAreOneObjectEach) {
  auto observer = make(true, Format::json);
  observer->note("a\nb");
  EXPECT_EQ(out, "{\"event\":\"note\",\"text\":\"a\\nb\"}\n");
}

TEST_F(ProgressTest, PlainLinesTellTheRangeOfTheEndAndTheBatch) {
  auto observer = make(false);
  observer->step_started("m", {}, false);
  clock.sleep(std::chrono::seconds(10));
  Progress p = at(500);
  p.rows_per_second_average = 40;
  p.eta = Pace::Eta{Millis(10000), Millis(8000), Millis(13000)};
  p.batches = 5;
  p.batch_rows = 100;
  p.batch_took = Millis(2100);
  p.batch_target = Millis(2000);
  observer->progress(p);
  EXPECT_EQ(out,
            "  fill users.full_name: 500 of ~1,000 rows, 50%, 50/s, ETA 10s (8s to 13s); average "
            "40/s; batch 100 rows in 2.1s, target 2s\n");
}

TEST_F(ProgressTest, JsonTellsAllOfItAndEachBeginOfAPause) {
  auto observer = make(false, Format::json);
  observer->step_started("m", {}, false);
  out.clear();
  Progress p = at(500);
  p.eta = Pace::Eta{Millis(10000), Millis(8000), Millis(13000)};
  p.batch_target = Millis(200);
  for (int i = 0; i < 19; ++i) {
    observer->progress(p);
    clock.sleep(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 1);
  for (const char* says : {"\"rows\":500", "\"eta_early_ms\":8000", "\"eta_late_ms\":13000",
                           "\"batch_target_ms\":200", "\"lag_ms\":null", "\"waiting\":null"})
    EXPECT_THAT(out, HasSubstr(says));
  out.clear();
  for (int i = 0; i < 5; ++i) observer->progress(at(500, "flag file present"));
  for (int i = 0; i < 5; ++i) observer->progress(at(500));
  EXPECT_EQ(std::count(out.begin(), out.end(), '\n'), 2);
  EXPECT_THAT(out, HasSubstr("\"waiting\":\"flag file present\""));
}

Step batched() {
  Step step;
  step.id = "backfill-1";
  step.title = "fill users.full_name";
  step.batch.emplace();
  step.batch->start.sql = "SELECT min(id) FROM users";
  step.batch->before = {"SET LOCAL x = 1"};
  step.batch->work.sql = "UPDATE users SET full_name = name WHERE id BETWEEN ?1 AND ?2";
  step.sql = {"ANALYZE users"};
  step.undo = {"DELETE FROM users"};
  return step;
}

TEST_F(ProgressTest, VerboseSaysTheStatementsOfAStepAndThoseOfItsBatchesOnce) {
  auto observer = make(false, Format::text, false, true);
  observer->step_started("m", batched(), false);
  for (int i = 0; i < 3; ++i) observer->progress(at(500));
  EXPECT_EQ(out,
            "  backfill-1 fill users.full_name …\n"
            "    SELECT min(id) FROM users\n"
            "    SET LOCAL x = 1\n"
            "    UPDATE users SET full_name = name WHERE id BETWEEN ?1 AND ?2\n"
            "    ANALYZE users\n");
  out.clear();
  observer->step_started("m", batched(), true);
  EXPECT_EQ(out, "  undo backfill-1 fill users.full_name …\n    DELETE FROM users\n");
}

TEST_F(ProgressTest, VerboseJsonHoldsThemToo) {
  make(false, Format::json, false, true)->step_started("m", batched(), false);
  EXPECT_THAT(out, HasSubstr("\"sql\":[\"SELECT min(id) FROM users\",\"SET LOCAL x = 1\","
                             "\"UPDATE users SET"));
  out.clear();
  make(false, Format::json)->step_started("m", batched(), false);
  EXPECT_THAT(out, Not(HasSubstr("\"sql\"")));
}

TEST_F(ProgressTest, QuietSaysNothing) {
  auto observer = make(true, Format::text, true);
  observer->note("x");
  observer->progress(at(1));
  observer->waiting("y");
  EXPECT_EQ(out, "");
}

}  // namespace
}  // namespace migrate::report
