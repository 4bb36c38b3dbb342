// rename_column: a second column beside the first, kept in step both ways; contract drops the first
// (docs/decisions/0001).
#include <fmt/format.h>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/operations/hiding.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/sync.hpp"
#include "dialects/mysql/triggers/trigger_order.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "plan/quarantine.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

void require_renamable(Planning& p, const Table& table, const Column& column,
                       const Identifier& to) {
  auto what = fmt::format("rename_column {}.{}", table.name, column.name);
  if (lower(column.name) == lower(to.value))
    unsupported(p.at(),
                what + ": the names differ in case only, and the server takes them for one name");
  for (auto& other : table.columns)
    if (lower(other.name) == lower(to.value))
      require_no_column(table, Identifier(other.name), p.at());
  if (column.generated) unsupported(p.at(), what + ": it is a generated column");
  if (column.identity)
    unsupported(p.at(), what + ": it is AUTO_INCREMENT, of which a table has one only");
  if (is_spatial(column)) unsupported(p.at(), what + ": its type " + column.type + " is spatial");
  if (column.extra.count("inexact_default"))
    unsupported(p.at(), what + ": the server does not tell its default byte for byte",
                "drop the default first, and set it again afterwards");
  require_droppable(p, table, column, what);
  require_without_expressions(p, table, column, what);
}

// What `to` is while both stand: with the default that can tell "left out" from "given", else
// nullable. With the default it is NOT NULL from the start where `from` is: rows that were not
// filled yet hold the default, which differs from `from` or is its value already; and contract is
// spared the statement that rebuilds the table on MySQL (on MariaDB, for TIMESTAMP, copies it).
Column second_column(const Column& from, const Identifier& to, bool copy_default) {
  Column column = from;
  column.name = to.value;
  column.nullable = from.nullable || !copy_default;
  if (!copy_default) column.default_sql.reset();
  column.default_constant = copy_default;
  // The first column's own value is carried over; with both set by the server, a value that old
  // code gives would lose against the second column's.
  column.extra.erase("on_update");
  return column;
}

void notes(Planning& p, const Table& table, const Column& column, const Identifier& to) {
  note_triggers(p, table);
  if (column.extra.count("on_update"))
    p.note(
        fmt::format("{}.{} sets itself on UPDATE: while both columns stand, an UPDATE that "
                    "changes nothing sets it too",
                    table.name, column.name));
  p.note(
      fmt::format("rows changed by foreign-key cascades do not fire triggers; none can reach "
                  "{}.{} or {}",
                  table.name, column.name, to.value));
}

}  // namespace

Index index_for(const Table& table, const Index& index, const std::string& from,
                const std::string& to) {
  Index copy = index;
  copy.name = object_name({"index", table.name, index.name, to}, name_limit);
  for (auto& part : copy.parts)
    if (part.column == from) part.column = to;
  return copy;
}

