// A walk that meets what is in its way: plans by hand, on a real database file, by a clock that
// only sleeping moves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "config/url.hpp"
#include "engine/engine.hpp"
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

class SleptClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() override { return {}; }
  std::chrono::steady_clock::time_point monotonic() override { return at_; }
  void sleep(Millis time) override { at_ += time; }
  double random() override { return 0.5; }

 private:
  std::chrono::steady_clock::time_point at_{std::chrono::hours(1)};
};

// Whoever changes more than `most` rows from this one on meets a lock.
class Locked final : public db::Connection {
 public:
  static constexpr std::int64_t from = 200, most = 40;
  explicit Locked(db::ConnectionPtr inner) : inner_(std::move(inner)) {}

  db::Result query(std::string_view sql, const std::vector<db::Value>& params) override {
    if (sql.starts_with("UPDATE t ") && params.at(1).as_int() >= from &&
        params.at(1).as_int() - params.at(0).as_int() >= most)
      throw db::DbError(db::Failure::lock_timeout, "5", "database is locked");
    return inner_->query(sql, params);
  }
  void begin() override { inner_->begin(); }
  void commit() override { inner_->commit(); }
  void rollback() noexcept override { inner_->rollback(); }
  bool in_transaction() const override { return inner_->in_transaction(); }
  void limit_lock_wait(std::chrono::milliseconds limit) override { inner_->limit_lock_wait(limit); }

 private:
  db::ConnectionPtr inner_;
};

struct TableWalkTest : testing::Test {
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("migrate-walk-" + std::to_string(::getpid()) + ".db");
  std::string url = "sqlite:" + file.string();
  Opened session;
  Silent observer;
  SleptClock clock;
  Migration migration = parse_migration("1_a.sql", "-- migrate:expand\nSELECT 1;\n");

  void SetUp() override {
    remove_files();
    session = open_database(parse_url(url));
    sql("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER NOT NULL DEFAULT 0)");
    sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000) "
        "INSERT INTO t SELECT i, i / 2, 0 FROM n");
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
  std::string value(const std::string& text) const { return sql(text).rows.at(0).at(0).text; }

  // Walks by this column, which is taken for a key.
  void begin(const std::string& key, const std::string& work = "UPDATE t SET b = b + 1",
             const std::vector<std::string>& cleanup = {}) {
    using Source = BatchParam::Source;
    Plan plan;
    auto& fill = add_step(plan, Phase::expand, StepKind::fill, "count in b");
    Batch batch;
    batch.table = "t";
    batch.key = {key};
    batch.start.sql = "SELECT " + key + " FROM t ORDER BY 1 LIMIT 1";
    batch.end.sql = "SELECT " + key + " FROM t ORDER BY 1 DESC LIMIT 1";
    const auto range = key + " >= ?1 AND " + key + " <= ?2";
    batch.bounds.sql = "SELECT " + key + " FROM t WHERE " + range + " ORDER BY 1 LIMIT 2 OFFSET ?3";
    batch.bounds.params = {{Source::from, 0}, {Source::end, 0}, {Source::offset, 0}};
    batch.work.sql = work + " WHERE " + range;
    batch.work.params = {{Source::from, 0}, {Source::to, 0}};
    fill.batch = batch;
    fill.cleanup = cleanup;
    Store store(*session.connection, *session.dialect);
    store.ensure();
    MigrationRecord record;
    record.id = migration.id;
    record.checksum = migration.checksum;
    record.checksum_version = migration.checksum_version;
    record.stage = Stage::expanding;
    store.begin_migration(record, plan.steps);
  }
  void expand(const Decorator& decorate, std::optional<std::uint64_t> batch) {
    Config config;
    config.url = url;
    if (batch) config.batch_override = BatchSize{std::nullopt, *batch};
    Engine({config, decorate, observer, clock, "expand"}).expand({migration}, {});
  }
  std::string refusal(std::uint64_t batch) {
    try {
      expand({}, batch);
    } catch (const Error& error) {
      EXPECT_EQ(error.report().code, "MIG-STEP-FAILED");
      return error.report().what;
    }
    return "it went through";
  }
};

// Batches grow until one meets the lock: the next attempt is smaller, whatever the last one that
// was committed was.
TEST_F(TableWalkTest, BehindALockBatchesAreSmaller) {
  begin("id");
  expand([](db::ConnectionPtr inner) { return std::make_unique<Locked>(std::move(inner)); },
         std::nullopt);
  EXPECT_EQ(value("SELECT count(*) FROM t WHERE b = 1"), "1000");
}

// Each a is there twice, but for the first one: a batch of four rows would end between the two.
TEST_F(TableWalkTest, RowsOfOneKeyAreNotDoneTwice) {
  begin("a");
  EXPECT_THAT(refusal(4), testing::HasSubstr("table t has several rows a = 2"));
  EXPECT_EQ(value("SELECT max(b) FROM t"), "0");
}

// A batch of one row would come to the next one with the same key for ever.
TEST_F(TableWalkTest, AWalkThatStandsStillEnds) {
  begin("a");
  EXPECT_THAT(refusal(1), testing::HasSubstr("table t has several rows a = 1"));
  EXPECT_EQ(value("SELECT group_concat(id) FROM t WHERE b > 0"), "1");
}

// A row that was copied before its value was another row's.
TEST_F(TableWalkTest, WhatHasChangedSinceItWasCopiedGoesOutOfTheWay) {
  sql("CREATE TABLE u (id INTEGER PRIMARY KEY, v INTEGER UNIQUE)");
  sql("CREATE TABLE changed (id INTEGER)");
  sql("INSERT INTO u VALUES (0, 500), (-1, 501)");
  sql("INSERT INTO changed VALUES (0)");
  begin("id", "INSERT INTO u SELECT id, id FROM t",
        {"DELETE FROM u WHERE id IN (SELECT id FROM changed)"});
  EXPECT_THAT(refusal(100), testing::HasSubstr("row id = 501: UNIQUE constraint failed"));
  EXPECT_EQ(value("SELECT count(*) FROM u WHERE id = 0"), "0");
  sql("INSERT INTO changed VALUES (-1)");
  expand({}, 100);
  EXPECT_EQ(value("SELECT count(*) FROM u WHERE id = v"), "1000");
}

}  // namespace
}  // namespace migrate
