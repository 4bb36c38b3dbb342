// Copies of what contract drops.
#include "plan/keeping.hpp"

#include <fmt/format.h>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/operations/hiding.hpp"
#include "dialects/mysql/quote.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

std::optional<Step::Copy> keep_column(Planning& p, const Table& table, const Column& column,
                                      const std::string& called) {
  auto* key = table.walking_key();
  if (!key || column.generated || column.identity) return std::nullopt;
  std::vector<std::string> keys, same, columns;
  auto t = quote(table.name), c = quote(column.name), now = quote(called);
  for (auto& name : key->columns()) {
    if (name == column.name || !key_problem(*table.column(name)).empty()) return std::nullopt;
    keys.push_back(quote(name));
    same.push_back(fmt::format("migrate_kept.{1} = {0}.{1}", t, quote(name)));
    columns.push_back(fmt::format("{} {} NOT NULL", quote(name), type_sql(*table.column(name))));
  }
  KeptColumn kept{table, column.name,
                  kept_name(p.migration.id, {table.name, column.name}, name_limit)};
  auto archive = quote(kept.archive), list = join(keys, ", ");
  columns.push_back(fmt::format("{} {} NULL", c, type_sql(column)));
  // Not by a SELECT: before 8.0.21 MySQL refuses that where it keeps to GTIDs (error 1786), in the
  // middle of contract, and it would say nothing of encryption.
  kept.create = {fmt::format("CREATE TABLE {} ({}, PRIMARY KEY ({})) ENGINE=InnoDB{}", archive,
                             join(columns, ", "), list, encryption_sql(table))};
  kept.created = Probe::table(kept.archive);
  kept.copy = walk(table, p.at());
  auto range = in_range(table, kept.copy.work.params);
  kept.copy.work.sql =
      fmt::format("INSERT INTO {0} ({1}, {2}) SELECT {1}, {3} FROM {4}{5} WHERE {6}{7}", archive,
                  list, c, now, t, walk_hint(table), range,
                  KeptColumn::keeps_nulls(column) ? "" : " AND " + now + " IS NOT NULL");
  Column again = column;
  again.nullable = true;
  auto empty = again;
  empty.default_sql.reset();
  auto how = instantly(p, table);
  kept.add = {fmt::format("ALTER TABLE {} ADD COLUMN {}{}", t, definition_sql(empty), how.sql)};
  // The whole definition: ALTER COLUMN does not take each default, nor leave ON UPDATE alone.
  if (again.default_sql)
    kept.give_default = {
        fmt::format("ALTER TABLE {} MODIFY {}, ALGORITHM=INSTANT", t, definition_sql(again))};
  kept.added = Probe::column(table.name, column.name);
  auto row = fmt::format("FROM {} AS migrate_kept WHERE {}", archive, join(same, " AND "));
  auto value = fmt::format("(SELECT migrate_kept.{} {})", c, row);
  auto known = fmt::format("EXISTS (SELECT 1 {})", row);
  if (KeptColumn::gives_default(column)) {
    // A literal of another type would have the kept values converted to what both can be.
    auto given = is_now(*column.default_sql) ? *column.default_sql : "DEFAULT(" + c + ")";
    kept.fill =
        fill_batch(table, {column.name},
                   fmt::format("{} = CASE WHEN {} THEN {} ELSE {} END", c, known, value, given),
                   c + " IS NULL", p.at());
  } else {
    kept.fill = fill_batch(table, {column.name}, fmt::format("{} = {}", c, value),
                           fmt::format("{} IS NULL AND {}", c, known), p.at());
  }
  kept.adding = how.lock;
  kept.altering = Lock::metadata(table.name, "metadata only");
  kept.batches = Lock::batches(table.name);
  kept.nobody = {"none", kept.archive, "", "nobody knows it yet"};
  return copy_of(kept);
}

Step::Copy keep_table(Planning& p, const Table& table, const std::string& called) {
  KeptTable kept{table, kept_name(p.migration.id, {table.name}, table_name_limit)};
  auto rename = [](const std::string& from, const std::string& to) {
    return fmt::format("RENAME TABLE {} TO {}", quote(from), quote(to));
  };
  kept.keep = {rename(called, kept.archive)};
  kept.kept = Probe::table(kept.archive);
  kept.back = {rename(kept.archive, table.name)};
  // One of that name beside what was kept is another one.
  kept.restored = fmt::format("SELECT CASE WHEN NOT ({}) THEN 0 WHEN ({}) THEN 1 ELSE 2 END",
                              Probe::table(table.name), Probe::no_table(kept.archive));
  kept.keeping = Lock::metadata(called, "metadata only");
  kept.restoring = Lock::metadata(kept.archive, "metadata only");
  auto copy = copy_of(kept);
  for (auto& key : table.foreign_keys) {
    if (key.ref_table == table.name) continue;
    auto name = key.name;
    // One that the server has named follows the table's name.
    if (name.starts_with(table.name + "_ibfk_")) name = called + name.substr(table.name.size());
    auto gone = copy.steps.back();
    gone.restore.clear();
    gone.title = fmt::format("drop foreign key {} of {}", name, called);
    gone.why = "nobody's rows are held for the copy's sake";
    gone.sql = {fmt::format("ALTER TABLE {} DROP FOREIGN KEY {}", quote(called), quote(name))};
    gone.probe = Probe::no_constraint(called, name);
    copy.steps.insert(copy.steps.begin(), gone);
  }
  return copy;
}

}  // namespace migrate::mysql
