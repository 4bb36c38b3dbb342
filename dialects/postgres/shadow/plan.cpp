// A shadow table of the new shape, filled and kept in step beside the table, proven equal, then
// exchanged with it (docs/decisions/0020).
#include "dialects/postgres/shadow/plan.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/partitions.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "dialects/postgres/sync.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

// Of a constraint that comes with the exchange.
void take_comment(Statements& from, const std::string& constraint, const ShadowNames& names,
                  Statements& to) {
  auto on = [&](const std::string& table) {
    return fmt::format("COMMENT ON CONSTRAINT {} ON {} ", quote_name(constraint), table);
  };
  auto shadow = on(names.shadow_sql());
  for (auto& sql : from)
    if (sql.starts_with(shadow)) to.push_back(on(names.table_sql()) + sql.substr(shadow.size()));
  std::erase_if(from, [&](auto& sql) { return sql.starts_with(shadow); });
}

void make_log(const Rebuild& r) {
  auto& log =
      add(r, Phase::expand, StepKind::ddl, fmt::format("make a log of changes of {}", r.was.name),
          "each entry names a row by its key; the row itself is read again when it is "
          "applied");
  log.sql = create_log(r.forward);
  log.undo = drop_log(r.forward);
  log.transactional = true;
  log.lock = {"none", "", "nobody but this tool uses it yet", "reads and writes go on"};
}

