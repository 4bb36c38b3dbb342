#include "report/status.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/error.hpp"
#include "report/json.hpp"

namespace migrate::report {
namespace {

using testing::HasSubstr;

TEST(Pace, ComesFromTheCheckpointAlone) {
  Checkpoint point;
  point.rows = 250;
  point.started_at = 1000;
  point.updated_at = 6000;
  const Pace pace = pace_of(point, 1000);
  EXPECT_DOUBLE_EQ(pace.fraction, 0.25);
  EXPECT_DOUBLE_EQ(pace.rows_per_second, 50);
  ASSERT_TRUE(pace.eta);
  EXPECT_EQ(pace.eta->count(), 15000);
}

TEST(Pace, UnknownSizeHasNoEta) {
  Checkpoint point;
  point.rows = 10;
  EXPECT_LT(pace_of(point, 0).fraction, 0);
  EXPECT_FALSE(pace_of(point, 0).eta);
}

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
  b.rows_estimated = 1000;
  b.checkpoint = Checkpoint{};
  b.checkpoint->rows = 250;
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
2_bb       backfilling  1/4          25% 250 of ~1,000 rows
    last error: disk\nfull
)");
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
  holds  soak       ended 2h ago
  fails  instances  web/web-1 runs 1.4.0
)");
  EXPECT_THAT(gate_json({v}), HasSubstr("\"open\": false"));
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
