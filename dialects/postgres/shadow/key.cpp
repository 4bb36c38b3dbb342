#include "dialects/postgres/shadow/key.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/new_column.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Names = std::vector<std::string>;

bool holds(const Names& all, const Names& some) {
  return std::all_of(some.begin(), some.end(), [&](auto& name) {
    return std::find(all.begin(), all.end(), name) != all.end();
  });
}

// Its first columns are those, in any order: each of them is compared to one value.
bool begins_with(const Index& index, const Names& columns) {
  auto of = index.columns();
  if (index.method != "btree" || !index.predicate.empty() || of.size() < columns.size())
    return false;
  return std::all_of(index.parts.begin(), index.parts.end(),
                     [](auto& part) { return part.options.empty(); }) &&
         std::is_permutation(columns.begin(), columns.end(), of.begin(),
                             of.begin() + static_cast<std::ptrdiff_t>(columns.size()));
}

Index index_over(const std::string& name, const Names& columns) {
  Index index;
  index.name = name;
  index.method = "btree";
  for (auto& column : columns) {
    IndexPart part;
    part.column = column;
    index.parts.push_back(part);
  }
  index.definition = fmt::format(" USING btree ({})", name_list(columns));
  return index;
}

bool partitions_take(const ShadowChange& change, const Names& unique) {
  Names key;
  if (change.partition_by)
    for (auto& name : change.partition_by->key) key.push_back(name.value);
  return holds(unique, key);
}

std::string own_name(Planning& p, KeyOfShadow& key, const Table& table, const Names& columns,
                     const char* label) {
  auto name = usual_name(table.name, join(columns, "_"), label);
  p.require_free_name(Identifier(name), Planning::Named::relation);
  key.names.insert(name);
  return name;
}

// Each foreign key to the table must find a unique key there.
void refuse_keys_without_their_own(const Planning& p, const ShadowChange& change, const Table& was,
                                   const Table& made) {
  for (auto& key : was.referenced_by) {
    bool found = std::any_of(made.indexes.begin(), made.indexes.end(), [&](auto& index) {
      auto columns = index.columns();
      return index.unique && index.predicate.empty() &&
             std::is_permutation(columns.begin(), columns.end(), key.ref_columns.begin(),
                                 key.ref_columns.end());
    });
    if (found) continue;
    auto columns = join(key.ref_columns, ", ");
    refuse_rebuild(
        p, change, was,
        fmt::format("is referred to by foreign key {} of {}, and of the new table ({}) alone is "
                    "not unique: unique keys of partitions hold the partition key",
                    key.name, key.table, columns),
        fmt::format("drop it first (drop_constraint); or give {} the other columns of the new key, "
                    "too, and a foreign key over all of them when this has contracted",
                    key.table));
  }
}

void refuse_views(const Planning& p, const Table& table, const std::string& constraint) {
  auto views = table.extra.find("relied_on:" + constraint);
  if (views == table.extra.end()) return;
  unsupported(p.at(),
              fmt::format("views group by constraint \"{}\" of table \"{}\": {}", constraint,
                          table.name, views->second),
              "let their GROUP BY name every column that they show, or drop them first");
}

}  // namespace

void refuse_added(const Planning& p, const Identifier& table, const Identifier& column,
                  const std::string& field, const std::string& instead) {
  for (auto& other : p.migration.operations)
    if (auto* add = std::get_if<AddColumn>(&other.body);
        add && add->table == table && add->column.name == column)
      unsupported(p.at(),
                  fmt::format("{}: column {}.{} comes with the same migration", field, table.value,
                              column.value),
                  instead);
}

void change_key(Planning& p, Table& table, const RebuildTable& op, ShadowChange& change,
                Names& late) {
  Names columns;
  for (auto& name : op.primary_key) {
    refuse_added(p, op.table, name, "primary_key", "add it in a migration before this one");
    auto& column = require_column(table, name, p.at());
    if (column.generated)
      unsupported(p.at(), fmt::format("primary_key: {}.{} is computed", table.name, name.value));
    columns.push_back(name.value);
  }
  auto* key = table.primary_key();
  if (columns.empty()) return;
  if (key && key->columns() == columns)
    return p.note(
        fmt::format("the primary key of {} is ({}) already", table.name, join(columns, ", ")));
  change.primary_key = columns;
  change.what += fmt::format(", its primary key becomes ({})", join(columns, ", "));
  for (auto& name : columns) change_nullable(p, table, *table.column(name), false, change, late);
  if (key && op.exchange != RebuildTable::Exchange::backfill)
    late.push_back(
        fmt::format("old code may rely on the primary key ({}), by GROUP BY or by ON "
                    "CONFLICT (`exchange: backfill` says that none does)",
                    join(key->columns(), ", ")));
}

