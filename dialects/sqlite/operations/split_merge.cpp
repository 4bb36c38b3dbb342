// split_column and merge_columns: new columns beside old ones, computed from each other; contract
// drops the old ones.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/operations/left_out.hpp"
#include "dialects/sqlite/operations/pending_column.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/state.hpp"
#include "dialects/sqlite/triggers/mapped_sync.hpp"
#include "dialects/sqlite/triggers/user_triggers.hpp"
#include "plan/preconditions.hpp"
#include "plan/quarantine.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

constexpr auto engine = EngineKind::sqlite;

struct Change {
  std::string what;  // "users.name into first_name, last_name"
  Table with;        // as the table is with the new columns
  Mapping mapping;
  std::vector<PendingColumn> added;
};

// The triggers tell their own writes from the application's by computing them again.
std::string stable(const Planning& planning, const SqlText& text, const char* field) {
  auto expression = require_sql(text, engine, field, planning.at);
  if (auto name = called_volatile(expression))
    unsupported(planning.at,
                fmt::format("`{}` calls {}(), which gives another value each time", field, name));
  return expression;
}

void add_old(const Planning& planning, Change& change, const Column& column, const SqlText& down) {
  const auto& table = change.with;
  if (column.generated)
    unsupported(planning.at, fmt::format("{}.{} is a generated column", table.name, column.name));
  require_droppable(planning, table, column);
  require_no_unique(planning, table, column, "a trigger fills it");
  note_unique_in_between(planning, table, column);
  MappedColumn old{column.name, stable(planning, down, "down")};
  const bool has_default = column.default_sql && !same_name(*column.default_sql, "NULL");
  if (has_default && column.default_constant) old.left_out = default_value(column);
  old.not_null = !column.nullable && !has_default;
  change.mapping.olds.push_back(std::move(old));
}

void add_new(const Planning& planning, Change& change, const DerivedColumnDef& into) {
  const auto& def = into.column;
  planning.require_new_name(def.name);
  for (auto& other : change.with.columns)
    if (same_name(other.name, def.name.value))
      require_no_column(change.with, Identifier(other.name), planning.at);
  if (def.comment) planning.note("SQLite keeps no column comments: the comment stays in the file");
  PendingColumn pending;
  pending.table = change.with.name;
  pending.column = def.name.value;
  pending.type = require_type(def.type, engine, planning.at);
  pending.not_null = !def.nullable;
  if (def.default_value)
    pending.default_sql = require_expression(*def.default_value, engine, "default", planning.at);
  change.mapping.news.push_back({def.name.value, stable(planning, into.up, "up")});
  Column column;
  column.name = pending.column;
  column.type = pending.type;
  change.with.columns.push_back(std::move(column));
  change.added.push_back(std::move(pending));
}

SyncTriggers plan_expand(const Planning& planning, const Table& table, const Change& change) {
  const auto& mapping = change.mapping;
  const auto sync = mapping_triggers(change.with, mapping, planning.at);
  std::vector<std::string> sql, restore, drop;
  for (auto& old : mapping.olds) {
    if (!old.not_null) continue;
    const auto edit = not_null_edit(table, old.column, planning.at);
    sql.insert(sql.end(), edit.relax.begin(), edit.relax.end());
    restore.insert(restore.begin(), edit.restore.begin(), edit.restore.end());
  }
  for (auto& column : change.added) {
    sql.push_back(add_pending(column));
    drop.push_back(
        fmt::format("ALTER TABLE {} DROP COLUMN {}", quote(table.name), quote(column.column)));
  }
  sql.insert(sql.end(), sync.create.begin(), sync.create.end());
  auto& expand = planning.ddl(
      Phase::expand, fmt::format("add the columns of {}, kept in step both ways", change.what),
      table, sql);
  expand.strategy = Strategy::in_place;
  expand.why =
      "old code writes the old columns, new code the new ones; where a statement writes both, both "
      "are kept; a NOT NULL that one version cannot meet is enforced by the triggers";
  expand.undo = restore;
  expand.undo.insert(expand.undo.end(), sync.drop.begin(), sync.drop.end());
  expand.undo.insert(expand.undo.end(), drop.begin(), drop.end());
  expand.undo_lock = rewriting_lock();
  expand.loss = count_sql(table.name, fmt::format("NOT {} AND {}", all_null(mapping.news),
                                                  any_apart(change.with, mapping.news)));
  expand.loss_what =
      fmt::format("values of {} that the old columns do not give again", change.what);
  return sync;
}

