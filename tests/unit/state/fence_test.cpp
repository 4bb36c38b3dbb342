// A batch's transaction begins with its fence, or with what ends its claim: either holds the
// lease's row, so that nobody takes the next token before it has ended. On every server there is,
// and on a file.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <thread>

#include "config/url.hpp"
#include "state/store.hpp"

namespace migrate {
namespace {

class FenceTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const auto name = "migrate_fence_" + std::to_string(::getpid());
    if (*GetParam() == '\0') {
      file_ = std::filesystem::temp_directory_path() / (name + ".db");
      remove_file();
      url_ = parse_url("sqlite:" + file_.string());
    } else {
      const char* server = std::getenv(GetParam());
      server_ = open_database(parse_url(server));
      drop_ = "DROP DATABASE " + name;
      if (server_.dialect->kind() == EngineKind::postgres) drop_ += " WITH (FORCE)";
      server_.connection->query("CREATE DATABASE " + name);
      url_ = parse_url(server);
      url_.database = name;
    }
    for (auto* opened : {&old_, &new_}) {
      *opened = open_database(url_);
      opened->connection->limit_lock_wait(std::chrono::milliseconds(100));
    }
    older_.emplace(*old_.connection, *old_.dialect);
    newer_.emplace(*new_.connection, *new_.dialect);
    older_->ensure();
    token_ = older_->take_lease({});
    older_->claim("1_a", "s", {1, {db::Value::of(1)}, {db::Value::of(9)}});
    older_->claim("1_a", "s", {2, {db::Value::of(10)}, {db::Value::of(19)}});
    point_.from = {db::Value::of(20)};
    older_->save_checkpoint("1_a", "s", point_);
    point_.batches = 1;
  }
  void TearDown() override {
    older_.reset();
    newer_.reset();
    old_ = {};
    new_ = {};
    if (!drop_.empty()) server_.connection->query(drop_);
    if (!file_.empty()) remove_file();
  }
  void remove_file() {
    for (auto suffix : {"", "-wal", "-shm", "-journal", "-migrate-lock"})
      std::filesystem::remove(file_.string() + suffix);
  }
  // A second runner meets a transaction that it has to wait for.
  void expect_held() {
    try {
      newer_->take_lease({});
      ADD_FAILURE() << "the next token was taken beside a batch";
    } catch (const db::DbError& error) {
      EXPECT_EQ(error.failure(), db::Failure::lock_timeout) << error.what();
    }
  }
  db::Transaction claimed(std::int64_t number, const std::vector<std::string>& settings = {}) {
    return older_->begin_claimed("1_a", "s", number, token_, settings);
  }

  std::filesystem::path file_;
  std::string drop_;
  Opened server_, old_, new_;
  Url url_;
  std::optional<Store> older_, newer_;
  std::int64_t token_ = 0;
  Checkpoint point_;
};

TEST_P(FenceTest, ATransactionThatBeginsWithItHoldsTheLease) {
  {
    auto transaction = older_->begin_held(token_);
    EXPECT_EQ(transaction.begun().rows.size(), 1u);
    EXPECT_TRUE(old_.connection->in_transaction());
    expect_held();
  }
  EXPECT_FALSE(old_.connection->in_transaction());
  newer_->take_lease({});
  EXPECT_TRUE(older_->begin_held(token_).begun().rows.empty());
}

TEST_P(FenceTest, AClaimIsEndedByTheNewestTokenOnly) {
  {
    auto transaction = claimed(1);
    EXPECT_EQ(transaction.begun().affected, 1u);
    expect_held();
  }
  EXPECT_EQ(newer_->claims("1_a", "s").size(), 2u) << "it goes with its batch, or not at all";
  {
    auto transaction = claimed(1);
    transaction.commit();
  }
  EXPECT_EQ(newer_->claims("1_a", "s").size(), 1u);
  EXPECT_EQ(claimed(1).begun().affected, 0u) << "it was done";
  newer_->take_lease({});
  {
    auto transaction = claimed(2);
    EXPECT_EQ(transaction.begun().affected, 0u);
    transaction.commit();
  }
  EXPECT_EQ(newer_->claims("1_a", "s").size(), 1u);
}

TEST_P(FenceTest, ACheckpointIsMovedByTheNewestTokenOnly) {
  {
    db::Transaction transaction(*old_.connection);
    EXPECT_FALSE(older_->move_checkpoint("1_a", "another", point_, 0, token_));
    EXPECT_FALSE(older_->move_checkpoint("1_a", "s", point_, 1, token_)) << "it was moved before";
    EXPECT_TRUE(older_->move_checkpoint("1_a", "s", point_, 0, token_));
    expect_held();
    transaction.commit();
  }
  older_->add_rows("1_a", "s", 7);
  EXPECT_EQ(newer_->checkpoint("1_a", "s")->batches, 1u);
  EXPECT_EQ(newer_->checkpoint("1_a", "s")->rows, 7u);
  newer_->take_lease({});
  point_.batches = 2;
  EXPECT_FALSE(older_->move_checkpoint("1_a", "s", point_, 1, token_));
  EXPECT_EQ(newer_->checkpoint("1_a", "s")->batches, 1u);
}

// A session that was lost may still be about to commit the batch that another one begins anew.
TEST_P(FenceTest, ABatchThatIsBeingCommittedIsNotDoneAgain) {
  if (!old_.dialect->capabilities().parallel_writers) return;  // whoever begins waits for all of it
  db::Transaction lost(*new_.connection);
  ASSERT_TRUE(newer_->move_checkpoint("1_a", "s", point_, 0, token_));
  auto lost_claim = open_database(url_);
  Store lost_store(*lost_claim.connection, *lost_claim.dialect);
  auto claim = lost_store.begin_claimed("1_a", "s", 1, token_, {});
  ASSERT_EQ(claim.begun().affected, 1u);
  old_.connection->limit_lock_wait(std::chrono::seconds(20));
  std::jthread committed([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    lost.commit();
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    claim.commit();
  });
  {
    db::Transaction again(*old_.connection);
    EXPECT_FALSE(older_->move_checkpoint("1_a", "s", point_, 0, token_));
  }
  EXPECT_EQ(claimed(1).begun().affected, 0u);
}

// Whoever takes the lease right now is waited for, and then heeded.
TEST_P(FenceTest, ATokenThatIsBeingTakenStopsABatch) {
  {
    db::Transaction taking(*new_.connection);
    newer_->take_lease({});
    try {
      auto transaction = claimed(1);
      EXPECT_EQ(transaction.begun().affected, 0u);
    } catch (const db::DbError& error) {
      EXPECT_EQ(error.failure(), db::Failure::lock_timeout) << error.what();
    }
    EXPECT_FALSE(old_.connection->in_transaction());
    taking.commit();
  }
  EXPECT_EQ(claimed(1).begun().affected, 0u);
}

std::vector<const char*> engines() {
  std::vector<const char*> all = {""};
  for (auto* name :
       {"MIGRATE_TEST_POSTGRES_URL", "MIGRATE_TEST_MARIADB_URL", "MIGRATE_TEST_MYSQL_URL"})
    if (std::getenv(name)) all.push_back(name);
  return all;
}

INSTANTIATE_TEST_SUITE_P(Engines, FenceTest, testing::ValuesIn(engines()),
                         [](auto& engine) -> std::string {
                           const std::string variable = engine.param;
                           return variable.empty() ? "sqlite" : variable.substr(13, 5);
                         });

}  // namespace
}  // namespace migrate
