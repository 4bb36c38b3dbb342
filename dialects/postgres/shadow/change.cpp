// What rebuild_table, and alter_column with `strategy: shadow`, make of a table.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/carried_default.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/shadow/partitions.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

bool leads(const Index& index, const std::vector<std::string>& columns) {
  if (!index.valid || index.method != "btree" || !index.predicate.empty() ||
      index.parts.size() < columns.size())
    return false;
  return std::equal(columns.begin(), columns.end(), index.parts.begin(),
                    [](auto& column, auto& part) {
                      return part.column == column && !part.descending && part.options.empty();
                    });
}

}  // namespace

std::vector<std::string> order_of_rows(const Planning& p, Table& walked,
                                       const std::vector<std::string>& columns) {
  for (auto& name : columns) {
    auto& column = require_column(walked, Identifier(name), p.at());
    if (column.nullable)
      unsupported(p.at(), fmt::format("cluster_by: \"{}\".\"{}\" may be NULL", walked.name, name),
                  "name columns that are NOT NULL");
  }
  if (std::none_of(walked.indexes.begin(), walked.indexes.end(),
                   [&](auto& index) { return leads(index, columns); }))
    unsupported(p.at(),
                fmt::format("cluster_by: no index of table \"{}\" begins with ({})", walked.name,
                            join(columns, ", ")),
                "create_index first: the rows are read in its order");
  Index order;
  order.unique = order.primary = true;
  auto all = columns;
  for (auto& name : walked.walking_key()->columns())
    if (std::find(all.begin(), all.end(), name) == all.end()) all.push_back(name);
  std::vector<std::string> quoted;
  for (auto& name : all) {
    IndexPart part;
    part.column = name;
    order.parts.push_back(part);
    quoted.push_back(quote_name(name));
  }
  walked.indexes = {order};
  return quoted;
}

namespace {

void change_order(Planning& p, Table& table, const RebuildTable& op, ShadowChange& change,
                  std::vector<std::string>& late) {
  std::vector<std::string> was, now;
  for (auto& name : op.column_order) {
    refuse_added(p, op.table, name, "column_order",
                 "leave it out: it comes behind all others; or add it in a migration before this "
                 "one");
    now.push_back(require_column(table, name, p.at()).name);
  }
  if (now.empty()) return;
  const auto named = now.size();
  for (auto& column : table.columns) {
    was.push_back(column.name);
    if (std::find(op.column_order.begin(), op.column_order.end(), Identifier(column.name)) ==
        op.column_order.end())
      now.push_back(column.name);
  }
  std::vector<std::string> first(now.begin(), now.begin() + static_cast<std::ptrdiff_t>(named));
  if (now == was)
    return p.note(
        fmt::format("the columns of {} begin with {} already", table.name, join(first, ", ")));
  change.column_order = now;
  change.what += fmt::format(", its columns begin with {}", join(first, ", "));
  if (op.exchange != RebuildTable::Exchange::backfill)
    late.push_back(
        "old code may rely on the order of the columns, by INSERT or COPY without their names or "
        "by "
        "SELECT * (`exchange: backfill` says that none does)");
}

}  // namespace

void plan_rebuild_table(Planning& p, const RebuildTable& op) {
  plan_rebuild(p, op.table);
}

void rebuild_anew(Planning& p, Table& table, const RebuildTable& op, ShadowChange& change,
                  std::vector<std::string>& late) {
  for (auto& name : op.cluster_by) change.cluster_by.push_back(name.value);
  change.what += change.what.empty() ? "it is written anew" : ", it is written anew";
  if (!change.cluster_by.empty())
    change.what += " in the order of " + join(change.cluster_by, ", ");
  if (op.partition_by) {
    for (auto& name : op.partition_by->key) require_column(table, name, p.at());
    change.partition_by = op.partition_by;
    change.what += ", partitioned by " + partitioned_by(*op.partition_by);
    change.why = "no statement makes a partitioned table of one that has rows";
  }
  change_key(p, table, op, change, late);
  change_order(p, table, op, change, late);
  if (op.exchange == RebuildTable::Exchange::contract)
    late.push_back("the migration says `exchange: contract`");
  if (change.why.empty())
    change.why = "a copy has no bloat, and the table is in use while it is made";
}

