// One command: flags in, report out. Each lives in a file of its own.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "cli/flags.hpp"
#include "util/error.hpp"

namespace migrate::cli {

class Session;

class Command {
 public:
  virtual ~Command() = default;
  virtual std::string name() const = 0;  // "plan"; "app list" is `list` under `app`
  virtual std::string alias() const { return {}; }
  virtual std::string summary() const = 0;
  virtual void declare(Flags& flags) = 0;
  virtual ExitCode run(Session& session) = 0;
  // Does it print plans? Then --format markdown is allowed.
  virtual bool prints_plans() const { return false; }
};

using CommandPtr = std::unique_ptr<Command>;

CommandPtr make_init();
CommandPtr make_new();
CommandPtr make_validate();
CommandPtr make_plan();
CommandPtr make_expand();
CommandPtr make_backfill();
CommandPtr make_cutover();
CommandPtr make_contract();
CommandPtr make_up();
CommandPtr make_rollback();
CommandPtr make_status();
CommandPtr make_gate();
CommandPtr make_verify();
CommandPtr make_pause();
CommandPtr make_resume();
CommandPtr make_throttle();
CommandPtr make_app_heartbeat();
CommandPtr make_app_list();
CommandPtr make_app_retire();
CommandPtr make_approve();
CommandPtr make_wait();
CommandPtr make_baseline();
CommandPtr make_drift();
CommandPtr make_repair();
CommandPtr make_unlock();
CommandPtr make_latest();
CommandPtr make_version();
CommandPtr make_completion();

// In the order of --help.
std::vector<CommandPtr> all_commands();

}  // namespace migrate::cli
