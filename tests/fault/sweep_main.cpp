// The fault sweep: one test per scenario and server, named fault.<scenario>.<engine>.
// MIGRATE_FAULT_FULL=1 interrupts every call in every way, but for long runs of calls alike, of
// which each scenario takes every fourth; =every takes those too. Otherwise a fixed sample of about
// MIGRATE_FAULT_SAMPLE faults (default 20; on PostgreSQL, where a fault costs most, 5 of one
// sequence). After MIGRATE_TEST_UNTIL (seconds since 1970) a sample is skipped.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "tests/fault/sweep.hpp"
#include "tests/support/report.hpp"

namespace migrate::test {
namespace {

// Every one of its calls is interrupted in every run, on the engine that is fastest.
constexpr const char* always_every_call = "rename_column";

std::vector<SweepResult>& results() {
  static std::vector<SweepResult> all;
  return all;
}

class FaultTest : public testing::Test {
 public:
  FaultTest(const Scenario& scenario, const Server& server)
      : scenario_(scenario), server_(server) {}

 private:
  void TestBody() override {
    if (!scenario_.runs_on(server_.kind(), server_.major()))
      GTEST_SKIP() << "not for version " << server_.major();
    const char* asked = std::getenv("MIGRATE_FAULT_FULL");
    const std::string full = asked ? asked : "";
    SweepOptions options{MIGRATE_BINARY, MIGRATE_FAULT_BINARY};
    options.everything =
        full == "1" || full == "every" ||
        (scenario_.name == always_every_call && server_.kind() == EngineKind::sqlite);
    options.thinned = full != "every" && scenario_.name != always_every_call;
    if (!options.everything && time_for_samples_is_over())
      GTEST_SKIP() << "the time for samples is over (MIGRATE_TEST_UNTIL)";
    if (const char* sample = std::getenv("MIGRATE_FAULT_SAMPLE")) {
      options.sample = std::max<std::size_t>(1, std::strtoul(sample, nullptr, 10));
    } else if (server_.kind() == EngineKind::postgres) {
      options.sample = 5;
      options.one_sequence = !options.everything;
    }
    SweepResult result;
    try {
      result = sweep(scenario_, server_, options);
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
      return;
    }
    for (const std::string& failure : result.failures) ADD_FAILURE() << failure;
    results().push_back(std::move(result));
  }

  const Scenario& scenario_;
  const Server& server_;
};

class Table : public testing::Environment {
  void TearDown() override {
    fmt::print("\n{}\n", sweep_header());
    for (const SweepResult& r : results()) {
      fmt::print("{}\n", line_of(r));
      report("fault sweep", sweep_header(), line_of(r));
    }
  }
};

void add_tests(const std::vector<Scenario>& scenarios) {
  for (const Scenario& scenario : scenarios) {
    for (const Server& server : servers()) {
      if (!scenario.swept || !scenario.engines.count(server.kind()) ||
          scenario.error_on(server.kind()))
        continue;
      const std::string test = fmt::format("{}.{}", scenario.name, server.name());
      testing::RegisterTest("fault", test.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                            [&]() -> testing::Test* { return new FaultTest(scenario, server); });
    }
  }
}

}  // namespace
}  // namespace migrate::test

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  std::vector<migrate::test::Scenario> scenarios;
  try {
    scenarios = migrate::test::load_scenarios(MIGRATE_SCENARIOS, GTEST_FLAG_GET(filter));
  } catch (const std::exception& error) {
    std::cerr << error.what() << "\n";
    return 2;
  }
  migrate::test::add_tests(scenarios);
  testing::AddGlobalTestEnvironment(new migrate::test::Table);
  return RUN_ALL_TESTS();
}
