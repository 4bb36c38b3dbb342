#include <algorithm>

#include "cli/command.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "report/status.hpp"

namespace migrate::cli {

namespace {

// Begun and not yet through: the ones a gate can be asked about.
bool in_flight(Stage stage) {
  return stage == Stage::expanding || stage == Stage::expanded || stage == Stage::backfilling ||
         is_filled(stage);
}

class Gate final : public Command {
 public:
  std::string name() const override { return "gate"; }
  std::string summary() const override {
    return "the evidence, line by line, for and against contract";
  }
  void declare(Flags& flags) override {
    flags.operand("M", "one migration (default: all that are in flight)", false, id_);
  }
  ExitCode run(Session& session) override {
    const auto& files = session.migrations();
    Engine& engine = session.engine(name());
    std::vector<Verdict> verdicts;
    if (id_) {
      verdicts.push_back(engine.gate(files, session.resolve(*id_)));
    } else {
      for (const auto& m : engine.status(files).migrations)
        if (in_flight(m.stage)) verdicts.push_back(engine.gate(files, m.id));
    }
    session.data(session.json() ? report::gate_json(verdicts)
                                : report::gate_text(verdicts, session.out_style()));
    if (verdicts.empty()) session.say("no migration is in flight");
    const bool open =
        std::all_of(verdicts.begin(), verdicts.end(), [](const Verdict& v) { return v.open; });
    return open ? ExitCode::ok : ExitCode::gate_closed;
  }

 private:
  std::optional<std::string> id_;
};

}  // namespace

CommandPtr make_gate() {
  return std::make_unique<Gate>();
}

}  // namespace migrate::cli
