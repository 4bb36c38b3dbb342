#include "cli/command.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

namespace {

class Validate final : public Command {
 public:
  std::string name() const override { return "validate"; }
  std::string summary() const override {
    return "reads every file and checks what can be checked without a database";
  }
  void declare(Flags&) override {}
  ExitCode run(Session& session) override {
    std::vector<std::string> errors;
    const auto files = read_directory(session.config().directory, &errors);
    if (session.json()) {
      session.data(report::validate_json(files, errors));
    } else {
      for (const auto& error : errors) write_stderr(report::clean(error) + "\n");
      if (errors.empty()) session.data(report::plural(files.size(), "valid migration") + "\n");
    }
    return errors.empty() ? ExitCode::ok : ExitCode::usage;
  }
};

}  // namespace

CommandPtr make_validate() {
  return std::make_unique<Validate>();
}

}  // namespace migrate::cli
