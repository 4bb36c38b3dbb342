// The tool watches the release: `abort_if` compares the canary with the stable version, and a hook
// has the platform take the code back before the tool takes the schema back.
#include <fmt/format.h>
#include <signal.h>

#include <fstream>

#include "tests/lab/lab.hpp"

namespace migrate::lab {

namespace {

constexpr auto patience = std::chrono::minutes(5);

// The hook waits in the shell for what the platform does.
constexpr const char* settings = R"(abort_if:
  - name: errors of the canary, in percent
    http: {}
    times: 5
    than: {{http: {}}}
    in_a_row: 3
    every: 100ms
    watch: 1h
hooks:
  - on: before_rollback
    command: touch wants-back; while [ ! -e code-is-back ]; do sleep 0.1; done
    timeout: 5m
)";

}  // namespace

void Lab::backfill_watched() {
  test::spill(directory_.path() / "migrate.yaml",
              fmt::format(settings, collector_.url("canary"), collector_.url("stable")));
  watching_ = std::make_unique<test::Process>(command({"backfill"}));
  migrate({"wait", "--for", "backfilled", "--timeout", "5m", new_schema_}, 0);
  say("$ migrate backfill: history is filled in and compared; it stays and watches (abort_if)");
}

void Lab::look_at(const std::string& canary, const Names& stable) {
  collector_.look_at(platform_, canary, stable);
}

void Lab::still_watched() {
  if (!watching_->running())
    throw NotShown("the watch ended: " + watching_->wait(std::chrono::seconds(0)).text());
}

void Lab::end_watch() {
  still_watched();
  watching_->send(SIGTERM);
  const test::Outcome outcome = watching_->wait(patience);
  if (outcome.exit != 6) throw NotShown("the watch did not end well: " + outcome.text());
  watching_.reset();
  std::filesystem::remove(directory_.path() / "migrate.yaml");
  say("migrate backfill is told to go: it has found nothing wrong");
}

void Lab::take_back(const std::string& canary, const Names& stable) {
  const auto wants = directory_.path() / "wants-back";
  const auto end = std::chrono::steady_clock::now() + patience;
  while (!std::filesystem::exists(wants)) {
    if (!watching_->running() || std::chrono::steady_clock::now() > end)
      throw NotShown("nobody was alarmed: " + watching_->wait(std::chrono::seconds(0)).text());
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  say("migrate backfill is alarmed; its hook before_rollback takes the code back");
  route_evenly(stable);
  dismiss(canary);
  std::ofstream(directory_.path() / "code-is-back") << "\n";
  const test::Outcome outcome = watching_->wait(patience);
  if (outcome.exit != 1 || outcome.err.find("MIG-GUARD-BREACHED") == std::string::npos ||
      outcome.err.find("rolled back: only the old shape is left") == std::string::npos)
    throw NotShown("the breach did not end in a rollback: " + outcome.text());
  watching_.reset();
  const auto from = outcome.err.find("MIG-GUARD-BREACHED: ") + 20;
  say("migrate backfill: exit 1, rolled back: " +
      outcome.err.substr(from, outcome.err.find('\n', from) - from));
}

}  // namespace migrate::lab
