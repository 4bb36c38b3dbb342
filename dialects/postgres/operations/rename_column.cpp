// rename_column: a second column beside the first, kept in step both ways (docs/decisions/0001).
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/catalog/dependents.hpp"
#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/operations/hiding.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/column_settings.hpp"
#include "dialects/postgres/replace/left_behind.hpp"
#include "dialects/postgres/server/elsewhere.hpp"
#include "dialects/postgres/triggers/user_triggers.hpp"
#include "plan/preconditions.hpp"
#include "plan/quarantine.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

void mirror_indexes(Planning& p, const Table& table, const std::string& from,
                    const std::string& to) {
  auto serves_old_only = [&](const Index& index, const std::string& why) {
    p.note(fmt::format("index {} serves only {} until contract: {}", index.name, from, why));
  };
  for (auto& index : table.indexes) {
    bool plain = std::any_of(index.parts.begin(), index.parts.end(),
                             [&](auto& part) { return part.column == from; }) ||
                 std::find(index.include.begin(), index.include.end(), from) != index.include.end();
    bool hidden = mentions(index.predicate, from) ||
                  std::any_of(index.parts.begin(), index.parts.end(),
                              [&](auto& part) { return mentions(part.expression, from); });
    if (!plain && !hidden) continue;
    if (!index.valid)
      serves_old_only(index, "it is INVALID");
    else if (hidden)
      serves_old_only(index, "it has an expression or a predicate over that column");
    else if (is_partitioned(table))
      serves_old_only(index, "a partitioned table takes no CREATE INDEX CONCURRENTLY");
    else
      mirror_index(p, table, index, from, to);
  }
}

void notes(Planning& p, const Table& table, const std::string& from, const std::string& to) {
  std::vector<std::string> own;
  for (auto& trigger : table.triggers)
    if (!trigger.definition.ends_with("/* disabled */")) own.push_back(trigger.name);
  if (!own.empty())
    p.note(fmt::format(
        "table {} has triggers of its own ({}): they run before the sync trigger and see both "
        "columns; what they write to {} is carried to {}; one declared UPDATE OF {} does not fire "
        "when new code writes {} alone{}",
        table.name, join(own, ", "), from, to, from, to,
        update_triggers(table).empty() ? "; the backfill does not fire them" : ""));
  // Contract gives the new name to the old column, which they have.
  if (auto holders = holders_of_rows(p, table); !holders.empty())
    p.note(
        fmt::format("rows of {} that were stored before as values of its row type have NULL in "
                    "{} until contract: {}",
                    table.name, to, holders));
  note_column_elsewhere(p, table, to, true, from);
}

}  // namespace

