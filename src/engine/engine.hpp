// The phase machine: what the commands call. Everything durable goes through Store, everything that
// touches the user's schema through the stored Plan.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "dialects/dialect.hpp"
#include "engine/observer.hpp"
#include "gate/gate.hpp"
#include "schema/facts.hpp"
#include "state/store.hpp"
#include "util/clock.hpp"

namespace migrate {

struct Selection {
  std::vector<std::string> named;  // ids (or unique prefixes or suffixes of ids); empty: all due
  std::optional<std::string> to;   // up to and including this id
};

// One line of `status`.
struct Overview {
  std::string id, description;
  Stage stage = Stage::pending;
  bool file_missing = false;  // recorded, but no such file
  bool file_edited = false;   // the checksum differs from the recorded one
  int steps_done = 0, steps_total = 0;
  std::string current_step, last_error;
  std::optional<Checkpoint> checkpoint;  // of a running batched step
  std::optional<Progress> progress;      // the same as the runner's own observer was told
  // Of the batched step that runs, else of each that left any: only where `status` was asked.
  struct History {
    std::string step;  // the title
    std::vector<Sample> samples;
  };
  std::vector<History> history;
  MigrationRecord record;
  std::optional<Verdict> gate;  // for stages backfilled and contracting
};

struct StatusReport {
  std::string server, url;
  LeaseRecord lease;
  std::string waiting;  // why the running backfill waits; empty: it does not, or none runs
  std::vector<Reading> readings;  // of its throttle's sources
  Orders orders;                  // what holds it, or the next one, from elsewhere
  std::vector<Overview> migrations;
  bool anything_due() const;  // pending, begun, or waiting for contract
};

class StepRunner;

struct RollbackOptions {
  bool discard_new_data = false;  // accept the loss that Step::loss finds
  bool unhide = false;            // only out of quarantine, back to `backfilled`
};

struct VerifyFinding {
  std::string migration, step;
  std::uint64_t rows_compared = 0;
  std::vector<std::string> differences;  // keys or values, one line each
};

class Engine {
 public:
  struct Parts {
    Config config;
    Decorator decorate;  // may be empty
    Observer& observer;
    Clock& clock;
    std::string command;  // for the lease row: "expand", "backfill" …
  };
  // Opens the database. Throws Error as open_database does.
  explicit Engine(Parts parts);
  ~Engine();

  const Dialect& dialect() const;
  std::string server();  // "postgres 15.18"
  // The database was out of reach for whoever opened it just now: what is silent says nothing yet.
  void found_again();

  // Reads only. One without steps tells in its notes what it waits for. `runs`: the phases that a
  // command would run, where it is its dry run, which then refuses as that does where a rollback
  // was begun and not ended; else that is such a note.
  std::vector<Plan> plan(const std::vector<Migration>& files, const Selection& selection,
                         std::optional<Phase> only = std::nullopt,
                         const std::vector<Phase>& runs = {});
  StatusReport status(const std::vector<Migration>& files, bool with_history = false);
  Verdict gate(const std::vector<Migration>& files, const std::string& id);
  // Of those selected that wait for contract.
  std::vector<Verdict> gates(const std::vector<Migration>& files, const Selection& selection);
  std::vector<VerifyFinding> verify(const std::vector<Migration>& files,
                                    const Selection& selection);

  // What was changed past the tool since it last recorded the schema. Refuses (exit 2) where
  // nothing is recorded, or a phase was begun and not ended.
  std::vector<SchemaDifference> drift();
  // Records the schema as it is now, and answers what was other than recorded; takes the lease.
  // Nothing is recorded of migrations. Refuses as `drift` does while a phase is unfinished.
  std::vector<SchemaDifference> accept_drift();

