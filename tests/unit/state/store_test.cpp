// The durable record on a real database file.
#include "state/store.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "config/url.hpp"
#include "state/codec.hpp"
#include "util/error.hpp"

namespace migrate {
namespace {

struct StoreTest : testing::Test {
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("migrate-store-" + std::to_string(::getpid()) + ".db");
  Opened a, b;
  std::optional<Store> store, other;

  void SetUp() override {
    TearDown();
    a = open_database(parse_url("sqlite:" + file.string()));
    b = open_database(parse_url("sqlite:" + file.string()));
    store.emplace(*a.connection, *a.dialect);
    other.emplace(*b.connection, *b.dialect);
  }
  void TearDown() override {
    store.reset();
    other.reset();
    a = {};
    b = {};
    for (auto suffix : {"", "-wal", "-shm", "-journal", "-migrate-lock"})
      std::filesystem::remove(file.string() + suffix);
  }
  MigrationRecord record(Stage stage = Stage::expanding) {
    MigrationRecord r;
    r.id = "1_a";
    r.checksum = "abc";
    r.description = "it's";
    r.stage = stage;
    r.touches = {{"users", "na\"me"}, {"t", "*dropped"}};
    r.notes = {"one", "two"};
    r.by = "me";
    r.tool_version = "1";
    return r;
  }
  std::vector<Step> steps() {
    Plan plan;
    add_step(plan, Phase::expand, StepKind::ddl, "first").sql = {"SELECT 'x'"};
    add_step(plan, Phase::contract, StepKind::ddl, "last");
    return plan.steps;
  }
};

TEST_F(StoreTest, ReadsNothingFromAnUntouchedDatabase) {
  EXPECT_FALSE(store->exists());
  EXPECT_TRUE(store->migrations().empty());
  EXPECT_TRUE(store->instances().empty());
  EXPECT_TRUE(store->lease().released);
}

TEST_F(StoreTest, MakesItsTablesOnceAndByWhomever) {
  store->ensure();
  other->ensure();
  EXPECT_TRUE(store->exists());
  EXPECT_EQ(store->lease().token, 0);
}

TEST_F(StoreTest, TakesTablesOfAFirstRunThatWasKilledForNone) {
  store->ensure();
  auto& c = store->connection();
  c.query("DROP TABLE migrate_migration");
  c.query("DELETE FROM migrate_layout");
  EXPECT_FALSE(other->exists());
  EXPECT_TRUE(other->migrations().empty());
  EXPECT_TRUE(other->lease().released);
  other->ensure();
  EXPECT_TRUE(other->exists());
  EXPECT_TRUE(other->migrations().empty());
}

TEST_F(StoreTest, RefusesANewerLayoutAndChangesNothing) {
  store->ensure();
  auto& c = store->connection();
  c.query("UPDATE migrate_layout SET version = 99");
  auto refused = [](auto act) {
    try {
      act();
      ADD_FAILURE();
    } catch (const Error& e) {
      EXPECT_EQ(e.report().code, "MIG-STATE-NEWER");
      EXPECT_EQ(e.exit(), ExitCode::usage);
    }
  };
  refused([&] { other->ensure(); });
  refused([&] { other->migrations(); });
  refused([&] { other->lease(); });
}

TEST_F(StoreTest, KeepsAMigrationAndItsSteps) {
  store->ensure();
  store->begin_migration(record(), steps());
  auto found = other->migration("1_a");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->description, "it's");
  EXPECT_EQ(found->touches, record().touches);
  EXPECT_EQ(found->notes, record().notes);
  EXPECT_EQ(found->contract_steps, 1);
  EXPECT_GT(found->started_at, 1'700'000'000'000);
  EXPECT_EQ(found->expanded_at, 0);
  store->set_stage("1_a", Stage::expanded);
  EXPECT_GT(other->migration("1_a")->expanded_at, 0);

  store->step_running("1_a", "expand-1");
  store->step_running("1_a", "expand-1");
  store->step_failed("1_a", "expand-1", "no");
  auto all = other->steps("1_a");
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].attempts, 2);
  EXPECT_EQ(all[0].error, "no");
  EXPECT_EQ(all[0].status, StepStatus::running);
  EXPECT_EQ(all[0].step.sql, std::vector<std::string>{"SELECT 'x'"});
  store->step_done("1_a", "expand-1");
  EXPECT_EQ(other->step_status("1_a", "expand-1"), StepStatus::done);
  store->reset_step("1_a", "expand-1");
  EXPECT_EQ(other->step_status("1_a", "expand-1"), StepStatus::planned);
}

