// A shadow table of the new shape, filled and kept in step beside the table, proven equal, then
// exchanged with it (docs/decisions/0020).
#include "dialects/postgres/shadow/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/partitions.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

void make_log(const Rebuild& r) {
  auto& log =
      add(r, Phase::expand, StepKind::ddl, fmt::format("make a log of changes of {}", r.was.name),
          "each entry names a row by its key; the row itself is read again when it is "
          "applied");
  log.sql = create_log(r.forward);
  append(log.sql, index_log(r.forward));
  log.undo = drop_log(r.forward);
  log.transactional = true;
  log.lock = {"none", "", "nobody but this tool uses it yet", "reads and writes go on"};
}

void make_triggers(const Rebuild& r) {
  auto& triggers =
      add(r, Phase::expand, StepKind::ddl, fmt::format("log what changes in {}", r.was.name),
          "it waits for every writer, so that each later write is in the log; one short "
          "row for each write: the application never waits for the copy, nor meets an error "
          "of it");
  triggers.sql = create_triggers(r.forward, r.q());
  triggers.undo = drop_triggers(r.forward, r.q());
  triggers.transactional = true;
  triggers.lock = Lock::share_row_exclusive(r.was.name);
  triggers.undo_lock = Lock::access_exclusive(r.was.name, "the triggers go");
}

// Before a copy that would end at the first of them.
void look_for_nulls(const Rebuild& r) {
  for (auto& column : r.forward.columns) {
    auto nullable = r.change.nullable.find(column.to.name);
    if (nullable != r.change.nullable.end() && !nullable->second)
      add_search(r.p, Phase::backfill, r.was,
                 fmt::format("look for rows without {}.{}", r.was.name, column.to.name),
                 column.expression + " IS NULL");
  }
}

void copy(const Rebuild& r) {
  auto& step =
      add(r, Phase::backfill, StepKind::fill, fmt::format("copy {} into its shadow", r.was.name),
          "no row of the table is locked, and no index slows the copy");
  step.batch = r.copied.copy(copy_sql(r.forward));
  step.lock = {"ROW EXCLUSIVE", r.locked_shadow(), "one batch, in the shadow only",
               "what changes meanwhile is in the log; nobody waits for the copy"};
}

