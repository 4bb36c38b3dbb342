// Exit code 0. What the command prints is not shown: it may hold what must stay secret.
#include <fmt/format.h>

#include "gate/check.hpp"
#include "util/command.hpp"

namespace migrate {

CheckOutcome check_command(const GateCheck& check, const std::string& migration) {
  auto result = run_command(check.target, {{"MIGRATE_MIGRATION", migration}}, check.timeout);
  if (result.ok()) return {true, "exit code 0", "0", "0", false};
  bool exited = result.end == CommandResult::End::exited;
  return {false, result.trouble(check.timeout),
          exited ? std::to_string(result.code) : std::string("no exit code"), "0", false};
}

}  // namespace migrate