void plan_rename_column(Planning& p, const RenameColumn& op) {
  auto& table = p.table(op.table);
  auto& first = require_column(table, op.from, p.at());
  p.require_name(op.to);
  require_no_column(table, op.to, p.at());
  require_not_renamed(p, table, first);
  require_plain_table(p, table, "rename_column");
  if (first.generated)
    unsupported(p.at(),
                fmt::format("\"{}\".\"{}\" is a generated column: nothing can be written to "
                            "it, so it cannot be kept in step",
                            table.name, first.name));
  if (first.extra.count("inherited"))
    unsupported(p.at(), fmt::format("\"{}\".\"{}\" is inherited", table.name, first.name),
                "rename it in the parent table");
  if (in_partition_key(table, first.name))
    unsupported(p.at(),
                fmt::format("\"{}\".\"{}\" is part of the partition key: a trigger may not move a "
                            "row to another partition",
                            table.name, first.name));
  refuse_security_label(p, table, first.name);
  require_no_later_triggers(p, table);
  const auto& from = op.from.value;
  const auto& to = op.to.value;
  auto q = p.q(table.name);
  const auto hidden = hidden_name_of(p, table, from);
  auto sync = rename_sync(p.site(table.name), first, to);

  auto type = type_beside(first);
  auto add = fmt::format("ALTER TABLE {} ADD COLUMN {} {}", q, quote_name(to), type);
  if (!first.collation.empty()) add += " COLLATE " + first.collation;
  auto its_default = default_of(first);
  bool copies_default = its_default && is_constant_default(*its_default) && !first.identity;
  if (copies_default) add += " DEFAULT " + parenthesised(*its_default);

  auto& expand = add_step(
      p.plan, Phase::expand, StepKind::ddl,
      fmt::format("add {0}.{1} beside {0}.{2}, kept in step both ways", table.name, to, from));
  expand.table = table.name;
  expand.sql = {add};
  for (auto& sql : column_grants(grants_of(first), q, to)) expand.sql.push_back(sql);
  expand.sql.insert(expand.sql.end(), sync.create.begin(), sync.create.end());
  expand.undo = sync.drop;
  expand.undo.push_back(
      fmt::format("ALTER TABLE IF EXISTS {} DROP COLUMN IF EXISTS {}", q, quote_name(to)));
  expand.transactional = true;
  expand.strategy = Strategy::in_place;
  expand.lock =
      Lock::access_exclusive(whole(table), "the new column is empty; nothing is rewritten");
  expand.why = "old code writes the old name, new code the new one; the trigger keeps both equal";

  auto old_value = quote_name(from) + (type == first.type ? "" : "::" + type);
  auto differ = differs(first, old_value, quote_name(to));
  auto& fill = add_step(p.plan, Phase::backfill, StepKind::fill,
                        fmt::format("fill {0}.{1} from {0}.{2}", table.name, to, from));
  fill.table = table.name;
  fill.strategy = Strategy::in_place;
  fill.lock = Lock::batches(table);
  Walk walk(p.schema, table, p.at());
  fill.batch = walk.fill({{quote_name(to), quote_name(from)}}, differ);
  fill.why = "it makes the two columns equal, so that the sync trigger has nothing to do";
  if (walk.by_blocks())
    p.note(fmt::format("table {} has no key: the backfill walks it by block", table.name));
  mirror_indexes(p, table, from, to);
  auto verified = fmt::format("compare {0}.{1} with {0}.{2}", table.name, to, from);
  add_verify(p, Phase::backfill, table, verified, differ);

  auto called = from;
  if (!hidden.empty()) {
    auto known = contract_steps(p.plan);
    add_verify(p, Phase::contract, table, verified + " before it is hidden", differ);
    hides_from(p.plan, known);
    Column renamed = first;
    renamed.name = hidden;
    auto follows = rename_sync(p.site(table.name), renamed, to);
    hide_column(p, table, from, hidden, sync, follows);
    sync = follows;
    called = hidden;
    differ = differs(first, quote_name(hidden) + (type == first.type ? "" : "::" + type),
                     quote_name(to));
  }
  auto guard = add_newcomers_check(p, table, to);
  add_verify(p, Phase::contract, with_column_called(table, from, called), verified + " again",
             differ);
  auto& finish = add_step(p.plan, Phase::contract, StepKind::ddl,
                          fmt::format("make {0}.{1} the only column", table.name, to));
  finish.table = table.name;
  finish.sql = sync.drop;
  finish.sql.insert(finish.sql.begin(), fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", q));
  finish.sql.push_back(guard);
  finish.sql.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", q, quote_name(to)));
  finish.sql.push_back(
      fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", q, quote_name(called), quote_name(to)));
  finish.transactional = true;
  finish.destructive = true;
  finish.strategy = Strategy::instant;
  finish.lock = Lock::access_exclusive(whole(table), "nobody sees a moment without the column");
  finish.why =
      "both columns are equal, so the original takes the new name: its indexes, constraints, "
      "foreign keys, grants and place stay as they are";

  notes(p, table, from, to);
  Column second = first;
  second.name = to;
  second.type = type;
  second.nullable = true;
  second.identity = false;
  second.extra = {{"second_of", from}};
  second.default_sql = copies_default ? its_default : std::nullopt;
  second.default_constant = copies_default;
  first.extra["renamed_to"] = to;
  table.columns.push_back(std::move(second));
}

}  // namespace migrate::postgres
