#include "cli/command.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "report/status.hpp"

namespace migrate::cli {

namespace {

class AppList final : public Command {
 public:
  std::string name() const override { return "app list"; }
  std::string summary() const override {
    return "the instances, what they run, when they were seen";
  }
  void declare(Flags&) override {}
  ExitCode run(Session& session) override {
    Engine& engine = session.engine(name());
    const auto instances = engine.instances();
    const EpochMs now = engine.now();
    session.data(session.json() ? report::apps_json(instances, now)
                                : report::apps_text(instances, now, session.out_style()));
    if (instances.empty()) session.say("no instance has reported itself");
    return ExitCode::ok;
  }
};

}  // namespace

CommandPtr make_app_list() {
  return std::make_unique<AppList>();
}

}  // namespace migrate::cli
