// Every change that exchanges or renames something, while both versions of an application write at
// a steady pace. One test per change, named swaps.<change>.<engine>. MIGRATE_SWAP_SECONDS (default
// 5) is about how long each takes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>

#include "tests/stress/exchange_times.hpp"
#include "tests/stress/lock_watch.hpp"
#include "tests/stress/long_transactions.hpp"
#include "tests/stress/paced_writer.hpp"
#include "tests/stress/swap_coverage.hpp"
#include "tests/support/process.hpp"
#include "tests/support/report.hpp"
#include "tests/support/run_all_or_skip.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::microseconds;
using std::chrono::milliseconds;

// Beyond these somebody was kept out, however slow the machine: a statement of the application by a
// lock, for so much longer than any took before the migration; everybody by ACCESS EXCLUSIVE.
constexpr milliseconds longest_wait(5'000), longest_hold(1'000);

struct Measured {
  std::string change;
  std::size_t statements = 0;
  double per_second = 0;
  microseconds hold_goal{0}, idle_p99{0}, p99{0}, longest_idle{0}, longest{0}, hold{0}, interval{0};
  microseconds slowest_idle{0}, slowest{0};  // from when the statement began
};

std::vector<Measured>& measured() {
  static std::vector<Measured> all;
  return all;
}

microseconds percentile(std::vector<microseconds>& took, double share) {
  if (took.empty()) return microseconds(0);
  const auto at =
      std::min(took.size() - 1, static_cast<std::size_t>(share * static_cast<double>(took.size())));
  std::nth_element(took.begin(), took.begin() + static_cast<std::ptrdiff_t>(at), took.end());
  return took[at];
}

void write_migration(const TempDirectory& directory, const Change& change) {
  std::filesystem::create_directory(directory.path() / "migrations");
  spill(directory.path() / "migrations" / "0001_change.yaml",
        "operations:\n" + change.migration + "\n");
}

Outcome run_migrate(const Database& database, const TempDirectory& directory,
                    const std::vector<std::string>& arguments) {
  Command command;
  command.argv = {MIGRATE_BINARY};
  command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
  command.env["DATABASE_URL"] = database.url();
  command.directory = directory.path().string();
  return test::run(command, std::chrono::seconds(300));
}

class Swap {
 public:
  Swap(const Server& server, const Change& change, int seconds)
      : database_(server.create()), change_(change), seconds_(seconds), rows_(400L * seconds) {}

  Measured run() {
    prepare();
    // The onlooker costs the machine something too: he is there while it is idle as well.
    std::optional<LockWatch> watch;
    if (postgres()) watch.emplace(*database_);
    for (unsigned i = 0; i < 8; ++i)
      writers_.push_back(std::make_unique<PacedWriter>(
          *database_, ledger_, change_, change_.old_code,
          PacedWriter::Pace{change_.per_second, rows_ * 5 / 4, i + 1}));
    if (change_.long_transactions)
      for (unsigned i = 0; i < 2; ++i)
        long_ones_.push_back(std::make_unique<LongTransactions>(*database_, ledger_, change_,
                                                                100'000'000 * (i + 1), i + 1));
    pause(5);  // sessions warm up
    const auto begun = Clock::now();
    pause(25);
    const auto idle_until = Clock::now();
    must({"app", "heartbeat", "--app", "web", "--instance", "old", "--app-version", "1", "--schema",
          "0", "--ttl", "1h"});
    must({"expand"});
    // Half of the threads are of the new version from here on.
    for (std::size_t i = 0; i < 4; ++i) {
      writers_[i]->may_read(false);
      writers_[i]->become(change_.new_code);
    }
    pause(10);
    must({"backfill", "--batch", "200", "--rows-per-second",
          std::to_string(std::max(100L, rows_ * 100 / (35L * seconds_)))});
    for (auto& writer : writers_) writer->may_read(true);
    pause(10);
    for (std::size_t i = 4; i < 8; ++i) writers_[i]->become(change_.new_code);
    pause(2);  // a statement of the old version may still be under way
    if (change_.goes_back) {
      must({"rollback"});
    } else {
      must({"app", "retire", "--app", "web", "--instance", "old"});
      must({"app", "heartbeat", "--app", "web", "--instance", "new", "--app-version", "2", "--ttl",
            "1h"});
      must({"contract"});
    }
    const auto ended = Clock::now();
    pause(5);  // new code goes on alone
    if (watch) watch->stop();
    for (auto& writer : writers_) writer->stop();
    for (auto& one : long_ones_) one->stop();
    for (auto& one : long_ones_) {
      if (!one->failure().empty()) throw std::runtime_error(one->failure());
      fmt::print("{} long transactions, {} of them made once more\n", one->done(), one->repeated());
    }
    for (auto& writer : writers_)
      if (!writer->failure().empty()) throw std::runtime_error(writer->failure());
    if (watch && !watch->failure().empty()) throw std::runtime_error(watch->failure());
    std::size_t deadlocks = 0;
    for (auto& writer : writers_) deadlocks += writer->deadlocks();
    if (deadlocks > 0) fmt::print("{} statements of the application met a deadlock\n", deadlocks);
    compare();
    Measured out = summary(begun, idle_until, ended);
    out.hold = watch ? watch->longest() : exchange_.value_or(milliseconds(0));
    if (watch) out.interval = watch->usual_interval();
    judge(out);
    return out;
  }

