// Copies of what contract drops.
#include "plan/keeping.hpp"

#include <fmt/format.h>

#include "dialects/sqlite/batches.hpp"
#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/quote.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

std::string typed(const Column& column) {
  auto sql = quote(column.name);
  if (!column.type.empty()) sql += " " + column.type;
  if (!column.collation.empty()) sql += " COLLATE " + quote(column.collation);
  return sql;
}

// In an archive, which is not STRICT: there ANY is a word of numeric affinity, and '007' a 7.
std::string archived(const Table& table, Column column) {
  if (table.extra.contains("strict") && same_name(column.type, "ANY")) column.type.clear();
  return typed(column);
}

}  // namespace

std::optional<Step::Copy> keep_column(const Planning& planning, const Table& table,
                                      const Column& column, const std::string& called,
                                      const std::vector<std::string>& drop_triggers) {
  if (column.generated) return std::nullopt;
  const auto key = walk_columns(table, planning.at);
  const auto t = quote(table.name), c = quote(column.name), now = quote(called);
  std::vector<std::string> keys, columns, same;
  for (auto& name : key) {
    auto* part = table.column(name);
    // A rowid that is no column of the table is not the row's for good.
    if (!part || name == column.name) return std::nullopt;
    keys.push_back(quote(name));
    columns.push_back(archived(table, *part));
    same.push_back(fmt::format("k.{1} = {0}.{1}", t, quote(name)));
  }
  KeptColumn kept{table, column.name,
                  kept_name(planning.plan.migration, {table.name, column.name}, name_limit)};
  const auto archive = quote(kept.archive), list = join(keys, ", ");
  columns.push_back(archived(table, column));
  // SQLite adds no column with one that it has to compute.
  const bool given = KeptColumn::gives_default(column) && !is_current_time(*column.default_sql) &&
                     lower(trim(*column.default_sql)) != "null";
  kept.freeze = drop_triggers;
  kept.create = {
      fmt::format("CREATE TABLE {} ({}, PRIMARY KEY ({}))", archive, join(columns, ", "), list)};
  kept.copy =
      make_batch(table, key,
                 fmt::format("INSERT INTO {0} ({1}, {2}) SELECT {1}, {3} FROM {4} WHERE {5}{6}",
                             archive, list, c, now, t, in_range(key),
                             given && column.nullable ? "" : " AND " + now + " IS NOT NULL"));
  const auto row = fmt::format("FROM {} AS k WHERE {}", archive, join(same, " AND "));
  const auto fill = fmt::format("UPDATE {0} SET {1} = (SELECT k.{1} {2}) WHERE ", t, c, row);
  const auto known = fmt::format("EXISTS (SELECT 1 {})", row);
  kept.add = {fmt::format("ALTER TABLE {} ADD COLUMN {}", t, typed(column))};
  if (given) {
    // SQLite sets no default later, and with one from the start nobody can tell a row that the
    // application has given it from one that nobody has written since.
    kept.add.front() += " DEFAULT " + *column.default_sql;
    kept.add.push_back(fill + known);
    kept.adding =
        write_lock("in proportion to the table: its rows are written", "readers go on in WAL mode");
  } else {
    kept.fill = make_batch(
        table, key, fmt::format("{}{} AND {} IS NULL AND {}", fill, in_range(key), c, known));
  }
  kept.added = fmt::format(
      "SELECT count(*) AS state FROM pragma_table_xinfo({}) WHERE name = {} COLLATE NOCASE",
      quote_text(table.name), quote_text(column.name));
  kept.transactional = true;
  kept.altering = kept.nobody = brief_lock();
  kept.batches = write_lock("one batch", "each batch and its checkpoint commit together");
  return copy_of(kept);
}

Step::Copy keep_table(const Planning& planning, const Table& table, const std::string& called) {
  KeptTable kept{table, kept_name(planning.plan.migration, {table.name}, name_limit)};
  const auto archive = quote(kept.archive);
  std::vector<std::string> columns;
  for (auto& column : table.columns)
    if (!column.generated) columns.push_back(quote(column.name));
  const auto list = join(columns, ", ");
  // A copy without foreign keys: nobody's rows are held for its sake.
  kept.keep = {fmt::format("CREATE TABLE {} AS SELECT {} FROM {}", archive, list, quote(called))};
  kept.back = {definition_of(table), fmt::format("INSERT INTO {} ({}) SELECT {} FROM {}",
                                                 quote(table.name), list, list, archive)};
  if (table.extra.contains("autoincrement")) {
    // Under the archive's name: DROP TABLE takes the table's own entry along.
    const auto own = quote_text(table.name), kept_as = quote_text(kept.archive);
    kept.keep.push_back(
        fmt::format("INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM sqlite_sequence "
                    "WHERE name = {}",
                    kept_as, quote_text(called)));
    kept.back.push_back("DELETE FROM sqlite_sequence WHERE name = " + own);
    kept.back.push_back(
        fmt::format("UPDATE sqlite_sequence SET name = {} WHERE name = {}", own, kept_as));
  }
  kept.keep.push_back("DROP TABLE " + quote(called));
  for (auto& index : table.indexes)
    if (!index.definition.empty()) kept.back.push_back(index.definition);
  for (auto& trigger : table.triggers) kept.back.push_back(trigger.definition);
  kept.back.push_back("DROP TABLE " + archive);
  kept.restored = fmt::format(
      "SELECT count(*) AS state FROM sqlite_schema WHERE type <> 'trigger' AND name = {} COLLATE "
      "NOCASE",
      quote_text(table.name));
  kept.transactional = true;
  kept.keeping = kept.restoring =
      write_lock("in proportion to the table: its rows are copied", "readers go on in WAL mode");
  return copy_of(kept);
}

}  // namespace migrate::sqlite
