#include "cli/command.hpp"
#include "cli/phase.hpp"

namespace migrate::cli {

namespace {

class Baseline final : public Command {
 public:
  std::string name() const override { return "baseline"; }
  std::string summary() const override {
    return "records migrations as done that the database already has";
  }
  void declare(Flags& flags) override {
    flags.text("to", "M", "up to and including this migration (default: all)", to_);
    flags.text("forget", "M", "one that was baselined by mistake is pending again", forget_);
  }
  ExitCode run(Session& session) override {
    if (forget_) {
      if (to_) usage("give --to or --forget, not both");
      print_moved(session, name(), "forgotten", {session.engine(name()).forget_baseline(*forget_)});
      return ExitCode::ok;
    }
    const auto& files = session.migrations();
    if (to_) to_ = session.resolve(*to_);
    print_moved(session, name(), "baselined",
                session.engine(name(), Session::Absent::make).baseline(files, to_));
    return ExitCode::ok;
  }

 private:
  std::optional<std::string> to_, forget_;
};

}  // namespace

CommandPtr make_baseline() {
  return std::make_unique<Baseline>();
}

}  // namespace migrate::cli
