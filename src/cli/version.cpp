#include "cli/command.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"
#include "util/host.hpp"

namespace migrate::cli {

namespace {

class Version final : public Command {
 public:
  std::string name() const override { return "version"; }
  std::string summary() const override { return "version of this program"; }
  void declare(Flags&) override {}
  ExitCode run(Session& session) override {
    session.data(session.json() ? report::object_json({{"version", tool_version()}})
                                : std::string("migrate ") + tool_version() + "\n");
    return ExitCode::ok;
  }
};

}  // namespace

CommandPtr make_version() {
  return std::make_unique<Version>();
}

}  // namespace migrate::cli
