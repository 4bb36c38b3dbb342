#include "cli/command.hpp"
#include "cli/phase.hpp"
#include "util/stop.hpp"

namespace migrate::cli {

namespace {

class Cutover final : public Command {
 public:
  std::string name() const override { return "cutover"; }
  std::string summary() const override {
    return "exchanges tables for their shadows where backfill was held before it";
  }
  void declare(Flags& flags) override {
    selection_.declare(flags);
    tuning_.declare_locks(flags);
  }
  ExitCode run(Session& session) override {
    tuning_.apply(session.config());
    install_stop_handlers();
    const auto& files = session.migrations();
    print_moved_by(session, name(), "backfilled",
                   [&] { return session.engine(name()).cutover(files, selection_.selection()); });
    return ExitCode::ok;
  }

 private:
  SelectionFlags selection_;
  TuningFlags tuning_;
};

}  // namespace

CommandPtr make_cutover() {
  return std::make_unique<Cutover>();
}

}  // namespace migrate::cli
