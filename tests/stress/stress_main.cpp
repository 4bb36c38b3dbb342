// A rename from beginning to end while the old and the new application write as fast as they can,
// the backfill is asked to stop, killed, and raced by a second runner. One test per server, named
// stress.<engine>. MIGRATE_STRESS_SECONDS (default 12) is about how long each takes.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <cstdlib>
#include <memory>
#include <nlohmann/json.hpp>
#include <vector>

#include "tests/stress/application.hpp"
#include "tests/support/process.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

using std::chrono::milliseconds;

constexpr const char* setup_sql = R"(
CREATE TABLE accounts (
  id BIGINT NOT NULL PRIMARY KEY,
  name VARCHAR(100) NOT NULL,
  note VARCHAR(100),
  hits INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX accounts_name ON accounts (name);)";

constexpr const char* migration = R"(
description: Two columns renamed under load
operations:
  - rename_column: {table: accounts, from: name, to: full_name}
  - rename_column: {table: accounts, from: note, to: remark}
contract: {note_writes: true}
)";

const Spelling old_spelling{"name", "note", "", ""};
const Spelling new_spelling{"full_name", "remark", "name", "note"};

// Longer than before the migration by so much a statement of the application may take: only a lock
// keeps it so long. On SQLite, whose lock is not fair, it is the application's patience twice.
milliseconds longest_wait(EngineKind kind) {
  return kind == EngineKind::sqlite ? milliseconds(20'000) : milliseconds(5'000);
}

class Stress {
 public:
  Stress(const Server& server, int seconds)
      : database_(server.create()), seconds_(seconds), rows_(2000L * seconds) {}

  void run() {
    prepare();
    start(true);
    start(true);
    pause(10);
    std::int64_t idle_ms = 0;
    for (auto& app : old_apps_) idle_ms = std::max(idle_ms, app->tally().slowest_ms.load());
    must({"app", "heartbeat", "--app", "web", "--instance", "old", "--app-version", "1", "--schema",
          "0"});
    must({"expand"});
    moment_.both_shapes = true;
    start(false);
    start(false);
    backfill();
    moment_.new_complete = true;
    pause(10);
    must({"contract"}, 7);
    stop(true);
    moment_.both_shapes = false;
    pause(3);  // a statement in both spellings may still be under way
    must({"verify"});
    must({"app", "retire", "--app", "web", "--instance", "old"});
    must({"app", "heartbeat", "--app", "web", "--instance", "new", "--app-version", "2"});
    must({"contract"});
    pause(10);
    stop(false);
    compare();
    judge(idle_ms);
  }

  std::string summary() const {
    return fmt::format(
        "{} writes by old code, {} by new code, {} reads checked, {} retries, slowest statement "
        "{} ms",
        old_.writes.load(), new_.writes.load(), old_.reads + new_.reads,
        old_.retries + new_.retries, std::max(old_.slowest_ms.load(), new_.slowest_ms.load()));
  }

 private:
  void prepare() {
    // What an application with several writers uses; the file remembers it.
    if (database_->kind() == EngineKind::sqlite) database_->execute("PRAGMA journal_mode=WAL");
    database_->execute(setup_sql);
    std::filesystem::create_directory(directory_.path() / "migrations");
    spill(directory_.path() / "migrations" / "0001_rename.yaml", migration);
    Opened opened = database_->open();
    db::Transaction transaction(*opened.connection);
    for (std::int64_t id = 1; id <= rows_;) {
      std::vector<std::string> values;
      for (int i = 0; i < 500 && id <= rows_; ++i, ++id) {
        Account account{fmt::format("Person {}", id), std::nullopt};
        if (id % 3) account.note = fmt::format("first {}", id);
        values.push_back(fmt::format("({}, '{}', {})", id, account.name,
                                     account.note ? literal(*account.note) : "NULL"));
        ledger_.lock(id).set(std::move(account));
      }
      opened.connection->query("INSERT INTO accounts (id, name, note) VALUES " +
                               join(values, ", "));
    }
    transaction.commit();
  }

  // Interrupted politely, then killed while a second runner tries, then to the end.
  void backfill() {
    const long per_second = std::max(100L, rows_ / seconds_);
    const std::vector<std::string> slow = {"backfill", "--batch", "100", "--rows-per-second",
                                           std::to_string(per_second)};
    {
      Process polite(command(slow));
      pause(15);
      if (!polite.running()) wrong("the backfill ended too early", polite.wait(milliseconds(0)));
      polite.send(SIGTERM);
      const Outcome outcome = polite.wait(std::chrono::seconds(20));
      if (outcome.exit != 6) wrong("SIGTERM: expected exit 6", outcome);
    }
    {
      Process killed(command(slow));
      until_at_work(killed);
      must({"backfill"}, 5);
      pause(10);
      if (!killed.running()) wrong("the backfill ended too early", killed.wait(milliseconds(0)));
      killed.send(SIGKILL);
      killed.wait(std::chrono::seconds(20));
    }
    must({"backfill", "--batch", "100"});
  }

