#include "cli/command.hpp"
#include "cli/phase.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

class Expand final : public Command {
 public:
  std::string name() const override { return "expand"; }
  std::string summary() const override {
    return "makes the new shape available beside the old one";
  }
  bool prints_plans() const override { return true; }
  void declare(Flags& flags) override {
    selection_.declare(flags);
    tuning_.declare_locks(flags);
    declare_dry_run(flags, dry_run_);
  }
  ExitCode run(Session& session) override {
    tuning_.apply(session.config());
    const auto& files = session.migrations();
    const Selection selection = selection_.selection();
    if (dry_run_) {
      print_plans(session,
                  session.engine(name()).plan(files, selection, Phase::expand, {Phase::expand}),
                  {Phase::expand});
      return ExitCode::ok;
    }
    install_stop_handlers();
    print_moved_by(session, name(), "expanded", [&] {
      return session.engine(name(), Session::Absent::make).expand(files, selection);
    });
    return ExitCode::ok;
  }

 private:
  SelectionFlags selection_;
  TuningFlags tuning_;
  bool dry_run_ = false;
};

}  // namespace

CommandPtr make_expand() {
  return std::make_unique<Expand>();
}

}  // namespace migrate::cli
