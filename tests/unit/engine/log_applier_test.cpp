// How a log is gone through, on a real database file, by a clock that only transactions move.
#include "engine/log_applier.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "config/url.hpp"
#include "dialects/dialect.hpp"

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

struct LogApplierTest : testing::Test {
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("migrate-log-applier-" + std::to_string(::getpid()) + ".db");
  HandClock clock;
  Opened session;
  ChangeLog log;
  std::vector<std::uint64_t> looks;  // how many entries it was through with

  void SetUp() override {
    using Source = BatchParam::Source;
    remove_files();
    session = open_database(parse_url("sqlite:" + file.string()));
    sql("CREATE TABLE source (id INTEGER PRIMARY KEY, v INTEGER)");
    sql("CREATE TABLE target (id INTEGER PRIMARY KEY, v INTEGER)");
    sql("CREATE TABLE changes (entry INTEGER PRIMARY KEY, id INTEGER)");
    log.table = "changes";
    log.key = {"id"};
    log.next = {"SELECT entry, id FROM changes WHERE entry > ?1 ORDER BY entry LIMIT ?2",
                {{Source::from, 0}, {Source::offset, 0}}};
    log.hold = {"SELECT 1", {}};
    log.remove = {"DELETE FROM target WHERE id = ?1", {{Source::from, 1}}};
    log.write = {"INSERT INTO target SELECT id, v FROM source WHERE id = ?1", {{Source::from, 1}}};
    log.differs = {"SELECT 1 WHERE 0", {}};
    log.forget = {"DELETE FROM changes WHERE entry = ?1", {{Source::from, 0}}};
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
  std::int64_t count(const std::string& table) const {
    return sql("SELECT count(*) FROM " + table).rows.at(0).at(0).as_int();
  }
  // So many rows have changed.
  void write(int rows) const {
    sql("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
        std::to_string(rows) + ") INSERT INTO source SELECT i, i FROM n");
    sql("INSERT INTO changes SELECT id, id FROM source");
  }
  void all_at_a_time() {
    using Source = BatchParam::Source;
    const std::vector<BatchParam> portion = {{Source::from, 0}, {Source::to, 0}};
    const std::string of = " WHERE id IN (SELECT id FROM changes WHERE entry > ?1 AND entry <= ?2)";
    log.together = {{"DELETE FROM target" + of, portion},
                    {"INSERT INTO target SELECT id, v FROM source" + of, portion},
                    {"DELETE FROM changes WHERE entry > ?1 AND entry <= ?2", portion}};
  }
  // Each transaction takes 30 ms.
  LogApplier applier() {
    return {log, *session.connection, clock, [this] { clock.sleep(Millis(30)); }};
  }
  void look(const LogApplier::Pass& pass) {
    EXPECT_FALSE(session.connection->in_transaction());
    EXPECT_EQ(pass.after, static_cast<std::int64_t>(pass.entries));
    EXPECT_EQ(pass.applied, pass.entries);
    looks.push_back(pass.entries);
  }
};

TEST_F(LogApplierTest, EntriesOneByOneAreLookedBetween) {
  write(20);
  auto applier = this->applier();
  const auto pass = applier.pass([&](auto& so_far) { look(so_far); });
  EXPECT_EQ(pass.applied, 20u);
  EXPECT_EQ(count("target"), 20);
  EXPECT_EQ(count("changes"), 0);
  // 200 ms are over behind seven of them.
  EXPECT_THAT(looks, testing::ElementsAre(0, 7, 14, 20));
}

TEST_F(LogApplierTest, WhoeverLooksMayEndIt) {
  write(20);
  auto applier = this->applier();
  EXPECT_THROW(applier.pass([&](auto& so_far) {
    look(so_far);
    if (so_far.entries > 0) throw std::runtime_error("stopped");
  }),
               std::runtime_error);
  EXPECT_EQ(count("target"), 7);
  EXPECT_EQ(count("changes"), 13);
}

// Whoever wants little to be left must be told of all of them.
TEST_F(LogApplierTest, WhatIsAppliedAtOnceCountsInFull) {
  all_at_a_time();
  log.at_once = {{"DELETE FROM target WHERE id IN (SELECT id FROM changes)", {}},
                 {"INSERT INTO target SELECT id, v FROM source WHERE id IN (SELECT id FROM "
                  "changes)",
                  {}},
                 {"DELETE FROM changes", {}}};
  write(1200);
  auto applier = this->applier();
  const auto pass = applier.pass([&](auto& so_far) { look(so_far); });
  EXPECT_EQ(pass.entries, 1200u);
  EXPECT_EQ(pass.applied, 1200u);
  EXPECT_EQ(count("target"), 1200);
  EXPECT_EQ(count("changes"), 0);
}

// Else whoever waits for readers from before the last write would let them pass.
TEST_F(LogApplierTest, TheMomentIsMarkedBehindEntriesOneByOne) {
  all_at_a_time();
  sql("CREATE TABLE marks (id INTEGER PRIMARY KEY)");
  sql("DROP TABLE target");
  sql("CREATE TABLE target (id INTEGER PRIMARY KEY, v INTEGER CHECK (v <> 3))");
  const BatchQuery mark = {"INSERT INTO marks DEFAULT VALUES", {}};
  log.together.push_back(mark);
  log.at_once = {
      {"INSERT INTO target SELECT id, v FROM source", {}}, {"DELETE FROM changes", {}}, mark};
  write(5);
  auto applier = this->applier();
  const auto pass = applier.pass([](auto&) {});
  EXPECT_EQ(pass.applied, 4u);
  EXPECT_EQ(pass.misfits.size(), 1u);
  EXPECT_EQ(count("target"), 4);
  EXPECT_EQ(count("changes"), 1);
  EXPECT_EQ(count("marks"), 1);
  // Of a log that is not applied at one moment nobody waits for that.
  log.at_once.clear();
  applier.pass([](auto&) {});
  EXPECT_EQ(count("marks"), 1);
}

TEST_F(LogApplierTest, BatchesAreOfTheSizeThatIsAskedFor) {
  all_at_a_time();
  write(12);
  auto applier = this->applier();
  applier.take(5);
  const auto pass = applier.pass([&](auto& so_far) {
    look(so_far);
    if (so_far.entries == 5) applier.take(3);
  });
  EXPECT_EQ(pass.applied, 12u);
  EXPECT_EQ(count("target"), 12);
  EXPECT_EQ(count("changes"), 0);
  EXPECT_THAT(looks, testing::ElementsAre(0, 5, 8, 11));
}

}  // namespace
}  // namespace migrate