TEST_F(StoreTest, BeginningAgainReplacesTheRolledBackRun) {
  store->ensure();
  store->begin_migration(record(), steps());
  Checkpoint point;
  point.from = {db::Value::of(7)};
  store->save_checkpoint("1_a", "expand-1", point);
  store->step_done("1_a", "expand-1");
  store->begin_migration(record(), steps());
  EXPECT_EQ(store->step_status("1_a", "expand-1"), StepStatus::planned);
  EXPECT_FALSE(store->checkpoint("1_a", "expand-1"));
}

TEST_F(StoreTest, ACheckpointRollsBackWithItsBatch) {
  store->ensure();
  store->begin_migration(record(), steps());
  Checkpoint point;
  point.from = {db::Value::of(7), db::Value::null(), db::Value::of(std::string("a\"\xC3\xA9\n")),
                db::Value{db::Value::Kind::blob, std::string("\x00\xff\x10", 3)},
                db::Value{db::Value::Kind::real, "0.1"}};
  point.end = {db::Value::of(-9223372036854775807ll - 1)};
  point.batch_rows = 1000;
  store->save_checkpoint("1_a", "s", point);
  {
    db::Transaction transaction(store->connection());
    auto next = point;
    next.rows = 5;
    next.batches = 1;
    store->save_checkpoint("1_a", "s", next);
  }
  auto found = other->checkpoint("1_a", "s");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->rows, 0u);
  EXPECT_EQ(found->from, point.from);
  EXPECT_EQ(found->end, point.end);
  EXPECT_EQ(found->batch_rows, 1000u);
}

TEST_F(StoreTest, TokensOnlyGrowAndFenceTheOlder) {
  store->ensure();
  LeaseRecord me;
  me.owner = "ann";
  me.pid = 4;
  auto first = store->take_lease(me);
  EXPECT_TRUE(store->holds_token(first));
  EXPECT_FALSE(other->lease().released);
  auto second = other->take_lease(me);
  EXPECT_GT(second, first);
  EXPECT_FALSE(store->holds_token(first));
  store->release_lease(first);
  EXPECT_FALSE(store->lease().released) << "an older token must not release the newer lease";
  other->release_lease(second);
  EXPECT_TRUE(store->lease().released);
}

TEST_F(StoreTest, InstancesComeBackToLifeByABeat) {
  store->ensure();
  AppInstance i{"web", "w1", "1.0", "1_a", 0, 0, 90000, false};
  store->heartbeat(i);
  EXPECT_EQ(store->retire("web", "w1"), 1u);
  EXPECT_TRUE(store->instances()[0].retired);
  i.ttl_ms = 80000;
  store->heartbeat(i);
  auto found = store->instances();
  ASSERT_EQ(found.size(), 1u);
  EXPECT_FALSE(found[0].retired);
  EXPECT_EQ(found[0].version, "1.0");
  EXPECT_EQ(found[0].ttl_ms, 80000);
  EXPECT_NEAR(static_cast<double>(found[0].seen_at), static_cast<double>(store->now()), 60'000);
  EXPECT_EQ(store->retire("web", ""), 1u);
  EXPECT_TRUE(store->instances().empty());
}

TEST_F(StoreTest, EventsAreKeptInOrder) {
  store->ensure();
  store->event("1_a", "one", "");
  store->event("1_a", "two", "x");
  store->event("2_b", "other", "");
  auto found = store->events("1_a", 10);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].kind, "one");
  EXPECT_EQ(found[1].message, "x");
}

TEST_F(StoreTest, TellsInWhichOrderMigrationsWerePlannedLast) {
  EXPECT_TRUE(store->order_planned().empty());
  store->ensure();
  for (auto id : {"1_a", "2_b", "1_a"}) {
    store->event(id, "planned", "2 steps");
    store->event(id, "expanded", "");
  }
  store->event("3_c", "baselined", "");
  // The clock was set back.
  store->connection().query(
      "UPDATE migrate_event SET at = '2000-01-01T00:00:00.000Z' WHERE id > 4");
  auto order = store->order_planned();
  ASSERT_EQ(order.size(), 2u);
  EXPECT_GT(order.at("1_a"), order.at("2_b"));
}

TEST(Codec, KeepsTextThatIsNotUtf8) {
  std::vector<db::Value> key{db::Value::of(std::string("\xC3\x28"))};
  EXPECT_EQ(decode_key(encode_key(key)), key);
}

TEST(Codec, RefusesWhatItDidNotWrite) {
  for (auto text : {"x", "{}", "[[\"q\",\"1\"]]", "[1]"})
    EXPECT_THROW(decode_key(text), Error) << text;
  EXPECT_TRUE(decode_key("").empty());
}

}  // namespace
}  // namespace migrate
