// Runs every scenario folder on every database that is there, along every path: one test each,
// named scenarios.<scenario>.<engine>.<path>. After MIGRATE_TEST_UNTIL (seconds since 1970) the
// ways back are skipped.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <iostream>
#include <optional>
#include <regex>

#include "tests/scenarios/first_time.hpp"
#include "tests/scenarios/locks.hpp"
#include "tests/support/case.hpp"
#include "tests/support/dump.hpp"
#include "tests/support/report.hpp"
#include "tests/support/server_text.hpp"
#include "tests/support/snapshot.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

[[noreturn]] void wrong(const std::string& what) {
  throw std::runtime_error(what);
}

void expect_same(const std::string& what, const std::string& expected, const std::string& actual) {
  if (expected != actual) wrong(what + ":\n" + difference(expected, actual));
}

void expect_unchanged(const std::string& what, const Snapshot& before, const Snapshot& after) {
  expect_same(what + " changed the schema", before.schema, after.schema);
  expect_same(what + " changed rows", before.rows, after.rows);
}

// Everything that is known of the database's definitions, where the scenario asks for it.
struct Definitions {
  std::string dump, catalog;
};

Definitions definitions_of(const Case& c, const Database& database) {
  if (!c.scenario().dump || c.engine() != EngineKind::postgres) return {};
  Definitions all{pg_dump_of(database), catalog_of(database)};
  if (all.dump.empty())
    std::cerr << "pg_dump is missing or older than the server: the catalog alone is compared\n";
  return all;
}

void expect_same(const std::string& what, const Definitions& expected, const Definitions& actual) {
  expect_same(what + ", by pg_dump", expected.dump, actual.dump);
  expect_same(what + ", by the catalog", expected.catalog, actual.catalog);
}

void expect_nothing_left(Case& c) {
  if (const std::vector<std::string> left = leftovers(c.database()); !left.empty()) {
    wrong("left behind: " + join(left, ", "));
  }
}

void expect_direct_schema(Case& c) {
  expect_nothing_left(c);
  const auto direct = c.scenario().variant("direct", c.engine(), "sql");
  if (!direct) return;
  auto reference = find_server(c.engine())->create();
  reference->execute(slurp(*c.scenario().variant("setup", c.engine(), "sql")));
  reference->execute(slurp(*direct));
  expect_same("the schema is not what direct.sql makes", schema_of(*reference),
              schema_of(c.database()));
  expect_same("not all is what direct.sql makes", definitions_of(c, *reference),
              definitions_of(c, c.database()));
}

// The command, twice; the repetition must exit 0 and change nothing.
void command(Case& c, const std::string& name) {
  c.must({name});
  const Snapshot before = snapshot_of(c.database());
  c.must({name});
  expect_unchanged(name + " again", before, snapshot_of(c.database()));
}

void both_at(Case& c, const std::string& at) {
  c.old_code(at);
  c.new_code(at);
  c.expect_rows(at);
}

void finish(Case& c) {
  if (!c.scenario().no_gate.count(c.engine())) {
    const Snapshot before = snapshot_of(c.database());
    const Outcome refused = c.must({"contract"}, 7);
    if (refused.err.find("web-old") == std::string::npos) {
      wrong("the refusal does not name the instance:\n" + refused.text());
    }
    expect_unchanged("a refused contract", before, snapshot_of(c.database()));
  }
  c.old_retired();
  c.new_alive();
  command(c, "contract");
}

// With a quarantine: out of sight, and gone once its time is over, which nobody waits for here.
void drop_hidden(Case& c) {
  if (c.scenario().quarantine) c.must({"contract", "--force-gate", "the time is over"});
}

void hidden(Case& c) {
  c.old_code("quarantined");
  c.new_code("quarantined");
  c.expect_rows("quarantined");
  c.must({"drift"});
}

