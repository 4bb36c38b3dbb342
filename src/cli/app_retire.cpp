#include "cli/command.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

namespace {

class AppRetire final : public Command {
 public:
  std::string name() const override { return "app retire"; }
  std::string summary() const override {
    return "takes an instance, or a whole app, out of the registry";
  }
  void declare(Flags& flags) override {
    flags.text("app", "NAME", "the application (needed)", app_);
    flags.text("instance", "NAME", "one instance (default: all of the app)", instance_);
  }
  ExitCode run(Session& session) override {
    if (!app_) usage("--app is needed: the name of the application");
    const auto count = session.engine(name()).retire(*app_, instance_.value_or(""));
    session.data(session.json() ? report::object_json({{"retired", std::to_string(count)}})
                                : "retired " + report::plural(count, "instance") + "\n");
    return ExitCode::ok;
  }

 private:
  std::optional<std::string> app_, instance_;
};

}  // namespace

CommandPtr make_app_retire() {
  return std::make_unique<AppRetire>();
}

}  // namespace migrate::cli
