#include "cli/command.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

namespace {

class Latest final : public Command {
 public:
  std::string name() const override { return "latest"; }
  std::string summary() const override { return "id of the newest migration in the directory"; }
  void declare(Flags&) override {}
  ExitCode run(Session& session) override {
    const auto ids = session.ids();
    if (ids.empty())
      refuse("MIG-CLI-NO-MIGRATIONS",
             "the directory " + session.config().directory + " holds no migration",
             "migrate new NAME");
    session.data(session.json() ? report::object_json({{"latest", ids.back()}})
                                : report::clean(ids.back()) + "\n");
    return ExitCode::ok;
  }
};

}  // namespace

CommandPtr make_latest() {
  return std::make_unique<Latest>();
}

}  // namespace migrate::cli
