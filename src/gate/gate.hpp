// "Old code is gone": the evidence, line by line, for and against contract.
#pragma once
#include <string>
#include <vector>

#include "config/config.hpp"
#include "state/store.hpp"

namespace migrate {

struct Evidence {
  std::string kind;  // "instances", "quiet", "soak", "approval", "backfill", "quarantine"
  bool holds = false;
  std::string detail;  // "web/web-1 runs 1.4.0 (schema 20260101000000_x), seen 3s ago"
  std::string value;   // what was found
  std::string limit;   // what is asked for; may be empty
};

struct Verdict {
  std::string migration;
  bool open = false;
  bool needed = true;  // false: contract takes nothing away
  std::vector<Evidence> evidence;
};

struct GateInput {
  const MigrationRecord& record;
  ContractSettings settings;  // file over migrate.yaml, already merged
  std::vector<AppInstance> instances;
  std::vector<Approval> approvals;
  EpochMs now = 0;  // the server's clock
  // At stage quarantined: since when the old shape is hidden, and how long it has to be.
  struct Hidden {
    EpochMs since = 0;
    Millis at_least{0};
    EpochMs until() const { return since + at_least.count(); }
  };
  std::optional<Hidden> hidden = std::nullopt;
};

// One file per kind of evidence; each appends what applies.
void judge_instances(const GateInput& input, std::vector<Evidence>& out);
void judge_quiet(const GateInput& input, std::vector<Evidence>& out);
void judge_soak(const GateInput& input, std::vector<Evidence>& out);
void judge_approval(const GateInput& input, std::vector<Evidence>& out);
void judge_quarantine(const GateInput& input, std::vector<Evidence>& out);

Verdict judge(const GateInput& input);

// File settings over the configuration's.
ContractSettings merge(const ContractSettings& file, const ContractSettings& defaults);

// Does this instance run code older than the migration? By version where `versions` names its app,
// by schema otherwise; an instance that reports no schema counts as old.
bool is_old(const AppInstance& instance, const MigrationRecord& record,
            const ContractSettings& settings);
bool is_live(const AppInstance& instance, EpochMs now);

}  // namespace migrate