void full(Case& c) {
  c.setup();
  c.old_code("before");
  c.expect_rows("before");
  c.old_alive();
  command(c, "expand");
  both_at(c, "expanded");
  command(c, "backfill");
  both_at(c, "backfilled");
  finish(c);
  if (c.scenario().quarantine) hidden(c);
  drop_hidden(c);
  c.new_code("contracted");
  c.expect_rows("contracted");
  expect_direct_schema(c);
  c.must({"drift"});
}

enum class From { expanded, backfilled, quarantined };

void roll_back(Case& c, From from) {
  const bool after_backfill = from != From::expanded;
  c.setup();
  c.old_code("before");
  c.old_alive();
  const std::string schema = schema_of(c.database());
  const std::string text = server_text_of(c.database());
  const Definitions definitions = definitions_of(c, c.database());
  c.must({"expand"});
  both_at(c, "expanded");
  if (after_backfill) {
    c.must({"backfill"});
    both_at(c, "backfilled");
  }
  std::optional<TableRows> in_sight;
  if (from == From::quarantined) {
    finish(c);
    hidden(c);
    // There and back again: between the two both versions work.
    c.must({"rollback", "--unhide"});
    c.must({"verify"});
    in_sight = rows_by_table(c.database());
    c.must({"contract"});
  }
  c.roll_back(after_backfill || c.scenario().loses_once_expanded, in_sight ? &*in_sight : nullptr);
  c.must({"drift"});
  expect_same("rollback did not restore the schema", schema, schema_of(c.database()));
  expect_same("rollback did not restore what the server says", text, server_text_of(c.database()));
  expect_same("rollback did not restore all", definitions, definitions_of(c, c.database()));
  expect_nothing_left(c);
  c.expect_rows(from == From::expanded     ? "rolled_back_expanded"
                : from == From::backfilled ? "rolled_back_backfilled"
                                           : "rolled_back_quarantined");
  c.old_code("rolled_back");
  std::optional<FirstTime> first_time;
  if (from == From::backfilled) first_time.emplace(c);
  c.must({"expand"});
  // The schema was what it had been: from here on all is as on the other path.
  if (!after_backfill) return;
  c.must({"backfill"});
  c.old_retired();
  c.new_alive();
  // The gate cannot know which builds know a migration that was expanded anew behind a later one.
  c.must({"contract", "--force-gate", "all code is new"});
  drop_hidden(c);
  expect_direct_schema(c);
  if (first_time) first_time->compare(c);
}

void refused(Case& c) {
  const ExpectedError& error = *c.scenario().error_on(c.engine());
  c.setup();
  c.old_code("before");
  c.old_alive();
  const std::string first_schema = schema_of(c.database());
  for (const std::string& line : error.first) c.must(split(line, ' '));
  for (const std::string name : {"expand", "backfill", "contract"}) {
    const Snapshot before = snapshot_of(c.database());
    if (name != error.command) {
      c.must({name});
      both_at(c, name == "expand" ? "expanded" : "backfilled");
      continue;
    }
    if (name == "contract") {
      c.old_retired();
      c.new_alive();
    }
    const Outcome outcome = c.must({name}, error.exit);
    std::vector<std::string> says = error.says;
    says.push_back(error.code);
    for (const std::string& text : says) {
      if (outcome.err.find(text) == std::string::npos) {
        wrong(fmt::format("the refusal does not say \"{}\":\n{}", text, outcome.text()));
      }
    }
    if (error.rolls_back) {
      c.old_code("backfilled");
      c.new_code("backfilled");
      c.roll_back();
      c.must({"drift"});
      expect_same("rollback did not restore the schema", first_schema, schema_of(c.database()));
      expect_nothing_left(c);
      c.expect_rows("rolled_back_backfilled");
    } else {
      expect_unchanged("a refusal", before, snapshot_of(c.database()));
      // Behind an expand the objects of its migration stand there, and stay.
      if (name == "expand" && error.first.empty()) expect_nothing_left(c);
    }
    c.old_code("rolled_back");
    return;
  }
}

