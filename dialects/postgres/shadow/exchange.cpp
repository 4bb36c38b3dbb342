// The exchange of a table for its shadow, what follows it, and what contract removes.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/partitions.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

// Milliseconds that the exchange may hold its locks.
constexpr int exchange_budget = 50;

// As SQL, and as a plan names it.
struct Parent {
  std::string sql, name;
};

std::vector<Parent> parents(const Rebuild& r) {
  std::vector<Parent> all;
  for (auto& key : r.was.foreign_keys) {
    if (key.ref_table == r.was.name) continue;
    auto sql = r.p.schema.table(key.ref_table) ? r.p.q(key.ref_table) : key.ref_table;
    if (std::none_of(all.begin(), all.end(), [&](auto& one) { return one.sql == sql; }))
      all.push_back({sql, key.ref_table});
  }
  return all;
}

// `other`: the table beside, which has the shadow's name or the old one's.
SwapLocks locks(const Rebuild& r, const Exchange& swap, const std::string& other) {
  auto tables = r.attached.tables;
  if (std::find(tables.begin(), tables.end(), r.q()) == tables.end()) tables.push_back(r.q());
  tables.push_back(other);
  for (auto& parent : parents(r))
    if (std::find(tables.begin(), tables.end(), parent.sql) == tables.end())
      tables.push_back(parent.sql);
  Together wanted{.tables = tables,
                  .sequences = r.attached.sequences,
                  .identities = r.attached.identities,
                  .views = swap.views,
                  .read = r.q(),
                  .checks = swap.checks};
  if (!r.back.partitions.empty() && other == r.names.old_sql()) wanted.partitioned = {r.q()};
  return lock_in_either_order(wanted);
}

LockImpact lock(const Rebuild& r, const std::string& other, const Exchange& swap) {
  auto objects = r.attached.locked;
  // Beside the shadow stands the old table, beside that the new one.
  bool forth = other == r.names.shadow;
  objects.add(forth ? LockedObject{r.was.name} : r.locked(r.was.name));
  objects.add(forth ? r.locked_shadow() : LockedObject{other});
  for (auto& parent : parents(r)) objects.add({parent.name});
  auto taken =
      Lock::access_exclusive(objects,
                             "what the log still holds is applied, names change: no other row is "
                             "read, no index built");
  LockedObjects written;
  for (auto& object : swap.written_by_rules.all()) {
    auto& all = objects.all();
    if (std::find(all.begin(), all.end(), object) == all.end()) written.add(object);
  }
  if (!written.empty()) taken.also.push_back({"ROW EXCLUSIVE", written});
  return taken;
}

// A key on both tables would refuse the deletion of a row that the one without readers still refers
// to. Each row has been proven by the key of the one table; the other's is validated when no lock
// is held.
Statements drop_keys(const Rebuild& r, const std::string& of) {
  Statements sql;
  for (auto& key : r.was.foreign_keys)
    sql.push_back(fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", of, quote_name(key.name)));
  return sql;
}

// Else it is NOT VALID, or from PostgreSQL 18 on NOT ENFORCED, which cannot be validated.
bool is_proven(const ForeignKey& key) {
  return !key.definition.ends_with(" NOT VALID") && !key.definition.ends_with(" NOT ENFORCED");
}

Statements add_keys(const Rebuild& r) {
  Statements sql;
  for (auto& key : r.was.foreign_keys)
    sql.push_back(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}{}", r.q(), quote_name(key.name),
                              key.definition, is_proven(key) ? " NOT VALID" : ""));
  return sql;
}

// Behind an exchange back. Rows that refer to one which was discarded are nobody's to delete, and
// must not stop the way back: the key stays NOT VALID then, and the record says so.
std::string validate_back(const Rebuild& r, const std::string& sql, const std::string& key,
                          const std::string& table) {
  if (!may_be_refused_back(r)) return sql;
  return "DO " +
         dollar_quote(fmt::format(
             "\nBEGIN\n  {};\nEXCEPTION WHEN foreign_key_violation THEN\n"
             "  INSERT INTO migrate.event (at, migration, kind, message) VALUES "
             "(clock_timestamp(), {}, 'not validated', {});\nEND\n",
             sql, quote_literal(r.p.migration.id),
             quote_literal(fmt::format("foreign key {} of {} stays NOT VALID: rows refer to some "
                                       "that were discarded",
                                       key, table))));
}

