// What the engine's parts share. Private to src/engine.
#pragma once
#include "engine/engine.hpp"
#include "engine/guard.hpp"
#include "engine/hooks.hpp"
#include "engine/overlap.hpp"
#include "engine/session.hpp"
#include "engine/step_runner.hpp"
#include "gate/gather.hpp"
#include "schema/facts.hpp"

namespace migrate {

struct Engine::Impl {
  explicit Impl(Parts p)
      : outside(p.observer),
        hooks(parts.config.hooks, p.observer),
        pausing(p.observer, hooks, p.clock),
        guarding(pausing, guard),
        parts{std::move(p.config), std::move(p.decorate), guarding, p.clock, std::move(p.command)},
        session(parse_url(parts.config.url), parts.decorate),
        guard(parts.config.abort_if, session.url(), parts.clock) {}

  // What the phases tell goes through the two observers. They and the hooks refer to what
  // stands below.
  Observer& outside;  // what is no phase tells this one: it is no hook's business
  Hooks hooks;
  PauseHooks pausing;
  GuardObserver guarding;
  Parts parts;
  Session session;
  Guard guard;
  std::vector<std::string> moved;    // Engine::moved
  std::set<std::string> hidden_now;  // Engine::has_hidden

  Store& store() { return session.store(); }
  const Dialect& dialect() const { return session.dialect(); }

  // A line for each server that this one's database is written from (MIG-PREFLIGHT).
  std::vector<std::string> elsewhere();
  void require_primary();
  // Runs `work` under the lease, state tables made, preflight passed.
  void leased(const std::function<void(StepRunner&)>& work);

  // Files for this engine only, in order.
  std::vector<Migration> mine(const std::vector<Migration>& files) const;
  // Those of `files` that the selection means.
  std::vector<Migration> select(const std::vector<Migration>& files,
                                const Selection& selection) const;
  // MIG-FILE-EDITED, exit 4, when a recorded file's checksum differs.
  void refuse_edited(const std::vector<Migration>& files, const std::vector<MigrationRecord>& all);

  // A new plan on `schema`, which then is as after expand and backfill.
  Plan make_plan(const Migration& migration, Schema& schema);
  // What to know of one that is planned behind newer ones; empty: nothing.
  static std::string overtaken(const Plan& plan, const std::vector<MigrationRecord>& all);
  // The recorded plan of a migration in flight: what is left of it, with the copies that contract
  // would keep.
  Plan stored_plan(const MigrationRecord& record, bool keeps_copy);
  Schema inspect();

  // What a phase leaves behind becomes what `drift` compares with: of the tables it touched, or of
  // all where they cannot be told or nothing is recorded yet. To be called in the transaction that
  // ends the phase, with what was read just before it.
  struct Remembered {
    std::vector<SchemaFact> facts;
    std::optional<std::set<std::string>> tables;
  };
  Remembered read_schema(const Migration* migration, const std::vector<Touch>& touches);
  static void remember(Store& store, const Remembered& read);

  BatchTuning tuning(const Migration& migration) const;
  Verdict verdict(const Migration& migration, const MigrationRecord& record, Asking asking);
  // For where the server only counts calls: from here on a count that grows is a call.
  void look_at_statements(const Migration& migration);
  // A step that changes anything has run, or may have: of the part of contract that the stage is
  // in.
  bool has_begun_to_contract(StepRunner& runner, const std::string& id);
  // Of one that is recorded as begun and not ended, by a run that was killed or gave up, the
  // database is asked.
  bool may_have_taken_place(StepRunner& runner, const std::string& id, const StepRecord& record);
  // Both without a wait for what a killed run may still have at work: for what only looks.
  bool seems_to_have_begun_to_contract(const std::string& id);
  bool seems_to_have_taken_place(const StepRecord& record);

