#include <algorithm>

#include "cli/command.hpp"
#include "cli/phase.hpp"
#include "report/json.hpp"
#include "report/status.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

class Verify final : public Command {
 public:
  std::string name() const override { return "verify"; }
  std::string summary() const override { return "compares old shape and new, row by row"; }
  void declare(Flags& flags) override {
    selection_.declare(flags);
    tuning_.declare_pace(flags);
  }
  ExitCode run(Session& session) override {
    tuning_.apply(session.config());
    const auto& files = session.migrations();
    install_stop_handlers();
    const auto findings = session.engine(name()).verify(files, selection_.selection());
    session.data(session.json() ? report::verify_json(findings)
                                : report::verify_text(findings, session.out_style()));
    if (findings.empty()) session.say("nothing to compare");
    const bool equal = std::all_of(findings.begin(), findings.end(),
                                   [](const VerifyFinding& f) { return f.differences.empty(); });
    return equal ? ExitCode::ok : ExitCode::findings;
  }

 private:
  SelectionFlags selection_;
  TuningFlags tuning_;
};

}  // namespace

CommandPtr make_verify() {
  return std::make_unique<Verify>();
}

}  // namespace migrate::cli
