#include "report/status.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/error.hpp"
#include "report/json.hpp"

namespace migrate::report {
namespace {

using testing::HasSubstr;

StatusReport sample() {
  StatusReport report;
  report.server = "SQLite 3.40.1";
  report.url = "sqlite:app.db";
  Overview a;
  a.id = "1_a";
  a.stage = Stage::contracted;
  a.steps_done = a.steps_total = 3;
  Overview b;
  b.id = "2_bb";
  b.stage = Stage::backfilling;
  b.steps_done = 1;
  b.steps_total = 4;
  b.checkpoint = Checkpoint{};
  b.progress = Progress{};
  b.progress->rows_estimated = 1000;
  b.progress->rows_done = 250;
  b.progress->rows_per_second_now = 60;
  b.progress->rows_per_second_average = 50;
  b.progress->eta = Pace::Eta{Millis(12500), Millis(12000), Millis(16000)};
  b.progress->batches = 3;
  b.progress->batch_rows = 100;
  b.progress->batch_took = Millis(180);
  b.progress->batch_target = Millis(200);
  b.progress->lag = Millis(1200);
  b.last_error = "disk\nfull";
  report.migrations = {a, b};
  return report;
}

TEST(StatusText, OneLineEachWithRemarksUnderIt) {
  EXPECT_EQ(status_text(sample(), {}), R"(server  SQLite 3.40.1
url     sqlite:app.db
lease   free

MIGRATION  PHASE        STEPS  GATE  PROGRESS
1_a        contracted   3/3
2_bb       backfilling  1/4          250 of ~1,000 rows, 25%, 60/s, ETA 12.5s (12s to 16s)
    average 50/s; batch 100 rows in 180ms, target 200ms; lag 1.2s
    last error: disk\nfull
)");
}

TEST(StatusText, CountsALogThatHasNoCheckpoint) {
  StatusReport report = sample();
  auto& line = report.migrations[1];
  line.checkpoint.reset();
  line.progress = Progress{};
  line.progress->backlog = 12345;
  EXPECT_THAT(status_text(report, {}), HasSubstr("  12,345 wait in the log\n"));
  EXPECT_THAT(status_json(report), HasSubstr("\"backlog\": 12345"));
}

TEST(StatusText, NamesTheHolderOfTheLease) {
  StatusReport report = sample();
  report.lease = {7, "ci", "build-1", "backfill", 42, 1000, false};
  EXPECT_THAT(status_text(report, {}),
              HasSubstr("held by ci@build-1 pid 42 for backfill since 1970-01-01T00:00:01Z"));
  EXPECT_THAT(status_json(report), HasSubstr("\"token\": 7"));
}

TEST(GateText, ShowsForAndAgainst) {
  Verdict v;
  v.migration = "1_a";
  v.evidence = {{"soak", true, "ended 2h ago", "2h", "1h"},
                {"instances", false, "web/web-1 runs 1.4.0", "", ""}};
  EXPECT_EQ(gate_text({v}, {}), R"(1_a: gate closed
         EVIDENCE   VALUE  WANTED  AGE
  holds  soak       2h     1h      -    ended 2h ago
  fails  instances         -       -    web/web-1 runs 1.4.0
)");
  EXPECT_THAT(gate_json({v}), HasSubstr("\"open\": false"));
}

TEST(StatusText, AGateThatWasNotAskedInFullIsNotOpen) {
  StatusReport report = sample();
  auto& line = report.migrations[1];
  line.stage = Stage::backfilled;
  line.progress.reset();
  line.gate.emplace();
  line.gate->open = true;
  line.gate->evidence = {{"instances", true, "web/web-1 runs 1.4.0", "", ""}};
  EXPECT_THAT(status_text(report, {}), HasSubstr("open"));
  EXPECT_THAT(status_json(report), HasSubstr("\"unchecked\": false"));
  line.gate->evidence.push_back({"statements", true, "not asked", "unknown", "", {}, true, true});
  const std::string text = status_text(report, {});
  EXPECT_THAT(text, HasSubstr("unchecked"));
  EXPECT_THAT(text, HasSubstr("gate: not asked\n"));
  EXPECT_THAT(text, testing::Not(HasSubstr("web-1")));
  EXPECT_THAT(status_json(report), HasSubstr("\"unchecked\": true"));
}

TEST(VerifyText, NamesTheRowsThatDiffer) {
  VerifyFinding f{"1_a", "compare", 10, {"id=3"}};
  EXPECT_EQ(verify_text({f}, {}), "differs  1_a  compare  10 rows compared\n    id=3\n");
  EXPECT_THAT(verify_json({f}), HasSubstr("\"equal\": false"));
}

TEST(AppsText, TellsLiveSilentAndRetired) {
  AppInstance live{"web", "1", "2.0", "x", 0, 95000, 90000, false};
  AppInstance silent{"web", "2", "1.0", "", 0, 1000, 90000, false};
  AppInstance retired{"web", "3", "1.0", "", 0, 99000, 90000, true};
  const std::string text = apps_text({live, silent, retired}, 100000, {});
  EXPECT_THAT(text, HasSubstr("live"));
  EXPECT_THAT(text, HasSubstr("silent"));
  EXPECT_THAT(text, HasSubstr("retired"));
  EXPECT_EQ(apps_text({}, 0, {}), "");
}

TEST(ErrorText, HasCodeStateAndNext) {
  const Report report{"MIG-X",        "it broke",    "a.yaml:3", "nothing was changed",
                      "migrate plan", {"one", "two"}};
  EXPECT_EQ(error_text(report, {}), R"(error MIG-X: it broke
  where: a.yaml:3
  - one
  - two
  state: nothing was changed
  next:  migrate plan
)");
  EXPECT_EQ(error_json(report, ExitCode::usage),
            "{\"error\":\"MIG-X\",\"exit\":2,\"what\":\"it broke\",\"where\":\"a.yaml:3\","
            "\"details\":[\"one\",\"two\"],\"state\":\"nothing was changed\",\"next\":"
            "\"migrate plan\"}\n");
}

TEST(Json, BytesThatAreNoUtf8StayValid) {
  EXPECT_THAT(object_json({{"k", "a\xff"}}), HasSubstr("a\xEF\xBF\xBD"));
}

}  // namespace
}  // namespace migrate::report
