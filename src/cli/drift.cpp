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
  void declare(Flags& flags) override {
    flags.toggle("accept", "record the schema as it is now; no migration is recorded", accept_);
  }
  ExitCode run(Session& session) override {
    auto& engine = session.engine(name());
    const auto found = accept_ ? engine.accept_drift() : engine.drift();
    session.data(session.json() ? report::drift_json(found)
                                : report::drift_text(found, session.out_style()));
    if (found.empty())
      session.say("the live schema is as recorded");
    else if (accept_)
      session.say("accepted: this is recorded now");
    return found.empty() || accept_ ? ExitCode::ok : ExitCode::findings;
  }

 private:
  bool accept_ = false;
};

}  // namespace

CommandPtr make_drift() {
  return std::make_unique<Drift>();
}

}  // namespace migrate::cli
