// split_column and merge_columns: new columns beside old ones, computed from each other; contract
// drops the old ones.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/triggers/mapped_sync.hpp"
#include "dialects/mysql/triggers/trigger_order.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

struct Change {
  std::string operation;
  std::string what;  // "users.name into first_name, last_name"
  Mapping mapping;
  std::vector<Column> wanted;  // the new columns as they shall be in the end, in the file's words
};

void add_old(Planning& p, Change& change, Table& table, const Identifier& name,
             const SqlText& down) {
  const Column column = require_column(table, name, p.at());
  auto what = fmt::format("{} {}.{}", change.operation, table.name, column.name);
  require_droppable(p, table, column, what);
  if (column.generated) unsupported(p.at(), what + ": it is a generated column");
  if (column.identity) unsupported(p.at(), what + ": it is AUTO_INCREMENT");
  if (column.extra.count("on_update"))
    unsupported(p.at(), what + ": it sets itself on UPDATE, which cannot be told from old code");
  if (column.extra.count("inexact_default"))
    unsupported(p.at(), what + ": the server does not tell its default byte for byte",
                "drop the default first");
  if (auto* key = table.walking_key())
    for (auto& part : key->parts)
      if (part.column == column.name)
        unsupported(
            p.at(),
            fmt::format("{}: it is part of the key {}, and contract drops it", what, key->name),
            "replace that key first");
  auto expression = require_expression(down, p.flavour.kind, "down", p.at());
  require_known(p, table, expression);
  require_any_zone(p, table, what, expression, column);
  change.mapping.olds.push_back({column, expression});
}

void add_new(Planning& p, Change& change, const Table& table, const DerivedColumnDef& into) {
  auto& def = into.column;
  p.require_name(def.name);
  for (auto& other : table.columns)
    if (lower(other.name) == lower(def.name.value))
      require_no_column(table, Identifier(other.name), p.at());
  Column column;
  column.name = def.name.value;
  column.type = std::string(trim(require_type(def.type, p.flavour.kind, p.at())));
  column.nullable = def.nullable;
  column.comment = def.comment.value_or("");
  if (lower(column.type) == "serial" || (is_spatial(column) && !column.nullable))
    unsupported(p.at(),
                fmt::format("{}: {} of type {}", change.operation, column.name, column.type));
  if (def.default_value) {
    auto sql = require_expression(*def.default_value, p.flavour.kind, "default", p.at());
    if (lower(trim(sql)) != "null") column.default_sql = sql;
  }
  auto expression = require_expression(into.up, p.flavour.kind, "up", p.at());
  require_known(p, table, expression);
  require_any_zone(p, table, fmt::format("{} {}.{}", change.operation, table.name, column.name),
                   expression, column);
  change.mapping.news.push_back({column, expression});
  change.wanted.push_back(std::move(column));
}

// Old code has written the row. From the moment that a rollback has given the column a default
// (require_values_step) that is what old code leaves there, until the column is gone.
std::string left_out(const Planning& p, const Table& table, const Column& column, bool nullable) {
  auto c = quote(column.name);
  auto value = implicit_default(column, p.flavour);
  if (nullable || !value) return c + " IS NULL";
  return fmt::format("({} IS NULL OR (NOT ({}) AND ({})))", c, differs(column, c, *value),
                     Probe::has_default(table.name, column.name));
}

void notes(Planning& p, const Change& change, const Table& table) {
  note_triggers(p, table);
  p.note(
      fmt::format("{}: a row in which one statement wrote both sides keeps both as they are; the "
                  "comparison finds rows that were not filled, not rows whose two sides differ",
                  change.what));
  for (auto& old : change.mapping.olds) {
    auto indexes = indexes_with(table, old.column.name);
    if (!indexes.empty())
      p.note(fmt::format("with {}.{} contract drops the indexes it is part of: {}", table.name,
                         old.column.name, join(indexes, ", ")));
  }
  for (auto* side : {&change.mapping.olds, &change.mapping.news})
    for (auto& [column, expression] : *side)
      note_cascades(p, table, table.name + "." + column.name, expression);
  if (p.flavour.load_data_shows_null) return;
  for (auto& old : change.mapping.olds)
    if (!old.column.nullable && !old.column.default_sql)
      p.note(
          fmt::format("LOAD DATA of new code that leaves {}.{} out stores the type's empty value: "
                      "MySQL does not tell the trigger that it was left out",
                      table.name, old.column.name));
}

