// The Plan: the one value in the middle. A planner makes it from a Migration and a Schema; it is
// printed, compared, stored in the database and run, step by step. Nothing else ever runs.
#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "migration/operations/operation.hpp"
#include "plan/lock_impact.hpp"
#include "schema/engine_kind.hpp"

namespace migrate {

enum class Phase { expand, backfill, contract };
std::string_view name_of(Phase phase);
std::optional<Phase> parse_phase(std::string_view name);

// Engine.md's four strategies; `none` for steps that change no schema (checks, verification).
enum class Strategy { none, instant, online, in_place, shadow };
std::string_view name_of(Strategy strategy);

// Where a value of a batch query's placeholder comes from, in placeholder order.
struct BatchParam {
  enum class Source { from, to, end, offset };
  Source source = Source::from;
  int part = 0;  // which column of the key
};

struct BatchQuery {
  std::string sql;  // with the engine's own placeholders ($1, ?, ?1)
  std::vector<BatchParam> params;
};

// Key-ordered walking of a table in ranges [from, to] (inclusive on both sides).
//   start  → at most one row: the first key            (no parameters)
//   end    → at most one row: the last key, fixed once  (no parameters): the high-water mark
//   bounds → up to two rows, in key order, of the keys in [from, end] after skipping `offset` rows
//            (= batch size - 1): the batch's own last key and the next batch's first key. One row
//            or none: this is the last batch, and `to` = end.
//   work   → the batch. For `fill` steps an UPDATE whose affected rows are counted; for `verify`
//            steps a SELECT that returns the keys of rows that differ (at most 5).
// `before` runs inside the same transaction, ahead of `work` (settings that end with it). Values
// travel as db::Value; the key's columns are selected so that they can be passed back unchanged
// (binary keys as hex …).
struct Batch {
  std::string table;
  std::vector<std::string> key;
  BatchQuery start, end, bounds, work;
  std::vector<std::string> before;
  // Run ahead of the first batch and each time that they go on, outside a transaction (settings of
  // the session), and behind the last.
  std::vector<std::string> session, session_after;
  bool by_blocks = false;  // a key is a block of rows, not a row
  // `offset` counts numbers of a key of one integer, not rows: where some are missing a batch has
  // fewer rows than were asked for, never more.
  bool by_numbers = false;
  // What it wrote stays: a comparison that fails later does not begin it anew.
  bool once = false;
  bool notes =
      false;  // `work` changes few of the rows that it reads: those of the range are counted
  // `work` is a statement of the user's: how many rows it changes says nothing of how many were
  // walked.
  bool users = false;
  std::uint64_t estimated_rows = 0;
};

// A change log: entries written by triggers, each naming a row by its key. Applying one means
// reading that row again and writing it anew into another table, so order and repeats do not
// matter; an entry is forgotten in the transaction that applied it. What the log names and the
// target refuses (a duplicate, a value that does not fit) stays in the log: a misfit.
//   first    → run once ahead of it, in a transaction of their own; mostly none.
//   next     → id, key … of the entries above an id, in order (from: the id; offset: how many - 1)
//   together → one transaction over all entries above one id up to another (from, to: the ids).
//              Locks no row of the source: only while nobody but this writes the target.
//   at_once  → the same over all entries that one statement sees, tried before those: the target is
//              then what the source was at one moment. No parameters.
// One entry, one transaction (from: id, key …), safe while triggers write the target too:
//   hold   → holds the source's row until the end
//   remove → the target's row
//   write  → the target's row anew; may be refused, which makes a misfit
//   differs → a row where what was written is not what the source says: a misfit too
//   forget → the entry
struct ChangeLog {
  std::string table;
  std::vector<std::string> key;  // as the source names it
  std::vector<std::string> first;
  BatchQuery next;
  std::vector<BatchQuery> together, at_once;
  BatchQuery hold, remove, write, differs, forget;
  // No misfit may be left: they are named. Else they stay where they are.
  bool to_the_end = false;
};

enum class StepKind {
  ddl,     // statements that change the schema
  sql,     // the user's own statements
  fill,    // a batched UPDATE
  verify,  // a batched comparison: a row returned is a difference
  search,  // a batched search for rows that a rule to come would refuse
  apply,   // a change log is applied until it is empty, or nearly (ChangeLog)
  wait,    // for sessions to end: those in the rows that `sql` answers (engine/step_wait.cpp)
  check,   // a query that must return no row; its rows are named in the refusal. With `expect`: a
           // query whose one value must be so (the user's `verify:` assertions)
};
std::string_view name_of(StepKind kind);
// Walks a table and changes nothing: verify, search.
bool only_walks(StepKind kind);

struct Step {
  std::string id;  // stable inside the migration: "expand-1", "backfill-2"
  Phase phase = Phase::expand;
  StepKind kind = StepKind::ddl;
  std::string title;  // what a person understands: "add users.full_name beside users.name"
  std::string table;  // that it is about; empty: none, and nobody is looked for when it has to wait
  std::vector<std::string> sql;   // in order. For `check`: one query.
  std::vector<std::string> undo;  // in order; each safe to run when its effect is not there
  // As `sql` of a `wait` step: sessions that must have ended before the first statement of `undo`.
  std::vector<std::string> before_undo;
  // All of `sql` and the record of its outcome commit together.
  bool transactional = false;
  // No lock timeout (CREATE INDEX CONCURRENTLY): waits without blocking anyone.
  bool patient = false;
  // How long, in milliseconds, its locks may be held: counted from the statement that takes them to
  // the commit. Longer, and all is taken back and tried again later. 0: no limit.
  int budget_ms = 0;
  // The first statement, of `sql` and of `undo`, whose locks anybody waits behind.
  int hold_from = 0;
  // Something that rollback could not bring back; only ever in contract.
  bool destructive = false;
  // Contract in two parts (docs/decisions/0023): this one is of the first, which puts the old shape
  // out of sight; its `undo` brings it back.
  bool hides = false;
  // A walk that says something only while its phase runs: what it finds later may be what new code
  // has written. `migrate verify` leaves it out, and it is not begun anew once its phase has ended.
  bool only_in_phase = false;
  // Milliseconds between the two; 0: there is one part only.
  std::int64_t quarantine_ms = 0;
  // In contract: takes nothing away from either version, so that it needs no gate.
  bool tidies = false;
  LockImpact lock;
  // Where `undo` takes a stronger lock than `sql` or takes it on more.
  std::optional<LockImpact> undo_lock;
  Strategy strategy = Strategy::none;
  std::string why;  // why this way was chosen
  // One row, one column: 1 done, 0 not done, 2 half done (run `cleanup`, then again). Empty: the
  // step's record alone tells (transactional steps), or it cannot be told (raw SQL).
  std::string probe;
  std::vector<std::string> cleanup;
  // Does undo lose what only new code wrote? One row, one column: the number of such rows (may stop
  // counting at any limit). Empty: nothing can be lost.
  std::string loss;
  std::string loss_what;  // "rows of table orders_v2", "values of users.nick"
  std::optional<Batch> batch;
  std::optional<ChangeLog> log;  // `apply` steps only
  // Exchanges a table for its shadow: `--hold-cutover` stops before it.
  bool cutover = false;
  // Part of the exchange: a rollback after it runs these to their end first, so that what new code
  // wrote since is in the old table before it comes back.
  bool completes_cutover = false;
  std::optional<std::string> expect;  // `check` steps only
  // Of the user's own SQL: the session is as if new for it, and again for what comes behind it
  // (docs/decisions/0040). Plans that were stored before there was this have none.
  struct OwnSession {
    // Said ahead of `sql` and of `undo`, each time that they are run, before their transaction.
    std::vector<std::string> settings, undo;
  };
  std::optional<OwnSession> own_session;
  // Where a copy is asked for (`--keep-copy`): what runs ahead of this step, or in its place, so
  // that what it takes away is in a table of its own then.
  struct Copy {
    bool instead = false;
    std::vector<Step> steps;
  };
  std::optional<Copy> copy;
  // Of the last step of such a copy: what `migrate restore` runs.
  std::vector<Step> restore;
  // It makes triggers that note when old code writes (docs/decisions/0026).
  struct Noting {
    std::string name;  // what old code says: "users.name", "orders"
    // One row or none: the last time, in milliseconds since 1970, and by whom (NULL: not known).
    std::string last;
    std::string forget;  // notes that say nothing any more; may be empty
    // A write is noted that often, so that the last one may be so much younger than its note.
    std::int64_t every_ms = 0;
  };
  std::optional<Noting> noting;