  // Before anything of a phase runs: what migrate.yaml has for it names no variable that is not
  // set.
  void require_set(const std::string& phase) const;
  void expand_one(StepRunner& runner, const Migration& migration);
  // What is recorded as begun.
  void expand_on(StepRunner& runner, const Migration& migration);
  // False: held before an exchange.
  bool backfill_one(StepRunner& runner, const Migration& migration);
  // The same, watched by `abort_if` and told to the hooks, but for those of before_backfill.
  bool backfill_watched(StepRunner& runner, const Migration& migration);
  // False: in quarantine, and nothing but the time is missing.
  bool contract_one(StepRunner& runner, const Migration& migration,
                    const std::optional<std::string>& force_gate);
  // Tells the hooks of `abort` when `work` ends by an error.
  void hooked(const std::string& migration, std::string_view phase,
              const std::function<void()>& work);
  // After a phase: as long as `abort_if` asks for.
  void watch(const std::string& migration);
  void forget(const std::string& migration);  // what it compares with
  bool run_phase(StepRunner& runner, const Migration& migration, Phase phase);
  // restore.cpp: lets the recorded plan keep a copy of what it has not dropped yet, also where that
  // was tried in vain.
  void keep_copies(StepRunner& runner, const std::string& id);
  // Of a restore: MIG-RESTORE-TAKEN, exit 2, where what the step puts back is there, and is not
  // what a run of this restore has put there. The step itself would take it for its own.
  void refuse_taken(const std::string& id, const Step& step);
  ContractSettings contract_settings(const Migration& migration) const;  // the file's, and ours
  bool keeps_copy(const Migration& migration) const;
  // quarantine.cpp: what contract is asked for may have changed since expand, by a repaired file or
  // migrate.yaml. Before anything of contract has run.
  void take_up_settings(StepRunner& runner, const Migration& migration);
  void put_in_quarantine(StepRunner& runner, const std::string& id, Millis quarantine);
  // quarantine.cpp. Steps of contract's first part that check, afresh each time; then what hides.
  void hide(StepRunner& runner, const Migration& migration);
  // From hiding, quarantined or unhiding back to backfilled.
  void unhide(StepRunner& runner, const std::string& id, const Migration* file);
  std::optional<GateInput::Hidden> hidden(const MigrationRecord& record,
                                          const Migration& migration);
  bool waits_in_quarantine(const std::string& id);
  // Says so, where it is.
  bool only_time_is_missing(const Verdict& found);
  // A backfill would make the new side what the old one is, and nobody but new code writes now.
  [[noreturn]] static void differs_while_hidden(const std::string& id, Report report);
  // Of the part of contract that comes next: its leading checks, afresh each time.
  void check_before(StepRunner& runner, const Migration& migration, bool hides);
  void prove_again(StepRunner& runner, const Migration& migration, const Step& exchange);
  // A verification that found differences: fill and verify again at the next backfill.
  void refill_next_time(StepRunner& runner, const std::string& id, const std::string& found);

  // These add what they move on to `moved`, one by one: the next one may throw.
  void run_expand(StepRunner& runner, const std::vector<Migration>& files,
                  const Selection& selection);
  void run_backfill(StepRunner& runner, const std::vector<Migration>& files,
                    const Selection& selection);
  void run_cutover(StepRunner& runner, const std::vector<Migration>& files,
                   const Selection& selection);
  void run_contract(StepRunner& runner, const std::vector<Migration>& files,
                    const Selection& selection, const std::optional<std::string>& force_gate,
                    bool open_gates_only);
  void moved_on(const std::string& id);
  std::string rollback_target(const std::optional<std::string>& word);
  // Refuses where there is no way back; `gone`: contract has begun to change something. True: what
  // contract has hidden is to be brought back first.
  bool find_way_back(const MigrationRecord& record, bool gone, bool unhide);
};

// Of a step that would have kept one, and may have dropped it already.
std::string no_copy_kept(const Step& step);
// cutover.cpp. Is it of what backfill begins anew when rows differ?
bool begins_anew(const Step& step);
// The steps that it does not begin anew whatever they are: they work on the shadow of a table that
// has been exchanged, which has another name by now; or, with `ended` (backfill was over once), say
// something only while it runs.
std::set<std::string> passed_for_good(const std::vector<StepRecord>& steps, bool ended);
// MIG-ROLLBACK-UNFINISHED
[[noreturn]] void refuse_unfinished_rollback(const std::string& id);
[[noreturn]] void refuse_unfinished_unhide(const std::string& id);
std::optional<MigrationRecord> find_record(const std::vector<MigrationRecord>& all,
                                           const std::string& id);
Stage stage_of(const std::vector<MigrationRecord>& all, const std::string& id);
MigrationRecord record_of(const Migration& migration, Stage stage);
std::vector<std::string> ids_of(const std::vector<Migration>& files);

}  // namespace migrate
