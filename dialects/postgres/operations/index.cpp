// What several operations need of indexes, and the temporary copies for a second column.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/constraint.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// A deferred constraint allows a transaction to pass through duplicates, so the copy must too; a
// temporal key (WITHOUT OVERLAPS) is no unique index at all.
bool mirrors_unique(const Table& table, const Index& index) {
  return index.unique && index.method == "btree" && !table.extra.count("deferrable:" + index.name);
}

}  // namespace

void add_duplicates_check(Planning& p, Phase phase, const Table& table,
                          const std::vector<std::string>& columns, const std::string& predicate,
                          const std::string& title, bool equal_nulls) {
  std::vector<std::string> keys;
  for (auto& column : columns) keys.push_back(quote_name(column));
  add_duplicates_check_of(p, phase, table, keys, predicate, title, equal_nulls);
}

void add_duplicates_check_of(Planning& p, Phase phase, const Table& table,
                             const std::vector<std::string>& keys, const std::string& predicate,
                             const std::string& title, bool equal_nulls) {
  std::vector<std::string> conditions, values, shown, equal;
  for (auto& key : keys) {
    auto value = fmt::format("key_{}", values.size() + 1);
    values.push_back(fmt::format("{} AS {}", key, value));
    shown.push_back(
        fmt::format("migrate_twice.{} AS {}", value, key.front() == '"' ? key : quote_name(key)));
    equal.push_back(fmt::format("{} IS NOT DISTINCT FROM migrate_twice.{}", key, value));
    if (!equal_nulls) conditions.push_back(key + " IS NOT NULL");
  }
  if (!predicate.empty()) {
    conditions.push_back(parenthesised(predicate));
    equal.push_back(parenthesised(predicate));
  }
  auto rows = row_name(table);
  bool one = rows == "ctid" || table.walking_key()->parts.size() == 1;
  auto& check = add_step(p.plan, phase, StepKind::check, title);
  check.table = table.name;
  check.sql = {
      // Which rows they are is read for the few values that are found, not for the table.
      fmt::format(
          "SELECT {shown}, migrate_twice.rows,\n"
          "  array_to_string(ARRAY(SELECT {row} AS migrate_row FROM {table}\n"
          "    WHERE {equal}\n    ORDER BY {rows} LIMIT 5), ', ')\n"
          "  || CASE WHEN migrate_twice.rows > 5 THEN ', ...' ELSE '' END AS {name}\n"
          "FROM (SELECT {values}, count(*) AS rows FROM {table}{where}\n"
          "  GROUP BY {keys} HAVING count(*) > 1 LIMIT 5) AS migrate_twice",
          fmt::arg("shown", join(shown, ", ")),
          fmt::arg("row", one ? rows + "::text" : "'(' || concat_ws(', ', " + rows + ") || ')'"),
          fmt::arg("table", p.q(table.name)), fmt::arg("equal", join(equal, " AND ")),
          fmt::arg("rows", rows), fmt::arg("values", join(values, ", ")),
          fmt::arg("name", one ? rows : quote_name("(" + replace_all(rows, "\"", "") + ")")),
          fmt::arg("keys", join(keys, ", ")),
          fmt::arg("where", conditions.empty() ? "" : "\n  WHERE " + join(conditions, " AND ")))};
  check.lock = Lock::reading(whole(table));
  check.lock.hold = p.scan();
  check.why = "CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index";
}

