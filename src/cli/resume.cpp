#include "cli/command.hpp"
#include "cli/orders.hpp"
#include "report/json.hpp"

namespace migrate::cli {

namespace {

class Resume final : public Command {
 public:
  std::string name() const override { return "resume"; }
  std::string summary() const override { return "ends what `migrate pause` has begun"; }
  void declare(Flags& flags) override {
    flags.operand("M", "the pause of this migration alone (default: every pause)", false, id_);
    flags.text("reason", "TEXT", "recorded", reason_);
  }
  ExitCode run(Session& session) override {
    Engine& engine = session.engine(name());
    if (id_) id_ = resolve_recorded(session, engine, *id_);
    const auto lifted = engine.resume(id_, reason_.value_or(""));
    const Orders left = engine.orders();
    if (session.json())
      session.data(report::orders_json(left));
    else if (lifted > 0)
      session.data("resumed " + (id_ ? report::clean(*id_) : std::string("all")) + "\n");
    if (lifted == 0) session.say("nothing is paused" + (id_ ? " by that name" : std::string()));
    for (const auto& pause : left.pauses)
      session.say(
          "still paused: " + report::clean(pause.migration.empty() ? "all" : pause.migration) +
          ", " + report::clean(pause.text()));
    return ExitCode::ok;
  }

 private:
  std::optional<std::string> id_, reason_;
};

}  // namespace

CommandPtr make_resume() {
  return std::make_unique<Resume>();
}

}  // namespace migrate::cli