void make_triggers(const Rebuild& r) {
  auto& triggers =
      add(r, Phase::expand, StepKind::ddl, fmt::format("log what changes in {}", r.was.name),
          "it waits for every writer, so that each later write is in the log; one short "
          "row for each: the application never waits for the copy, nor meets an error "
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

void copy(const Rebuild& r, const Walk& walk) {
  auto& step =
      add(r, Phase::backfill, StepKind::fill, fmt::format("copy {} into its shadow", r.was.name),
          "no row of the table is locked, and no index slows the copy");
  step.batch = walk.copy(copy_sql(r.forward));
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

bool is_deferrable(const Rebuild& r) {
  return r.made.extra.count("deferrable:" + r.key.told_by) > 0;
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
        fmt::format("look for duplicates that {} of the new table would refuse", index.name),
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

void compare(const Rebuild& r, const Walk& walk) {
  auto& note = add(r, Phase::backfill, StepKind::fill,
                   fmt::format("note rows that differ in {}'s shadow", r.was.name),
                   "every row is compared before the exchange, on both sides; what differs is "
                   "applied again");
  note.batch = walk.compare(note_differing(r.forward), key_there(r.forward), r.forward.to);
  note.batch->notes = true;
  note.lock = Lock::reading(r.was.name);
  apply(r, r.forward, Phase::backfill, Portion::all, true,
        fmt::format("write the noted rows of {} anew", r.was.name),
        "what is refused stops it: the shadow is proven equal");
}

}  // namespace

Attached attached_to(const Planning& p, const ShadowNames& names, const ShadowChange& change,
                     const Table& table, const KeyOfShadow& key) {
  ShapeChange shape;
  shape.retyped = change.types;
  shape.primary_key = change.primary_key;
  say_what_changes(shape, key, table);
  if (change.partition_by)
    for (auto& name : change.partition_by->key) shape.partition_key.push_back(name.value);
  bool there = p.live && !p.live
                              ->query("SELECT 1 WHERE to_regclass($1::text) IS NOT NULL",
                                      {db::Value::of(names.table_sql())})
                              .rows.empty();
  if (there) return read_attached(*p.live, names, shape);
  Attached none;
  none.create = "CREATE TABLE";
  return none;
}

void append(Statements& to, const Statements& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Step& add(const Rebuild& r, Phase phase, StepKind kind, const std::string& title,
          const std::string& why) {
  auto& step = add_step(r.p.plan, phase, kind, title);
  step.table = r.was.name;
  step.strategy = Strategy::shadow;
  step.why = why;
  return step;
}

LockImpact nobody(const LockedObjects& table) {
  return {"ACCESS EXCLUSIVE", table, "nobody but this tool uses it yet", "reads and writes go on"};
}

Step& apply(const Rebuild& r, const Carry& carry, Phase phase, Portion portion, bool to_the_end,
            const std::string& title, const std::string& why) {
  auto& step = add(r, phase, StepKind::apply, title, why);
  step.log = change_log(carry, portion, to_the_end);
  step.lock = {"ACCESS SHARE", r.was.name, "one batch",
               "it writes the other table only, which nobody else uses"};
  return step;
}

namespace {

// What comes with the same migration stands behind all others.
void order_columns(Table& made, const std::vector<std::string>& order) {
  std::vector<Column> columns;
  for (auto& name : order) columns.push_back(*made.column(name));
  if (!order.empty()) made.columns = std::move(columns);
}

}  // namespace

void plan_shadow(Planning& p, Table& table, const ShadowChange& change) {
  refuse_what_cannot_be_rebuilt(p, change, table);
  auto own = [&](const char* what) { return object_name({table.name, what}, 63); };
  ShadowNames names{p.schema.name, table.name, own("shadow"), own("old")};
  auto made = table;
  for (auto& column : made.columns) {
    if (auto type = change.types.find(column.name); type != change.types.end()) {
      column.type = type->second;
      column.extra.erase("base_type");
    }
    if (auto other = change.nullable.find(column.name); other != change.nullable.end())
      column.nullable = other->second;
    if (auto text = change.comments.find(column.name); text != change.comments.end())
      column.comment = text->second;
    if (auto value = change.defaults.find(column.name); value != change.defaults.end()) {
      column.default_sql.reset();
      if (!value->second.empty()) column.default_sql = value->second;
    }
  }
  order_columns(made, change.column_order);
  auto key = key_of_shadow(p, change, table, made);
  refuse_what_cannot_be_partitioned(p, change, table, made);
  auto added = added_columns(p, change, table, made);
  Rebuild r{p,
            change,
            table,
            made,
            key,
            names,
            attached_to(p, names, change, table, key),
            {},
            carry_of(p, table, made, Way::forth, copied_values(change, added), key.was),
            carry_of(p, made, table, Way::back, change.down, key.now),
            std::move(added),
            change.late_because.empty()};
  if (!r.attached.refusals.empty())
    refuse_rebuild(p, change, table, "cannot be exchanged: " + join(r.attached.refusals, "; "));
  for (auto& [name, text] : change.comments)
    r.attached.on_shadow.push_back(fmt::format("COMMENT ON COLUMN {}.{} IS {}", names.shadow_sql(),
                                               quote_name(name),
                                               text.empty() ? "NULL" : quote_literal(text)));
  for (auto& foreign : table.foreign_keys)
    take_comment(r.attached.on_shadow, foreign.name, names, r.late_comments);
  for (auto& check : table.checks)
    if (!check.validated) take_comment(r.attached.on_shadow, check.name, names, r.late_comments);
  Statements gone;
  for (auto& column : table.columns)
    if (has_unproven_not_null(column))
      take_comment(r.attached.on_shadow, column.extra.at("not_null"), names,
                   change.nullable.count(column.name) ? gone : r.late_comments);
  r.forward.from = r.back.from = names.table_sql();
  r.forward.table = r.back.table = table.name;
  r.forward.to = names.shadow_sql();
  r.back.to = names.old_sql();
  if (may_be_refused_back(r) && !any_deferrable(r))
    r.back.kept = qualified("migrate", object_name({"kept", p.migration.id, table.name}, 60));
  if (change.partition_by) {
    r.back.partitions = partition_tables(p.schema.name, *change.partition_by);
    give_partitions_their_identity(r);
  }

  Walk walk(p.schema, table, p.at());
  walk.go_by_numbers(p.live);
  auto walked = table;
  if (!change.cluster_by.empty()) {
    if (change.partition_by && is_deferrable(r))
      refuse_rebuild(p, change, table,
                     fmt::format("is told by {}, which is DEFERRABLE: with `cluster_by` no "
                                 "partitioned table can be filled by it",
                                 key.told_by),
                     "leave `cluster_by` out");
    r.forward.met_twice = true;
    r.forward.order = order_of_rows(p, walked, change.cluster_by);
  }
  make_shadow(r, made);
  make_log(r);
  make_triggers(r);
  rehearse_exchange(r);

  look_for_nulls(r);
  look_for_added_nulls(r);
  if (change.partition_by) look_for_rows_without_a_partition(r);
  look_for_duplicates_of_key(r, false);
  if (r.forward.met_twice) build_for_copy(r);
  copy(r, r.forward.met_twice ? Walk(p.schema, walked, p.at()) : walk);
  if (!r.forward.met_twice)
    build(r, r.told_by());
  else if (is_deferrable(r))
    make_key_of_copy_a_constraint(r);
  apply(r, r.forward, Phase::backfill, Portion::some, false,
        fmt::format("apply what changed in {} meanwhile", table.name),
        "in batches, in any order, while nothing of the shadow is unique but its key");
  look_for_duplicates_of_key(r, true);
  look_for_duplicates(r);
  bool unique = std::any_of(made.indexes.begin(), made.indexes.end(), [&](auto& index) {
    return (index.unique || index.constraint) && index.name != key.told_by;
  });
  if (unique)
    apply(r, r.forward, Phase::backfill, Portion::all, false,
          fmt::format("bring the shadow of {} to one moment", table.name),
          "a mixture of moments may hold one value twice that the table never held so");
  build_indexes(r);
  apply(r, r.forward, Phase::backfill, Portion::all, true,
        fmt::format("apply the last of the log of {}", table.name),
        "all that one snapshot sees: the shadow is then what the table was at that moment");
  compare(r, walk);
  let_autovacuum_in(r);
  keep_sequences(r);
  r.early ? exchange_and_follow(r) : exchange_at_last(r);
  // What comes behind the exchange locks its partitions, too.
  if (change.partition_by) become_partitioned(p, made, *change.partition_by);
  finish_added(r, made);
  finish(r);

  for (auto& note : r.attached.notes) p.note(note);
  note_key(r);
  if (change.partition_by) note_partitions(r);
  if (r.early && !change.added.empty())
    p.note(fmt::format("new code finds the columns that {} gets from the end of backfill on",
                       table.name));
  if (!r.early)
    p.note(
        fmt::format("{} is exchanged for its shadow in contract: {}. Until then old and new code "
                    "both use the old shape",
                    table.name, change.late_because));
  p.plan.touches.push_back({table.name, "*dropped"});
  for (auto* keys : {&table.foreign_keys, &table.referenced_by})
    for (auto& foreign : *keys)
      for (auto& name : {foreign.table, foreign.ref_table})
        if (name != table.name) p.plan.touches.push_back({name, "*dropped"});
  table = made;
}

}  // namespace migrate::postgres
