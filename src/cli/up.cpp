#include "cli/command.hpp"
#include "cli/phase.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

class Up final : public Command {
 public:
  std::string name() const override { return "up"; }
  std::string summary() const override { return "expand and backfill of all that is due"; }
  bool prints_plans() const override { return true; }
  void declare(Flags& flags) override {
    selection_.declare(flags);
    tuning_.declare_locks(flags);
    tuning_.declare_backfill(flags);
    tuning_.declare_hold(flags);
    flags.toggle("contract", "contract too, where the gate is open", contract_);
    flags.text("force-gate", "REASON", "with --contract: although the gate is closed", force_);
    declare_dry_run(flags, dry_run_);
  }
  ExitCode run(Session& session) override {
    tuning_.apply(session.config());
    const auto& files = session.migrations();
    const Selection selection = selection_.selection();
    if (dry_run_) {
      auto phases = every_phase;
      if (!contract_) phases.pop_back();
      print_plans(session, session.engine(name()).plan(files, selection, {}, phases), phases);
      return ExitCode::ok;
    }
    install_stop_handlers();
    print_moved_by(
        session, name(), "moved",
        [&] {
          return session.engine(name(), Session::Absent::make)
              .up(files, selection, contract_, force_);
        },
        session.config().hold_cutover);
    return ExitCode::ok;
  }

 private:
  SelectionFlags selection_;
  TuningFlags tuning_;
  std::optional<std::string> force_;
  bool contract_ = false, dry_run_ = false;
};

}  // namespace

CommandPtr make_up() {
  return std::make_unique<Up>();
}

}  // namespace migrate::cli
