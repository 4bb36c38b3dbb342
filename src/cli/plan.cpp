#include "cli/command.hpp"
#include "cli/phase.hpp"

namespace migrate::cli {

namespace {

class PlanCommand final : public Command {
 public:
  std::string name() const override { return "plan"; }
  std::string summary() const override {
    return "prints, phase by phase, the exact SQL that would run and the locks it takes";
  }
  bool prints_plans() const override { return true; }
  void declare(Flags& flags) override {
    selection_.declare(flags);
    tuning_.declare_locks(flags);
    flags.choice("phase", "only this phase", {"expand", "backfill", "contract"},
                 [this](const std::string& word) { phase_ = parse_phase(word); });
    flags.toggle("keep-copy", "as `migrate contract --keep-copy` would run it", keep_copy_);
  }
  ExitCode run(Session& session) override {
    tuning_.apply(session.config());
    session.config().keep_copy = keep_copy_;
    const auto& files = session.migrations();
    auto plans = session.engine(name()).plan(files, selection_.selection(), phase_);
    print_plans(session, std::move(plans), phase_ ? std::vector<Phase>{*phase_} : every_phase);
    return ExitCode::ok;
  }

 private:
  SelectionFlags selection_;
  TuningFlags tuning_;
  std::optional<Phase> phase_;
  std::optional<bool> keep_copy_;
};

}  // namespace

CommandPtr make_plan() {
  return std::make_unique<PlanCommand>();
}

}  // namespace migrate::cli
