// What the database remembers, as values. docs/state.md describes the tables.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dialects/connection.hpp"
#include "plan/plan.hpp"
#include "util/units.hpp"

namespace migrate {

// Where a migration stands. The …ing stages mean: begun, maybe interrupted; the same command goes
// on.
enum class Stage {
  pending,  // no record
  expanding,
  expanded,
  backfilling,
  backfilled,
  hiding,       // contract's first part, where the migration has a quarantine
  quarantined,  // the old shape is hidden, and can be brought back
  unhiding,     // it is being brought back
  contracting,
  contracted,
  rolling_back,
  rolled_back,
  baselined,  // adopted without running
};
std::string_view name_of(Stage stage);
std::optional<Stage> parse_stage(std::string_view name);
// Backfill has ended, contract has not.
bool is_filled(Stage stage);

using EpochMs = std::int64_t;  // milliseconds since 1970-01-01 UTC, by the server's clock; 0: never

struct MigrationRecord {
  std::string id, checksum, description, by, tool_version;
  int checksum_version = 1;
  Stage stage = Stage::pending;
  std::vector<Touch> touches;
  std::vector<std::string> notes;
  int contract_steps = 0;  // recorded ones
  EpochMs started_at = 0, expanded_at = 0, backfilled_at = 0, contracted_at = 0, updated_at = 0;
};

enum class StepStatus { planned, running, done, undone };
std::string_view name_of(StepStatus status);

struct StepRecord {
  Step step;
  int position = 0;  // in the plan, from 0
  StepStatus status = StepStatus::planned;
  int attempts = 0;
  std::string error;  // of the last attempt
  EpochMs started_at = 0, ended_at = 0;
};

// Of a batched step: everything before `from` is committed, but for the claims.
struct Checkpoint {
  std::vector<db::Value> from, end;
  std::uint64_t rows = 0;  // changed so far
  std::uint64_t batches = 0;
  std::uint64_t batch_rows = 0;  // the size the next batch starts with
  bool done = false;
  EpochMs started_at = 0, updated_at = 0;
};

// A batch that was handed to a worker: its row goes in the transaction that commits the batch, so
// those that are there after an interruption are still to be done.
struct Claim {
  std::int64_t number = 0;  // in the order of the keys; split off: below all others
  std::vector<db::Value> from, to;
};

// Rows that `point` has in it though the claim's batch is still to do: the claims of a wave have
// one size, `point` tells that of the newest. Of a table's last batch nobody knew how many they
// are.
std::uint64_t counted_ahead(const Checkpoint& point, const Claim& claim);
// What is done of a walk, without what is claimed.
Checkpoint without_claims(Checkpoint point, const std::vector<Claim>& claims);

// What a batched step looked like at one moment: the history that `status --plot` draws.
struct Sample {
  std::int64_t number = 0;  // grows; see engine/history.hpp
  EpochMs at = 0;
  std::int64_t run = 0;        // the lease's token: several runs may have worked on the step
  Millis run_time{0};          // since that run began with it
  std::uint64_t run_rows = 0;  // that were done by then
  std::uint64_t rows = 0;
  std::uint64_t batches = 0;
  std::uint64_t batch_rows = 0;
  Millis batch_took{0};
  std::optional<Millis> target;  // that a batch aims at; nothing: it has a fixed number of rows
  std::optional<Millis> lag;     // of the replicas, where one is watched
  std::string waiting;           // why; empty: it moves
};

struct AppInstance {
  std::string app, instance, version, schema;
  EpochMs started_at = 0, seen_at = 0;
  std::int64_t ttl_ms = 0;
  bool retired = false;
};

struct Approval {
  std::string migration, by, note;
  EpochMs at = 0;
};

struct LeaseRecord {
  std::int64_t token = 0;  // only grows
  std::string owner, host, command;
  long pid = 0;
  EpochMs since = 0;
  bool released = true;
};

struct Event {
  std::int64_t id = 0;
  EpochMs at = 0;
  std::string migration, kind, message, by;
};

}  // namespace migrate
