#include "dialects/sqlite/plan_shadow.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/affinity.hpp"
#include "dialects/sqlite/batches.hpp"
#include "dialects/sqlite/disk.hpp"
#include "dialects/sqlite/lexer.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/shadow.hpp"
#include "dialects/sqlite/state.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"
#include "util/units.hpp"

namespace migrate::sqlite {

namespace {

using Kind = ConstraintText::Kind;
using Statements = std::vector<std::string>;

struct Rebuild {
  const Planning& p;
  const Table& table;
  const ShadowChange& change;
  CreateTableText now;  // the new definition
  Shadow shadow;
};

void append(Statements& to, const Statements& more) {
  to.insert(to.end(), more.begin(), more.end());
}

Step& add(const Rebuild& r, Phase phase, StepKind kind, const std::string& title,
          const std::string& why) {
  auto& step = add_step(r.p.plan, phase, kind, title);
  step.table = r.table.name;
  step.strategy = Strategy::shadow;
  step.why = why;
  return step;
}

std::string called(const std::string& sql, TextRange name, const std::string& as) {
  return edited(sql, name, quote(as));
}

// The user's index as the shadow has it until the exchange.
std::string shadow_index_name(const Rebuild& r, const Index& index) {
  return object_name({r.table.name, "shadow", index.name}, name_limit);
}
std::string old_index_name(const Rebuild& r, const Index& index) {
  return object_name({r.table.name, "old", index.name}, name_limit);
}
std::string index_sql(const Index& index, const std::string& name, const std::string& table) {
  auto text = parse_create_index(index.definition);
  // The table's name stands behind the index's: that one first, its place does not move then.
  return called(called(index.definition, text.table, table), text.name, name);
}

// An index that names a column which the new definition has not goes with the old table.
std::vector<Index> carried_indexes(const Rebuild& r) {
  std::vector<Index> carried;
  for (auto& index : r.table.indexes) {
    if (index.definition.empty()) continue;
    bool whole = std::all_of(r.table.columns.begin(), r.table.columns.end(), [&](auto& column) {
      return r.now.column(column.name) || !uses(index, column.name);
    });
    if (whole)
      carried.push_back(index);
    else
      r.p.note(fmt::format("index {} goes with the column that it uses", index.name));
  }
  return carried;
}

// The words that make a column the rowid: https://www.sqlite.org/lang_createtable.html#rowid
std::string rowid_column(const CreateTableText& text, const std::string& sql) {
  if (text.without_rowid) return {};
  for (auto* key : text.all(Kind::primary_key)) {
    if (key->columns.size() != 1) continue;
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
  auto& s = r.shadow;
  s.key = s.to_key = s.to_key_of = row_key(r.table, r.p.at);
  const auto was = parse_create_table(definition_of(r.table));
  const auto rowid = rowid_column(r.now, r.change.definition);
  const auto rowid_was = rowid_column(*was, definition_of(r.table));
  if (r.now.without_rowid) {
    auto now = key_columns(r.now);
    bool same = std::equal(now.begin(), now.end(), s.key.begin(), s.key.end(), same_name);
    for (auto& column : s.key) same = same && !r.change.up.contains(column);
    if (!same)
      unsupported(r.p.at,
                  fmt::format("the rows of {} (WITHOUT ROWID) are told by ({})", r.table.name,
                              join(s.key, ", ")),
                  "make a new table, and carry the rows by operations of your own");
  } else if (!rowid_was.empty() && !same_name(rowid, rowid_was)) {
    unsupported(r.p.at,
                fmt::format("{}.{} is the rowid, by which rows are told", r.table.name, rowid_was));
  } else if (!rowid.empty() && rowid_was.empty()) {
    s.to_key = s.to_key_of = {rowid};
    if (r.change.up.contains(rowid))
      unsupported(r.p.at, fmt::format("{}.{} becomes the rowid, and `up` gives it other values",
                                      r.table.name, rowid));
  }
}

void set_columns(Rebuild& r) {
  for (auto& column : r.now.columns) {
    if (column.constraint(Kind::generated)) continue;
    auto up = r.change.up.find(column.name);
    auto* old = r.table.column(column.name);
    if (up != r.change.up.end())
      r.shadow.columns.push_back({column.name, "(" + up->second + "\n)"});
    else if (old)
      r.shadow.columns.push_back({old->name, quote(old->name)});
  }
}

// What foreign keys compare, they compare as it is stored.
void require_free_of_keys(const Rebuild& r) {
  for (auto& column : r.table.columns) {
    auto* now = r.now.column(column.name);
    if (!now) continue;  // its own keys go with it
    auto type = r.change.definition.substr(now->type.begin, now->type.end - now->type.begin);
    if (!r.change.up.contains(column.name) && stored_alike(r.table, column, type)) continue;
    auto has = [&](const std::vector<std::string>& columns) {
      return std::any_of(columns.begin(), columns.end(),
                         [&](auto& name) { return same_name(name, column.name); });
    };
    for (auto& key : r.table.foreign_keys)
      if (has(key.columns))
        unsupported(r.p.at, fmt::format("{}.{} belongs to a foreign key to {}", r.table.name,
                                        column.name, key.ref_table));
    for (auto& key : r.table.referenced_by)
      if (has(key.ref_columns))
        unsupported(r.p.at, fmt::format("a foreign key of {} refers to {}.{}", key.table,
                                        r.table.name, column.name));
  }
}

void look_at_the_disk(const Rebuild& r) {
  if (!r.p.connection) return;
  const auto room = disk_room(*r.p.connection);
  if (!room) return;
  const auto need = copy_size(*r.p.connection, r.table);
  if (room->free < need)
    refuse("MIG-PLAN-DISK",
           fmt::format("a copy of {} needs about {} of disk, and {} has {} left", r.table.name,
                       format_size(need), room->where, format_size(room->free)),
           "free or add space there, then run the same command again", r.p.at.text());
}

void make_shadow(const Rebuild& r) {
  auto& s = r.shadow;
  Statements sql = {called(r.change.definition, r.now.name, s.name)};
  for (auto& index : carried_indexes(r))
    sql.push_back(index_sql(index, shadow_index_name(r, index), s.name));
  append(sql, create_log(s));
  const auto triggers = log_triggers(s);
  append(sql, triggers.create);
  auto& step = add(r, Phase::expand, StepKind::ddl,
                   fmt::format("make a shadow of {}, and a log of what changes: {}", r.table.name,
                               r.change.what),
                   r.change.why);
  step.sql = sql;
  step.transactional = true;
  step.lock = brief_lock();
  step.undo = triggers.drop;
  for (auto& table : {s.log, s.name}) step.undo.push_back("DROP TABLE IF EXISTS " + quote(table));
}

void apply(const Rebuild& r, Phase phase) {
  auto& step = add(r, phase, StepKind::apply,
                   fmt::format("apply what changed in {} meanwhile", r.table.name),
                   "a row that the log names is read again and written anew");
  step.log = change_log(r.shadow);
  step.lock = write_lock("one batch", "each batch of the log commits by itself");
}

void compare(const Rebuild& r, Phase phase) {
  auto walk = [&](Batch batch, const std::string& title) {
    auto& step = add(r, phase, StepKind::verify, title, proven_complete);
    step.strategy = Strategy::none;
    step.batch = std::move(batch);
    step.lock = {"none", r.table.name, "",
                 "reads only; a reader never blocks a writer in WAL mode"};
  };
  const auto again = phase == Phase::contract ? ", again" : "";
  walk(differing(r.shadow), fmt::format("compare {} with its shadow{}", r.table.name, again));
  walk(extra(r.shadow),
       fmt::format("look for rows that only {}'s shadow has{}", r.table.name, again));
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
  r.p.search(phase, fmt::format("look for rows of {} without a key{}", r.table.name, again),
             r.table, "(" + join(nulls, " OR ") + ")");
  r.p.check(phase, fmt::format("no two rows of {} have one key{}", r.table.name, again), r.table,
            duplicate_rows(r.table, r.p.at, r.change.new_key));
}

void look_for_refused(const Rebuild& r, Phase phase) {
  if (r.change.refused.empty()) return;
  const auto again = phase == Phase::contract ? ", again" : "";
  r.p.search(
      phase,
      fmt::format("look for rows of {} that the new shape has no place for{}", r.table.name, again),
      r.table, "(" + join(r.change.refused, " OR ") + ")");
}

// The table, its indexes and triggers are what they were when this was planned: what came later
// would be lost.
std::string as_planned(const Rebuild& r) {
  const auto name = quote_text(r.table.name);
  std::vector<std::pair<std::string, std::string>> own;
  for (auto& index : r.table.indexes)
    if (!index.definition.empty()) own.emplace_back(index.name, index.definition);
  for (auto& trigger : r.table.triggers) own.emplace_back(trigger.name, trigger.definition);
  std::sort(own.begin(), own.end());
  std::string all;
  for (auto& [_, sql] : own) all += (all.empty() ? "" : "\n") + sql;
  return expect_statement(
      fmt::format("{}, its indexes and its triggers are what they were when this was planned",
                  r.table.name),
      fmt::format(
          "SELECT (SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = {0}) = {1}\n"
          "  AND (SELECT coalesce(group_concat(sql, char(10)), '') FROM (SELECT sql FROM "
          "sqlite_schema\n"
          "    WHERE tbl_name = {0} AND type IN ('index', 'trigger') AND sql IS NOT NULL\n"
          "      AND lower(name) NOT LIKE 'migrate\\_%' ESCAPE '\\' ORDER BY name)) = {2}",
          name, quote_text(r.change.until.empty() ? definition_of(r.table) : r.change.until),
          quote_text(all)));
}

// SQLite has no statement that renames an index: its name stands in the schema table alone.
void rename_index(Statements& sql, const std::string& from, const std::string& to,
                  const std::string& definition) {
  sql.push_back(
      fmt::format("UPDATE sqlite_schema SET name = {}, sql = {} WHERE type = 'index' AND name = {}",
                  quote_text(to), quote_text(definition), quote_text(from)));
}

void exchange(const Rebuild& r) {
  auto& s = r.shadow;
  const auto t = quote(r.table.name);
  Statements sql = {as_planned(r)};
  append(sql, drain(s));
  if (!r.change.new_key.empty())
    sql.push_back(expect_statement(
        fmt::format("{} and its shadow have as many rows", r.table.name),
        fmt::format("(SELECT count(*) FROM {}) = (SELECT count(*) FROM {})", t, quote(s.name))));
  append(sql, log_triggers(s).drop);
  append(sql, r.change.drop_triggers);
  for (auto& trigger : r.table.triggers) sql.push_back("DROP TRIGGER " + quote(trigger.name));
  if (r.now.autoincrement && r.table.extra.contains("autoincrement")) {
    sql.push_back(fmt::format("DELETE FROM sqlite_sequence WHERE name = {}", quote_text(s.name)));
    sql.push_back(
        fmt::format("INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM sqlite_sequence "
                    "WHERE name = {}",
                    quote_text(s.name), quote_text(r.table.name)));
  }
  // As it was before 3.25: foreign keys, views and triggers go on naming the table that they name.
  sql.push_back("PRAGMA legacy_alter_table=ON");
  const auto leaving = object_name({r.table.name, "leaving"}, name_limit);
  sql.push_back(fmt::format("ALTER TABLE {} RENAME TO {}", t, quote(leaving)));
  sql.push_back(fmt::format("ALTER TABLE {} RENAME TO {}", quote(s.name), t));
  sql.push_back("PRAGMA legacy_alter_table=OFF");
  sql.push_back("PRAGMA writable_schema=ON");
  for (auto& index : carried_indexes(r)) {
    auto away = old_index_name(r, index);
    rename_index(sql, index.name, away, index_sql(index, away, leaving));
    rename_index(sql, shadow_index_name(r, index), index.name, index.definition);
  }
  sql.push_back(fmt::format("UPDATE sqlite_schema SET sql = {} WHERE type = 'table' AND name = {}",
                            quote_text(r.change.definition), quote_text(r.table.name)));
  sql.push_back("PRAGMA writable_schema=RESET");
  sql.push_back("DROP TABLE " + quote(s.log));
  for (auto& trigger : r.table.triggers) sql.push_back(trigger.definition);
  // Not as it was before 3.25: SQLite looks whether every view and trigger still means something.
  sql.push_back(fmt::format("ALTER TABLE {} RENAME TO {}", quote(leaving), quote(s.old)));
  append(sql, r.change.new_indexes);
  auto& step = add(r, Phase::contract, StepKind::ddl,
                   fmt::format("exchange {} for its shadow", r.table.name),
                   "one transaction: a statement meets the one table or the other");
  step.sql = sql;
  step.transactional = true;
  step.destructive = true;
  step.lock = write_lock(
      "milliseconds: what the log holds since it was last applied, then the "
      "catalog only",
      "readers go on in WAL mode; other writers wait as for any short write");

  auto& empty = add(r, Phase::contract, StepKind::fill,
                    fmt::format("empty the table that {} was", r.table.name),
                    "nobody reads it; DROP TABLE alone would hold the write lock for all of it");
  empty.batch = emptying(s);
  empty.lock = write_lock("one batch", "each batch and its checkpoint commit together");
  auto& drop = add(r, Phase::contract, StepKind::ddl,
                   fmt::format("drop the table that {} was", r.table.name), "it is empty");
  drop.sql = {"DROP TABLE " + quote(s.old)};
  drop.transactional = true;
  drop.destructive = true;
  drop.lock = brief_lock();
}

}  // namespace

void plan_shadow(const Planning& p, const Table& table, const ShadowChange& change) {
  auto now = parse_create_table(change.definition);
  if (!now) unsupported(p.at, fmt::format("the definition of {} cannot be read", table.name));
  auto own = [&](const char* what) { return object_name({table.name, what}, name_limit); };
  Rebuild r{p, table, change, *now, {table, own("shadow"), own("log"), own("old"), {}, {}, {}, {}}};
  set_keys(r);
  set_columns(r);
  require_free_of_keys(r);
  look_at_the_disk(r);

  make_shadow(r);
  look_for_refused(r, Phase::backfill);
  look_at_new_key(r, Phase::backfill);
  auto& copy =
      add(r, Phase::backfill, StepKind::fill, fmt::format("copy {} into its shadow", table.name),
          "its indexes are there already: to build one later would hold the write lock for "
          "all of it");
  copy.transactional = true;
  copy.batch = copy_batch(r.shadow);
  copy.lock = write_lock("one batch", "each batch and its checkpoint commit together");
  apply(r, Phase::backfill);
  compare(r, Phase::backfill);

  look_for_refused(r, Phase::contract);
  look_at_new_key(r, Phase::contract);
  apply(r, Phase::contract);
  compare(r, Phase::contract);
  exchange(r);
  p.note(
      fmt::format("{} is exchanged for its shadow in contract; until then old and new code both "
                  "use the old shape",
                  table.name));
  p.plan.touches.push_back({table.name, "*dropped"});
}

}  // namespace migrate::sqlite
