// A shadow table of the new shape, filled and kept in step beside the table, proven equal, then
// exchanged with it in contract (docs/decisions/0018).
#include "dialects/sqlite/shadow/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/batches.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/shadow/rebuild.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

void set_keys(Rebuild& r) {
  auto& carry = r.forward;
  carry.key = carry.to_key = carry.to_key_of = row_key(r.was, r.p.at);
  if (!r.was.column(carry.key.front()))
    carry.witness = object_name({r.was.name, "witness"}, name_limit);
  const auto sql = definition_of(r.was);
  const auto rowid = rowid_column(r.text, r.change.definition);
  if (rowid.empty() || !rowid_column(*parse_create_table(sql), sql).empty()) return;
  carry.to_key = carry.to_key_of = {rowid};
  if (r.change.new_key.empty()) r.refused.push_back(quote(rowid) + " IS NULL");
}

void set_columns(Rebuild& r) {
  for (auto& column : r.text.columns) {
    if (column.constraint(ConstraintText::Kind::generated)) continue;
    auto up = r.change.up.find(column.name);
    auto* old = r.was.column(column.name);
    if (up != r.change.up.end())
      r.forward.columns.push_back({column.name, "(" + up->second + "\n)"});
    else if (old)
      r.forward.columns.push_back({old->name, quote(old->name)});
  }
}

Rebuild rebuild_of(const Planning& p, const ShadowChange& change, const Table& table) {
  auto own = [&](const char* what) { return object_name({table.name, what}, name_limit); };
  Rebuild r{p,
            change,
            table,
            *parse_create_table(change.definition),
            own("shadow"),
            own("old"),
            {table, own("shadow"), own("log"), {}, {}, {}, {}},
            change.refused};
  set_keys(r);
  set_columns(r);
  return r;
}

// With the log and its triggers, in one transaction.
void make(const Rebuild& r) {
  auto& carry = r.forward;
  const auto definition = standing_by(r, r.change.definition);
  Statements sql = {called(definition, parse_create_table(definition)->name, r.shadow)};
  for (auto& index : carried_indexes(r))
    sql.push_back(index_sql(r, index, shadow_index_name(r, index), r.shadow));
  append(sql, create_log(carry));
  const auto triggers = log_triggers(carry);
  append(sql, triggers.create);
  auto& step =
      add(r, Phase::expand, StepKind::ddl,
          fmt::format("make a shadow of {}: {}", r.was.name, r.change.what),
          r.change.why + "; with it, in one transaction, comes the log of what changes meanwhile");
  step.sql = sql;
  step.transactional = true;
  step.lock = brief_lock();
  step.undo = triggers.drop;
  append(step.undo, drop_log(carry));
  step.undo.push_back("DROP TABLE IF EXISTS " + quote(r.shadow));
  step.undo_lock = dropping_lock();
}

void fill(const Rebuild& r, Batch batch, const std::string& title, const std::string& why) {
  auto& step = add(r, Phase::backfill, StepKind::fill, title, why);
  step.transactional = true;
  step.batch = std::move(batch);
  step.lock = write_lock("one batch", "each batch and its checkpoint commit together");
}

void copy(const Rebuild& r) {
  // Ahead of the copy: at first the shadow is empty, and there is nothing to look through.
  fill(r, take_away(r.forward), fmt::format("take away what only {}'s shadow has", r.was.name),
       "the copy mends the rows that the table has; where a comparison has failed there may be "
       "others");
  fill(r, copy_batch(r.forward), fmt::format("copy {} into its shadow", r.was.name),
       "its indexes are there already: to build one later would hold the write lock for all of it");
}

void bring_in_step(const Rebuild& r) {
  look_for_refused(r, Phase::backfill);
  look_at_new_key(r, Phase::backfill);
  look_for_equal(r, Phase::backfill, false);
  copy(r);
  apply(r, Phase::backfill);
  // Those written since: the comparison finds that a copy is missing, and cannot say why.
  look_for_equal(r, Phase::backfill, true);
}

void note_what_changes(const Rebuild& r) {
  r.p.note(
      fmt::format("{} is exchanged for its shadow in contract; until then old and new code both "
                  "use the old shape",
                  r.was.name));
}

}  // namespace

void look_for_refused(const Rebuild& r, Phase phase) {
  auto refused = r.refused;
  if (!r.change.orphan.empty()) refused.push_back(r.change.orphan);
  if (refused.empty()) return;
  const auto again = phase == Phase::contract ? ", again" : "";
  r.p.search(
      phase,
      fmt::format("look for rows of {} that the new shape has no place for{}", r.was.name, again),
      r.was, "(" + join(refused, " OR ") + ")");
}

// A key's columns: neither NULL nor twice.
void look_at_new_key(const Rebuild& r, Phase phase) {
  if (r.change.new_key.empty()) return;
  Statements nulls, columns;
  for (auto& column : r.change.new_key) {
    nulls.push_back(quote(column) + " IS NULL");
    columns.push_back(quote(column));
  }
  const auto again = phase == Phase::contract ? ", again" : "";
  r.p.search(phase, fmt::format("look for rows of {} without a key{}", r.was.name, again), r.was,
             "(" + join(nulls, " OR ") + ")");
  r.p.check(phase,
            fmt::format("look for rows of {} that are alike in ({}){}", r.was.name,
                        join(r.change.new_key, ", "), again),
            r.was, duplicate_rows(r.was, r.p.at, r.change.new_key));
}

void apply(const Rebuild& r, Phase phase) {
  auto& step = add(r, phase, StepKind::apply,
                   fmt::format("apply what changed in {} {}", r.was.name,
                               phase == Phase::contract ? "since" : "meanwhile"),
                   "a row that the log names is read again and written anew");
  step.log = change_log(r.forward);
  // A VACUUM before it is seen by the comparisons that follow.
  if (phase == Phase::contract) step.log->first = bear_witness(r.forward);
  step.lock = write_lock("one batch", "each batch of the log commits by itself");
}

void compare(const Rebuild& r, Phase phase) {
  auto walk = [&](Batch batch, const std::string& title) {
    auto& step = add(r, phase, StepKind::verify, title, proven_complete);
    step.strategy = Strategy::none;
    step.batch = std::move(batch);
    step.lock = {"none", r.was.name, "", "reads only; a reader never blocks a writer in WAL mode"};
  };
  const auto again = phase == Phase::contract ? ", again" : "";
  walk(differing(r.forward), fmt::format("compare {} with its shadow{}", r.was.name, again));
  walk(extra(r.forward),
       fmt::format("look for rows that only {}'s shadow has{}", r.was.name, again));
}

void look_for_duplicates(const Rebuild& r, Phase phase) {
  if (r.change.unique_name.empty()) return;
  const auto again = phase == Phase::contract ? ", again" : "";
  r.p.check(
      phase,
      fmt::format("look for duplicates that index {} would refuse{}", r.change.unique_name, again),
      r.was, duplicate_rows(r.was, r.p.at, {r.change.unique_column}, {r.change.unique_value}));
}

void plan_shadow(const Planning& p, const ShadowChange& change, const Table& table) {
  refuse_what_cannot_be_rebuilt(p, change, table);
  look_at_the_disk(p, table);
  auto r = rebuild_of(p, change, table);

  make(r);
  bring_in_step(r);
  compare(r, Phase::backfill);
  look_for_duplicates(r, Phase::backfill);
  exchange_at_last(r);
  finish(r);
  note_what_changes(r);

  p.plan.touches.push_back({table.name, "*dropped"});
  p.plan.touches.push_back({table.name, "*compared"});
}

}  // namespace migrate::sqlite
