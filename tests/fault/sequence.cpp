#include "tests/fault/sequence.hpp"

namespace migrate::test {
namespace {

Stop expand() {
  return {{{"expand"}},
          [](Case& c) { c.old_code("expanded"); },
          [](Case& c) { c.new_code("expanded"); }};
}

Stop backfill() {
  return {{{"backfill"}},
          [](Case& c) { c.old_code("backfilled"); },
          [](Case& c) { c.new_code("backfilled"); }};
}

// The old application is gone by then; the new one works all through it.
Stop contract() {
  return {{{"contract"}}, [](Case& c) { c.new_code("contracted"); }, [](Case&) {}};
}

Stop contract_keeping() {
  return {{{"contract", "--keep-copy"}}, [](Case& c) { c.new_code("contracted"); }, [](Case&) {}};
}

Stop restore(const Scenario& scenario) {
  return {
      {{"restore", scenario.order.back()}}, [](Case& c) { c.new_code("restored"); }, [](Case&) {}};
}

Stop hide(bool given_up = false) {
  return {{{"contract"}}, [](Case& c) { c.new_code("quarantined"); }, [](Case&) {}, given_up};
}

Stop drop_hidden() {
  return {{{"contract", "--force-gate", "the time is over"}},
          [](Case& c) { c.new_code("contracted"); },
          [](Case&) {}};
}

// By name: a rollback whose last answer was lost must not go on with the next migration.
Stop rollback(const Scenario& scenario) {
  Stop stop{{}, [](Case& c) { c.old_code("rolled_back"); }, [](Case&) {}};
  for (auto id = scenario.order.rbegin(); id != scenario.order.rend(); ++id) {
    std::vector<std::string> command = {"rollback", *id};
    command.insert(command.end(), scenario.rollback_flags.begin(), scenario.rollback_flags.end());
    stop.commands.push_back(std::move(command));
  }
  return stop;
}

}  // namespace

void begin(Case& c) {
  c.setup();
  c.old_code("before");
  c.old_alive();
}

std::vector<Sequence> sequences_of(const Scenario& scenario) {
  Stop filled = backfill();
  filled.after = [](Case& c) {
    c.new_code("backfilled");
    c.old_retired();
    c.new_alive();
  };
  // Old code cannot work before the rollback has brought back what it needs.
  Stop back = rollback(scenario);
  // `contract` runs by itself again and again, also then: it must touch nothing that is half back.
  back.during = [](Case& c) { c.tool({"contract"}); };
  back.after = [](Case& c) { c.old_code("rolled_back"); };
  if (scenario.keep_copy)
    return {{"kept and restored",
             {expand(), filled, contract_keeping(), restore(scenario)},
             {2, 3},
             "restored"}};
  if (scenario.quarantine)
    return {{"forward", {expand(), filled, hide(), drop_hidden()}, {2, 3}, "contracted"},
            {"back from hiding", {expand(), filled, hide(true), back}, {2}, ""},
            {"back from quarantine", {expand(), filled, hide(), back}, {3}, ""}};
  return {{"forward", {expand(), filled, contract()}, {0, 1, 2}, "contracted"},
          {"back from expanded", {expand(), rollback(scenario)}, {1}, ""},
          {"back from backfilled", {expand(), backfill(), rollback(scenario)}, {2}, ""}};
}

}  // namespace migrate::test
