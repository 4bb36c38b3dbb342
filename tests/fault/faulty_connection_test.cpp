#include "tests/fault/faulty_connection.hpp"

#include <gtest/gtest.h>
#include <signal.h>

#include <functional>

#include "tests/support/directory.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

// Counts what reaches it.
class Counting final : public db::Connection {
 public:
  explicit Counting(int& reached) : reached_(reached) {}
  db::Result query(std::string_view, const std::vector<db::Value>&) override {
    ++reached_;
    return {};
  }
  void begin() override {
    ++reached_;
    open_ = true;
  }
  void commit() override {
    ++reached_;
    open_ = false;
  }
  void rollback() noexcept override {}
  bool in_transaction() const override { return open_; }
  void limit_lock_wait(std::chrono::milliseconds) override {}

 private:
  int& reached_;
  bool open_ = false;
};

bool loses(const std::function<void()>& action) {
  try {
    action();
  } catch (const db::DbError& error) {
    return error.failure() == db::Failure::connection_lost;
  }
  return false;
}

struct Setting {
  int reached = 0;
  CallTrace calls;
  int reached_at_crash = -1;
  db::ConnectionPtr make(const char* fault) {
    return make_faulty(std::make_unique<Counting>(reached), calls, parse_fault(fault),
                       [this] { reached_at_crash = reached; });
  }
};

TEST(Faulty, ALateCommitReachesTheServerAfterItsClientHasLostIt) {
  Setting s;
  auto connection = s.make("late-commit:3");
  connection->begin();
  connection->query("UPDATE t SET a = 1", {});
  EXPECT_TRUE(loses([&] { connection->commit(); }));
  EXPECT_TRUE(loses([&] { connection->query("SELECT 1", {}); }));
  EXPECT_EQ(s.reached, 2);
  wait_for_late_commits();
  EXPECT_EQ(s.reached, 3);
}

TEST(Faulty, FailBeforeKeepsTheCallFromTheServer) {
  Setting s;
  auto connection = s.make("fail-before:2");
  connection->begin();
  EXPECT_TRUE(loses([&] { connection->query("x"); }));
  EXPECT_EQ(s.reached, 1);
  EXPECT_TRUE(loses([&] { connection->query("x"); })) << "a dead connection stays dead";
  EXPECT_TRUE(loses([&] { connection->limit_lock_wait({}); }));
  EXPECT_EQ(s.reached, 1);
}

TEST(Faulty, FailAfterLosesOnlyTheAnswer) {
  Setting s;
  auto connection = s.make("fail-after:2");
  connection->begin();
  EXPECT_TRUE(loses([&] { connection->commit(); }));
  EXPECT_EQ(s.reached, 2);
}

TEST(Faulty, ACrashComesBeforeTheCallOrLosesItsAnswer) {
  Setting before, after;
  before.make("crash-before:1")->begin();  // what it meets there is the server's to say
  EXPECT_EQ(before.reached_at_crash, 0);
  EXPECT_EQ(before.reached, 1);
  auto connection = after.make("crash-after:1");
  EXPECT_TRUE(loses([&] { connection->begin(); }));
  EXPECT_EQ(after.reached_at_crash, 1);
}

TEST(Faulty, CountsOverAllConnectionsOfTheProcess) {
  Setting s;
  auto first = s.make("fail-before:3"), second = s.make("fail-before:3");
  first->begin();
  second->begin();
  EXPECT_TRUE(loses([&] { first->commit(); }));
  second->commit();
  EXPECT_EQ(s.reached, 3);
}

TEST(Faulty, TellsReadsFromTheRest) {
  Setting s;
  auto connection = s.make("");
  connection->begin();
  for (const char* sql : {"SELECT 1", "select pg_try_advisory_lock(1)", "SHOW VARIABLES",
                          "SET lock_timeout = 1", "SELECTED", "WITH a AS (DELETE FROM b) SELECT 1",
                          "UPDATE t SET a = 1", "PRAGMA user_version = 1"}) {
    connection->query(sql);
  }
  connection->commit();
  connection->query("UPDATE t SET a = 1");
  EXPECT_EQ(s.calls.letters(), "rrrrrttttww");
}

TEST(Faulty, WritesChangesDown) {
  TempDirectory directory;
  const std::string file = (directory.path() / "changes").string();
  Setting s;
  s.calls.write_changes_to(file);
  auto first = s.make("fail-before:9"), second = s.make("");
  first->query("SELECT 1");
  first->query("UPDATE a SET b = $1", {db::Value::of("c")});
  first->begin();
  first->query("UPDATE d");
  second->query("UPDATE e");
  first->commit();
  first->begin();
  first->query("UPDATE f");
  EXPECT_TRUE(loses([&] { first->query("UPDATE g"); }));
  second->begin();
  second->commit();
  EXPECT_EQ(slurp(file),
            "UPDATE a SET b = $1\tc\nCOMMIT\nUPDATE d\n2: UPDATE e\n2: COMMIT\nCOMMIT\n"
            "UPDATE f\nROLLBACK\n");
}

TEST(FaultyDeathTest, KillsItself) {
  Setting s;
  auto before = s.make("kill-before:1"), after = s.make("kill-after:1");
  EXPECT_EXIT(before->begin(), testing::KilledBySignal(SIGKILL), "");
  EXPECT_EXIT(after->begin(), testing::KilledBySignal(SIGKILL), "");
}

TEST(Fault, IsParsedOrRefused) {
  EXPECT_EQ(parse_fault("crash-before:3")->mode, Fault::Mode::crash_before);
  EXPECT_EQ(parse_fault("kill-after:17")->call, 17);
  EXPECT_EQ(parse_fault("kill-after:17")->mode, Fault::Mode::kill_after);
  for (const char* text : {"", "kill:1", "fail-after:", "fail-after:0", "fail-after:1x"}) {
    EXPECT_FALSE(parse_fault(text)) << text;
  }
}

}  // namespace
}  // namespace migrate::test