Statements validate_keys(const Rebuild& r) {
  Statements sql;
  for (auto& key : r.was.foreign_keys)
    if (is_proven(key))
      sql.push_back(validate_back(
          r, fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", r.q(), quote_name(key.name)),
          key.name, r.was.name));
  return sql;
}

// Constraints that wait for the commit would still be waiting when the tables are renamed.
Statements drained(const Rebuild& r, const Carry& carry) {
  // On the way back a person has been asked about those.
  auto sql = drain(carry, &carry == &r.back);
  if (any_deferrable(r)) sql.push_back("SET CONSTRAINTS ALL IMMEDIATE");
  return sql;
}

bool is_put_back(const Rebuild& r, const Carry& carry) {
  return &carry == &r.back && !carry.kept.empty();
}

// Where another row may be put back, there is no constraint that waits.
Statements drained_again(const Rebuild& r, const Carry& carry) {
  return is_put_back(r, carry) ? Statements{drain_beside_kept(carry)} : drained(r, carry);
}

bool has_unproven_rules(const Table& table) {
  return std::any_of(table.checks.begin(), table.checks.end(),
                     [](auto& check) { return !check.validated; }) ||
         std::any_of(table.columns.begin(), table.columns.end(), has_unproven_not_null);
}

// Until the locks. The log is applied before them, too, so that little is left for behind them,
// however often this is tried; once more where rows were put back, which may take a while.
Statements until_locked(const Rebuild& r, const Carry& carry, const Exchange& swap,
                        const std::string& other, const Statements& ahead, int& hold_from) {
  auto taken = locks(r, swap, other);
  Statements sql = {no_older_snapshot(carry)};
  // Of the same message as what stands before it: the locks have the same place in both
  // directions, and from there their time is counted.
  auto also = [&](const Statements& more) {
    for (auto& statement : more) sql.back() += ";\n" + statement;
  };
  if (!carry.partitions.empty()) also(log_partitions_that_came_or_went(carry));
  append(sql, drained(r, carry));
  if (is_put_back(r, carry))
    also({put_back_kept(carry, has_unproven_rules(r.was)), drain_beside_kept(carry)});
  also(ahead);
  sql.push_back(join(taken.gently, ";\n"));
  hold_from = static_cast<int>(sql.size());
  sql.push_back(taken.all);
  return sql;
}

// NOT VALID before, and now: what was written since has passed them on the other table.
Statements add_unproven(const Rebuild& r) {
  Statements sql;
  for (auto& check : r.was.checks)
    if (!check.validated)
      sql.push_back(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {}", r.q(),
                                quote_name(check.name), check.definition));
  for (auto& column : r.was.columns)
    if (has_unproven_not_null(column) && !r.change.nullable.count(column.name))
      sql.push_back(fmt::format("ALTER TABLE {} ADD CONSTRAINT {} NOT NULL {} NOT VALID", r.q(),
                                quote_name(column.extra.at("not_null")), quote_name(column.name)));
  return sql;
}

// One message: behind the locks each one more is time in which others wait.
std::string behind_locks(const Rebuild& r, const Carry& carry, const Exchange& swap,
                         const std::string& left, const Statements& then) {
  auto sql = drained_again(r, carry);
  append(sql, drop_triggers(carry, r.q()));
  append(sql, swap.under_lock);
  bool forth = &carry == &r.forward, on_partitions = keys_are_on_partitions(r);
  append(sql, on_partitions && !forth ? drop_keys_of_partitions(r, left) : drop_keys(r, left));
  append(sql, on_partitions && forth ? add_keys_to_partitions(r) : add_keys(r));
  // On the way back the old table has them still.
  if (forth) append(sql, add_unproven(r));
  append(sql, forth ? comments_of_exchange(r) : r.late_comments);
  append(sql, then);
  return join(sql, ";\n");
}

std::string bare(const Rebuild& r, const std::string& sql) {
  for (auto& [name, _] : r.p.schema.tables)
    if (r.p.q(name) == sql) return name;
  return sql;
}

