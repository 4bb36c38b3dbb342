#include "cli/command.hpp"
#include "cli/phase.hpp"

namespace migrate::cli {

namespace {

class Repair final : public Command {
 public:
  std::string name() const override { return "repair"; }
  std::string summary() const override { return "accepts migration files that were edited"; }
  void declare(Flags& flags) override {
    flags.operands("M", "migrations by id, or by a part of it (default: all that were edited)",
                   named_);
    flags.toggle("yes", "do not ask", yes_);
  }
  ExitCode run(Session& session) override {
    session.confirm("Accept the edited files as they are now?", yes_);
    print_moved(session, name(), "repaired",
                session.engine(name()).repair(session.migrations(), {named_, std::nullopt}));
    return ExitCode::ok;
  }

 private:
  std::vector<std::string> named_;
  bool yes_ = false;
};

}  // namespace

CommandPtr make_repair() {
  return std::make_unique<Repair>();
}

}  // namespace migrate::cli
