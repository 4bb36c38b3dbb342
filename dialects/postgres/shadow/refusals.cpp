// What a rebuild through a shadow refuses by the shape of the table; what is attached to it is
// attached/refusals.cpp's.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/shadow/partitions.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

void refuse_rebuild(const Planning& p, const ShadowChange& change, const Table& table,
                    const std::string& reason, const std::string& instead) {
  unsupported(p.at(), fmt::format("{}: table \"{}\" {}", change.what, table.name, reason), instead);
}

namespace {

// What the shadow itself cannot be.
void refuse_kinds(const Planning& p, const ShadowChange& change, const Table& table) {
  if (is_partitioned(table))
    refuse_rebuild(p, change, table, "is partitioned",
                   "rebuild its partitions' own tables one by one");
  require_plain_table(p, table, change.what);
  if (table.extra.count("persistence"))
    refuse_rebuild(p, change, table,
                   "is not logged: a crash would empty the one table and not the other");
  auto* key = table.walking_key();
  if (!key)
    refuse_rebuild(
        p, change, table,
        "has neither a primary key nor a unique index over NOT NULL columns: there is nothing to "
        "tell its rows by",
        "add a primary key first");
  for (auto& name : key->columns()) {
    if (table.column(name)->generated)
      refuse_rebuild(p, change, table, fmt::format("is told by {}, which is computed", name));
    if (auto other = change.nullable.find(name); other != change.nullable.end())
      refuse_rebuild(p, change, table, fmt::format("is told by {}, which may not be NULL", name));
    if (change.up.count(name) || change.unlike.count(name))
      refuse_rebuild(p, change, table, fmt::format("is told by {}, which gets other values", name));
  }
  for (auto& index : table.indexes) {
    if (!index.valid)
      refuse_rebuild(p, change, table, fmt::format("has an INVALID index, {}", index.name),
                     fmt::format("DROP INDEX CONCURRENTLY {}, or REINDEX it", p.q(index.name)));
    if (index.constraint && index.unique && index.method != "btree")
      refuse_rebuild(p, change, table,
                     fmt::format("has key {}, which is WITHOUT OVERLAPS", index.name),
                     "drop it first, and add it when this has contracted");
  }
  for (auto& [name, type] : change.types)
    for (auto& check : table.checks)
      if (!check.validated && mentions(check.definition, name))
        refuse_rebuild(
            p, change, table,
            fmt::format("has constraint {} over {}, which is NOT VALID", check.name, name),
            "validate it first, or drop it");
  for (auto& [name, type] : change.types)
    for (auto& column : table.columns)
      if (column.generated && mentions(column.extra.at("generated_as"), name))
        refuse_rebuild(p, change, table, fmt::format("computes {} from {}", column.name, name),
                       "drop it first, and add it when this has contracted");
}

// Of a foreign key only the one side would have the other type.
void refuse_keys_of_other_types(const Planning& p, const ShadowChange& change, const Table& table) {
  if (change.unlike.empty()) return;
  auto has = [&](const std::vector<std::string>& columns) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](auto& name) { return change.unlike.count(name) > 0; });
  };
  for (auto& key : table.foreign_keys)
    if (has(key.columns))
      refuse_rebuild(p, change, table, fmt::format("has foreign key {} on it", key.name),
                     "drop it first");
  for (auto& key : table.referenced_by)
    if (has(key.ref_columns))
      refuse_rebuild(p, change, table,
                     fmt::format("is referred to by foreign key {} of {}", key.name, key.table),
                     "drop it first");
}

void require_alone(const Planning& p, const Table& table) {
  for (auto& other : p.migration.operations) {
    if (&other == p.operation) continue;
    if (is_of_rebuild(other, table.name)) continue;
    for (auto& touch : touches(other))
      if (touch.table == table.name)
        unsupported(p.at(),
                    fmt::format("{} works on table \"{}\", which this operation writes anew",
                                other.kind, table.name),
                    "use a migration of its own");
  }
}

}  // namespace

void refuse_what_cannot_be_rebuilt(const Planning& p, const ShadowChange& change,
                                   const Table& table) {
  require_alone(p, table);
  refuse_kinds(p, change, table);
  refuse_keys_of_other_types(p, change, table);
}

}  // namespace migrate::postgres