void plan_backfill(const Planning& planning, const Table& table, Change& change,
                   const SyncTriggers& sync, const std::string& verified) {
  auto& mapping = change.mapping;
  const auto missing = unfilled(mapping);
  planning.fill(fmt::format("fill {}", change.what), table, computed(mapping.news), missing).why =
      "short batches in key order; rows that have values already are left alone";
  planning.verify(Phase::backfill, verified, table, missing).only_in_phase = mapping.may_be_null;
  bool strict = false;
  for (std::size_t i = 0; i < change.added.size(); ++i) {
    auto& column = change.added[i];
    if (!column.not_null) continue;
    require_given(planning, table, column.name(), mapping.news[i].expression);
    planning.search(Phase::backfill, "look for rows without " + column.name(), table,
                    quote(column.column) + " IS NULL");
    strict = mapping.news[i].not_null = true;
  }
  if (!strict) return;
  auto refuse = sync.drop;
  const auto refusing = mapping_triggers(change.with, mapping, planning.at);
  refuse.insert(refuse.end(), refusing.create.begin(), refusing.create.end());
  auto& tighten = planning.ddl(
      Phase::backfill, fmt::format("the triggers refuse NULL in the columns of {}", change.what),
      table, refuse);
  tighten.strategy = Strategy::in_place;
  tighten.why = "new code may rely on it; the NOT NULL itself comes with contract";
  tighten.undo = sync.drop;
  tighten.undo.insert(tighten.undo.end(), sync.create.begin(), sync.create.end());
}

void plan_change(const Planning& planning, const Table& table, Change& change) {
  const auto verified = fmt::format("look for rows not filled: {}", change.what);
  change.mapping.may_be_null = std::none_of(change.added.begin(), change.added.end(),
                                            [](auto& column) { return column.not_null; });
  const auto sync = plan_expand(planning, table, change);
  plan_backfill(planning, table, change, sync, verified);

  const auto missing = still_unfilled(change.with, change.mapping);
  const auto known = contract_steps(planning.plan);
  planning.verify(Phase::contract, verified + ", again", table, missing);
  std::vector<std::string> sql = {expect_statement(
      fmt::format("every row of {} is filled", table.name),
      fmt::format("NOT EXISTS (SELECT 1 FROM {} WHERE {})", quote(table.name), missing))};
  std::vector<std::string> olds, written;
  for (auto& old : change.mapping.olds) olds.push_back(old.column);
  written = olds;
  for (auto& column : change.mapping.news) written.push_back(column.column);
  const auto called = hide_columns(planning, table, olds, sql);
  // `up` knows the old columns by their own names: proven before they are hidden, and nothing but
  // new code writes from then on.
  if (planning.hides_first) {
    hides_from(planning.plan, known);
    sql.clear();
  }
  for (auto& column : change.added) {
    // A row for which the old columns give nothing was left alone.
    if (!column.not_null && !column.default_sql.empty())
      sql.push_back(write_as_read(table, column.column, "NULL"));
    for (auto& statement : end_pending(column)) sql.push_back(statement);
  }
  sql.insert(sql.end(), sync.drop.begin(), sync.drop.end());
  drop_with_indexes(planning, table, olds, called, sql);
  auto& finish = planning.ddl(Phase::contract,
                              fmt::format("drop the old columns of {}", change.what), table, sql);
  finish.strategy = Strategy::in_place;
  finish.why = "no live code uses them; proof, NOT NULL and the drop are one transaction";
  finish.destructive = true;
  finish.lock = rewriting_lock();

  require_writable(planning, table, written);
  planning.note(
      fmt::format("{}: a row in which one statement wrote both sides keeps both as they are; the "
                  "comparison finds rows that were not filled, not rows whose two sides differ",
                  change.what));
}

}  // namespace

void plan_split_column(const Planning& planning, const SplitColumn& operation) {
  auto& table = planning.table(operation.table);
  Change change;
  change.with = table;
  add_old(planning, change, require_column(table, operation.column, planning.at), operation.down);
  std::vector<std::string> names;
  for (auto& into : operation.into) {
    add_new(planning, change, into);
    names.push_back(into.column.name.value);
  }
  change.what = fmt::format("{}.{} into {}", table.name, operation.column.value, join(names, ", "));
  plan_change(planning, table, change);
}

void plan_merge_columns(const Planning& planning, const MergeColumns& operation) {
  auto& table = planning.table(operation.table);
  Change change;
  change.with = table;
  std::vector<std::string> names;
  for (auto& part : operation.columns) {
    add_old(planning, change, require_column(table, part.column, planning.at), part.down);
    names.push_back(part.column.value);
  }
  add_new(planning, change, operation.into);
  change.what =
      fmt::format("{}.{} into {}", table.name, join(names, ", "), operation.into.column.name.value);
  plan_change(planning, table, change);
}

}  // namespace migrate::sqlite
