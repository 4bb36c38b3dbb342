#include "cli/command.hpp"
#include "cli/phase.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

class Backfill final : public Command {
 public:
  std::string name() const override { return "backfill"; }
  std::string summary() const override {
    return "fills history in throttled, resumable batches and verifies it";
  }
  bool prints_plans() const override { return true; }
  void declare(Flags& flags) override {
    selection_.declare(flags);
    tuning_.declare_locks(flags);
    tuning_.declare_backfill(flags);
    tuning_.declare_hold(flags);
    declare_dry_run(flags, dry_run_);
  }
  ExitCode run(Session& session) override {
    tuning_.apply(session.config());
    const auto& files = session.migrations();
    const Selection selection = selection_.selection();
    if (dry_run_) {
      print_plans(session,
                  session.engine(name()).plan(files, selection, Phase::backfill, {Phase::backfill}),
                  {Phase::backfill});
      return ExitCode::ok;
    }
    install_stop_handlers();
    print_moved_by(
        session, name(), "backfilled",
        [&] { return session.engine(name()).backfill(files, selection); },
        session.config().hold_cutover);
    return ExitCode::ok;
  }

 private:
  SelectionFlags selection_;
  TuningFlags tuning_;
  bool dry_run_ = false;
};

}  // namespace

CommandPtr make_backfill() {
  return std::make_unique<Backfill>();
}

}  // namespace migrate::cli
