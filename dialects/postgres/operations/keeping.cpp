// Copies of what contract drops.
#include "plan/keeping.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/operations/hiding.hpp"
#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

std::string column_is_there(const std::string& table, const std::string& column) {
  return fmt::format(
      "SELECT count(*) AS state FROM pg_catalog.pg_attribute WHERE attrelid = to_regclass({}) AND "
      "attname = {} AND NOT attisdropped",
      quote_literal(table), quote_literal(column));
}

}  // namespace

std::optional<Step::Copy> keep_column(Planning& p, const Table& table, const Column& column,
                                      const std::string& called, const Sync& sync) {
  auto* key = table.walking_key();
  if (!key || column.generated || column.identity) return std::nullopt;
  std::vector<std::string> keys, same;
  auto q = p.q(table.name), c = quote_name(column.name), now = quote_name(called);
  for (auto& name : key->columns()) {
    if (name == column.name) return std::nullopt;
    keys.push_back(quote_name(name));
    same.push_back(fmt::format("k.{1} = {0}.{1}", quote_name(table.name), quote_name(name)));
  }
  KeptColumn kept{table, column.name, kept_name(p.migration.id, {table.name, column.name}, 63)};
  auto archive = p.q(kept.archive), list = join(keys, ", ");
  if (!sync.drop.empty()) {
    kept.freeze = {fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", q)};
    kept.freeze.insert(kept.freeze.end(), sync.drop.begin(), sync.drop.end());
    if (!column.nullable)
      kept.freeze.push_back(fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", q, now));
  }
  kept.create = {fmt::format("CREATE TABLE {} AS SELECT {}, {} AS {} FROM {} WITH NO DATA", archive,
                             list, now, c, q),
                 fmt::format("ALTER TABLE {} ADD PRIMARY KEY ({})", archive, list)};
  Walk walk(p.schema, table, p.at());
  kept.copy = walk.copy(fmt::format(
      "INSERT INTO {0} ({1}, {2})\nSELECT {1}, {3} FROM {4}\nWHERE {{{{batch}}}}{5}", archive, list,
      c, now, q, KeptColumn::keeps_nulls(column) ? "" : " AND " + now + " IS DISTINCT FROM NULL"));
  // One of a domain with rules would have every row written under the lock, and may refuse NULL.
  auto base = column.extra.find("base_type");
  auto type = base == column.extra.end() ? column.type : base->second;
  // DEFAULT NULL: else the rows that are there would have the default of a domain.
  kept.add = {fmt::format("ALTER TABLE {} ADD COLUMN {} {}{} DEFAULT NULL", q, c, type,
                          column.collation.empty() ? "" : " COLLATE " + column.collation)};
  // A sequence of its own went with it.
  std::string by_default = "DROP DEFAULT";
  if (column.default_sql && !column.extra.count("has_sequence"))
    by_default = "SET DEFAULT " + *column.default_sql;
  kept.add.push_back(fmt::format("ALTER TABLE {} ALTER COLUMN {} {}", q, c, by_default));
  kept.added = column_is_there(q, column.name);
  if (!column.comment.empty())
    kept.add.push_back(
        fmt::format("COMMENT ON COLUMN {}.{} IS {}", q, c, quote_literal(column.comment)));
  auto row = fmt::format("FROM {} AS k WHERE {}", archive, join(same, " AND "));
  auto value = fmt::format("(SELECT k.{} {})", c, row),
       known = fmt::format("EXISTS (SELECT 1 {})", row);
  // IS NULL would be true of a row value, too, of which each field is NULL.
  auto where = c + " IS NOT DISTINCT FROM NULL";
  if (KeptColumn::gives_default(column))
    value = fmt::format("CASE WHEN {} THEN {} ELSE CAST({} AS {}) END", known, value,
                        *column.default_sql, type);
  else
    where += " AND " + known;
  kept.fill = walk.fill({{c, value}}, where);
  kept.transactional = true;
  kept.altering = Lock::access_exclusive(whole(table), "catalog only");
  kept.batches = Lock::batches(table);
  kept.nobody = {"ACCESS SHARE", table.name, "milliseconds: catalog only", "nobody knows it yet"};
  return copy_of(kept);
}

Step::Copy keep_table(Planning& p, const Table& table, const std::string& called) {
  KeptTable kept{table, kept_name(p.migration.id, {table.name}, 63)};
  auto archive = p.q(kept.archive);
  LockedObjects locked = called;
  auto referred = with_referred(p, p.q(called), table.foreign_keys);
  referred.later = true;
  kept.keep = locks_ahead(referred);
  kept.keep.push_back(
      fmt::format("ALTER TABLE {} RENAME TO {}", p.q(called), quote_name(kept.archive)));
  for (auto& key : table.foreign_keys) {
    if (key.ref_table != table.name) {
      kept.keep.push_back(
          fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", archive, quote_name(key.name)));
      locked.add(p.referred(key));
    }
  }
  kept.back = {fmt::format("ALTER TABLE {} RENAME TO {}", archive, quote_name(table.name))};
  kept.restored = fmt::format("SELECT CASE WHEN to_regclass({}) IS NULL THEN 0 ELSE 1 END AS state",
                              quote_literal(p.q(table.name)));
  kept.transactional = true;
  kept.keeping = Lock::access_exclusive(
      locked, "its foreign keys go: nobody's rows are held for the copy's sake");
  kept.restoring = Lock::access_exclusive(kept.archive, "a name changes");
  return copy_of(kept);
}

}  // namespace migrate::postgres
