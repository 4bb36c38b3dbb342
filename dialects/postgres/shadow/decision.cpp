// What the new table is, and what a rebuild of it is about, before a step of it is planned.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/partitions.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "plan/names.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

// What comes with the same migration stands behind all others.
void order_columns(Table& made, const std::vector<std::string>& order) {
  std::vector<Column> columns;
  for (auto& name : order) columns.push_back(*made.column(name));
  if (!order.empty()) made.columns = std::move(columns);
}

// But for its indexes, its keys, and the columns that are added.
Table new_shape(const ShadowChange& change, const Table& table) {
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
  return made;
}

// What is attached to the table now; nothing where it is made by a migration before this one.
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

void take_late_comments(Rebuild& r) {
  auto& on_shadow = r.attached.on_shadow;
  for (auto& foreign : r.was.foreign_keys)
    take_comment(on_shadow, foreign.name, r.names, r.late_comments);
  for (auto& check : r.was.checks)
    if (!check.validated) take_comment(on_shadow, check.name, r.names, r.late_comments);
  Statements gone;
  for (auto& column : r.was.columns)
    if (has_unproven_not_null(column))
      take_comment(on_shadow, column.extra.at("not_null"), r.names,
                   r.change.nullable.count(column.name) ? gone : r.late_comments);
}

void name_tables(Rebuild& r) {
  r.forward.from = r.back.from = r.names.table_sql();
  r.forward.table = r.back.table = r.was.name;
  r.forward.to = r.names.shadow_sql();
  r.back.to = r.names.old_sql();
  if (may_be_refused_back(r) && !any_deferrable(r))
    r.back.kept = qualified("migrate", object_name({"kept", r.p.migration.id, r.was.name}, 60));
  if (!r.change.partition_by) return;
  r.back.partitions = partition_tables(r.names.schema, *r.change.partition_by);
  give_partitions_their_identity(r);
}

void order_rows(Rebuild& r) {
  auto& change = r.change;
  r.compared.go_by_numbers(r.p.live);
  r.copied = r.compared;
  if (change.cluster_by.empty()) return;
  if (change.partition_by && is_deferrable(r))
    refuse_rebuild(r.p, change, r.was,
                   fmt::format("is told by {}, which is DEFERRABLE: with `cluster_by` no "
                               "partitioned table can be filled by it",
                               r.key.told_by),
                   "leave `cluster_by` out");
  auto walked = r.was;
  r.forward.met_twice = true;
  r.forward.order = order_of_rows(r.p, walked, change.cluster_by);
  r.copied = Walk(r.p.schema, walked, r.p.at());
}

}  // namespace

Rebuild rebuild_of(Planning& p, const ShadowChange& change, const Table& table, Table& made) {
  auto own = [&](const char* what) { return object_name({table.name, what}, 63); };
  ShadowNames names{p.schema.name, table.name, own("shadow"), own("old")};
  made = new_shape(change, table);
  auto key = key_of_shadow(p, change, table, made);
  refuse_what_cannot_be_partitioned(p, change, table, made);
  auto added = added_columns(p, change, table, made);
  Walk walk(p.schema, table, p.at());
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
            walk,
            walk,
            change.late_because.empty()};
  if (!r.attached.refusals.empty())
    refuse_rebuild(p, change, table, "cannot be exchanged: " + join(r.attached.refusals, "; "));
  for (auto& [name, text] : change.comments)
    r.attached.on_shadow.push_back(fmt::format("COMMENT ON COLUMN {}.{} IS {}", names.shadow_sql(),
                                               quote_name(name),
                                               text.empty() ? "NULL" : quote_literal(text)));
  take_late_comments(r);
  name_tables(r);
  order_rows(r);
  return r;
}

}  // namespace migrate::postgres