void validate(const Rebuild& r, Phase phase) {
  auto prove = [&](const LockedObject& table, const std::string& sql, const std::string& title) {
    auto& step = add(r, phase, StepKind::ddl, title,
                     "every row has been proven by the key that was; the server wants to see it");
    step.table = table.name;
    step.sql = {sql};
    step.transactional = true;
    step.lock = {"SHARE UPDATE EXCLUSIVE", table, r.p.scan(), "reads and writes go on"};
  };
  if (keys_are_on_partitions(r)) prove_keys_on_partitions(r, phase);
  for (auto& key : r.was.foreign_keys)
    if (is_proven(key) && !keys_are_on_partitions(r))
      prove(r.locked(r.was.name),
            fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", r.q(), quote_name(key.name)),
            fmt::format("prove foreign key {} of {} again", key.name, r.was.name));
  for (auto& one : r.attached.after_swap)
    prove({bare(r, one.table)}, one.sql,
          fmt::format("prove foreign key {} of {} again", one.constraint, bare(r, one.table)));
}

Step& exchange(const Rebuild& r, Phase phase, const std::string& why, const Statements& ahead,
               const Statements& then) {
  auto& step =
      add(r, phase, StepKind::ddl, fmt::format("exchange {} for its shadow", r.was.name), why);
  step.sql =
      until_locked(r, r.forward, r.attached.swap, r.names.shadow_sql(), ahead, step.hold_from);
  step.sql.push_back(behind_locks(r, r.forward, r.attached.swap, r.names.old_sql(), then));
  step.transactional = true;
  step.budget_ms = exchange_budget;
  step.lock = lock(r, r.names.shadow, r.attached.swap);
  return step;
}

void make_way_back(const Rebuild& r) {
  auto& step = add(r, Phase::backfill, StepKind::ddl,
                   fmt::format("make a log for the way back of {}", r.was.name),
                   "rollback loses nothing that is written after the exchange");
  step.sql = create_log(r.back);
  step.sql.push_back(mark_moment(r.back));
  step.transactional = true;
  step.lock = {"none", "", "nobody but this tool uses it yet", "reads and writes go on"};
  // After a rollback's exchange, which comes before this in it.
  step.undo = validate_keys(r);
  LockedObjects validated;
  if (!step.undo.empty()) validated.add({r.was.name});
  for (auto& one : r.attached.after_swap_back) {
    step.undo.push_back(validate_back(r, one.sql, one.constraint, bare(r, one.table)));
    validated.add({bare(r, one.table)});
  }
  if (!step.undo.empty())
    step.undo_lock = LockImpact{"SHARE UPDATE EXCLUSIVE", validated, r.p.scan(),
                                "foreign keys are proven again; reads and writes go on"};
  append(step.undo, drop_log(r.back));
}

}  // namespace

bool has_unproven_not_null(const Column& column) {
  return column.nullable && column.extra.count("not_null");
}

bool may_be_refused_back(const Rebuild& r) {
  auto& change = r.change;
  return !change.types.empty() || !change.nullable.empty() || !change.primary_key.empty();
}

bool any_deferrable(const Rebuild& r) {
  return std::any_of(r.made.indexes.begin(), r.made.indexes.end(), [&](auto& index) {
    return r.made.extra.count("deferrable:" + index.name) > 0;
  });
}

bool is_deferrable(const Rebuild& r) {
  return r.made.extra.count("deferrable:" + r.key.told_by) > 0;
}

void rehearse_exchange(const Rebuild& r) {
  auto& trial = r.attached.rehearsal;
  if (trial.views.empty() && trial.under_lock.empty()) return;
  auto& step =
      add(r, Phase::expand, StepKind::ddl, fmt::format("rehearse the exchange of {}", r.was.name),
          "what would fail in it, by an expression over another type, fails here; all of it "
          "is taken back");
  auto taken = locks(r, trial, r.names.shadow_sql());
  step.sql = {"SAVEPOINT migrate_rehearsal"};
  append(step.sql, taken.gently);
  step.hold_from = static_cast<int>(step.sql.size());
  step.sql.push_back(taken.all);
  append(step.sql, trial.under_lock);
  step.sql.push_back("ROLLBACK TO SAVEPOINT migrate_rehearsal");
  step.transactional = true;
  step.budget_ms = exchange_budget;
  step.lock = lock(r, r.names.shadow, r.attached.swap);
  step.lock.why = "the catalog alone, and it is taken back";
}