KeyOfShadow key_of_shadow(Planning& p, const ShadowChange& change, const Table& was, Table& made) {
  KeyOfShadow key;
  auto& walked = *was.walking_key();
  key.was = key.now = walked.columns();
  key.told_by = walked.name;
  if (change.primary_key.empty()) return key;

  auto* old = was.primary_key();
  if (old) {
    refuse_views(p, was, old->name);
    key.primary = old->name;
    auto at = std::find_if(made.indexes.begin(), made.indexes.end(),
                           [](auto& index) { return index.primary; });
    auto columns = at->columns();
    if (partitions_take(change, columns)) {
      at->primary = false;
      at->name = own_name(p, key, was, columns, "key");
      key.told_by = at->name;
      if (auto how = made.extra.find("deferrable:" + old->name); how != made.extra.end()) {
        made.extra["deferrable:" + at->name] = how->second;
        made.extra.erase(how);
      }
    } else {
      if (!holds(change.primary_key, columns))
        refuse_rebuild(p, change, was,
                       fmt::format("is told by ({}), which its partitions cannot keep unique alone",
                                   join(columns, ", ")),
                       "let the new primary key hold these columns");
      key.now = change.primary_key;
      key.told_by.clear();
      made.extra.erase("deferrable:" + old->name);
      made.indexes.erase(at);
    }
  } else {
    key.primary = own_name(p, key, was, {}, "pkey");
  }
  key.may_meet_twice = !holds(change.primary_key, key.was);
  auto primary = index_over(key.primary, change.primary_key);
  primary.unique = primary.primary = primary.constraint = true;
  made.indexes.push_back(primary);
  if (key.told_by.empty()) {
    auto leading = std::find_if(made.indexes.rbegin(), made.indexes.rend(),
                                [&](auto& index) { return begins_with(index, key.was); });
    if (leading != made.indexes.rend()) {
      key.told_by = leading->name;
    } else {
      key.told_by = own_name(p, key, was, key.was, "idx");
      made.indexes.push_back(index_over(key.told_by, key.was));
    }
  }
  refuse_keys_without_their_own(p, change, was, made);
  return key;
}

void say_what_changes(ShapeChange& shape, const KeyOfShadow& key, const Table& was) {
  auto* old = was.primary_key();
  if (key.primary.empty() || !old) return;
  shape.old_key = old->name;
  shape.same_as_old_key = key.told_by;
  shape.old_key_columns = old->columns();
}

void look_for_duplicates_of_key(const Rebuild& r, bool again) {
  if (!r.key.may_meet_twice) return;
  Names keys;
  for (auto& name : r.change.primary_key)
    for (auto& column : r.forward.columns)
      if (column.to.name == name)
        keys.push_back(column.expression == quote_name(name) ? column.expression
                                                             : parenthesised(column.expression));
  add_duplicates_check_of(r.p, Phase::backfill, r.was, keys, "",
                          fmt::format("look for rows of {} that are alike in ({}){}", r.was.name,
                                      join(r.change.primary_key, ", "), again ? ", again" : ""));
  auto& check = r.p.plan.steps.back();
  check.strategy = Strategy::shadow;
  check.why = "the new primary key would refuse them; mend them in the table";
}

void note_key(const Rebuild& r) {
  if (r.key.primary.empty()) return;
  auto now = join(r.change.primary_key, ", "), was = join(r.key.was, ", ");
  auto& p = r.p;
  if (!r.was.primary_key())
    return p.note(
        fmt::format("from the exchange on ({}) is the primary key of {}", now, r.was.name));
  auto& kept = r.told_by();
  if (kept.unique && !kept.primary && kept.columns().size() == r.key.was.size())
    p.note(
        fmt::format("from the exchange on ({}) is the primary key of {}, by the name {}; ({}) "
                    "stays unique, by constraint {}: drop that later if nothing needs it",
                    now, r.was.name, r.key.primary, was, kept.name));
  else
    p.note(
        fmt::format("from the exchange on ({0}) is the primary key of {1}, and ({2}) alone may "
                    "hold duplicates: ON CONFLICT ({2}) finds no index there",
                    now, r.was.name, was));
  p.note(
      fmt::format("code that groups by ({}) alone must name every other column that it shows "
                  "from the exchange on",
                  was));
}

}  // namespace migrate::postgres