// What differs from run to run and from server to server is not part of a golden plan: nor are the
// digests of what a catalog said when it was read.
std::string golden(const std::string& plan) {
  static const std::regex digest("'[0-9a-f]{16}'");
  std::string out;
  for (const std::string& line : split(plan, '\n')) {
    if (line.rfind("-- server:", 0) == 0 || line.rfind("-- facts:", 0) == 0) continue;
    out += std::regex_replace(line, digest, "'(digest)'") + "\n";
  }
  while (out.size() > 1 && out[out.size() - 2] == '\n') out.pop_back();
  return out;
}

void plan(Case& c) {
  c.setup();
  const std::string schema = schema_of(c.database());
  const Outcome outcome = c.must({"plan"});
  const std::string actual = golden(outcome.out);
  expect_same("plan changed the schema", schema, schema_of(c.database()));
  const auto file = c.scenario().golden(c.engine(), find_server(c.engine())->major());
  if (const char* update = std::getenv("MIGRATE_UPDATE_GOLDEN"); update && *update == '1') {
    spill(file, actual);
    return;
  }
  if (!std::filesystem::exists(file)) {
    wrong(file.string() + " is missing; MIGRATE_UPDATE_GOLDEN=1 writes it. The plan is:\n" +
          actual);
  }
  expect_same(file.string() + " (MIGRATE_UPDATE_GOLDEN=1 rewrites it)", slurp(file), actual);
}

using Path = std::function<void(Case&)>;

class ScenarioTest : public testing::Test {
 public:
  ScenarioTest(const Scenario& scenario, const Server& server, const Path& path, bool way_back)
      : scenario_(scenario), server_(server), path_(path), way_back_(way_back) {}

 private:
  void TestBody() override {
    if (!scenario_.runs_on(server_.kind(), server_.major()))
      GTEST_SKIP() << "not for version " << server_.major();
    if (way_back_ ? time_for_samples_is_over() : time_is_over())
      GTEST_SKIP() << "the time for tests is over (MIGRATE_TEST_UNTIL)";
    Case c(scenario_, server_.create(), MIGRATE_BINARY);
    try {
      path_(c);
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
    }
  }

  const Scenario& scenario_;
  const Server& server_;
  const Path& path_;
  bool way_back_;
};

const std::vector<std::pair<std::string, Path>>& paths() {
  static const std::vector<std::pair<std::string, Path>> all = {
      {"full", full},
      {"rollback_expanded", [](Case& c) { roll_back(c, From::expanded); }},
      {"rollback_backfilled", [](Case& c) { roll_back(c, From::backfilled); }},
      {"rollback_quarantined", [](Case& c) { roll_back(c, From::quarantined); }},
      {"plan", plan},
      {"refused", refused},
      {"locks", compare_locks},
      {"locks_of_undo", compare_locks_of_undo}};
  return all;
}

void add_tests(const std::vector<Scenario>& scenarios) {
  for (const Scenario& scenario : scenarios) {
    for (const Server& server : servers()) {
      if (!scenario.engines.count(server.kind())) continue;
      const bool refusal = scenario.error_on(server.kind()) != nullptr;
      for (const auto& [name, path] : paths()) {
        if ((name == "refused") != refusal) continue;
        if (name == "rollback_quarantined" && !scenario.quarantine) continue;
        if (name.starts_with("locks") && server.kind() != EngineKind::postgres) continue;
        const std::string test = fmt::format("{}.{}.{}", scenario.name, server.name(), name);
        testing::RegisterTest("scenarios", test.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                              [&scenario, &server, &path = path,
                               back = name.starts_with("rollback")]() -> testing::Test* {
                                return new ScenarioTest(scenario, server, path, back);
                              });
      }
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
  return RUN_ALL_TESTS();
}
