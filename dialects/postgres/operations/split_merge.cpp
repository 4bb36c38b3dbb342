// split_column and merge_columns: new columns beside old ones, computed from each other
// (docs/decisions/0006); contract drops the old ones.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/catalog/dependents.hpp"
#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/column_settings.hpp"
#include "dialects/postgres/replace/left_behind.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/server/elsewhere.hpp"
#include "dialects/postgres/triggers/mapped_sync.hpp"
#include "dialects/postgres/triggers/user_triggers.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

struct Change {
  std::string what;  // "users.name into first_name, last_name"
  Mapping mapping;
  std::vector<const ColumnDef*> added;
};

void refuse_old(Planning& p, const Table& table, const Column& column) {
  auto full = fmt::format("\"{}\".\"{}\"", table.name, column.name);
  require_not_renamed(p, table, column);
  if (column.generated || column.identity)
    unsupported(p.at(), full + " is a generated or identity column");
  if (column.extra.count("inherited"))
    unsupported(p.at(), full + " is inherited", "change it in the parent table");
  if (in_partition_key(table, column.name))
    unsupported(p.at(), full + " is part of the partition key");
  if (auto* key = table.walking_key())
    for (auto& part : key->parts)
      if (part.column == column.name)
        unsupported(p.at(),
                    fmt::format("{} is part of the key {}, and contract drops it", full, key->name),
                    "replace that key first");
  for (auto& key : table.referenced_by)
    if (std::find(key.ref_columns.begin(), key.ref_columns.end(), column.name) !=
        key.ref_columns.end())
      unsupported(
          p.at(),
          fmt::format("foreign key {} of table {} references {}", key.name, key.table, full),
          "drop that foreign key first");
  refuse_stored_rows(p, table, column.name);
}

// Whoever may use every old column may use the new ones.
std::vector<std::string> grants_of_all(const Table& table, const std::vector<Computed>& olds) {
  auto common = grants_of(*table.column(olds[0].column));
  for (auto& old : olds) {
    auto more = grants_of(*table.column(old.column));
    std::erase_if(common, [&](auto& grant) {
      return std::find(more.begin(), more.end(), grant) == more.end();
    });
  }
  return common;
}

void add_old(Planning& p, Change& change, const Table& table, const Column& column,
             const SqlText& down) {
  refuse_old(p, table, column);
  change.mapping.olds.push_back(
      {column.name, column.type, require_sql(down, postgres, "down", p.at())});
  change.mapping.old_defaults.push_back(left_out_value(column));
  change.mapping.old_not_null.push_back(!column.nullable);
}

void add_new(const Planning& p, Change& change, const Table& table, const DerivedColumnDef& into) {
  p.require_name(into.column.name);
  require_no_column(table, into.column.name, p.at());
  change.mapping.news.push_back({into.column.name.value,
                                 canonical_type(require_type(into.column.type, postgres, p.at())),
                                 require_sql(into.up, postgres, "up", p.at())});
  change.added.push_back(&into.column);
}

std::string default_of_new(const Planning& p, const ColumnDef& column) {
  return parenthesised(require_sql(*column.default_value, postgres, "default", p.at()));
}