  // Nobody else has the lease. A busy machine takes its time to start a program.
  void until_at_work(Process& runner) {
    Outcome status;
    for (int looks = 0; looks < 200 && runner.running(); ++looks) {
      status = test::run(command({"status", "--format", "json"}));
      if (status.exit != 0) wrong("status: expected exit 0", status);
      if (!nlohmann::json::parse(status.out).at("lease").is_null()) return;
      std::this_thread::sleep_for(milliseconds(50));
    }
    wrong("the backfill did not begin", status);
  }

  void start(bool is_old) {
    auto& apps = is_old ? old_apps_ : new_apps_;
    apps.push_back(std::make_unique<Application>(*database_, ledger_, moment_,
                                                 is_old ? old_spelling : new_spelling, is_old,
                                                 ++seed_, static_cast<std::int64_t>(rows_)));
  }

  void stop(bool is_old) {
    auto& apps = is_old ? old_apps_ : new_apps_;
    Tally& tally = is_old ? old_ : new_;
    for (auto& app : apps) {
      app->stop();
      if (!app->failure().empty()) throw std::runtime_error(app->failure());
      tally.writes += app->tally().writes;
      tally.reads += app->tally().reads;
      tally.retries += app->tally().retries;
      tally.slowest_ms = std::max(tally.slowest_ms.load(), app->tally().slowest_ms.load());
    }
    apps.clear();
  }

  void compare() {
    const std::map<std::int64_t, Account> expected = ledger_.all();
    std::map<std::int64_t, Account> found;
    Opened opened = database_->open();
    for (const db::Row& row :
         opened.connection->query("SELECT full_name, remark, hits, id FROM accounts").rows)
      found[row[3].as_int()] = account_of(row);
    std::string differing;
    int count = 0;
    for (const auto& [id, account] : expected) {
      auto at = found.find(id);
      if (at != found.end() && at->second == account) continue;
      if (++count <= 10) {
        differing += fmt::format("id {}: expected {}, found {}\n", id, told(account),
                                 at == found.end() ? "no row" : told(at->second));
      }
    }
    if (count || found.size() != expected.size()) {
      throw std::runtime_error(
          fmt::format("{} of {} rows differ from the ledger, {} are there:\n{}", count,
                      expected.size(), found.size(), differing));
    }
  }

  void judge(std::int64_t idle_ms) const {
    const std::int64_t slowest = std::max(old_.slowest_ms.load(), new_.slowest_ms.load());
    if (slowest > idle_ms + longest_wait(database_->kind()).count())
      throw std::runtime_error(
          fmt::format("a statement took {} ms, before the migration {} ms", slowest, idle_ms));
    if (old_.writes == 0 || new_.writes == 0 || old_.reads == 0 || new_.reads == 0)
      throw std::runtime_error("a version of the application did nothing: " + summary());
  }

  Command command(const std::vector<std::string>& arguments) const {
    Command out;
    out.argv = {MIGRATE_BINARY};
    out.argv.insert(out.argv.end(), arguments.begin(), arguments.end());
    out.env["DATABASE_URL"] = database_->url();
    out.directory = directory_.path().string();
    return out;
  }

  void must(const std::vector<std::string>& arguments, int exit = 0) {
    const Outcome outcome = test::run(command(arguments), std::chrono::seconds(120));
    if (outcome.exit != exit) {
      wrong(fmt::format("migrate {}: expected exit {}", join(arguments, " "), exit), outcome);
    }
  }

  [[noreturn]] void wrong(const std::string& what, const Outcome& outcome) {
    throw std::runtime_error(what + ", got " + outcome.text());
  }

  void pause(int percent) { std::this_thread::sleep_for(milliseconds(seconds_ * 10 * percent)); }

  std::unique_ptr<Database> database_;
  TempDirectory directory_;
  int seconds_;
  long rows_;
  Ledger ledger_;
  Moment moment_;
  Tally old_, new_;
  unsigned seed_ = 0;
  std::vector<std::unique_ptr<Application>> old_apps_, new_apps_;  // end before what they use
};

class StressTest : public testing::Test {
 public:
  explicit StressTest(const Server& server) : server_(server) {}

 private:
  void TestBody() override {
    const char* text = std::getenv("MIGRATE_STRESS_SECONDS");
    const int seconds = text ? std::max(5, std::atoi(text)) : 12;
    try {
      Stress stress(server_, seconds);
      stress.run();
      fmt::print("{}: {}\n", server_.name(), stress.summary());
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
    }
  }

  const Server& server_;
};

}  // namespace
}  // namespace migrate::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  for (const migrate::test::Server& server : migrate::test::servers()) {
    testing::RegisterTest(
        "stress", server.name().c_str(), nullptr, nullptr, __FILE__, __LINE__,
        [&server]() -> testing::Test* { return new migrate::test::StressTest(server); });
  }
  return RUN_ALL_TESTS();
}
