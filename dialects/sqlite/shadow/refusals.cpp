// What a table must be for a shadow, and the disk have, before anything is planned.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "dialects/sqlite/catalog/affinity.hpp"
#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/file/disk.hpp"
#include "dialects/sqlite/shadow/rebuild.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"
#include "util/units.hpp"

namespace migrate::sqlite {

namespace {

std::vector<std::string> key_columns(const CreateTableText& text) {
  for (auto* key : text.all(ConstraintText::Kind::primary_key)) return key->columns;
  return {};
}

// A row keeps the key by which triggers, log and copy name it.
void refuse_another_key(const Planning& p, const ShadowChange& change, const Table& table,
                        const CreateTableText& text) {
  const auto key = row_key(table, p.at);
  const auto rowid = rowid_column(text, change.definition);
  const auto rowid_was =
      rowid_column(*parse_create_table(definition_of(table)), definition_of(table));
  if (text.without_rowid) {
    auto now = key_columns(text);
    bool same = std::equal(now.begin(), now.end(), key.begin(), key.end(), same_name);
    for (auto& column : key) same = same && !change.up.contains(column);
    if (!same)
      unsupported(p.at,
                  fmt::format("the rows of {} (WITHOUT ROWID) are told by ({})", table.name,
                              join(key, ", ")),
                  "make a new table, and carry the rows by operations of your own");
  } else if (!rowid_was.empty() && !same_name(rowid, rowid_was)) {
    unsupported(p.at,
                fmt::format("{}.{} is the rowid, by which rows are told", table.name, rowid_was));
  } else if (!rowid_was.empty() && change.up.contains(rowid_was)) {
    unsupported(p.at, fmt::format("{}.{} is the rowid, by which rows are told, and `up` gives it "
                                  "other values",
                                  table.name, rowid_was));
  } else if (!rowid.empty() && rowid_was.empty() && change.up.contains(rowid)) {
    unsupported(p.at, fmt::format("{}.{} becomes the rowid, and `up` gives it other values",
                                  table.name, rowid));
  }
}

// What foreign keys compare, they compare as it is stored.
void refuse_keys_stored_otherwise(const Planning& p, const ShadowChange& change, const Table& table,
                                  const CreateTableText& text) {
  for (auto& column : table.columns) {
    auto* now = text.column(column.name);
    if (!now) continue;  // its own keys go with it
    auto type = change.definition.substr(now->type.begin, now->type.end - now->type.begin);
    if (!change.up.contains(column.name) && stored_alike(table, column, type)) continue;
    auto has = [&](const std::vector<std::string>& columns) {
      return std::any_of(columns.begin(), columns.end(),
                         [&](auto& name) { return same_name(name, column.name); });
    };
    for (auto& key : table.foreign_keys)
      if (has(key.columns))
        unsupported(p.at, fmt::format("{}.{} belongs to a foreign key to {}", table.name,
                                      column.name, key.ref_table));
    for (auto& key : table.referenced_by)
      if (has(key.ref_columns))
        unsupported(p.at, fmt::format("a foreign key of {} refers to {}.{}", key.table, table.name,
                                      column.name));
  }
}

}  // namespace

void refuse_what_cannot_be_rebuilt(const Planning& p, const ShadowChange& change,
                                   const Table& table) {
  const auto text = parse_create_table(change.definition);
  if (!text) unsupported(p.at, fmt::format("the definition of {} cannot be read", table.name));
  refuse_another_key(p, change, table, *text);
  refuse_keys_stored_otherwise(p, change, table, *text);
}

void look_at_the_disk(const Planning& p, const Table& table) {
  if (!p.connection) return;
  const auto need = copy_size(*p.connection, table);
  std::optional<DiskRoom> room;
  try {
    room = disk_room(*p.connection);
  } catch (const db::DbError& problem) {
    p.note(
        fmt::format("a copy of {} needs about {} of disk; whether it is there cannot be told: {}",
                    table.name, format_size(need), problem.what()));
  }
  if (!room) return;
  if (room->free < need)
    refuse("MIG-PLAN-DISK",
           fmt::format("a copy of {} needs about {} of disk, and {} has {} left", table.name,
                       format_size(need), room->where, format_size(room->free)),
           "free or add space there, then run the same command again", p.at.text());
}

}  // namespace migrate::sqlite