// All new columns and the mark, in one statement: one change of the catalog.
void add_columns(Planning& p, Change& change, Table& table) {
  auto& mapping = change.mapping;
  std::vector<Column> columns;
  for (auto column : change.wanted) {
    // Nullable and without their default: what a statement leaves out must be seen.
    column.nullable = true;
    column.default_sql.reset();
    columns.push_back(std::move(column));
  }
  mapping.mark.name = object_name({table.name, mapping.name, "fill"}, name_limit);
  mapping.mark.type = "TINYINT";
  mapping.mark.nullable = true;
  if (p.flavour.invisible_columns) mapping.mark.extra["invisible"] = "1";
  columns.push_back(mapping.mark);
  auto& step = add_columns_step(p, table, columns, "add the columns of " + change.what);
  step.why = fmt::format(
      "empty columns; {} is always NULL: the fill sets it, so that the triggers know its writes",
      mapping.mark.name);
  // With types and character sets as the server has read them.
  for (auto& [column, expression] : mapping.news) {
    auto made = p.trial->catalog(table, column.name);
    column.type = made.type;
    column.charset = made.charset;
    column.collation = made.collation;
  }
  std::vector<std::string> empty, changed;
  for (std::size_t i = 0; i < mapping.news.size(); ++i) {
    auto& [column, up] = mapping.news[i];
    auto c = quote(column.name);
    empty.push_back(left_out(p, table, column, change.wanted[i].nullable));
    changed.push_back(differs(column, c, stored(column, "(" + up + ")")));
  }
  step.loss = count_lost(table, fmt::format("CASE WHEN {} THEN FALSE ELSE {} END",
                                            join(empty, " AND "), join(changed, " OR ")));
  step.loss_what = fmt::format("values of {} that the old columns do not give again", change.what);
}

void fill(Planning& p, const Change& change, Table& table) {
  auto& mapping = change.mapping;
  std::vector<std::string> assigned, set, empty, mapped;
  for (auto& [column, up] : mapping.news) {
    auto c = quote(column.name);
    assigned.push_back(column.name);
    set.push_back(fmt::format("{} = ({})", c, up));
    empty.push_back(c + " IS NULL");
    mapped.push_back(fmt::format("({}) IS NOT NULL", up));
  }
  set.push_back(quote(mapping.mark.name) + " = 1");
  auto unfilled = fmt::format("{} AND ({})", join(empty, " AND "), join(mapped, " OR "));
  // NULLs that new code writes once backfill has ended are its own.
  auto still_unfilled = unfilled;
  if (mapping.may_be_null) {
    std::vector<std::string> settled;
    for (auto& [column, down] : mapping.olds)
      settled.push_back(same(column, quote(column.name), stored(column, "(" + down + ")")));
    still_unfilled =
        fmt::format("CASE WHEN {} THEN NOT ({}) ELSE FALSE END", unfilled, join(settled, " AND "));
  }
  auto batch = fill_batch(table, assigned, join(set, ", "), unfilled, p.at());
  auto& step = add_step(p.plan, Phase::backfill, StepKind::fill, "fill " + change.what);
  step.table = table.name;
  step.strategy = Strategy::in_place;
  step.lock = Lock::batches(table.name);
  step.why = "rows that have values already are left alone; one that cannot be mapped is named";
  step.batch = std::move(batch);
  auto verified = "look for rows not filled: " + change.what;
  add_verify(p, Phase::backfill, table, verified, unfilled).only_in_phase = mapping.may_be_null;

  std::vector<Column> required;
  std::vector<std::string> names;
  for (auto& column : change.wanted) {
    if (column.nullable) continue;
    auto full = table.name + "." + column.name;
    add_search(p, Phase::backfill, table, "look for rows without " + full,
               quote(column.name) + " IS NULL");
    p.plan.steps.back().why =
        "the column becomes NOT NULL: from then on a write that `up` maps to NULL fails";
    required.push_back(column);
    names.push_back(full);
  }
  if (!required.empty())
    require_values_step(p, table, required, fmt::format("make {} NOT NULL", join(names, ", ")));
  add_verify(p, Phase::contract, table, verified + ", again", still_unfilled);
}

