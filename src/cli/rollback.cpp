#include "cli/command.hpp"
#include "cli/phase.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

class Rollback final : public Command {
 public:
  std::string name() const override { return "rollback"; }
  std::string alias() const override { return "down"; }
  std::string summary() const override {
    return "undoes the newest (or named) migration that has not contracted";
  }
  bool prints_plans() const override { return true; }
  void declare(Flags& flags) override {
    flags.operand("M", "the migration, by id or by a part of it that only one has", false, id_);
    tuning_.declare_locks(flags);
    flags.toggle("discard-new-data", "accept the loss of what only new code has written", discard_);
    flags.toggle("unhide", "only bring back what contract has hidden: both versions work again",
                 unhide_);
    flags.toggle("yes", "do not ask", yes_);
    declare_dry_run(flags, dry_run_);
  }
  ExitCode run(Session& session) override {
    tuning_.apply(session.config());
    const auto files = session.readable_migrations();
    Engine& engine = session.engine(name());
    const Plan plan = engine.rollback_plan(id_, unhide_);
    if (dry_run_) {
      // In the order in which it is undone.
      std::vector<Phase> phases;
      if (unhide_ || plan.has_contract()) phases.push_back(Phase::contract);
      if (!unhide_) phases.insert(phases.end(), {Phase::backfill, Phase::expand});
      print_plans(session, {plan}, phases);
      return ExitCode::ok;
    }
    session.confirm((unhide_ ? "bring back what " + report::clean(plan.migration) + " has hidden?"
                             : "roll back " + report::clean(plan.migration) + "?"),
                    yes_);
    install_stop_handlers();
    print_moved(session, name(), unhide_ ? "brought back" : "rolled back",
                {engine.rollback(files, plan.migration, {discard_, unhide_})});
    return ExitCode::ok;
  }

 private:
  std::optional<std::string> id_;
  TuningFlags tuning_;
  bool discard_ = false, unhide_ = false, yes_ = false, dry_run_ = false;
};

}  // namespace

CommandPtr make_rollback() {
  return std::make_unique<Rollback>();
}

}  // namespace migrate::cli
