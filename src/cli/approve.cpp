#include "cli/command.hpp"
#include "cli/orders.hpp"
#include "cli/phase.hpp"

namespace migrate::cli {

namespace {

class Approve final : public Command {
 public:
  std::string name() const override { return "approve"; }
  std::string summary() const override {
    return "records a person's approval where a migration asks for one";
  }
  void declare(Flags& flags) override {
    flags.operand("M", "the migration", true, id_);
    flags.text("note", "TEXT", "kept with the approval", note_);
  }
  ExitCode run(Session& session) override {
    Engine& engine = session.engine(name());
    const std::string id = resolve_recorded(session, engine, *id_);
    engine.approve(id, note_.value_or(""));
    print_moved(session, name(), "approved", {id});
    return ExitCode::ok;
  }

 private:
  std::optional<std::string> id_, note_;
};

}  // namespace

CommandPtr make_approve() {
  return std::make_unique<Approve>();
}

}  // namespace migrate::cli