void plan_rename_column(Planning& p, const RenameColumn& op) {
  auto& table = p.table(op.table);
  p.require_name(op.to);
  require_no_column(table, op.to, p.at());
  const Column from = require_column(table, op.from, p.at());
  require_renamable(p, table, from, op.to);
  walk(table, p.at());  // refuses a table that cannot be walked before it is changed
  auto both = fmt::format("{}.{} and {}", table.name, from.name, op.to.value);
  auto hidden = hidden_name_of(p, table, from.name);
  if (!hidden.empty() && from.extra.count("on_update")) {
    hidden.clear();
    p.note(
        fmt::format("quarantine: {}.{} is not hidden, since it sets itself on UPDATE and the "
                    "new column follows; it is dropped when the time is over",
                    table.name, from.name));
  }
  bool copied = from.default_sql && from.default_constant;
  // A literal on TEXT and the like is an expression on MySQL, which ADD COLUMN cannot do instantly.
  if (is_blob(from) && !p.flavour.blob_default_is_literal) copied = false;
  if (p.flavour.timestamp_cannot_tighten && data_type(from) == "timestamp" && !from.nullable &&
      from.default_sql && !copied)
    unsupported(p.at(),
                fmt::format("rename_column {}.{}: MariaDB copies the table to make a TIMESTAMP "
                            "with the default {} NOT NULL",
                            table.name, from.name, *from.default_sql));
  const Column to = second_column(from, op.to, copied);
  notes(p, table, from, op.to);

  auto& add = add_column_step(p, table, to, from.name,
                              fmt::format("add {}.{} beside {}", table.name, to.name, from.name));
  add.why = to.nullable ? "nullable: old code's rows leave it out until the trigger fills it"
                        : "the default that is copied tells \"left out\" from \"given\"";
  table.column(from.name)->extra["renamed_to"] = to.name;
  table.column(to.name)->extra["second_of"] = from.name;

  auto pair = [&](Event event) {
    return ahead_of_readers(p.plan, table, {from.name},
                            pair_trigger(table, from, to, copied, event));
  };
  add_trigger_steps(p, table, to.name, pair(Event::insert), pair(Event::update),
                    fmt::format("keep {} in step", both), data_type(from) == "timestamp");
  copy_column_grants(p, table, {from.name}, {to.name});

  auto old_ = quote(from.name), new_ = quote(to.name);
  auto different = differs(from, old_, new_);
  {
    auto batch = fill_batch(table, {to.name}, new_ + " = " + old_, different, p.at());
    auto& fill = add_step(p.plan, Phase::backfill, StepKind::fill,
                          fmt::format("fill {}.{} from {}", table.name, to.name, from.name));
    fill.table = table.name;
    fill.strategy = Strategy::in_place;
    fill.lock = Lock::batches(table.name);
    fill.why = "since the triggers stand, a difference means \"not filled yet\" and nothing else";
    fill.batch = std::move(batch);
  }
  std::vector<std::string> drop;
  std::vector<std::pair<std::string, std::string>> rename;
  for (auto& name : indexes_with(table, from.name)) {
    auto index = index_for(table, *table.index(name), from.name, to.name);
    index_step(p, Phase::backfill, table, index,
               fmt::format("build for {}.{} what index {} is for {}", table.name, to.name, name,
                           from.name));
    drop.push_back(name);
    rename.emplace_back(index.name, name);
  }
  add_verify(p, Phase::backfill, table, fmt::format("compare {}", both), different);

  Column called = from;
  if (!hidden.empty()) {
    auto known = contract_steps(p.plan);
    add_verify(p, Phase::contract, table, fmt::format("compare {} before it is hidden", both),
               different);
    check_dependants(p, table, from.name);
    if (hide_renamed(p, table, from, to, copied, hidden)) {
      hides_from(p.plan, known);
      called.name = hidden;
      different = differs(from, quote(hidden), new_);
    } else {
      p.plan.steps.resize(p.plan.steps.size() - 2);
    }
  }
  add_verify(p, Phase::contract, with_column_called(table, from.name, called.name),
             fmt::format("compare {} again", both), different);
  check_dependants(p, table, called.name);
  swap_indexes(p, table, drop, rename,
               fmt::format("give the indexes of {}.{} their names", table.name, to.name));
  if (from.default_sql && !copied) {
    auto& step = add_ddl(
        p, Phase::contract,
        fmt::format("give {}.{} the default of {}", table.name, to.name, from.name), table.name,
        fmt::format("ALTER TABLE {} ALTER COLUMN {} SET DEFAULT {}, "
                    "ALGORITHM=INSTANT",
                    quote(table.name), new_, *from.default_sql));
    step.probe =
        Probe::column_where(table.name, to.name, "COALESCE(COLUMN_DEFAULT, 'NULL') <> 'NULL'");
    step.strategy = Strategy::instant;
    step.lock = Lock::metadata(table.name, "metadata only");
  }
  Column final_ = from;
  final_.name = to.name;
  if (to.nullable != from.nullable || from.extra.count("on_update"))
    modify_step(p, Phase::contract, table, final_,
                fmt::format("make {}.{} what {} is", table.name, to.name, from.name))
        .why = "while the triggers still stand: no NULL can come in between";
  give_default(p, table, called);
  if (called.name == from.name)
    stop_sync(p, table, to.name);
  else
    stop_sync(p, table, called.name);
  drop_column_step(p, table, called);
  drop_column_grants(p, table, {from.name});
}

}  // namespace migrate::mysql
