// The durable record, in the target database. One Store per connection; every method is one or a
// few short statements and takes part in the connection's open transaction when there is one.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "dialects/dialect.hpp"
#include "schema/facts.hpp"
#include "state/control.hpp"
#include "state/records.hpp"

namespace migrate {

class Store {
 public:
  Store(db::Connection& connection, const Dialect& dialect)
      : connection_(connection), dialect_(dialect), sql_(dialect.state_sql()) {}

  // Creates the tables where missing.
  void ensure();
  // False: this database has never been touched, or not all tables are made yet; reads then return
  // nothing. Refuses (MIG-STATE-NEWER, exit 2) a layout newer than this binary's: what it would
  // read there may mean something else.
  bool exists();

  // Where several schemas would share the record (PostgreSQL), it is that of one. False: of which
  // is not kept yet. Refuses (MIG-STATE-SCHEMA, exit 2) in another one: what is recorded as done
  // was not done there.
  bool in_kept_schema();
  void keep_schema();  // this session's; under the lease

  EpochMs now();  // the server's clock

  // Refuses as in_kept_schema() does.
  std::vector<MigrationRecord> migrations();
  std::optional<MigrationRecord> migration(const std::string& id);
  // One transaction: the migration at stage `expanding` and all its steps as planned. Replaces the
  // record of a rolled-back run.
  void begin_migration(const MigrationRecord& record, const std::vector<Step>& steps);
  void record_baseline(const MigrationRecord& record);
  // As if it had never been; its events stay.
  void forget_migration(const std::string& id);
  // An edited file is as it should be.
  void accept_file(const std::string& id, const std::string& checksum, int checksum_version,
                   const std::string& description);
  // Sets the stage and the time that belongs to it.
  void set_stage(const std::string& id, Stage stage);
  // Back to one that it has had: the times stay what they are.
  void put_back_stage(const std::string& id, Stage stage);

  std::vector<StepRecord> steps(const std::string& id);
  // In the place of one; nothing: it is taken out. What is put there is planned.
  void replace_step(const std::string& id, const StepRecord& step, const std::vector<Step>& by);
  void insert_steps(const std::string& id, int position, const std::vector<Step>& steps);
  // Its undo is another one; what it is, and what has become of it, stays.
  void correct_undo(const std::string& id, const Step& step);
  void append_steps(const std::string& id, const std::vector<Step>& steps);
  void step_running(const std::string& id, const std::string& step);  // counts an attempt
  void step_done(const std::string& id, const std::string& step);
  void step_undone(const std::string& id, const std::string& step);
  void step_failed(const std::string& id, const std::string& step, const std::string& error);
  void reset_step(const std::string& id, const std::string& step);  // planned again, no checkpoint
  StepStatus step_status(const std::string& id, const std::string& step);

  std::optional<Checkpoint> checkpoint(const std::string& id, const std::string& step);
  void save_checkpoint(const std::string& id, const std::string& step, const Checkpoint& point);
  // The same of one that tells so many `batches`, if `token` is the newest, which is held against
  // change until commit. False: nothing was saved.
  bool move_checkpoint(const std::string& id, const std::string& step, const Checkpoint& point,
                       std::uint64_t batches, std::int64_t token);
  void add_rows(const std::string& id, const std::string& step, std::uint64_t rows);
  void drop_checkpoints(const std::string& id);  // and claims

  std::vector<Claim> claims(const std::string& id, const std::string& step);  // in their order
  void claim(const std::string& id, const std::string& step, const Claim& claim);
  // Begins the transaction of a claim's batch: with `settings`, and with the end of the claim, if
  // `token` is the newest, which is held against change until commit. Nothing `affected`: it is
  // not, or the claim is gone.
  db::Transaction begin_claimed(const std::string& id, const std::string& step, std::int64_t number,
                                std::int64_t token, const std::vector<std::string>& settings);

