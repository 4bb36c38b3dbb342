#include "cli/command.hpp"

namespace migrate::cli {

std::vector<CommandPtr> all_commands() {
  std::vector<CommandPtr> all;
  for (auto make :
       {make_init,     make_new,           make_validate,  make_plan,       make_expand,
        make_backfill, make_cutover,       make_contract,  make_up,         make_rollback,
        make_status,   make_gate,          make_verify,    make_pause,      make_resume,
        make_throttle, make_app_heartbeat, make_app_list,  make_app_retire, make_approve,
        make_wait,     make_baseline,      make_drift,     make_repair,     make_unlock,
        make_latest,   make_version,       make_completion})
    all.push_back(make());
  return all;
}

}  // namespace migrate::cli
