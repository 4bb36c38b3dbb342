// Everything that flags, environment and migrate.yaml decide, in one value. flag > environment >
// file > default.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/abort_rule.hpp"
#include "config/hooks.hpp"
#include "config/throttle.hpp"
#include "config/variables.hpp"
#include "migration/migration.hpp"
#include "util/units.hpp"

namespace migrate {

struct Config {
  std::string url;
  Unset url_unset;  // then `url` is empty
  std::string directory = "migrations";
  Millis lock_timeout{500};
  Millis lock_wait_total{60000};  // over all attempts of one step
  Millis log_patience{60000};     // while a change log grows faster than it is applied
  // End sessions that stand in a step's way and whose transaction is older than this.
  std::optional<Millis> terminate_blockers;
  BackfillSettings backfill;                // of migrate.yaml; a migration's own comes first
  std::optional<BatchSize> batch_override;  // --batch or MIGRATE_BATCH: comes before both
  std::optional<int> workers_override;      // --workers or MIGRATE_WORKERS: likewise
  bool hold_cutover = false;                // backfill stops before a table is exchanged
  std::optional<bool> keep_copy;            // --keep-copy or MIGRATE_KEEP_COPY: before `contract`
  bool allow_replica = false;               // a server that replicates from another may be migrated
  ThrottleSettings throttle;
  ContractSettings contract;
  std::vector<Hook> hooks;  // in the order of the file
  std::vector<AbortRule> abort_if;
  Millis instance_ttl{90000};
  std::string file;  // the migrate.yaml that was read, or empty
};

// Reads `path` into a Config. An unknown key is refused with its line and the nearest known one
// (MIG-CONFIG-…, exit 2). A missing file is an error only when `required`.
Config read_config(const std::string& path, bool required);

}  // namespace migrate
