#include <fmt/format.h>

#include "cli/command.hpp"
#include "cli/session.hpp"
#include "report/json.hpp"

namespace migrate::cli {

namespace {

class Unlock final : public Command {
 public:
  std::string name() const override { return "unlock"; }
  std::string summary() const override { return "frees a lease whose owner is proven dead"; }
  void declare(Flags&) override {}
  ExitCode run(Session& session) override {
    const auto owner = session.engine(name()).unlock();
    std::string who;
    if (owner) who = fmt::format("{}@{} pid {}", owner->owner, owner->host, owner->pid);
    if (session.json())
      session.data(report::object_json({{"unlocked", who}}));
    else if (owner)
      session.data("unlocked " + report::clean(who) + "\n");
    if (!owner) session.say("the lease is free");
    return ExitCode::ok;
  }
};

}  // namespace

CommandPtr make_unlock() {
  return std::make_unique<Unlock>();
}

}  // namespace migrate::cli