void plan_mapping(Planning& p, Table& table, Change& change) {
  auto& [what, mapping, added] = change;
  require_no_later_triggers(p, table);
  auto q = p.q(table.name);
  auto site = p.site(table.name);
  mapping.name = mapping.olds[0].column;
  mapping.behind_others = changes_filled_rows(p, table);
  mapping.may_be_null =
      std::all_of(added.begin(), added.end(), [](auto* column) { return column->nullable; });
  auto sync = mapping_sync(site, mapping);
  std::vector<std::string> key;
  if (auto* walking = table.walking_key()) key = walking->columns();

  std::vector<Upward> ups;
  std::vector<Assignment> set;
  std::vector<std::string> empty, mapped, changed;
  for (auto& column : mapping.news) {
    auto c = quote_name(column.column);
    auto up = upward_function(site, column, key);
    set.push_back({c, up.call});
    empty.push_back(c + " IS NOT DISTINCT FROM NULL");
    mapped.push_back("NOT (" + up.call + " IS NOT DISTINCT FROM NULL)");
    changed.push_back(differs(c, up.call));
    ups.push_back(std::move(up));
  }
  auto unfilled = join(empty, " AND ") + " AND (" + join(mapped, " OR ") + ")";
  // NULLs that new code writes once backfill has ended are its own.
  auto still_unfilled = unfilled;
  if (mapping.may_be_null) {
    auto settled = settled_function(site, mapping);
    still_unfilled = fmt::format("CASE WHEN {} THEN NOT {} ELSE false END", unfilled, settled.call);
    ups.push_back(std::move(settled));
  }

  for (auto& column : mapping.news) require_plain_type(p, table, column.type);
  auto& expand = add_step(p.plan, Phase::expand, StepKind::ddl,
                          fmt::format("add the columns of {}, kept in step both ways", what));
  expand.table = table.name;
  for (auto& column : mapping.news)
    expand.sql.push_back(
        fmt::format("ALTER TABLE {} ADD COLUMN {} {}", q, quote_name(column.column), column.type));
  for (auto* column : added)
    if (column->default_value)
      for (auto& sql : try_default(q, quote_name(column->name.value), default_of_new(p, *column)))
        expand.sql.push_back(sql);
  for (auto* column : added)
    if (column->comment && !column->comment->empty())
      expand.sql.push_back(fmt::format("COMMENT ON COLUMN {}.{} IS {}", q,
                                       quote_name(column->name.value),
                                       quote_literal(*column->comment)));
  for (auto& column : mapping.news)
    for (auto& sql : column_grants(grants_of_all(table, mapping.olds), q, column.column))
      expand.sql.push_back(sql);
  for (auto* side : {&mapping.news, &mapping.olds})
    for (auto& column : *side)
      for (auto& sql :
           expression_checks(p, table, column.column, column.expression, Evaluated::by_trigger))
        expand.sql.push_back(sql);
  for (auto& up : ups) expand.sql.insert(expand.sql.end(), up.create.begin(), up.create.end());
  expand.sql.insert(expand.sql.end(), sync.create.begin(), sync.create.end());
  expand.undo = sync.drop;
  for (auto& up : ups) expand.undo.insert(expand.undo.end(), up.drop.begin(), up.drop.end());
  for (auto& column : mapping.news)
    expand.undo.push_back(fmt::format("ALTER TABLE IF EXISTS {} DROP COLUMN IF EXISTS {}", q,
                                      quote_name(column.column)));
  expand.transactional = true;
  expand.strategy = Strategy::in_place;
  expand.lock =
      Lock::access_exclusive(whole(table), "the new columns are empty; nothing is rewritten");
  expand.why =
      "old code writes the old columns, new code the new ones; where a statement writes "
      "both, both are kept";
  expand.loss = fmt::format(
      "SELECT count(*) AS lost FROM (SELECT 1 FROM {} WHERE CASE WHEN {} THEN false ELSE {} END "
      "LIMIT 1000) AS found",
      q, join(empty, " AND "), join(changed, " OR "));
  expand.loss_what = fmt::format("values of {} that the old columns do not give again", what);

  auto& fill = add_step(p.plan, Phase::backfill, StepKind::fill, fmt::format("fill {}", what));
  fill.table = table.name;
  fill.strategy = Strategy::in_place;
  fill.lock = Lock::batches(table);
  Walk walk(p.schema, table, p.at());
  fill.batch = walk.fill(set, unfilled);
  fill.batch->before.push_back(sync.guard);
  fill.why =
      mapping.behind_others
          ? filled_by_trigger
          : "rows that have values already are left alone; one that cannot be mapped is named";
  auto verified = fmt::format("look for rows not filled: {}", what);
  add_verify(p, Phase::backfill, table, verified, unfilled).only_in_phase = mapping.may_be_null;
  Table with_new = table;  // what proves that there is no NULL goes by the column's type
  for (auto* column : added) {
    Column one;
    one.name = column->name.value;
    one.type = require_type(column->type, postgres, p.at());
    with_new.columns.push_back(std::move(one));
  }
  for (auto* column : added) {
    if (column->nullable) continue;
    auto c = quote_name(column->name.value);
    auto& check =
        add_step(p.plan, Phase::backfill, StepKind::check,
                 fmt::format("look for rows without {}.{}", table.name, column->name.value));
    check.table = table.name;
    const bool row = may_be_row(p.schema, require_type(column->type, postgres, p.at()));
    check.sql = {fmt::format("SELECT {} FROM {} WHERE {} {} NULL LIMIT 5",
                             key.empty() ? "*" : name_list(key), q, c,
                             row ? "IS NOT DISTINCT FROM" : "IS")};
    check.lock = Lock::reading(whole(table));
    check.lock.hold = p.scan();
    check.why = "the column becomes NOT NULL: from then on a write that `up` maps to NULL fails";
    add_not_null(p, with_new, column->name.value, Before::new_column);
  }

  std::vector<std::string> guards;
  for (auto& old : mapping.olds) guards.push_back(add_dependents_check(p, table, old.column));
  add_verify(p, Phase::contract, table, verified + ", again", still_unfilled);
  auto& finish = add_step(p.plan, Phase::contract, StepKind::ddl,
                          fmt::format("drop the old columns of {}", what));
  finish.table = table.name;
  finish.sql = sync.drop;
  std::vector<std::string> dropped;
  for (auto& old : mapping.olds) dropped.push_back(old.column);
  lock_to_drop(p, finish, table, dropped);
  finish.sql.insert(finish.sql.end(), guards.begin(), guards.end());
  for (auto& up : ups) finish.sql.insert(finish.sql.end(), up.drop.begin(), up.drop.end());
  for (auto* column : added)
    if (column->default_value)
      finish.sql.push_back(fmt::format("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}", q,
                                       quote_name(column->name.value), default_of_new(p, *column)));
  for (auto& old : mapping.olds)
    finish.sql.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", q, quote_name(old.column)));
  finish.transactional = true;
  finish.destructive = true;
  finish.strategy = Strategy::instant;
  LockedObjects locked = whole(table);
  for (auto& old : mapping.olds) locked = with_parents(p, locked, table, old.column);
  finish.lock = Lock::access_exclusive(locked, "the rows keep their space");
  finish.why = "no live code uses them";

  p.note(
      fmt::format("{}: a row in which one statement wrote both sides keeps both as they are; the "
                  "comparison finds rows that were not filled, not rows whose two sides differ",
                  what));
  for (auto& one : mapping.news) note_column_elsewhere(p, table, one.column, true);
  for (auto& old : mapping.olds)
    table.column(old.column)->extra["renamed_to"] = mapping.news[0].column;
  for (std::size_t i = 0; i < mapping.news.size(); ++i) {
    Column column;
    column.name = mapping.news[i].column;
    column.type = mapping.news[i].type;
    column.nullable = added[i]->nullable;
    column.extra = {{"second_of", mapping.olds[0].column}};
    table.columns.push_back(std::move(column));
  }
}

}  // namespace

void plan_split_column(Planning& p, const SplitColumn& op) {
  auto& table = p.table(op.table);
  require_plain_table(p, table, "split_column");
  Change change;
  add_old(p, change, table, require_column(table, op.column, p.at()), op.down);
  std::vector<std::string> names;
  for (auto& into : op.into) {
    add_new(p, change, table, into);
    names.push_back(into.column.name.value);
  }
  change.what = fmt::format("{}.{} into {}", table.name, op.column.value, join(names, ", "));
  plan_mapping(p, table, change);
}

void plan_merge_columns(Planning& p, const MergeColumns& op) {
  auto& table = p.table(op.table);
  require_plain_table(p, table, "merge_columns");
  Change change;
  std::vector<std::string> names;
  for (auto& part : op.columns) {
    add_old(p, change, table, require_column(table, part.column, p.at()), part.down);
    names.push_back(part.column.value);
  }
  add_new(p, change, table, op.into);
  change.what =
      fmt::format("{}.{} into {}", table.name, join(names, ", "), op.into.column.name.value);
  plan_mapping(p, table, change);
}

}  // namespace migrate::postgres
