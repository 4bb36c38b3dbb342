#include "report/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "report/json.hpp"

namespace migrate::report {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::vector<Phase> all = {Phase::expand, Phase::backfill, Phase::contract};

Plan sample() {
  Plan plan;
  plan.migration = "20260101_rename";
  plan.description = "Rename users.name";
  plan.server = "PostgreSQL 15.18";
  plan.session = {"SET lock_timeout = '500ms'"};
  plan.notes = {"old code keeps working"};
  plan.facts = {{"users", 1234, 8192}};
  Step& add = add_step(plan, Phase::expand, StepKind::ddl, "add users.full_name");
  add.sql = {"ALTER TABLE users ADD COLUMN full_name text"};
  add.undo = {"ALTER TABLE users DROP COLUMN full_name"};
  add.transactional = true;
  add.strategy = Strategy::instant;
  add.lock = {"ACCESS EXCLUSIVE", "users", "milliseconds: catalog only", "no rewrite"};
  add.why = "catalog only";
  add.probe = "SELECT 1";
  Step& fill = add_step(plan, Phase::backfill, StepKind::fill, "fill users.full_name");
  Batch batch;
  batch.table = "users";
  batch.key = {"id"};
  batch.start = {"SELECT id FROM users ORDER BY id LIMIT 1", {}};
  batch.end = {"SELECT id FROM users ORDER BY id DESC LIMIT 1", {}};
  batch.bounds = {"SELECT id FROM users WHERE id >= $1 AND id <= $2 OFFSET $3 LIMIT 2",
                  {{BatchParam::Source::from, 0},
                   {BatchParam::Source::end, 0},
                   {BatchParam::Source::offset, 0}}};
  batch.work = {"UPDATE users SET full_name = name WHERE id BETWEEN $1 AND $2",
                {{BatchParam::Source::from, 0}, {BatchParam::Source::to, 0}}};
  batch.before = {"SET LOCAL migrate.off = 'on'"};
  batch.estimated_rows = 1234;
  fill.batch = batch;
  return plan;
}

TEST(PlanText, ShowsTheLockOfTheUndoWhereItIsAnother) {
  auto plan = sample();
  EXPECT_THAT(plan_text({plan}, all), Not(HasSubstr("lock of undo")));
  plan.steps[0].undo_lock = {"ACCESS EXCLUSIVE", LockedObjects("users").with("teams"),
                             "milliseconds", "the key goes"};
  EXPECT_THAT(plan_text({plan}, all),
              HasSubstr("--   undo: ALTER TABLE users DROP COLUMN full_name\n"
                        "--   lock of undo: ACCESS EXCLUSIVE on users, teams, milliseconds; the "
                        "key goes\n"));
}

TEST(PlanText, ShowsEverythingThatRuns) {
  EXPECT_EQ(plan_text({sample()}, all), R"(-- migration: 20260101_rename
-- description: Rename users.name
-- server: PostgreSQL 15.18
-- facts: table users ~1,234 rows, 8 kB
-- session: SET lock_timeout = '500ms'
-- note: old code keeps working

-- ==== expand
-- [expand-1] add users.full_name
--   strategy: instant
--   lock: ACCESS EXCLUSIVE on users, milliseconds: catalog only; no rewrite
--   why: catalog only
--   probe: SELECT 1
--   runs: in one transaction with its record
--   undo: ALTER TABLE users DROP COLUMN full_name
ALTER TABLE users ADD COLUMN full_name text;

-- ==== backfill
-- [backfill-1] fill users.full_name
--   batches: table users by id; each commits together with its checkpoint
--   first key, once:
SELECT id FROM users ORDER BY id LIMIT 1;
--   last key, once:
SELECT id FROM users ORDER BY id DESC LIMIT 1;
--   end of this batch and start of the next:
--     $1 = from.id, $2 = end.id, $3 = batch size - 1
SELECT id FROM users WHERE id >= $1 AND id <= $2 OFFSET $3 LIMIT 2;
--   before each batch, in its transaction:
SET LOCAL migrate.off = 'on';
--   the batch:
--     $1 = from.id, $2 = to.id
UPDATE users SET full_name = name WHERE id BETWEEN $1 AND $2;

-- ==== contract
-- nothing to do
)");
}

TEST(PlanText, OnlyFactsAndServerChangeFromRunToRun) {
  Plan other = sample();
  other.server = "PostgreSQL 18.4";
  other.facts[0].rows = 99;
  other.steps[1].batch->estimated_rows = 99;
  const auto stable = [](const std::string& text) {
    std::string out, line;
    for (char c : text) {
      line += c;
      if (c != '\n') continue;
      if (line.rfind("-- server:", 0) != 0 && line.rfind("-- facts:", 0) != 0) out += line;
      line.clear();
    }
    return out;
  };
  EXPECT_EQ(stable(plan_text({sample()}, all)), stable(plan_text({other}, all)));
}

TEST(PlanText, ShowsOnlyThePhasesAskedFor) {
  EXPECT_THAT(plan_text({sample()}, {Phase::backfill}), Not(HasSubstr("expand-1")));
}

TEST(PlanText, SemicolonSurvivesATrailingComment) {
  Plan plan;
  plan.migration = "m";
  add_step(plan, Phase::expand, StepKind::sql, "own").sql = {"SELECT 1 -- one", "SELECT 2;"};
  EXPECT_THAT(plan_text({plan}, {Phase::expand}), HasSubstr("SELECT 1 -- one\n;\nSELECT 2;\n"));
}

TEST(PlanText, MultiLineUndoStaysAComment) {
  Plan plan;
  plan.migration = "m";
  add_step(plan, Phase::expand, StepKind::ddl, "x").undo = {"DROP\nTABLE t"};
  EXPECT_THAT(plan_text({plan}, {Phase::expand}), HasSubstr("--   undo: DROP\n--     TABLE t\n"));
}

TEST(PlanText, ALineEndInATitleCannotLeaveTheComment) {
  Plan plan;
  plan.migration = "m";
  plan.description = "a\nDROP TABLE users;";
  add_step(plan, Phase::expand, StepKind::ddl, "b\nDROP TABLE users;");
  EXPECT_THAT(plan_text({plan}, {Phase::expand}), Not(HasSubstr("\nDROP")));
}

TEST(PlanText, NamesPlaceholdersOfEveryEngine) {
  Plan plan = sample();
  plan.steps[1].batch->work.sql = "UPDATE t SET a = b WHERE id BETWEEN ? AND ?";
  EXPECT_THAT(plan_text({plan}, all), HasSubstr("? number 1 = from.id, ? number 2 = to.id"));
  plan.steps[1].batch->work.sql = "UPDATE t SET a = b WHERE id BETWEEN ?1 AND ?2";
  EXPECT_THAT(plan_text({plan}, all), HasSubstr("?1 = from.id, ?2 = to.id"));
}

TEST(PlanMarkdown, FenceIsLongerThanWhatItHolds) {
  Plan plan = sample();
  plan.steps[0].sql = {"SELECT '```'"};
  EXPECT_THAT(plan_markdown({plan}, all), HasSubstr("````sql\n"));
}

TEST(PlanMarkdown, CellsCannotBreakTheTable) {
  Plan plan = sample();
  plan.steps[0].title = "a|b <script>";
  EXPECT_THAT(plan_markdown({plan}, all), HasSubstr("a\\|b &lt;script>"));
}

TEST(PlanJson, HoldsTheSteps) {
  const std::string text = plan_json({sample()}, all);
  EXPECT_THAT(text, HasSubstr("\"id\": \"expand-1\""));
  EXPECT_THAT(text, HasSubstr("\"rows\": 1234"));
  EXPECT_EQ(plan_json({}, all), "{\n  \"plans\": []\n}\n");
}

}  // namespace
}  // namespace migrate::report
