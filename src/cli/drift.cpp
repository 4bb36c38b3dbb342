#include "cli/command.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "report/status.hpp"

namespace migrate::cli {

namespace {

class Drift final : public Command {
 public:
  std::string name() const override { return "drift"; }
  std::string summary() const override { return "compares the live schema with what was recorded"; }
  void declare(Flags&) override {}
  ExitCode run(Session& session) override {
    const auto found = session.engine(name()).drift();
    session.data(session.json() ? report::drift_json(found)
                                : report::drift_text(found, session.out_style()));
    if (found.empty()) session.say("the live schema is as recorded");
    return found.empty() ? ExitCode::ok : ExitCode::findings;
  }
};

}  // namespace

CommandPtr make_drift() {
  return std::make_unique<Drift>();
}

}  // namespace migrate::cli