  // Takes the lease; each returns the ids it moved on. Throws Error: exit 1, 5, 6, 7 as documented.
  // Of several migrations those before the one that failed may have been moved on: moved().
  std::vector<std::string> expand(const std::vector<Migration>& files, const Selection& selection);
  std::vector<std::string> backfill(const std::vector<Migration>& files,
                                    const Selection& selection);
  // Backfill of those that `Config::hold_cutover` has stopped before their exchange, watched as
  // any other. Refuses (exit 2, MIG-CUTOVER-NOTHING) one that is named and does not wait for it.
  std::vector<std::string> cutover(const std::vector<Migration>& files, const Selection& selection);
  std::vector<std::string> contract(const std::vector<Migration>& files, const Selection& selection,
                                    const std::optional<std::string>& force_gate);
  // expand + backfill of all that is due, one migration after another; with `contract_too`,
  // contract where the gate is open (or forced).
  std::vector<std::string> up(const std::vector<Migration>& files, const Selection& selection,
                              bool contract_too,
                              const std::optional<std::string>& force_gate = std::nullopt);
  std::string rollback(const std::vector<Migration>& files, const std::optional<std::string>& id,
                       const RollbackOptions& options);
  // What rollback would run, as a plan whose steps hold the undo statements; behind those, of an
  // exchange, that run ahead of it. Refuses by the stage as it does.
  Plan rollback_plan(const std::optional<std::string>& id, bool unhide);
  // What contract has kept a copy of, back in its place. Refuses (exit 2) where there is none
  // (MIG-RESTORE-NOTHING), or the place is taken (MIG-RESTORE-TAKEN). False: it was restored
  // already.
  bool restore(const std::vector<Migration>& files, const std::string& id);
  Plan restore_plan(const std::string& id);
  // Without `to` it refuses (exit 2, MIG-BASELINE-PENDING) where the tool has worked before and
  // files are pending.
  std::vector<std::string> baseline(const std::vector<Migration>& files,
                                    const std::optional<std::string>& to);
  // One that was baselined is pending again. Refuses (exit 2, MIG-BASELINE-NOT) any other.
  std::string forget_baseline(const std::string& word);
  // What the last of these has moved on, also where it then threw.
  const std::vector<std::string>& moved() const;
  // `contract` was last seen to hide it, not to drop it. Asks nobody: the database may be gone.
  bool has_hidden(const std::string& id) const;

  void init_state();

  // Orders to whoever runs a backfill now or later, on any machine; each is in the event log. They
  // take no lease. `lasts`: from now, by the server's clock.
  PauseOrder pause(PauseOrder order, std::optional<Millis> lasts);
  // Answers how many were lifted.
  std::uint64_t resume(const std::optional<std::string>& migration, const std::string& reason);
  // What is ordered from now on: `change` over what was, or over nothing with `reset`.
  ThrottleOrder throttle(const ThrottleOrder& change, bool reset);
  Orders orders();
  LeaseRecord lease();
  std::vector<std::string> recorded_ids();

  // Whose lease was freed; nullopt: it is free. Refuses (exit 5, MIG-UNLOCK-ALIVE) where its owner
  // is not proven dead: its session in the database has ended, or its process here has.
  std::optional<LeaseRecord> unlock();
  // Records the checksum of files that were edited since expand; takes the lease.
  std::vector<std::string> repair(const std::vector<Migration>& files, const Selection& selection);

  void approve(const std::string& id, const std::string& note);
  void heartbeat(const AppInstance& instance);
  std::vector<AppInstance> instances();
  EpochMs now();
  std::uint64_t retire(const std::string& app, const std::string& instance);
  std::vector<Event> events(const std::string& id, int limit);
  // The recorded stage of a migration; nullopt when not recorded.
  std::optional<Stage> stage_of(const std::string& id);

 private:
  struct Impl;
  // Under the lease; a breach of `abort_if` rolls its migration back.
  void guarded(const std::vector<Migration>& files, const std::function<void(StepRunner&)>& work);
  std::unique_ptr<Impl> impl_;
};

// The migration that a person means by a full id, a unique prefix, or a unique part of it. Refuses
// (MIG-CLI-MIGRATION) with the candidates.
std::string resolve_id(const std::string& word, const std::vector<std::string>& ids);

}  // namespace migrate