namespace {

void change_type(Planning& p, const Table& table, const Column& column, const AlterColumn& op,
                 ShadowChange& change, std::vector<std::string>& late) {
  auto full = table.name + "." + column.name;
  auto to = op.type.given() ? canonical_type(require_type(op.type, postgres, p.at())) : column.type;
  auto given = [&](const SqlText& text, const std::string& type) {
    auto sql = sql_or_empty(text, postgres);
    return is_plain_cast(sql, column.name, type) ? std::string() : sql;
  };
  auto up = given(op.up, to), down = given(op.down, column.type);
  if (!down.empty()) change.down[column.name] = down;
  bool shared = up.empty() && (to == column.type || can_share(column.type, to));
  if (!up.empty()) change.up[column.name] = up;
  if (op.default_value) {
    auto value = sql_or_empty(*op.default_value, postgres);
    change.defaults[column.name] = is_null_default(value) ? "" : parenthesised(value);
  } else if (column.default_sql && op.type.given() && !column.extra.count("has_sequence") &&
             !shared) {
    auto carried = carried_default(p, table, column, to, up);
    if (carried != *column.default_sql) change.defaults[column.name] = carried;
  }
  if (!shared) change.unlike.insert(column.name);
  if (!up.empty())
    late.push_back(fmt::format("`up` gives {} other values than old code writes", full));
  else if (!shared)
    late.push_back(fmt::format("code written for {} cannot use a column of type {} unchanged",
                               column.type, to));
  if (to == column.type) {
    if (op.type.given() && up.empty()) p.note(fmt::format("{} is {} already", full, to));
    return;
  }
  require_time_zone(p, table, column, to, up);
  if (!shared && !op.up.given() && may_cut(column.type, to))
    migrate::refuse(
        "MIG-PLAN-NEEDS-UP",
        fmt::format("a cast of {} from {} to {} may cut or round", full, column.type, to),
        fmt::format("give `up`: {}::{} if that is meant", quote_name(column.name), to),
        p.at().text());
  require_plain_type(p, table, to, TypeDefault::no_matter);
  if (change.why.empty())
    change.why = fmt::format(
        "changing {} to {} in one statement would rewrite the table under ACCESS "
        "EXCLUSIVE; a copy of it is cheaper than a second column where there are "
        "indexes",
        column.type, to);
  change.types[column.name] = to;
}

}  // namespace

void change_nullable(const Planning& p, const Table& table, const Column& column, bool nullable,
                     ShadowChange& change, std::vector<std::string>& late) {
  auto full = table.name + "." + column.name;
  // One that is NOT VALID (18 and later) refuses NULLs, too, and goes.
  if (column.nullable == nullable && !(nullable && has_unproven_not_null(column))) return;
  if (nullable && column.identity)
    unsupported(p.at(), full + " is an identity column: it is always NOT NULL");
  change.nullable[column.name] = nullable;
  if (!nullable) late.push_back(fmt::format("old code may write NULL to {}", full));
}

void change_column(Planning& p, Table& table, const AlterColumn& op, ShadowChange& change,
                   std::vector<std::string>& late) {
  auto& column = require_column(table, op.column, p.at());
  require_not_renamed(p, table, column);
  auto full = table.name + "." + column.name;
  // Each of them can be made of the new table without another rewrite, and names what breaks it.
  if (op.unique || op.check || op.references)
    unsupported(p.at(),
                fmt::format("alter_column {}: `{}` beside `strategy: shadow`", full,
                            op.unique  ? "unique"
                            : op.check ? "check"
                                       : "references"),
                "give it in a later migration, which writes no row anew");
  if (column.generated) unsupported(p.at(), full + " is a generated column");
  std::vector<std::string> does;
  auto before = change.types.size();
  change_type(p, table, column, op, change, late);
  if (change.types.size() > before) does.push_back("becomes " + change.types.at(column.name));
  if (op.nullable) change_nullable(p, table, column, *op.nullable, change, late);
  if (auto other = change.nullable.find(column.name); other != change.nullable.end())
    does.push_back(other->second ? "may be NULL" : "becomes NOT NULL");
  if (op.comment) change.comments[column.name] = *op.comment;
  if (does.empty() && change.up.count(column.name)) does.push_back("gets other values");
  if (does.empty() && change.defaults.count(column.name)) does.push_back("gets another default");
  if (does.empty() && op.comment) does.push_back("gets another comment");
  if (!does.empty())
    change.what += (change.what.empty() ? "" : ", ") + full + " " + join(does, " and ");
}

}  // namespace migrate::postgres