Step& build(const Rebuild& r, const Index& index) {
  auto& step = add(r, Phase::backfill, StepKind::ddl,
                   fmt::format("build {} {} of {}'s shadow", index.primary ? "key" : "index",
                               index.name, r.was.name),
                   index.name == r.key.told_by && (index.primary || !r.key.primary.empty())
                       ? "the log is applied by it"
                       : "sorted once over all rows, instead of row by row");
  // What was mended in the table since this failed comes with it.
  if (index.primary && r.key.may_meet_twice) step.sql = drain(r.forward, false);
  append(step.sql, build_sql(r, index));
  step.transactional = true;
  step.lock = nobody(r.locked_shadow());
  // A constraint takes less on the partitions than on their parent.
  if (index.constraint && r.change.partition_by)
    step.sql.insert(step.sql.begin(),
                    fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", r.names.shadow_sql()));
  if (!index.constraint) step.lock.level = "SHARE";
  return step;
}

// Where rows may be met twice. ON CONFLICT passes over no row by a constraint that is DEFERRABLE.
void build_for_copy(const Rebuild& r) {
  auto& step = build(r, r.told_by());
  if (!is_deferrable(r)) return;
  step.sql.pop_back();
  step.lock.level = "SHARE";
}

void make_key_of_copy_a_constraint(const Rebuild& r) {
  auto& key = r.told_by();
  auto& step = add(r, Phase::backfill, StepKind::ddl,
                   fmt::format("make {} the key of {}'s shadow", key.name, r.was.name),
                   "a constraint that is DEFERRABLE could not pass over rows that are met twice");
  step.sql = {build_sql(r, key).back()};
  step.transactional = true;
  step.lock = nobody(r.locked_shadow());
}

// Values that differ may become one. Of the table, not of the shadow: what is mended there comes
// with the log, which is applied to its end behind this.
void look_for_duplicates(const Rebuild& r) {
  auto& change = r.change;
  for (auto& index : r.made.indexes) {
    std::vector<std::string> keys;
    bool touched = false, told = true;
    for (auto& part : index.parts) {
      auto column = std::find_if(r.forward.columns.begin(), r.forward.columns.end(),
                                 [&](auto& one) { return one.to.name == part.column; });
      told &= column != r.forward.columns.end();
      if (!told) break;
      touched |= change.types.count(part.column) > 0;
      keys.push_back(column->expression == quote_name(part.column)
                         ? column->expression
                         : parenthesised(column->expression));
    }
    for (auto& [name, type] : change.types) told &= !mentions(index.predicate, name);
    auto columns = index.columns();
    // With all of the key in it no two rows can be alike.
    auto& key = r.key.was;
    told &= std::any_of(key.begin(), key.end(), [&](auto& name) {
      return std::find(columns.begin(), columns.end(), name) == columns.end();
    });
    if (!index.unique || !touched || !told || r.early) continue;
    add_duplicates_check_of(
        r.p, Phase::backfill, r.was, keys, index.predicate,
        fmt::format("look for duplicates that {} of the new table {} would refuse", index.name,
                    r.was.name),
        index.definition.find(" NULLS NOT DISTINCT") != std::string::npos);
    auto& check = r.p.plan.steps.back();
    check.strategy = Strategy::shadow;
    check.why = "values that differ in the table may become one; mend them there";
  }
}

void build_indexes(const Rebuild& r) {
  for (bool unique : {true, false})
    for (auto& index : r.made.indexes)
      if (index.name != r.key.told_by && index.unique == unique) build(r, index);
  auto& attach = add(r, Phase::backfill, StepKind::ddl,
                     fmt::format("give {}'s shadow what the table has, and statistics", r.was.name),
                     "the planner knows it when the first query meets it");
  attach.sql = r.attached.on_shadow;
  attach.sql.push_back("ANALYZE " + r.names.shadow_sql());
  attach.sql.push_back(mark_moment(r.forward));
  attach.transactional = true;
  attach.lock = nobody(r.locked_shadow());
  if (r.attached.on_shadow.empty())
    attach.lock.level = "SHARE UPDATE EXCLUSIVE";
  else  // Which lock the statements would take depends on what they are.
    attach.sql.insert(attach.sql.begin(),
                      fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", r.names.shadow_sql()));
}

void make(const Rebuild& r) {
  make_shadow(r);
  make_log(r);
  make_triggers(r);
  rehearse_exchange(r);
}

// Until the shadow is what the table was at one moment.
void bring_in_step(const Rebuild& r) {
  look_for_nulls(r);
  look_for_added_nulls(r);
  if (r.change.partition_by) look_for_rows_without_a_partition(r);
  look_for_duplicates_of_key(r, false);
  if (r.forward.met_twice) build_for_copy(r);
  copy(r);
  if (!r.forward.met_twice)
    build(r, r.told_by());
  else if (is_deferrable(r))
    make_key_of_copy_a_constraint(r);
  apply(r, r.forward, Phase::backfill, Portion::some, false,
        fmt::format("apply what changed in {} meanwhile", r.was.name),
        "in batches, in any order, while nothing of the shadow is unique but its key");
  look_for_duplicates_of_key(r, true);
  look_for_duplicates(r);
  bool unique = std::any_of(r.made.indexes.begin(), r.made.indexes.end(), [&](auto& index) {
    return (index.unique || index.constraint) && index.name != r.key.told_by;
  });
  if (unique)
    apply(r, r.forward, Phase::backfill, Portion::all, false,
          fmt::format("bring the shadow of {} to one moment", r.was.name),
          "a mixture of moments may hold one value twice that the table never held so");
  build_indexes(r);
  apply(r, r.forward, Phase::backfill, Portion::all, true,
        fmt::format("apply the last of the log of {}", r.was.name),
        "all that one snapshot sees: the shadow is then what the table was at that moment");
}

// Every row, both ways; what differs is applied again.
void compare(const Rebuild& r) {
  auto& note = add(r, Phase::backfill, StepKind::fill,
                   fmt::format("note rows that differ in {}'s shadow", r.was.name),
                   "every row is compared before the exchange, on both sides; what differs is "
                   "applied again");
  note.batch = r.compared.compare(note_differing(r.forward), key_there(r.forward),
                                  key_logged(r.forward), r.forward.to);
  note.batch->notes = true;
  note.lock = Lock::reading(r.was.name);
  apply(r, r.forward, Phase::backfill, Portion::all, true,
        fmt::format("write the noted rows of {} anew", r.was.name),
        "what is refused stops it: the shadow is proven equal");
}

void note_what_changes(const Rebuild& r) {
  auto& p = r.p;
  for (auto& note : r.attached.notes) p.note(note);
  note_key(r);
  if (r.change.partition_by) note_partitions(r);
  if (r.early && !r.change.added.empty())
    p.note(fmt::format("new code finds the columns that {} gets from the end of backfill on",
                       r.was.name));
  if (!r.early)
    p.note(
        fmt::format("{} is exchanged for its shadow in contract: {}. Until then old and new code "
                    "both use the old shape",
                    r.was.name, r.change.late_because));
}

}  // namespace

void plan_shadow(Planning& p, const ShadowChange& change, Table& table) {
  refuse_what_cannot_be_rebuilt(p, change, table);
  Table made;
  auto r = rebuild_of(p, change, table, made);

  make(r);
  bring_in_step(r);
  compare(r);
  let_autovacuum_in(r);
  keep_sequences(r);
  r.early ? exchange_and_follow(r) : exchange_at_last(r);
  // What comes behind the exchange locks its partitions, too.
  if (change.partition_by) become_partitioned(p, made, *change.partition_by);
  finish_added(r, made);
  finish(r);
  note_what_changes(r);

  p.plan.touches.push_back({table.name, "*dropped"});
  for (auto* keys : {&table.foreign_keys, &table.referenced_by})
    for (auto& foreign : *keys)
      for (auto& name : {foreign.table, foreign.ref_table})
        if (name != table.name) p.plan.touches.push_back({name, "*dropped"});
  table = made;
}

}  // namespace migrate::postgres
