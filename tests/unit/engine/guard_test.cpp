// The numbers of abort_if, asked of a real server and of a real database, by a clock that is set by
// hand: when they are asked, when an answer counts, and what is no answer.
#include "engine/guard.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <httplib.h>
#include <unistd.h>

#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "engine/session.hpp"
#include "util/digest.hpp"

namespace migrate {
namespace {

using std::chrono::steady_clock;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

struct HandClock final : Clock {
  std::chrono::system_clock::time_point now() override { return {}; }
  steady_clock::time_point monotonic() override { return at; }
  void sleep(std::chrono::milliseconds d) override { at += d; }
  double random() override { return 0; }
  steady_clock::time_point at{std::chrono::hours(1)};
};

struct Silent final : Observer {
  void phase_started(const std::string&, const std::string&) override {}
  void phase_finished(const std::string&, const std::string&, Millis) override {}
  void step_started(const std::string&, const Step&, bool) override {}
  void step_finished(const std::string&, const Step&, bool, bool, Millis) override {}
  void progress(const Progress&) override {}
  void waiting(const std::string&) override {}
  void note(const std::string&) override {}
};

// Answers /NAME with the number of that name, once nobody holds it back.
class Numbers {
 public:
  Numbers() {
    server_.Get("/.*", [this](const httplib::Request& in, httplib::Response& out) {
      std::unique_lock lock(mutex_);
      const auto name = in.path.substr(1);
      ++asked_[name];
      changed_.wait(lock, [&] { return ended_ || held_.count(name) == 0; });
      out.set_content(numbers_[name], "text/plain");
      ++answered_[name];
      changed_.notify_all();
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    serving_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::sleep_for(Millis(1));
  }
  ~Numbers() {
    change([this] { ended_ = true; });
    server_.stop();
    serving_.join();
  }
  void set(const std::string& name, const std::string& number) {
    change([&] { numbers_[name] = number; });
  }
  void hold(const std::string& name) {
    change([&] { held_.insert(name); });
  }
  // Returns when those that were held are answered: the next hold must not catch them.
  void release(const std::string& name) {
    change([&] { held_.erase(name); });
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return answered_[name] == asked_[name]; });
  }
  int asked(const std::string& name) {
    std::lock_guard lock(mutex_);
    return asked_[name];
  }
  int answered(const std::string& name) {
    std::lock_guard lock(mutex_);
    return answered_[name];
  }
  NumberAsk ask(const std::string& name) const {
    NumberAsk ask;
    ask.kind = NumberAsk::Kind::http;
    ask.url = "http://127.0.0.1:" + std::to_string(port_) + "/" + name;
    return ask;
  }

 private:
  void change(const std::function<void()>& what) {
    std::lock_guard lock(mutex_);
    what();
    changed_.notify_all();
  }
  httplib::Server server_;
  std::thread serving_;
  int port_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::string> numbers_;
  std::map<std::string, int> asked_, answered_;
  std::set<std::string> held_;
  bool ended_ = false;
};

struct GuardTest : testing::Test {
  std::filesystem::path file = std::filesystem::temp_directory_path() /
                               ("migrate-guard-" + std::to_string(::getpid()) + ".db");
  HandClock clock;
  Numbers numbers;
  std::optional<Session> session;
  std::vector<AbortRule> rules = std::vector<AbortRule>(1);
  AbortRule& rule = rules.front();
  std::vector<std::string> notes;