 private:
  void judge(const Measured& m) const {
    std::size_t by_old = 0, by_new = 0;
    for (auto& writer : writers_) {
      by_old += writer->writes_of_old();
      by_new += writer->writes_of_new();
    }
    if (by_old == 0 || by_new == 0)
      throw std::runtime_error(
          fmt::format("{} writes of the old version, {} of the new one", by_old, by_new));
    if (m.slowest > longest_wait + m.slowest_idle)
      throw std::runtime_error(fmt::format("a statement took {} ms, before the migration {} ms",
                                           m.slowest.count() / 1000,
                                           m.slowest_idle.count() / 1000));
    // Where the application takes such locks too, the tool may wait for one with another in its
    // hands.
    if (postgres() && change_.old_code.rare_update.empty() && m.hold > longest_hold)
      throw std::runtime_error(
          fmt::format("ACCESS EXCLUSIVE was held for {} ms", m.hold.count() / 1000));
    if (!postgres() && change_.exchanges && !exchange_)
      throw std::runtime_error("the tool told of no exchange, and how long it took");
  }

  void prepare() {
    database_->execute(change_.setup);
    database_->execute(fmt::format(fmt::runtime(change_.fill), rows_));
    if (postgres()) database_->execute("ANALYZE");
    for (std::int64_t id = 1; id <= rows_; ++id)
      ledger_.lock(id).set({std::to_string(id), std::nullopt});
    write_migration(directory_, change_);
  }

  bool postgres() const { return database_->kind() == EngineKind::postgres; }

  // Nothing can be looked up there: how long the tool says that it took, its wait included.
  void note_exchange(const std::string& told) {
    if (const auto took = longest_exchange(told))
      exchange_ = std::max(exchange_.value_or(*took), *took);
  }

  void compare() {
    Opened opened = database_->open();
    const std::map<std::int64_t, Account> expected = ledger_.all();
    int wrong = 0;
    std::string first;
    for (const auto& [key, account] : expected) {
      const db::Result result = opened.connection->query(
          postgres() ? change_.new_code.read : replace_all(change_.new_code.read, "$1", "?"),
          {db::Value::of(key)});
      const std::string found = result.rows.empty() ? "no row" : result.rows[0].at(0).text;
      const std::string content = fmt::format(fmt::runtime(change_.content), account.name);
      if (found != content && ++wrong == 1)
        first = fmt::format("key {}: expected {}, found {}", key, content, found);
    }
    const std::string count = opened.connection->query(change_.count).rows.at(0).at(0).text;
    if (wrong || count != std::to_string(expected.size()))
      throw std::runtime_error(fmt::format("{} of {} rows differ from the ledger, {} are there; {}",
                                           wrong, expected.size(), count, first));
  }

  Measured summary(Clock::time_point begun, Clock::time_point idle_until,
                   Clock::time_point ended) const {
    std::vector<microseconds> idle, during;
    Measured out;
    out.change = fmt::format("{}: {}",
                             database_->kind() == EngineKind::postgres ? "PG"
                             : database_->kind() == EngineKind::mysql  ? "MySQL"
                                                                       : "MariaDB",
                             change_.name);
    out.hold_goal = milliseconds(postgres() ? 20 : 100);
    for (auto& writer : writers_)
      for (const PacedWriter::Sample& sample : writer->samples()) {
        ++out.statements;
        if (sample.due < begun) continue;
        if (sample.due < idle_until) {
          idle.push_back(sample.took);
          out.slowest_idle = std::max(out.slowest_idle, sample.alone);
        } else if (sample.due < ended) {
          during.push_back(sample.took);
          out.slowest = std::max(out.slowest, sample.alone);
        }
      }
    for (microseconds took : idle) out.longest_idle = std::max(out.longest_idle, took);
    for (microseconds took : during) out.longest = std::max(out.longest, took);
    out.idle_p99 = percentile(idle, 0.99);
    out.p99 = percentile(during, 0.99);
    out.per_second = static_cast<double>(during.size() + idle.size()) /
                     std::chrono::duration<double>(ended - begun).count();
    return out;
  }

  void must(const std::vector<std::string>& arguments) {
    Outcome outcome = run_migrate(*database_, directory_, arguments);
    // An application that empties the table holds it for longer, on a busy machine, than the tool
    // waits; it is told to run the same command again.
    for (int again = 0; again < 5 && outcome.exit == 1 && !change_.old_code.rare_update.empty() &&
                        outcome.err.find("MIG-LOCK-TIMEOUT") != std::string::npos;
         ++again)
      outcome = run_migrate(*database_, directory_, arguments);
    if (outcome.exit != 0)
      throw std::runtime_error(fmt::format("migrate {}: {}", join(arguments, " "), outcome.text()));
    note_exchange(outcome.err);
  }

