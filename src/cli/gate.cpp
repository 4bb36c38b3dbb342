#include <fmt/format.h>

#include <set>

#include "cli/command.hpp"
#include "cli/gate_wait.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "report/status.hpp"
#include "util/error.hpp"
#include "util/stop.hpp"
#include "util/text.hpp"

namespace migrate::cli {

namespace {

// Begun and not yet through: the ones a gate can be asked about.
bool in_flight(Stage stage) {
  return stage == Stage::expanding || stage == Stage::expanded || stage == Stage::backfilling ||
         is_filled(stage);
}

[[noreturn]] void stopped() {
  throw Error(ExitCode::interrupted, {"MIG-INTERRUPTED",
                                      "stopped before all evidence was there",
                                      "",
                                      "nothing was changed",
                                      "run the same command again",
                                      {}});
}

class Gate final : public Command {
 public:
  std::string name() const override { return "gate"; }
  std::string summary() const override {
    return "the evidence, line by line, for and against contract";
  }
  void declare(Flags& flags) override {
    flags.operand("M", "one migration (default: all that are in flight)", false, id_);
    wait_.declare(flags);
  }
  ExitCode run(Session& session) override {
    if (id_) id_ = session.resolve(*id_);
    // A check that runs a command ends it when it is stopped itself.
    install_stop_handlers();
    std::vector<Verdict> verdicts;
    const auto ask = [&](std::string& why) {
      verdicts = gates(session);
      if (all_open(verdicts)) return true;
      why = closed_by(verdicts);
      return false;
    };
    if (wait_.wanted()) {
      wait_.until(session, ask);
    } else {
      verdicts = gates(session);
      if (stop_requested()) stopped();
    }
    session.data(session.json() ? report::gate_json(verdicts)
                                : report::gate_text(verdicts, session.out_style()));
    if (verdicts.empty() && told_.empty()) session.say("no migration is in flight");
    return all_open(verdicts) ? ExitCode::ok : ExitCode::gate_closed;
  }

 private:
  std::vector<Verdict> gates(Session& session) {
    const auto& files = session.migrations();
    Engine& engine = session.engine(name());
    if (id_) return {engine.gate(files, *id_)};
    std::vector<Verdict> verdicts;
    std::vector<std::string> passed;
    bool knows_any = false;
    for (const auto& m : engine.status(files).migrations) {
      knows_any |= !m.file_missing && !m.record.id.empty();
      if (!in_flight(m.stage)) continue;
      if (m.file_missing) {
        passed.push_back(m.id);
        pass_over(session, m.id);
      } else {
        verdicts.push_back(engine.gate(files, m.id));
      }
    }
    // Most likely it is another directory that is meant: that must not look as if all were open.
    if (!knows_any && !passed.empty())
      refuse("MIG-CLI-MIGRATION",
             fmt::format("of the recorded migrations the directory {} has none; in flight: {}",
                         session.config().directory, join(passed, ", ")),
             "check --dir");
    return verdicts;
  }

  // Once, however often it is looked at.
  void pass_over(Session& session, const std::string& id) {
    if (!told_.insert(id).second) return;
    session.say(fmt::format(
        "{} is in flight, but no file of it is here: contract from here passes it over, too",
        report::clean(id)));
  }

  GateWait wait_;
  std::optional<std::string> id_;
  std::set<std::string> told_;  // passed over
};

}  // namespace

CommandPtr make_gate() {
  return std::make_unique<Gate>();
}

}  // namespace migrate::cli
