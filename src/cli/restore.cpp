#include "cli/command.hpp"
#include "cli/phase.hpp"
#include "report/style.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

class Restore final : public Command {
 public:
  std::string name() const override { return "restore"; }
  std::string summary() const override {
    return "puts back what contract has dropped and kept a copy of";
  }
  bool prints_plans() const override { return true; }
  void declare(Flags& flags) override {
    flags.operand("M", "the migration, by id or by a part of it that only one has", true, id_);
    tuning_.declare_locks(flags);
    tuning_.declare_backfill(flags);
    declare_dry_run(flags, dry_run_);
  }
  ExitCode run(Session& session) override {
    tuning_.apply(session.config());
    const auto files = session.readable_migrations();
    Engine& engine = session.engine(name());
    const Plan plan = engine.restore_plan(*id_);
    if (dry_run_) {
      print_plans(session, {plan}, {Phase::contract});
      return ExitCode::ok;
    }
    install_stop_handlers();
    std::vector<std::string> restored;
    if (engine.restore(files, plan.migration)) restored.push_back(plan.migration);
    print_moved(session, name(), "restored", restored);
    return ExitCode::ok;
  }

 private:
  std::optional<std::string> id_;
  TuningFlags tuning_;
  bool dry_run_ = false;
};

}  // namespace

CommandPtr make_restore() {
  return std::make_unique<Restore>();
}

}  // namespace migrate::cli
