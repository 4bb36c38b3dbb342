#include "dialects/sqlite/shadow/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "dialects/sqlite/batches.hpp"
#include "dialects/sqlite/catalog/affinity.hpp"
#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/file/disk.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/shadow/rebuild.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"
#include "util/units.hpp"

namespace migrate::sqlite {

namespace {

using Kind = ConstraintText::Kind;

// The words that make a column the rowid: https://www.sqlite.org/lang_createtable.html#rowid
std::string rowid_column(const CreateTableText& text, const std::string& sql) {
  if (text.without_rowid) return {};
  for (auto* key : text.all(Kind::primary_key)) {
    if (key->columns.size() != 1) continue;
    // "INTEGER PRIMARY KEY DESC" is not, by an old mistake that is kept.
    if (key->of_column &&
        mentions(sql.substr(key->range.begin, key->range.end - key->range.begin), "DESC"))
      continue;
    auto* column = text.column(key->columns[0]);
    if (column &&
        same_name(sql.substr(column->type.begin, column->type.end - column->type.begin), "INTEGER"))
      return column->name;
  }
  return {};
}

std::vector<std::string> key_columns(const CreateTableText& text) {
  for (auto* key : text.all(Kind::primary_key)) return key->columns;
  return {};
}

// A row keeps the key by which triggers, log and copy name it.
void set_keys(Rebuild& r) {
  auto& carry = r.forward;
  carry.key = carry.to_key = carry.to_key_of = row_key(r.was, r.p.at);
  if (!r.was.column(carry.key.front()))
    carry.witness = object_name({r.was.name, "witness"}, name_limit);
  const auto text_was = parse_create_table(definition_of(r.was));
  const auto rowid = rowid_column(r.text, r.change.definition);
  const auto rowid_was = rowid_column(*text_was, definition_of(r.was));
  if (r.text.without_rowid) {
    auto now = key_columns(r.text);
    bool same = std::equal(now.begin(), now.end(), carry.key.begin(), carry.key.end(), same_name);
    for (auto& column : carry.key) same = same && !r.change.up.contains(column);
    if (!same)
      unsupported(r.p.at,
                  fmt::format("the rows of {} (WITHOUT ROWID) are told by ({})", r.was.name,
                              join(carry.key, ", ")),
                  "make a new table, and carry the rows by operations of your own");
  } else if (!rowid_was.empty() && !same_name(rowid, rowid_was)) {
    unsupported(r.p.at,
                fmt::format("{}.{} is the rowid, by which rows are told", r.was.name, rowid_was));
  } else if (!rowid.empty() && rowid_was.empty()) {
    carry.to_key = carry.to_key_of = {rowid};
    if (r.change.new_key.empty()) r.refused.push_back(quote(rowid) + " IS NULL");
    if (r.change.up.contains(rowid))
      unsupported(r.p.at, fmt::format("{}.{} becomes the rowid, and `up` gives it other values",
                                      r.was.name, rowid));
  }
}

void set_columns(Rebuild& r) {
  for (auto& column : r.text.columns) {
    if (column.constraint(Kind::generated)) continue;
    auto up = r.change.up.find(column.name);
    auto* old = r.was.column(column.name);
    if (up != r.change.up.end())
      r.forward.columns.push_back({column.name, "(" + up->second + "\n)"});
    else if (old)
      r.forward.columns.push_back({old->name, quote(old->name)});
  }
}

// What foreign keys compare, they compare as it is stored.
void refuse_what_cannot_be_rebuilt(const Rebuild& r) {
  for (auto& column : r.was.columns) {
    auto* now = r.text.column(column.name);
    if (!now) continue;  // its own keys go with it
    auto type = r.change.definition.substr(now->type.begin, now->type.end - now->type.begin);
    if (!r.change.up.contains(column.name) && stored_alike(r.was, column, type)) continue;
    auto has = [&](const std::vector<std::string>& columns) {
      return std::any_of(columns.begin(), columns.end(),
                         [&](auto& name) { return same_name(name, column.name); });
    };
    for (auto& key : r.was.foreign_keys)
      if (has(key.columns))
        unsupported(r.p.at, fmt::format("{}.{} belongs to a foreign key to {}", r.was.name,
                                        column.name, key.ref_table));
    for (auto& key : r.was.referenced_by)
      if (has(key.ref_columns))
        unsupported(r.p.at, fmt::format("a foreign key of {} refers to {}.{}", key.table,
                                        r.was.name, column.name));
  }
}

void look_at_the_disk(const Rebuild& r) {
  if (!r.p.connection) return;
  const auto need = copy_size(*r.p.connection, r.was);
  std::optional<DiskRoom> room;
  try {
    room = disk_room(*r.p.connection);
  } catch (const db::DbError& problem) {
    r.p.note(
        fmt::format("a copy of {} needs about {} of disk; whether it is there cannot be told: {}",
                    r.was.name, format_size(need), problem.what()));
  }
  if (!room) return;
  if (room->free < need)
    refuse("MIG-PLAN-DISK",
           fmt::format("a copy of {} needs about {} of disk, and {} has {} left", r.was.name,
                       format_size(need), room->where, format_size(room->free)),
           "free or add space there, then run the same command again", r.p.at.text());
}

void make_shadow(const Rebuild& r) {
  auto& carry = r.forward;
  const auto definition = standing_by(r, r.change.definition);
  Statements sql = {called(definition, parse_create_table(definition)->name, r.shadow)};
  for (auto& index : carried_indexes(r))
    sql.push_back(index_sql(r, index, shadow_index_name(r, index), r.shadow));
  append(sql, create_log(carry));
  const auto triggers = log_triggers(carry);
  append(sql, triggers.create);
  auto& step = add(
      r, Phase::expand, StepKind::ddl,
      fmt::format("make a shadow of {}, and a log of what changes: {}", r.was.name, r.change.what),
      r.change.why);
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

void apply(const Rebuild& r, Phase phase) {
  auto& step =
      add(r, phase, StepKind::apply, fmt::format("apply what changed in {} meanwhile", r.was.name),
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
  r.p.check(phase, fmt::format("no two rows of {} have one key{}", r.was.name, again), r.was,
            duplicate_rows(r.was, r.p.at, r.change.new_key));
}

void look_for_duplicates(const Rebuild& r, Phase phase) {
  if (r.change.unique_name.empty()) return;
  const auto again = phase == Phase::contract ? ", again" : "";
  r.p.check(phase, fmt::format("no duplicates stand against {}{}", r.change.unique_name, again),
            r.was,
            duplicate_rows(r.was, r.p.at, {r.change.unique_column}, {r.change.unique_value}));
}

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

}  // namespace

void plan_shadow(const Planning& p, const Table& table, const ShadowChange& change) {
  auto text = parse_create_table(change.definition);
  if (!text) unsupported(p.at, fmt::format("the definition of {} cannot be read", table.name));
  auto own = [&](const char* what) { return object_name({table.name, what}, name_limit); };
  Rebuild r{p,
            change,
            table,
            *text,
            own("shadow"),
            own("old"),
            {table, own("shadow"), own("log"), {}, {}, {}, {}},
            change.refused};
  set_keys(r);
  set_columns(r);
  refuse_what_cannot_be_rebuilt(r);
  look_at_the_disk(r);

  make_shadow(r);
  look_for_refused(r, Phase::backfill);
  look_at_new_key(r, Phase::backfill);
  copy(r);
  apply(r, Phase::backfill);
  compare(r, Phase::backfill);
  look_for_duplicates(r, Phase::backfill);

  look_for_strangers(r);
  // First: what is written after it is named by the log, which the exchange looks through.
  apply(r, Phase::contract);
  look_for_refused(r, Phase::contract);
  look_at_new_key(r, Phase::contract);
  compare(r, Phase::contract);
  look_for_duplicates(r, Phase::contract);
  exchange(r);
  p.note(
      fmt::format("{} is exchanged for its shadow in contract; until then old and new code both "
                  "use the old shape",
                  table.name));
  p.plan.touches.push_back({table.name, "*dropped"});
}

}  // namespace migrate::sqlite
