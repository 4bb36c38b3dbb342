// Two columns exchange their names, and with them everything built on either (docs/decisions/0006).
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/catalog/dependents.hpp"
#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/column_settings.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Statements = std::vector<std::string>;

void append(Statements& to, const Statements& more) {
  to.insert(to.end(), more.begin(), more.end());
}

std::vector<const Table*> with_partitions(const Replacement& r) {
  auto all = all_partitions_of(r.p, r.table);
  all.insert(all.begin(), &r.table);
  return all;
}

Statements on_table(const Replacement& r, const Table& table, const Statements& sql) {
  if (&table == &r.table || sql.empty()) return sql;
  return {if_still_there(r.p.q(table.name), sql)};
}

// `back`: the names as they were before the swap.
Statements rename_constraints(const std::vector<Renamed>& all, bool back) {
  Statements sql;
  for (auto& one : all) {
    auto rename = [&](const std::string& from, const std::string& to) {
      sql.push_back(fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", one.table,
                                quote_name(from), quote_name(to)));
    };
    if (back) {
      rename(one.name, one.second);
      rename(one.old, one.name);
    } else {
      rename(one.name, one.old);
      rename(one.second, one.name);
    }
  }
  return sql;
}

Statements rename_indexes(const Replacement& r, bool back) {
  Statements sql;
  for (auto& one : r.indexes) {
    auto rename = [&](const std::string& from, const std::string& to) {
      sql.push_back(fmt::format("ALTER INDEX {} RENAME TO {}", r.p.q(from), quote_name(to)));
    };
    if (back) {
      rename(one.name, one.second);
      rename(one.old, one.name);
    } else {
      rename(one.name, one.old);
      rename(one.second, one.name);
    }
  }
  return sql;
}

// An index keeps the column's name of its creation; only its own description ever shows it.
Statements name_index_columns(const Replacement& r) {
  Statements sql;
  for (auto& index : r.table.indexes) {
    int times =
        static_cast<int>(std::count(index.include.begin(), index.include.end(), r.first.name));
    for (auto& part : index.parts) times += part.column == r.first.name;
    // Of a partitioned table it goes down to all parts; only a key's parts are older than itself.
    if (times == 1 && !(index.primary && is_partitioned(r.table)))
      sql.push_back(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", r.p.q(index.name),
                                r.second_column(), r.column()));
  }
  if (!r.rules.unique.empty())
    sql.push_back(fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", r.p.q(r.rules.unique),
                              r.second_column(), r.column()));
  return sql;
}

Statements replica_identity(const Replacement& r) {
  Statements sql;
  for (auto* table : with_partitions(r)) {
    auto identity = table->extra.find("replica_identity");
    if (identity == table->extra.end()) continue;
    auto* index = table->index(identity->second);
    if (index && reads(*index, r.first.name))
      append(sql, on_table(r, *table,
                           {fmt::format("ALTER TABLE {} REPLICA IDENTITY USING INDEX {}",
                                        r.p.q(table->name), quote_name(index->name))}));
  }
  return sql;
}

Statements carried(const Replacement& r) {
  Statements sql;
  if (auto found = r.first.extra.find("carried"); found != r.first.extra.end())
    append(sql, split(found->second, '\x1e'));
  for (auto* table : with_partitions(r))
    append(sql, on_table(r, *table, descriptions(*table, r.first.name)));
  return sql;
}

Statements make_views(const Replacement& r) {
  auto sql = r.views.up();
  sql.push_back(r.views.let_go_of(r.q, r.second));
  return sql;
}

// Only 18 and later have such names.
Statements not_null_names(const Replacement& r, bool back) {
  if (r.p.schema.version_number < 180000 || r.not_null_second.empty()) return {};
  auto name = r.first.extra.find("not_null");
  if (name != r.first.extra.end())
    return rename_constraints(
        {{r.q, name->second, r.not_null_second, r.other("old", "not_null " + r.first.name)}}, back);
  auto usual = not_null_name(r.table, r.first.name);
  return {fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", r.q,
                      quote_name(back ? usual : r.not_null_second),
                      quote_name(back ? r.not_null_second : usual))};
}

Statements drop_keys(const std::vector<Renamed>& keys, bool old) {
  Statements sql;
  for (auto& key : keys)
    sql.push_back(fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", key.table,
                              quote_name(old ? key.old : key.name)));
  return sql;
}