// From here on what is written to the new table is logged, and a rollback brings it back.
void exchange_and_follow(const Rebuild& r) {
  make_way_back(r);
  // On many partitions they take a while. What is applied behind the locks is then logged, too: its
  // rows are read again, as any others.
  bool ahead = !r.back.partitions.empty();
  auto then = ahead ? Statements() : create_triggers(r.back, r.q());
  append(then, follow_added(r));
  auto& step = exchange(r, Phase::backfill,
                        "the shadow holds every row; both versions of the code can use the new "
                        "shape",
                        ahead ? create_triggers(r.back, r.names.shadow_sql()) : Statements(), then);
  step.cutover = true;
  step.undo = until_locked(r, r.back, r.attached.swap_back, r.names.old_sql(), {}, step.hold_from);
  step.undo.push_back(behind_locks(r, r.back, r.attached.swap_back, r.names.shadow_sql(), {}));
  step.undo_lock = lock(r, r.names.old, r.attached.swap_back);
  step.loss = fmt::format("SELECT count(*) AS lost FROM {} WHERE refused", r.back.log);
  step.loss_what = fmt::format("rows of {} that the old shape cannot hold", r.was.name);
  if (auto& beyond = r.attached.beyond; !beyond.empty()) {
    step.loss = fmt::format("SELECT ({}) + ({}) AS lost", step.loss, join(beyond, ") + ("));
    step.loss_what += ", sequences beyond its type";
  }
  auto& carry = apply(
      r, r.back, Phase::backfill, Portion::all, false,
      fmt::format("carry back what was written to {} meanwhile", r.was.name),
      "a rollback does it once more; what the old shape cannot hold stays in the log, and makes it "
      "ask");
  carry.completes_cutover = true;
  add_loss_of_added(r, carry);
  validate(r, Phase::backfill);
  note_attached(r);
}

// Contract exchanges: until then both versions use the old shape.
void exchange_at_last(const Rebuild& r) {
  apply(r, r.forward, Phase::contract, Portion::all, true,
        fmt::format("apply what changed in {} since", r.was.name),
        "nothing is exchanged while a row does not fit");
  auto& proof = add(r, Phase::contract, StepKind::verify,
                    fmt::format("compare {} with its shadow, again", r.was.name),
                    "what was equal yesterday proves nothing today");
  proof.batch =
      Walk(r.p.schema, r.was, r.p.at())
          .compare(differing(r.forward), key_there(r.forward), key_logged(r.forward), r.forward.to);
  proof.lock = Lock::reading(r.was.name);
  // Part of the exchange, not of what is looked at before contract begins: a hook, the gate, the
  // comparison of another table may take their time in between, and what was written meanwhile is
  // taken back with each attempt that does not fit its budget.
  apply(r, r.forward, Phase::contract, Portion::all, true,
        fmt::format("apply what changed in {} during the comparison", r.was.name),
        "little is left for the exchange, and whoever reads from an older snapshot is waited for")
      .completes_cutover = true;
  exchange(r, Phase::contract, r.change.late_because, {}, {});
  validate(r, Phase::contract);
}

void finish(const Rebuild& r) {
  if (r.early) {
    auto& stop = add(r, Phase::contract, StepKind::ddl,
                     fmt::format("stop the log for the way back of {}", r.was.name),
                     "there is no way back from here on");
    if (!r.back.partitions.empty())
      stop.sql = locks_ahead({.tables = {r.q()}, .partitioned = {r.q()}}, true);
    append(stop.sql, drop_triggers(r.back, r.q()));
    stop.transactional = true;
    stop.lock = Lock::access_exclusive(r.locked(r.was.name), "the triggers go");
  }
  auto& drop =
      add(r, Phase::contract, StepKind::ddl, fmt::format("drop the old table of {}", r.was.name),
          "no live code needs the old shape");
  drop.sql = {"DROP TABLE IF EXISTS " + r.names.old_sql()};
  drop.transactional = true;
  drop.destructive = true;
  drop.lock = nobody(r.names.old);
  auto& logs = add(r, Phase::contract, StepKind::ddl,
                   fmt::format("drop the logs of {}", r.was.name), "their triggers are gone");
  if (r.early) {
    logs.sql = drop_log(r.back);
    append(logs.sql, forget_attached(r));
  }
  append(logs.sql, drop_log(r.forward));
  logs.transactional = true;
  logs.lock = {"none", "", "nobody but this tool uses them", "reads and writes go on"};
}

}  // namespace migrate::postgres
