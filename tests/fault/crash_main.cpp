// The crash sweep: PostgreSQL ends as by `pg_ctl stop -m immediate` and starts again, after
// each call that commits something and in each transaction before its end, in every scenario whose
// plan goes through a shadow table; then the same command must end. A server of its own, of the
// version of MIGRATE_TEST_POSTGRES_URL, is started for it and is made to crash.
// MIGRATE_FAULT_FULL=1 takes every call; otherwise MIGRATE_CRASH_SAMPLE (2) of one sequence of each
// scenario. After MIGRATE_TEST_UNTIL (seconds since 1970) a sample is skipped; where all are, and
// where there is nothing to do, the exit code is 77.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <memory>

#include "tests/fault/sweep.hpp"
#include "tests/support/process.hpp"
#include "tests/support/report.hpp"
#include "tests/support/run_all_or_skip.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

// Ended with the process, at the latest by the watchdog of scripts/servers.
class PrivateServer {
 public:
  explicit PrivateServer(int major) {
    // What was committed must be there after a crash: scripts/servers trades that for speed. fsync
    // is for a crash of the machine.
    servers({"--owner", std::to_string(getpid()), "--set", "synchronous_commit = on", "--set",
             "full_page_writes = on", "start", folder(), fmt::format("postgres:{}", major)},
            std::chrono::seconds(120));
    for (const std::string& line : split(slurp(directory_.path() / "env"), '\n')) {
      const std::size_t at = line.find("_URL='");
      if (at != std::string::npos && line.back() == '\'')
        url_ = line.substr(at + 6, line.size() - at - 7);
    }
    if (url_.empty()) throw std::runtime_error("scripts/servers gave no URL");
    server_ = std::make_unique<Server>(EngineKind::postgres, url_);
  }
  ~PrivateServer() {
    try {
      servers({"stop", folder()}, std::chrono::seconds(60));
    } catch (const std::exception& error) {
      std::cerr << error.what() << "\n";
    }
  }

  const Server& server() const { return *server_; }
  std::string crash() const { return fmt::format("'{}' crash '{}'", program, folder()); }

 private:
  static constexpr const char* program = MIGRATE_SERVERS;

  std::string folder() const { return directory_.path().string(); }

  static void servers(std::vector<std::string> arguments, std::chrono::seconds patience) {
    Command command;
    command.argv = {program};
    command.argv.insert(command.argv.end(), arguments.begin(), arguments.end());
    for (const char* name : {"MIGRATE_CACHE", "TMPDIR"})
      if (const char* value = std::getenv(name)) command.env[name] = value;
    const Outcome outcome = run(command, patience);
    if (outcome.exit != 0) throw std::runtime_error(outcome.text());
  }

  TempDirectory directory_;
  std::string url_;
  std::unique_ptr<Server> server_;
};

std::unique_ptr<PrivateServer>& private_server() {
  static std::unique_ptr<PrivateServer> one;
  return one;
}

std::vector<SweepResult>& results() {
  static std::vector<SweepResult> all;
  return all;
}

class CrashTest : public testing::Test {
 public:
  CrashTest(const Scenario& scenario, int major) : scenario_(scenario), major_(major) {}

 private:
  void TestBody() override {
    if (!scenario_.runs_on(EngineKind::postgres, major_))
      GTEST_SKIP() << "not for version " << major_;
    SweepOptions options{MIGRATE_BINARY, MIGRATE_FAULT_BINARY};
    options.everything = std::getenv("MIGRATE_FAULT_FULL") != nullptr;
    options.one_sequence = !options.everything;
    if (!options.everything && time_for_samples_is_over())
      GTEST_SKIP() << "the time for samples is over (MIGRATE_TEST_UNTIL)";
    const char* sample = std::getenv("MIGRATE_CRASH_SAMPLE");
    options.sample = sample ? std::max<std::size_t>(1, std::strtoul(sample, nullptr, 10)) : 2;
    SweepResult result;
    try {
      if (!private_server()) private_server() = std::make_unique<PrivateServer>(major_);
      options.crash = private_server()->crash();
      result = sweep(scenario_, private_server()->server(), options);
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
      return;
    }
    for (const std::string& failure : result.failures) ADD_FAILURE() << failure;
    result.engine = "crashes";
    results().push_back(std::move(result));
  }

  const Scenario& scenario_;
  const int major_;
};

class Table : public testing::Environment {
  void TearDown() override {
    private_server().reset();
    fmt::print("\n{}\n", sweep_header());
    for (const SweepResult& r : results()) {
      fmt::print("{}\n", line_of(r));
      report("fault sweep", sweep_header(), line_of(r));
    }
  }
};

bool through_a_shadow(const Scenario& scenario, int major) {
  if (!scenario.swept || !scenario.engines.count(EngineKind::postgres) ||
      scenario.error_on(EngineKind::postgres))
    return false;
  const auto golden = scenario.golden(EngineKind::postgres, major);
  return std::filesystem::exists(golden) &&
         slurp(golden).find("--   strategy: shadow\n") != std::string::npos;
}

}  // namespace
}  // namespace migrate::test

int main(int argc, char** argv) {
  using namespace migrate::test;
  testing::InitGoogleTest(&argc, argv);
  std::vector<Scenario> scenarios;
  try {
    scenarios = load_scenarios(MIGRATE_SCENARIOS, GTEST_FLAG_GET(filter));
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
  const Server* given = find_server(migrate::EngineKind::postgres);
  if (given)
    for (const Scenario& scenario : scenarios)
      if (const int major = given->major(); through_a_shadow(scenario, major))
        testing::RegisterTest(
            "crash", (scenario.name + ".postgres").c_str(), nullptr, nullptr, __FILE__, __LINE__,
            [&scenario, major]() -> testing::Test* { return new CrashTest(scenario, major); });
  // They are told by what their golden plans say: were that worded in another way, none would be.
  constexpr int some = 20;
  const int all = testing::UnitTest::GetInstance()->total_test_count();
  if (given && GTEST_FLAG_GET(filter) == "*" && all < some) {
    std::cerr << "no more than " << all << " scenarios go through a shadow\n";
    return 1;
  }
  testing::AddGlobalTestEnvironment(new Table);
  return run_all_or_skip();
}