Statements make_primary(const Replacement& r, bool back) {
  if (!r.primary) return {};
  if (is_partitioned(r.table)) return primary_on_partitions(r, back);
  return {fmt::format("ALTER TABLE {} ADD CONSTRAINT {} PRIMARY KEY USING INDEX {}", r.q,
                      quote_name(r.primary->name),
                      quote_name(back ? r.primary_twin : r.primary_second))};
}

// The old foreign keys hang on the old primary key's index: they go with it.
bool drops_inbound(const Replacement& r) {
  return r.primary != nullptr;
}

// Under the locks already.
Statements forward(const Replacement& r) {
  Statements sql = r.sync.drop;
  append(sql, exchange_parts(r, false));
  if (drops_inbound(r)) {
    append(sql, drop_keys(r.inbound, false));
    for (auto& key : r.inbound)
      sql.push_back(fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}", key.table,
                                quote_name(key.second), quote_name(key.name)));
  } else {
    append(sql, rename_constraints(r.inbound, false));
  }
  if (r.primary)
    sql.push_back(
        fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", r.q, quote_name(r.primary->name)));
  append(sql, exchange_names(r));
  append(sql, rename_constraints(r.constraints, false));
  append(sql, rename_indexes(r, false));
  append(sql, not_null_names(r, false));
  append(sql, make_primary(r, false));
  append(sql, name_index_columns(r));
  append(sql, replica_identity(r));
  append(sql, move_default(r, false));
  append(sql, carried(r));
  return sql;
}

Statements backward(const Replacement& r) {
  auto locks = lock_all(
      {&r},
      {.inbound = true, .numbers = true, .checks = r.views.as_made(), .views = r.views.drop()});
  auto sql = locks.gently;
  look_gently(sql, r, {});
  sql.push_back(locks.all);
  append(sql, r.sync.drop);
  append(sql, exchange_parts(r, true));
  if (drops_inbound(r))
    append(sql, drop_keys(r.inbound, false));
  else
    append(sql, rename_constraints(r.inbound, true));
  if (r.primary)
    sql.push_back(
        fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", r.q, quote_name(r.primary->name)));
  append(sql, exchange_names(r));
  append(sql, rename_constraints(r.constraints, true));
  append(sql, rename_indexes(r, true));
  append(sql, not_null_names(r, true));
  append(sql, make_primary(r, true));
  if (drops_inbound(r)) append(sql, r.inbound_again);
  append(sql, replica_identity(r));
  append(sql, move_default(r, true));
  append(sql, carried(r));
  append(sql, make_views(r));
  append(sql, r.sync.create);
  return sql;
}

LockedObjects sequences_locked(const std::vector<const Replacement*>& all) {
  LockedObjects sequences;
  for (auto& name : sequences_of(all)) sequences.add({"sequence " + name});
  return sequences;
}

LockedObjects tables_locked(const std::vector<const Replacement*>& all) {
  LockedObjects tables;
  for (auto* r : all) {
    tables.add(whole(r->table));
    for (auto& key : r->table.referenced_by)
      if (std::find(key.ref_columns.begin(), key.ref_columns.end(), r->first.name) !=
          key.ref_columns.end())
        tables.add({key.table});
  }
  return tables;
}

// Values that the old column holds rounded.
void add_loss(const Replacement& r, Step& step) {
  auto base = base_type(r.type);
  if (base != "numeric" && !base.starts_with("time") && base != "interval") return;
  step.loss = fmt::format(
      "SELECT count(*) AS lost FROM (SELECT 1 FROM {0} WHERE {1} <> {2} AND (SELECT o.attnum < "
      "n.attnum FROM pg_catalog.pg_attribute AS o JOIN pg_catalog.pg_attribute AS n USING "
      "(attrelid) WHERE attrelid = {3}::regclass AND o.attname = {4} AND n.attname = {5}) LIMIT "
      "1000) AS found",
      r.q, r.column(), r.second_column(), quote_literal(r.q), quote_literal(r.second),
      quote_literal(r.first.name));
  step.loss_what = fmt::format("values of {}.{} that {} cannot hold exactly", r.table.name,
                               r.first.name, r.first.type);
}

}  // namespace

Statements exchange_names(const Replacement& r) {
  auto between = quote_name(r.other("between", r.first.name));
  auto rename = [&](const std::string& from, const std::string& to) {
    return fmt::format("ALTER TABLE {} RENAME COLUMN {} TO {}", r.q, from, to);
  };
  return {rename(r.column(), between), rename(r.second_column(), r.column()),
          rename(between, r.second_column())};
}