  void pause(int percent) { std::this_thread::sleep_for(milliseconds(seconds_ * 10 * percent)); }

  std::unique_ptr<Database> database_;
  const Change& change_;
  TempDirectory directory_;
  int seconds_;
  long rows_;
  Ledger ledger_;
  std::optional<milliseconds> exchange_;               // the longest
  std::vector<std::unique_ptr<PacedWriter>> writers_;  // end before what they use
  std::vector<std::unique_ptr<LongTransactions>> long_ones_;
};

class SwapTest : public testing::Test {
 public:
  SwapTest(const Server& server, const Change& change) : server_(server), change_(change) {}

 private:
  void TestBody() override {
    const char* text = std::getenv("MIGRATE_SWAP_SECONDS");
    try {
      measured().push_back(Swap(server_, change_, text ? std::max(4, std::atoi(text)) : 5).run());
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
    }
  }

  const Server& server_;
  const Change& change_;
};

// What the scenarios' plans exchange is exchanged by some change here too.
class CoverageTest : public testing::Test {
 public:
  explicit CoverageTest(const Server& server) : server_(server) {}

 private:
  void TestBody() override {
    std::set<std::string> covered;
    for (const Change& change : swap_changes(EngineKind::postgres)) {
      const auto database = server_.create();
      database->execute(change.setup);
      TempDirectory directory;
      write_migration(directory, change);
      const Outcome plan = run_migrate(*database, directory, {"plan"});
      ASSERT_EQ(plan.exit, 0) << change.name << "\n" << plan.text();
      for (const std::string& phase : exchanging_phases(plan.out))
        covered.insert(operation_of(change.migration) + ", " + phase);
    }
    const std::set<std::string> wanted = exchanges_of_scenarios();
    EXPECT_GE(wanted.size(), 8U);
    for (const std::string& one : wanted)
      EXPECT_TRUE(covered.contains(one)) << one << ": add it to swap_changes()";
  }

  const Server& server_;
};

double in_ms(microseconds time) {
  return static_cast<double>(time.count()) / 1000;
}

constexpr const char* explanation =
    "In ms: the application's statements from when they were due, before the migration (idle) and\n"
    "from expand to the end of contract; how long ACCESS EXCLUSIVE was seen on a table, and how\n"
    "often was looked (MySQL, MariaDB: how long the RENAME took, its wait for open transactions\n"
    "included). Goals: p99 under twice idle, held under 20 ms (100 ms there); beyond them: !";

class Table : public testing::Environment {
  void TearDown() override {
    const std::string header = fmt::format(
        "{:<66} {:>10} {:>6} {:>8} {:>8} {:>6} {:>8} {:>8} {:>8} {:>8}", "change", "statements",
        "per s", "p99 idle", "p99", "times", "max idle", "longest", "held", "looked");
    fmt::print("\n{}\n{}\n", explanation, header);
    for (const Measured& m : measured()) {
      const double times = in_ms(m.p99) / std::max(in_ms(m.idle_p99), 0.001);
      const std::string line = fmt::format(
          "{:<66} {:>10} {:>6.0f} {:>8.1f} {:>8.1f} {:>5.1f}{} {:>8.1f} {:>8.1f} {:>7.1f}{} "
          "{:>8.1f}",
          m.change, m.statements, m.per_second, in_ms(m.idle_p99), in_ms(m.p99), times,
          times > 2 ? '!' : ' ', in_ms(m.longest_idle), in_ms(m.longest), in_ms(m.hold),
          m.hold > m.hold_goal ? '!' : ' ', in_ms(m.interval));
      fmt::print("{}\n", line);
      report("swaps under load", fmt::format("{}\n{}", explanation, header), line);
    }
  }
};

std::string test_name(const Change& change, const Server& server) {
  std::string name;
  for (char c : change.name) {
    if (c == ',') continue;
    name += c == ' ' ? '_' : c;
  }
  return name + "." + server.name();
}

}  // namespace
}  // namespace migrate::test

int main(int argc, char** argv) {
  using namespace migrate::test;
  testing::InitGoogleTest(&argc, argv);
  if (!std::getenv("MIGRATE_SWAP_SECONDS") && time_for_samples_is_over()) {
    fmt::print("skipped: the time for samples is over (MIGRATE_TEST_UNTIL)\n");
    return 77;
  }
  if (const Server* server = find_server(migrate::EngineKind::postgres))
    testing::RegisterTest("swaps", "cover_what_the_scenarios_exchange.postgres", nullptr, nullptr,
                          __FILE__, __LINE__,
                          [server]() -> testing::Test* { return new CoverageTest(*server); });
  for (const Server& server : servers()) {
    if (server.kind() == migrate::EngineKind::sqlite) continue;
    for (const Change& change : swap_changes(server.kind()))
      testing::RegisterTest(
          "swaps", test_name(change, server).c_str(), nullptr, nullptr, __FILE__, __LINE__,
          [&server, &change]() -> testing::Test* { return new SwapTest(server, change); });
  }
  testing::AddGlobalTestEnvironment(new Table);
  return run_all_or_skip();
}