Step& add_index_step(Planning& p, Phase phase, const Table& table, const std::string& name,
                     bool unique, const std::string& definition, const std::string& title) {
  auto q = p.q(name);
  auto& step = add_step(p.plan, phase, StepKind::ddl, title);
  step.table = table.name;
  step.sql = {fmt::format("CREATE {}INDEX CONCURRENTLY {} ON {} {}", unique ? "UNIQUE " : "",
                          quote_name(name), p.q(table.name), definition)};
  step.undo = {fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {}", q)};
  step.cleanup = step.undo;
  step.probe = fmt::format(
      "SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 "
      "END AS state\nFROM (SELECT to_regclass({})::oid AS oid) AS named LEFT JOIN "
      "pg_catalog.pg_index AS i ON i.indexrelid = named.oid",
      quote_literal(q));
  step.patient = true;
  step.strategy = Strategy::online;
  step.lock = {"SHARE UPDATE EXCLUSIVE", table.name, p.scan() + ", twice",
               "reads and writes go on; it waits for transactions that began before it"};
  step.why = "a plain CREATE INDEX would block every write until it is built";
  return step;
}

std::string index_definition(const Table& table, const Index& index, const std::string& from,
                             const std::string& to) {
  auto renamed = [&](const std::string& column) {
    return quote_name(column == from ? to : column);
  };
  std::vector<std::string> parts, include;
  for (auto& part : index.parts) {
    // The order of sort and NULLS is fixed: opclass and collation come before DESC.
    auto nulls = part.options.find("NULLS ");
    auto before = std::string(trim(part.options.substr(0, nulls)));
    std::string sql = renamed(part.column);
    if (!before.empty()) sql += " " + before;
    if (part.descending) sql += " DESC";
    if (nulls != std::string::npos) sql += " " + part.options.substr(nulls);
    parts.push_back(sql);
  }
  for (auto& column : index.include) include.push_back(renamed(column));
  auto sql = fmt::format("USING {} ({})", quote_name(index.method), join(parts, ", "));
  if (!include.empty()) sql += " INCLUDE (" + join(include, ", ") + ")";
  if (mirrors_unique(table, index) &&
      index.definition.find(" NULLS NOT DISTINCT") != std::string::npos)
    sql += " NULLS NOT DISTINCT";
  if (!index.predicate.empty()) sql += " WHERE " + parenthesised(index.predicate);
  return sql;
}

std::string native_definition(const Planning& p, const Index& index) {
  auto& all = index.definition;
  auto wanted = " USING " + index.method + " (";
  bool quoted = false;
  for (std::size_t at = 0; at < all.size(); ++at) {
    if (all[at] == '"') quoted = !quoted;
    if (!quoted && all.compare(at, wanted.size(), wanted) == 0) return all.substr(at + 1);
  }
  unsupported(p.at(),
              fmt::format("the definition of index {} cannot be read: {}", index.name, all));
}

std::string name_while_built(const Table& table, const std::string& index) {
  return object_name({"build", table.name, index}, 63);
}

Step& add_index_name(Planning& p, const Table& table, const std::string& index) {
  auto built = name_while_built(table, index);
  auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                        fmt::format("give the index its name, {}", index));
  step.table = table.name;
  step.sql = {fmt::format("ALTER INDEX {} RENAME TO {}", p.q(built), quote_name(index))};
  // One of that name on another table is somebody else's.
  auto rename_back = fmt::format(
      "\nBEGIN\n"
      "  IF EXISTS (SELECT 1 FROM pg_catalog.pg_index WHERE indexrelid = to_regclass({}) AND "
      "indrelid = to_regclass({})) THEN\n"
      "    ALTER INDEX {} RENAME TO {};\n  END IF;\nEND\n",
      quote_literal(p.q(index)), quote_literal(p.q(table.name)), p.q(index), quote_name(built));
  step.undo = {"DO " + dollar_quote(rename_back)};
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = {"SHARE UPDATE EXCLUSIVE", "index " + built, "milliseconds: catalog only",
               "reads and writes go on"};
  step.why = "it fails, and takes nothing, where somebody else has used the name meanwhile";
  return step;
}

void mirror_index(Planning& p, const Table& table, const Index& index, const std::string& from,
                  const std::string& to) {
  auto name = object_name({"index", table.name, index.name}, 63);
  auto& step = add_index_step(
      p, Phase::backfill, table, name, mirrors_unique(table, index),
      index_definition(table, index, from, to),
      fmt::format("build for {}.{} what {} is for {}", table.name, to, index.name, from));
  step.why = "new code needs the index too; it goes with the second column at contract";
}

}  // namespace migrate::postgres