  void SetUp() override {
    rule.name = "errors";
    rule.ask = numbers.ask("errors");
    remove_files();
    session.emplace(parse_url("sqlite:" + file.string()), Decorator{});
    session->store().ensure();
  }
  void TearDown() override {
    session.reset();
    remove_files();
  }
  void remove_files() const {
    for (auto suffix : {"", "-wal", "-shm", "-journal", "-migrate-lock"})
      std::filesystem::remove(file.string() + suffix);
  }
  Guard guard() { return {rules, session->url(), clock}; }
  void look(Guard& guard) {
    guard.look("1_a", [this](const std::string& text) { notes.push_back(text); });
  }
  // Of `act`, done again and again.
  static std::string breach(const std::function<void()>& act) {
    std::string what = "none";
    until([&] {
      try {
        act();
        return false;
      } catch (const Breach& e) {
        what = e.report().what;
        return true;
      }
    });
    return what;
  }
  static bool until(const std::function<bool()>& comes) {
    for (const auto end = steady_clock::now() + std::chrono::seconds(30); steady_clock::now() < end;
         std::this_thread::sleep_for(Millis(5)))
      if (comes()) return true;
    return false;
  }
};

// The clock moves on by `every` once for each, which is therefore all that each of them takes.
TEST_F(GuardTest, EachAnswerCountsHoweverLongItTakes) {
  rule.above = 1;
  numbers.set("errors", "2");
  auto guard = this->guard();
  for (int turn = 1; turn <= 3; ++turn) {
    numbers.hold("errors");
    clock.at += rule.every;
    ASSERT_TRUE(until([&] {
      look(guard);
      return numbers.asked("errors") == turn;
    }));
    look(guard);
    EXPECT_THAT(notes, IsEmpty()) << "no answer yet is not none";
    numbers.release("errors");
  }
  EXPECT_EQ(breach([&] { look(guard); }), "errors is 2, above 1, 3 readings in a row");
  EXPECT_EQ(numbers.asked("errors"), 3);
  EXPECT_THAT(notes, IsEmpty());
}

TEST_F(GuardTest, WhatIsComparedIsAskedTogether) {
  rule.times = 1.5;
  rule.than = numbers.ask("stable");
  rule.in_a_row = 2;
  numbers.set("errors", "40");
  numbers.set("stable", "20");
  auto guard = this->guard();
  numbers.hold("errors");
  look(guard);
  EXPECT_TRUE(until([&] { return numbers.asked("stable") == 1; }));
  look(guard);
  // What comes first waits for the other.
  numbers.release("errors");
  numbers.hold("stable");
  clock.at += rule.every;
  EXPECT_TRUE(until([&] {
    look(guard);
    return numbers.asked("stable") == 2;
  }));
  EXPECT_TRUE(until([&] { return numbers.asked("errors") == 2; }));
  look(guard);
  numbers.release("stable");
  EXPECT_EQ(breach([&] { look(guard); }),
            "errors is 40, more than 1.5 times the 20 beside it, 2 readings in a row");
  EXPECT_THAT(notes, IsEmpty());
}

// What answers after three seconds is not what the application is like now.
TEST_F(GuardTest, ALateAnswerIsNone) {
  auto& database = session->connection();
  database.query("CREATE TABLE number (n INT, asked INT)");
  database.query("INSERT INTO number VALUES (7, 0)");
  rule.ask = {};
  rule.ask.sql.any = RawSql{"UPDATE number SET asked = asked + 1 RETURNING n"};
  rule.above = 5;
  rule.in_a_row = 2;
  auto guard = this->guard();
  database.query("BEGIN IMMEDIATE");
  EXPECT_TRUE(until([&] {
    look(guard);
    return !notes.empty();
  }));
  database.query("COMMIT");
  const auto unreadable = "abort_if \"errors\" cannot be read: no answer within 3s";
  EXPECT_THAT(notes, ElementsAre(unreadable));
  const auto turn = [&] {
    clock.at += rule.every;
    look(guard);
  };
  EXPECT_EQ(breach(turn), "errors is 7, above 5, 2 readings in a row");
  EXPECT_EQ(database.query("SELECT asked FROM number").rows[0][0].as_int(), 3);
  EXPECT_THAT(notes, ElementsAre(unreadable, "abort_if \"errors\" can be read again"));
}

// As long as before the first migration, and not what was asked during that one.
TEST_F(GuardTest, ABaselineIsWaitedFor) {
  rule.times = 2;
  auto guard = this->guard();
  auto& store = session->store();
  numbers.set("errors", "10");
  guard.take_baseline(store, "1_a");
  numbers.hold("errors");
  look(guard);
  ASSERT_TRUE(until([&] { return numbers.asked("errors") == 2; }));
  numbers.release("errors");
  ASSERT_TRUE(until([&] { return numbers.answered("errors") == 2; }));
  numbers.set("errors", "30");
  numbers.hold("errors");
  std::thread later([&] {
    EXPECT_TRUE(until([&] { return numbers.asked("errors") == 3; }));
    std::this_thread::sleep_for(Millis(400));
    numbers.release("errors");
  });
  guard.take_baseline(store, "2_b");
  later.join();
  const auto kept = [&](const std::string& id) {
    return store.control("baseline " + sha256_hex(id + "\nerrors").substr(0, 32));
  };
  EXPECT_EQ(kept("1_a"), "10");
  EXPECT_EQ(kept("2_b"), "30");
}

// What the rollback runs is not watched, not even what completes an exchange before it.
TEST_F(GuardTest, ABreachEndsTheWatch) {
  rule.above = 1;
  rule.in_a_row = 1;
  numbers.set("errors", "2");
  auto guard = this->guard();
  Silent silent;
  GuardObserver observer(silent, guard);
  const auto step_started = [&] {
    clock.at += rule.every;
    observer.step_started("1_a", {}, false);
  };
  step_started();
  EXPECT_EQ(numbers.asked("errors"), 0) << "no phase was begun";
  observer.phase_started("1_a", "backfill");
  EXPECT_EQ(breach(step_started), "errors is 2, above 1, 1 readings in a row");
  const auto asked = numbers.asked("errors");
  step_started();
  EXPECT_EQ(numbers.asked("errors"), asked);
  observer.phase_started("1_a", "backfill");
  EXPECT_THAT(breach(step_started), HasSubstr("above 1"));
}

}  // namespace
}  // namespace migrate