  void add_sample(const std::string& id, const std::string& step,
                  const Sample& sample);  // `at`: now
  // The newest so many, the oldest of them first. None where the table is missing.
  std::vector<Sample> samples(const std::string& id, const std::string& step, int limit);
  // Those whose number is no multiple of `stride` are forgotten.
  void thin_samples(const std::string& id, const std::string& step, std::int64_t stride);

  // An instance whose name another build has had is a second one: the row of that build stays, as
  // "name (version schema)", until it has been silent for long enough.
  void heartbeat(const AppInstance& instance);
  std::vector<AppInstance> instances();
  // Marks one instance as retired (it still counts as once seen). With an empty instance the whole
  // app is forgotten: it is gone for good and no gate asks for it. Returns how many rows.
  std::uint64_t retire(const std::string& app, const std::string& instance);

  void approve(const Approval& approval);
  std::vector<Approval> approvals(const std::string& id);

  LeaseRecord lease();
  // Takes the next token; the caller holds the session lock.
  std::int64_t take_lease(const LeaseRecord& owner);
  void release_lease(std::int64_t token);
  // Inside a transaction: true while this token is the newest, held against change until commit.
  bool holds_token(std::int64_t token);
  // Returns when no transaction is left that was begun so: one whose connection was lost may still
  // be at its COMMIT. Throws DbError lock_timeout.
  void outlive_lost(std::int64_t token);
  // Begins a transaction with `settings` and that question; yes: `begun` has a row.
  db::Transaction begin_held(std::int64_t token, const std::vector<std::string>& settings = {});

  // How often each statement that names the old shape had been called when it was last looked at
  // (gate/gather_statements.cpp); empty: never.
  void save_statement_counts(const std::string& id, const std::string& counts);
  std::string statement_counts(const std::string& id);

  // What the running backfill says, for `status` from elsewhere: why it waits (empty: it does not),
  // and what each source of its throttle read.
  void set_waiting(const std::string& why, const std::vector<Reading>& readings);
  std::string waiting();
  std::vector<Reading> readings();

  // What it is told. A pause whose time is over (by the server's clock) is not there any more.
  Orders orders();
  // Until commit nobody else gives an order, who would begin from what is there now as well.
  void hold_orders();
  void order_pause(const PauseOrder& order);
  // Of one migration, or all there are. Returns how many.
  std::uint64_t lift_pauses(const std::optional<std::string>& migration);
  void order_throttle(const ThrottleOrder& order);  // empty: none any more

  // A row of `control`; an empty value takes it away.
  void set_control(const std::string& name, const std::string& value);
  std::string control(const std::string& name);

  // The schema as the tool last left or found it; empty: never recorded.
  std::vector<SchemaFact> recorded_schema();
  bool has_recorded_schema();
  // In place of what is recorded of these tables; nullptr: of all.
  void record_schema(const std::vector<SchemaFact>& facts, const std::set<std::string>* tables);

  // When each migration was planned or baselined for the first time, rolled back since or not.
  std::map<std::string, EpochMs> first_recorded();
  // What tells the order in which migrations were planned, each for the last time: numbers that
  // only grow, whatever the server's clock does. One that has no such event is missing.
  std::map<std::string, std::int64_t> order_planned();

  void event(const std::string& migration, const std::string& kind, const std::string& message);
  std::vector<Event> events(const std::string& migration, int limit);

  db::Connection& connection() { return connection_; }

 private:
  void beat(const AppInstance& instance);
  void keep_build_before(const AppInstance& instance);
  void add_step_row(const std::string& id, const Step& step, int position);
  db::Result run(const std::string& sql, const std::vector<db::Value>& params = {});
  std::string work_schema();
  std::string with_placeholders(const std::string& sql) const;
  std::string held_sql() const;
  std::string update_checkpoint_sql() const;
  std::string t(const char* table) const { return sql_.table(table); }

  db::Connection& connection_;
  const Dialect& dialect_;
  const StateSql& sql_;
  bool exists_ = false;
  bool in_kept_schema_ = false;
  int layout_ = 0;
};

}  // namespace migrate
