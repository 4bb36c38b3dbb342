// Which row made a batch fail: on a real table, whose expression raises for the values chosen.
#include "backfill/culprit.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "config/url.hpp"
#include "dialects/dialect.hpp"
#include "dialects/sqlite/batches.hpp"

namespace migrate {
namespace {

// Counts the batches that were run.
class Counting final : public db::Connection {
 public:
  explicit Counting(db::Connection& inner) : inner_(inner) {}
  db::Result query(std::string_view sql, const std::vector<db::Value>& params) override {
    if (sql.starts_with("UPDATE")) ++batches;
    return inner_.query(sql, params);
  }
  void begin() override { inner_.begin(); }
  void commit() override {
    ++commits;
    inner_.commit();
  }
  void rollback() noexcept override { inner_.rollback(); }
  bool in_transaction() const override { return inner_.in_transaction(); }
  void limit_lock_wait(std::chrono::milliseconds limit) override { inner_.limit_lock_wait(limit); }
  int batches = 0, commits = 0;

 private:
  db::Connection& inner_;
};

struct CulpritTest : testing::Test {
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("migrate-culprit-" + std::to_string(::getpid()) + ".db");
  Opened opened;
  std::optional<Counting> connection;
  Batch batch;
  int allowed = 0;

  void SetUp() override {
    TearDown();
    opened = open_database(parse_url("sqlite:" + file.string()));
    connection.emplace(*opened.connection);
  }
  void TearDown() override {
    connection.reset();
    opened = {};
    for (auto suffix : {"", "-wal", "-shm", "-journal"})
      std::filesystem::remove(file.string() + suffix);
  }

  // Keys 10, 20 … with a value of 1, but for those in `raising`, whose abs() overflows.
  void rows(int count, const std::set<int>& raising, const std::string& set = "b = abs(a)") {
    connection->query("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b INTEGER)", {});
    connection->query("BEGIN", {});
    for (int i = 1; i <= count; ++i)
      connection->query("INSERT INTO t (id, a) VALUES (?1, ?2)",
                        {db::Value::of(i * 10),
                         db::Value::of(raising.contains(i * 10) ? INT64_MIN : std::int64_t{1})});
    connection->query("COMMIT", {});
    Table table;
    table.name = "t";
    batch = sqlite::make_batch(table, {"id"},
                               "UPDATE t SET " + set + " WHERE " + sqlite::in_range({"id"}));
    connection->batches = connection->commits = 0;
  }
  std::optional<Culprit> find(int from, int to, std::uint64_t rows) {
    return find_culprit(*connection, batch,
                        {{db::Value::of(from)}, {db::Value::of(to)}, std::nullopt}, rows,
                        [this] { ++allowed; });
  }
  std::int64_t filled() {
    return connection->query("SELECT count(b) FROM t", {}).rows[0][0].as_int();
  }
};

TEST_F(CulpritTest, FindsTheOneKeyWhereverItIs) {
  rows(100, {});
  for (int bad = 10; bad <= 1000; bad += 10) {
    connection->query("UPDATE t SET a = ?1 WHERE id = ?2",
                      {db::Value::of(INT64_MIN), db::Value::of(bad)});
    auto found = find(10, 1000, 100);
    ASSERT_TRUE(found) << bad;
    EXPECT_EQ(found->key[0].as_int(), bad);
    EXPECT_EQ(found->columns, std::vector<std::string>{"id"});
    EXPECT_STREQ(found->error.what(), "integer overflow");
    connection->query("UPDATE t SET a = 1 WHERE id = ?1", {db::Value::of(bad)});
  }
  EXPECT_EQ(filled(), 0);
  EXPECT_EQ(connection->commits, 0);
}

// Whatever was thought of how many rows there are: bounds come from other runs, rows come and go.
TEST_F(CulpritTest, NeedsFewBatchesWhateverTheGuess) {
  rows(1000, {7770});
  for (std::uint64_t guess : {0, 1, 3, 999, 1000, 100000}) {
    connection->batches = allowed = 0;
    auto found = find(1, 99999, guess);
    ASSERT_TRUE(found) << guess;
    EXPECT_EQ(found->key[0].as_int(), 7770);
    EXPECT_LE(connection->batches, 14) << guess;
    EXPECT_EQ(connection->batches, allowed) << guess;  // fenced, each of them
  }
}

TEST_F(CulpritTest, NamesOneOfSeveral) {
  rows(50, {170, 180, 420});
  auto found = find(10, 500, 50);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->key[0].as_int(), 170);
}

TEST_F(CulpritTest, NamesNobodyWhoDoesNotFailAlone) {
  rows(50, {});  // mended meanwhile
  EXPECT_FALSE(find(10, 500, 50));
  connection->query("DELETE FROM t", {});
  EXPECT_FALSE(find(10, 500, 50));
  EXPECT_EQ(filled(), 0);
}

TEST_F(CulpritTest, NamesNeitherOfTwoThatCollide) {
  rows(50, {}, "b = CASE WHEN id IN (30, 480) THEN 1 ELSE id END");
  connection->query("CREATE UNIQUE INDEX once ON t (b)", {});
  EXPECT_FALSE(find(10, 500, 50));
  EXPECT_EQ(filled(), 0);
}

TEST_F(CulpritTest, ASingleRowIsTriedOnce) {
  rows(1, {10});
  auto found = find(10, 10, 1);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->key[0].as_int(), 10);
  EXPECT_EQ(connection->batches, 1);
}

// Where even no row at all fails, no row is to blame.
TEST_F(CulpritTest, BlamesNoRowForWhatFailsWithoutOne) {
  rows(50, {});
  batch.before = {"SELECT 1"};
  batch.work.sql =
      "UPDATE t SET b = 1 WHERE " + sqlite::in_range({"id"}) + " OR json('x') IS NOT NULL";
  EXPECT_FALSE(find(10, 500, 50));
  EXPECT_EQ(connection->batches, 1);
}

TEST_F(CulpritTest, StopsWhenItIsNoLongerAllowed) {
  rows(50, {170});
  int calls = 0;
  EXPECT_THROW(find_culprit(*connection, batch,
                            {{db::Value::of(10)}, {db::Value::of(500)}, std::nullopt}, 50,
                            [&] {
                              if (++calls == 3) throw std::logic_error("stop");
                            }),
               std::logic_error);
  EXPECT_EQ(calls, 3);
  EXPECT_FALSE(connection->in_transaction());
  EXPECT_EQ(filled(), 0);
}

// A missing column is no row's fault, and not for us to interpret.
TEST_F(CulpritTest, PassesOnWhatIsNotAboutARow) {
  rows(50, {170});
  connection->query("ALTER TABLE t RENAME b TO c", {});
  EXPECT_THROW(find(10, 500, 50), db::DbError);
  EXPECT_FALSE(connection->in_transaction());
}

}  // namespace
}  // namespace migrate