  const LockImpact& lock_to_undo() const { return undo_lock ? *undo_lock : lock; }
};

struct TableFacts {
  std::string table;
  std::uint64_t rows = 0;
  std::uint64_t bytes = 0;
};

struct Plan {
  std::string migration;
  std::string description;
  EngineKind engine = EngineKind::sqlite;
  std::string server;                // "PostgreSQL 15.18"
  std::vector<Step> steps;           // expand first, then backfill, then contract
  std::vector<std::string> session;  // what every connection sets first, for the reader
  std::vector<std::string> notes;    // limits and advice that a person should read
  std::vector<TableFacts> facts;     // from the live catalog
  std::vector<Touch> touches;

  std::vector<const Step*> of(Phase phase) const;
  bool has_contract() const { return !of(Phase::contract).empty(); }
};

// Why a table is walked by a `verify` and by a `search` step.
inline constexpr const char* proven_complete =
    "history is proven complete before anything relies on it";
inline constexpr const char* named_first =
    "rows that the server would refuse are named before it is asked";

// Adds a step behind those of its phase, giving it its id from phase and position. The reference is
// good until the next add_step.
Step& add_step(Plan& plan, Phase phase, StepKind kind, std::string title);
// Of the steps that there are. They keep them, while steps of other operations come between.
std::set<std::string> step_ids(const Plan& plan);

// Every comparison of contract before the first step that changes anything: one that fails then
// finds all of the old shape still there, and none meets a name that an earlier operation has
// changed. What hides comes first, with comparisons of its own.
void compare_before_contract(Plan& plan);

// Lossless; `step_from_json` throws Error (MIG-STATE-CORRUPT) on text it did not write, and
// MIG-STATE-NEWER, exit 2, where a newer version has written more than this one knows.
std::string to_json(const Step& step);
Step step_from_json(const std::string& json);

}  // namespace migrate
