#include "dialects/mysql/server/impatient.hpp"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>
#include <vector>

#include "tests/unit/dialects/mysql/support.hpp"

namespace migrate::mysql::test {
namespace {

using Outcome = Impatient::Outcome;

class ImpatientTest : public ServerTest {
 protected:
  void SetUp() override {
    ServerTest::SetUp();
    run("CREATE TABLE t (id INT PRIMARY KEY, n INT)");
    run("INSERT INTO t VALUES (1, 1)");
    run("CREATE TABLE other (id INT PRIMARY KEY)");
    impatient_ = dialect_->impatient([this] { return open().connection; });
    ASSERT_TRUE(impatient_);
  }

  static constexpr const char* add = "ALTER TABLE `t` ADD COLUMN `x` INT NULL, ALGORITHM=INSTANT";
  bool has_x() {
    return !rows(
                "SELECT 1 FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND "
                "TABLE_NAME = 't' AND COLUMN_NAME = 'x'")
                .empty();
  }

  std::unique_ptr<Impatient> impatient_;
};

// The macro of support.hpp with this class.
#define IMPATIENT_TEST(name)                                                      \
  class Impatient_##name : public ImpatientTest {                                 \
    void TestBody() override;                                                     \
  };                                                                              \
  [[maybe_unused]] const bool Impatient_##name##_registered =                     \
      register_server_test("Impatient", #name, __FILE__, __LINE__,                \
                           []() -> ServerTest* { return new Impatient_##name; }); \
  void Impatient_##name::TestBody()

IMPATIENT_TEST(lets_a_transaction_write_what_it_has_read) {
  runner_->limit_lock_wait(std::chrono::seconds(5));
  app_->begin();
  run("SELECT n FROM t");
  ASSERT_TRUE(impatient_->suits(*runner_, add));
  EXPECT_NE(impatient_->run(*runner_, add, "t"), Outcome::ran);
  // Nobody waits, or this were a deadlock.
  run("UPDATE t SET n = 2");
  app_->commit();
  EXPECT_FALSE(has_x());
  EXPECT_EQ(impatient_->run(*runner_, add, "t"), Outcome::ran);
  EXPECT_TRUE(has_x());
}

// The transaction has taken the lock between our look and our request: it is looked for on another
// table.
IMPATIENT_TEST(ends_a_wait_that_has_begun) {
  runner_->limit_lock_wait(std::chrono::seconds(3600));
  app_->begin();
  run("SELECT n FROM t");
  EXPECT_EQ(impatient_->run(*runner_, add, "other"), Outcome::given_up);
  EXPECT_EQ(runner_->query("SELECT 7").rows.at(0).at(0).text, "7");
  run("UPDATE t SET n = 2");
  app_->commit();
  EXPECT_FALSE(has_x());
}

// With three of them at any moment there is none without.
IMPATIENT_TEST(waits_for_statements_that_are_transactions_of_their_own) {
  if (!is_mysql()) return;  // MariaDB waits for nobody
  runner_->limit_lock_wait(std::chrono::seconds(3600));
  std::atomic<bool> over{false};
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i)
    readers.emplace_back([&] {
      auto reader = open().connection;
      while (!over) reader->query("SELECT SLEEP(0.02) FROM t");
    });
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  auto outcome = Outcome::not_asked;
  for (int i = 0; i < 200 && outcome != Outcome::ran; ++i)
    outcome = impatient_->run(*runner_, add, "t");
  over = true;
  for (auto& reader : readers) reader.join();
  EXPECT_EQ(outcome, Outcome::ran);
}

IMPATIENT_TEST(suits_what_is_short) {
  auto suits = [&](const std::string& sql) { return impatient_->suits(*runner_, sql); };
  EXPECT_TRUE(suits("RENAME TABLE `t` TO `u`"));
  EXPECT_TRUE(suits("CREATE TRIGGER `a` BEFORE INSERT ON `t` FOR EACH ROW SET NEW.n = 1"));
  EXPECT_TRUE(suits("DROP TABLE IF EXISTS `t`"));
  EXPECT_TRUE(suits("SET SESSION foreign_key_checks = 0"));
  EXPECT_TRUE(suits("ALTER TABLE `t` ADD INDEX `i` (`n`), ALGORITHM=INPLACE, LOCK=NONE"));
  EXPECT_TRUE(
      suits("ALTER TABLE `a``.`.`b``` DROP INDEX `i`, RENAME INDEX `j` TO `i`, "
            "ALGORITHM=INPLACE, LOCK=NONE"));
  EXPECT_TRUE(
      suits("ALTER TABLE `no table` ADD CONSTRAINT `f` FOREIGN KEY (`n`) REFERENCES `t` "
            "(`id`), ALGORITHM=INPLACE, LOCK=NONE"));
  // A table that is large, or not known; what copies; what is not ours.
  EXPECT_FALSE(suits("ALTER TABLE `no table` ADD INDEX `i` (`n`), ALGORITHM=INPLACE, LOCK=NONE"));
  EXPECT_FALSE(
      suits("ALTER TABLE `no table` DROP INDEX `i`, ADD INDEX `j` (`n`), "
            "ALGORITHM=INPLACE, LOCK=NONE"));
  EXPECT_FALSE(suits("ALTER TABLE `t` MODIFY `n` BIGINT, ALGORITHM=COPY, LOCK=SHARED"));
  EXPECT_FALSE(suits("ALTER TABLE t ADD COLUMN x INT"));
  EXPECT_FALSE(suits("ALTER TABLE `t"));
  EXPECT_FALSE(suits("UPDATE t SET n = 1"));
  // Of ours, not made yet.
  EXPECT_TRUE(suits("ALTER TABLE `migrate_new__t` MODIFY n BIGINT"));
}

// What MySQL's guard relies on: a KILL at whatever moment ends a DDL statement before its effect or
// not at all, and never the statement behind the one that follows it.
IMPATIENT_TEST(a_kill_at_any_moment_leaves_before_or_after) {
  if (!is_mysql()) return;
  run("CREATE TABLE u LIKE t");
  const char* rounds = std::getenv("MIGRATE_KILL_ROUNDS");
  const int times = rounds ? std::atoi(rounds) : 10;
  struct Change {
    const char *there, *back, *probe;  // the probe's count is 1 there, 0 back
  };
  const Change changes[] = {
      {add, "ALTER TABLE `t` DROP COLUMN `x`, ALGORITHM=INPLACE",
       "information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE() AND COLUMN_NAME = 'x'"},
      {"RENAME TABLE t TO v, u TO t", "RENAME TABLE t TO u, v TO t",
       "information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'v'"},
      {"CREATE TRIGGER g BEFORE UPDATE ON t FOR EACH ROW SET NEW.n = 3", "DROP TRIGGER g",
       "information_schema.TRIGGERS WHERE TRIGGER_SCHEMA = DATABASE() AND TRIGGER_NAME = 'g'"},
      {"ALTER TABLE t ADD INDEX i (n), ALGORITHM=INPLACE, LOCK=NONE",
       "ALTER TABLE t DROP INDEX i, ALGORITHM=INPLACE, LOCK=NONE",
       "information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND INDEX_NAME = 'i'"},
      {"ALTER TABLE other ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES t (id), ALGORITHM=INPLACE, "
       "LOCK=NONE",
       "ALTER TABLE other DROP FOREIGN KEY f, ALGORITHM=INPLACE, LOCK=NONE",
       "information_schema.TABLE_CONSTRAINTS WHERE TABLE_SCHEMA = DATABASE() AND CONSTRAINT_NAME "
       "= 'f'"},
      {"CREATE TABLE w (id INT PRIMARY KEY)", "DROP TABLE w",
       "information_schema.TABLES WHERE TABLE_SCHEMA = DATABASE() AND TABLE_NAME = 'w'"},
  };
  runner_->query("SET SESSION foreign_key_checks = 0");
  const auto id = runner_->query("SELECT CONNECTION_ID()").rows.at(0).at(0).text;
  std::mt19937 random(7);
  int killed = 0, late = 0;
  for (const auto& change : changes) {
    bool there = false;
    for (int i = 0; i < times; ++i) {
      std::thread killer([&, wait = std::uniform_int_distribution<int>(0, 6000)(random)] {
        std::this_thread::sleep_for(std::chrono::microseconds(wait));
        run("KILL QUERY " + id);
      });
      bool failed = false;
      try {
        runner_->query(there ? change.back : change.there);
      } catch (const db::DbError& error) {
        EXPECT_EQ(error.failure(), db::Failure::cancelled) << error.what();
        failed = true;
      }
      killer.join();
      try {
        runner_->query("DO 0");
      } catch (const db::DbError& error) {
        EXPECT_EQ(error.failure(), db::Failure::cancelled) << error.what();
      }
      const bool now = runner_->query(std::string("SELECT COUNT(*) FROM ") + change.probe)
                           .rows.at(0)
                           .at(0)
                           .text == "1";
      killed += failed;
      if (failed && now != there) ++late;
      if (!failed) {
        EXPECT_NE(now, there) << change.there;
      }
      there = now;
      runner_->query("UPDATE t SET n = n WHERE id = 1");
    }
    if (there) runner_->query(change.back);
  }
  EXPECT_GT(killed, 0);
  fmt::print("{} of {} statements killed, {} of them after their effect\n", killed,
             times * static_cast<int>(std::size(changes)), late);
}

}  // namespace
}  // namespace migrate::mysql::test
