// The operations that rebuild a table: rebuild_table, and alter_column with `strategy: shadow`.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/defaults.hpp"
#include "dialects/postgres/plan_shadow.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replacement.hpp"
#include "dialects/postgres/type_change.hpp"
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

void plan_rebuild_table(Planning& p, const RebuildTable& op) {
  auto& table = p.table(op.table);
  ShadowChange change;
  change.what = "it is written anew";
  change.why = "a copy has no bloat, and the table is in use while it is made";
  for (auto& name : op.cluster_by) change.cluster_by.push_back(name.value);
  if (!change.cluster_by.empty())
    change.what += " in the order of " + join(change.cluster_by, ", ");
  plan_shadow(p, table, change);
}

void plan_alter_by_shadow(Planning& p, const AlterColumn& op) {
  auto& table = p.table(op.table);
  auto& column = require_column(table, op.column, p.at());
  auto full = table.name + "." + column.name;
  if (op.nullable || op.unique || op.check || op.references || op.comment)
    unsupported(p.at(), fmt::format("alter_column {}: `strategy: shadow` changes a type", full),
                "give what else there is to change in a migration of its own");
  if (column.generated) unsupported(p.at(), full + " is a generated column");
  auto to = canonical_type(require_sql(op.type, postgres, "type", p.at()));
  auto given = [&](const SqlText& text, const std::string& type) {
    auto sql = sql_or_empty(text, postgres);
    return is_plain_cast(sql, column.name, type) ? std::string() : sql;
  };
  auto up = given(op.up, to), down = given(op.down, column.type);
  if (up.empty() && to == column.type) {
    p.note(fmt::format("{} is {} already", full, to));
    return;
  }
  require_time_zone(p, table, column, to, up);
  bool shared = up.empty() && can_share(column.type, to);
  if (!shared && !op.up.given() && may_cut(column.type, to))
    migrate::refuse(
        "MIG-PLAN-NEEDS-UP",
        fmt::format("a cast of {} from {} to {} may cut or round", full, column.type, to),
        fmt::format("give `up`: {}::{} if that is meant", quote_name(column.name), to),
        p.at().text());
  require_plain_type(p, table, to);
  ShadowChange change;
  change.what = fmt::format("{} becomes {}", full, to);
  change.why = fmt::format(
      "changing {} to {} in one statement would rewrite the table under ACCESS "
      "EXCLUSIVE; a copy of it is cheaper than a second column where there are "
      "indexes",
      column.type, to);
  change.types[column.name] = to;
  if (!up.empty()) change.up[column.name] = up;
  if (!down.empty()) change.down[column.name] = down;
  if (op.default_value) {
    auto value = sql_or_empty(*op.default_value, postgres);
    change.defaults[column.name] = is_null_default(value) ? "" : parenthesised(value);
  } else if (column.default_sql && !column.extra.count("has_sequence") && !shared) {
    change.defaults[column.name] =
        fmt::format("CAST({} AS {})", parenthesised(*column.default_sql), to);
  }
  if (!shared)
    change.late_because =
        up.empty() ? fmt::format("code written for {} cannot use a column of type {} unchanged",
                                 column.type, to)
                   : fmt::format("`up` gives {} other values than old code writes", full);
  plan_shadow(p, table, change);
}

}  // namespace migrate::postgres
