// Batched steps in expand, which no planner makes today: plans by hand, on a real database file.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "config/url.hpp"
#include "engine/engine.hpp"
#include "engine/precheck.hpp"
#include "state/store.hpp"
#include "util/error.hpp"

namespace migrate {
namespace {

struct Silent final : Observer {
  void phase_started(const std::string&, const std::string&) override {}
  void phase_finished(const std::string&, const std::string&, Millis) override {}
  void step_started(const std::string&, const Step&, bool) override {}
  void step_finished(const std::string&, const Step&, bool, bool, Millis) override {}
  void progress(const Progress&) override {}
  void waiting(const std::string&) override {}
  void note(const std::string&) override {}
};

struct BatchesInExpand : testing::Test {
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("migrate-expand-" + std::to_string(::getpid()) + ".db");
  std::string url = "sqlite:" + file.string();
  Opened session;
  Silent observer;
  Migration migration = parse_migration("1_a.sql", "-- migrate:expand\nSELECT 1;\n");

  void SetUp() override {
    remove_files();
    session = open_database(parse_url(url));
    sql("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER)");
    sql("INSERT INTO t VALUES (1, 1, NULL), (2, 2, NULL), (3, 3, NULL)");
  }
  void TearDown() override {
    session = {};
    remove_files();
  }
  void remove_files() const {
    for (auto suffix : {"", "-wal", "-shm", "-journal", "-migrate-lock"})
      std::filesystem::remove(file.string() + suffix);
  }
  db::Result sql(const std::string& text) const { return session.connection->query(text); }

  static Batch walk(const std::string& work) {
    using Source = BatchParam::Source;
    Batch batch;
    batch.table = "t";
    batch.key = {"id"};
    batch.start.sql = "SELECT id FROM t ORDER BY id LIMIT 1";
    batch.end.sql = "SELECT id FROM t ORDER BY id DESC LIMIT 1";
    batch.bounds.sql = "SELECT id FROM t WHERE id >= ?1 AND id <= ?2 ORDER BY id LIMIT 2 OFFSET ?3";
    batch.bounds.params = {{Source::from, 0}, {Source::end, 0}, {Source::offset, 0}};
    batch.work.sql = work;
    batch.work.params = {{Source::from, 0}, {Source::to, 0}};
    return batch;
  }
  // A comparison first, or behind something that a second plan need not do again.
  static Plan plan(bool compare_first, StepKind kind = StepKind::verify) {
    Plan plan;
    auto compare = [&] {
      auto& verify = add_step(plan, Phase::expand, kind, "look for rows without a");
      verify.batch = walk("SELECT id FROM t WHERE id >= ?1 AND id <= ?2 AND a IS NULL LIMIT 5");
    };
    if (compare_first) compare();
    auto& fill = add_step(plan, Phase::expand, StepKind::fill, "fill b");
    fill.batch = walk("UPDATE t SET b = a WHERE id >= ?1 AND id <= ?2 AND b IS NOT a");
    if (!compare_first) compare();
    return plan;
  }
  // What expand itself does before its first step.
  void begin(const Plan& plan) {
    refuse_before_expand(*session.connection, plan, "1_a.sql");
    Store store(*session.connection, *session.dialect);
    store.ensure();
    MigrationRecord record;
    record.id = migration.id;
    record.checksum = migration.checksum;
    record.checksum_version = migration.checksum_version;
    record.stage = Stage::expanding;
    store.begin_migration(record, plan.steps);
  }
  std::unique_ptr<Engine> engine() {
    Config config;
    config.url = url;
    config.batch_override = BatchSize{std::nullopt, 1};
    return std::make_unique<Engine>(Engine::Parts{config, {}, observer, system_clock(), "expand"});
  }
  std::vector<std::string> expand() { return engine()->expand({migration}, {}); }
  Stage stage() { return *engine()->stage_of(migration.id); }
  std::string filled() const {
    return sql("SELECT count(*) FROM t WHERE b = a").rows.at(0).at(0).text;
  }
};

TEST_F(BatchesInExpand, RunAgainAfterARollback) {
  for (bool compare_first : {false, true, false, true}) {
    begin(plan(compare_first));
    EXPECT_EQ(expand(), std::vector<std::string>{"1_a"});
    EXPECT_EQ(stage(), Stage::expanded);
    EXPECT_EQ(filled(), "3");
    engine()->rollback({migration}, std::nullopt, {});
    EXPECT_EQ(stage(), Stage::rolled_back);
    sql("UPDATE t SET b = NULL");
  }
}

// What it passed before it found a row may have changed since: it does not go on from there.
TEST_F(BatchesInExpand, AComparisonThatFailedBeginsAnew) {
  sql("UPDATE t SET a = NULL WHERE id = 3");
  begin(plan(true));
  auto refused = [&] {
    try {
      expand();
    } catch (const Error& error) {
      EXPECT_EQ(error.exit(), ExitCode::findings);
      EXPECT_EQ(error.report().code, "MIG-VERIFY-DIFFERS");
      EXPECT_NE(error.report().next.find("migrate expand"), std::string::npos);
      return error.report().details.at(0);
    }
    return std::string("nothing");
  };
  EXPECT_EQ(refused(), "id = 3");
  sql("UPDATE t SET a = CASE id WHEN 1 THEN NULL ELSE id END");
  EXPECT_EQ(refused(), "id = 1");
  sql("UPDATE t SET a = id");
  expand();
  EXPECT_EQ(filled(), "3");
}

// Nor does a search for rows that are in the way; what it says is another thing.
TEST_F(BatchesInExpand, ASearchThatFoundSomethingBeginsAnew) {
  sql("UPDATE t SET a = NULL WHERE id = 3");
  begin(plan(true, StepKind::search));
  auto refused = [&] {
    try {
      expand();
    } catch (const Error& error) {
      EXPECT_EQ(error.exit(), ExitCode::findings);
      EXPECT_EQ(error.report().code, "MIG-CHECK-FAILED");
      EXPECT_EQ(error.report().what, "\"look for rows without a\" found some");
      EXPECT_NE(error.report().next.find("mend the rows named"), std::string::npos);
      return error.report().details.at(0);
    }
    return std::string("nothing");
  };
  EXPECT_EQ(refused(), "id = 3");
  sql("UPDATE t SET a = CASE id WHEN 1 THEN NULL ELSE id END");
  EXPECT_EQ(refused(), "id = 1");
  sql("UPDATE t SET a = id");
  expand();
  EXPECT_EQ(filled(), "3");
}

// Before anything is recorded: checks are run, also those behind a comparison.
TEST_F(BatchesInExpand, LeadingChecksAreRunBeforeItBegins) {
  auto steps = plan(true);
  Plan checked;
  checked.steps = {steps.steps[0]};
  add_step(checked, Phase::expand, StepKind::check, "no a is 2").sql = {
      "SELECT id FROM t WHERE a = 2"};
  try {
    refuse_before_expand(*session.connection, checked, "1_a.sql");
    FAIL() << "a = 2 was not found";
  } catch (const Error& error) {
    EXPECT_EQ(error.report().code, "MIG-CHECK-FAILED");
    EXPECT_EQ(error.report().details, std::vector<std::string>{"id = 2"});
  }
}

}  // namespace
}  // namespace migrate