void drop_old(Planning& p, const Change& change, Table& table) {
  auto& mapping = change.mapping;
  std::vector<std::string> indexes;
  std::vector<Column> gone;
  for (auto& old : mapping.olds) {
    check_dependants(p, table, old.column.name);
    for (auto& name : indexes_with(table, old.column.name))
      if (std::find(indexes.begin(), indexes.end(), name) == indexes.end()) indexes.push_back(name);
    gone.push_back(old.column);
  }
  require_not_needed(p, table, indexes);
  swap_indexes(p, table, indexes, {},
               fmt::format("drop the indexes of the old columns of {}", change.what));
  if (!indexes.empty())
    p.plan.steps.back().why =
        "left to DROP COLUMN they would go on without it: a unique one could then refuse rows";
  for (auto& column : gone) give_default(p, table, column);
  for (auto& column : change.wanted)
    if (column.default_sql) default_step(p, table, column);
  stop_sync(p, table, mapping.name);
  gone.push_back(mapping.mark);
  drop_columns_step(p, table, gone);
}

void plan_mapping(Planning& p, Table& table, Change& change) {
  auto& mapping = change.mapping;
  walk(table, p.at());  // refuses a table that cannot be walked before it is changed
  mapping.name = mapping.olds[0].column.name;
  mapping.may_be_null = std::all_of(change.wanted.begin(), change.wanted.end(),
                                    [](auto& column) { return column.nullable; });
  notes(p, change, table);
  add_columns(p, change, table);
  std::vector<std::string> olds, news;
  for (auto& old : mapping.olds) olds.push_back(old.column.name);
  auto both_ways = [&](Event event) {
    return ahead_of_readers(p.plan, table, olds, mapping_trigger(p.flavour, table, mapping, event));
  };
  add_trigger_steps(p, table, mapping.name, both_ways(Event::insert), both_ways(Event::update),
                    fmt::format("carry {} over, both ways,", change.what));
  for (auto& column : change.wanted) news.push_back(column.name);
  copy_column_grants(p, table, olds, news);
  fill(p, change, table);
  drop_old(p, change, table);
  drop_column_grants(p, table, olds);
  for (auto& old : mapping.olds)
    table.column(old.column.name)->extra["renamed_to"] = mapping.news[0].column.name;
  for (auto& [column, up] : mapping.news)
    table.column(column.name)->extra["second_of"] = mapping.olds[0].column.name;
}

}  // namespace

void plan_split_column(Planning& p, const SplitColumn& op) {
  auto& table = p.table(op.table);
  Change change;
  change.operation = "split_column";
  add_old(p, change, table, op.column, op.down);
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
  Change change;
  change.operation = "merge_columns";
  std::vector<std::string> names;
  for (auto& part : op.columns) {
    add_old(p, change, table, part.column, part.down);
    names.push_back(part.column.value);
  }
  add_new(p, change, table, op.into);
  change.what =
      fmt::format("{}.{} into {}", table.name, join(names, ", "), op.into.column.name.value);
  plan_mapping(p, table, change);
}

}  // namespace migrate::mysql