void add_swap(Replacement& r) {
  auto full = r.table.name + "." + r.first.name;
  auto& step = add_step(r.p.plan, Phase::backfill, StepKind::ddl,
                        fmt::format("exchange {} and the second column: {} is {} from here on",
                                    full, r.first.name, r.type));
  step.table = r.table.name;
  auto locks = lock_all(
      {&r},
      {.inbound = true, .numbers = true, .checks = r.views.as_planned(), .views = r.views.drop()});
  step.sql = locks.gently;
  look_gently(step.sql, r, {newcomers_guard(r.p, r.table, r.first.name)});
  look_gently(step.sql, r, first_unchanged(r));
  step.hold_from = static_cast<int>(step.sql.size());
  step.sql.push_back(locks.all);
  append(step.sql, forward(r));
  append(step.sql, make_views(r));
  append(step.sql, r.sync.create);
  step.sql.push_back(read_functions_anew({&r}));
  step.undo = backward(r);
  step.undo.push_back(read_functions_anew({&r}));
  step.transactional = true;
  step.budget_ms = hold_budget;
  step.strategy = Strategy::in_place;
  step.lock =
      Lock::access_exclusive(r.views.with_names(tables_locked({&r})).with(sequences_locked({&r})),
                             "names change; no row is read, no index is built");
  step.why =
      "both versions use the new type by the same name; the old column follows it, so that "
      "rollback exchanges them again";
  add_loss(r, step);
}

void add_drop_second(Replacement& r) {
  auto full = r.table.name + "." + r.first.name;
  auto guard = add_newcomers_check(r.p, r.table, r.second);
  auto& step = add_step(r.p.plan, Phase::contract, StepKind::ddl,
                        fmt::format("drop the old column of {}", full));
  step.table = r.table.name;
  bool alone = drops_inbound(r) || r.inbound.empty();
  auto locks = lock_all({&r}, {.inbound = !alone, .drops = true});
  step.sql = locks.gently;
  step.hold_from = static_cast<int>(step.sql.size());
  step.sql.push_back(locks.all);
  append(step.sql, r.sync.drop);
  if (!alone) append(step.sql, drop_keys(r.inbound, true));
  step.sql.push_back(guard);
  step.sql.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", r.q, r.second_column()));
  step.transactional = true;
  step.budget_ms = hold_budget;
  step.destructive = true;
  step.strategy = Strategy::instant;
  step.lock = Lock::access_exclusive(
      with_parents(r.p, alone ? LockedObjects(whole(r.table)) : tables_locked({&r}), r.table,
                   r.first.name),
      "the rows keep their space");
  step.why = "no live code needs the old type; its indexes and constraints go with it";
}

Step& add_final_swap(const std::vector<const Replacement*>& all, const CarriedViews& views,
                     const std::string& title, const std::vector<std::string>& after,
                     const std::string& type) {
  Statements guards;
  for (auto* r : all) guards.push_back(add_newcomers_check(r->p, r->table, r->first.name));
  auto& step = add_step(all.front()->p.plan, Phase::contract, StepKind::ddl, title);
  step.table = all.front()->table.name;
  auto locks = lock_all(all, {.inbound = true,
                              .drops = true,
                              .numbers = true,
                              .checks = views.as_planned(),
                              .views = views.drop()});
  step.sql = locks.gently;
  for (auto* r : all) look_gently(step.sql, *r, first_unchanged(*r));
  step.hold_from = static_cast<int>(step.sql.size());
  step.sql.push_back(locks.all);
  append(step.sql, guards);
  for (auto* r : all) {
    append(step.sql, forward(*r));
    if (r->upward) append(step.sql, r->upward->drop);
    if (!drops_inbound(*r)) append(step.sql, drop_keys(r->inbound, true));
    step.sql.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", r->q, r->second_column()));
  }
  append(step.sql, after);
  append(step.sql, views.up());
  step.sql.push_back(read_functions_anew(all, type));
  step.transactional = true;
  step.budget_ms = hold_budget;
  step.destructive = true;
  step.strategy = Strategy::in_place;
  // Dropping the old column drops its foreign keys.
  auto tables = tables_locked(all);
  for (auto* r : all) tables = with_parents(r->p, tables, r->table, r->first.name);
  step.lock = Lock::access_exclusive(views.with_names(tables).with(sequences_locked(all)),
                                     "names change; no row is read, no index is built");
  step.why = "old code is gone; everything was built on the second column before";
  return step;
}

}  // namespace migrate::postgres
