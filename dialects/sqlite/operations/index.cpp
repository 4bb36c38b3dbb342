#include <fmt/format.h>

#include "dialects/sqlite/batches.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/operations/rules.hpp"
#include "dialects/sqlite/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

// The column, or the expression in parentheses.
std::string value_sql(const Planning& planning, const Table& table, const IndexField& field) {
  if (field.expression.given())
    return fmt::format(
        "({}\n)", require_sql(field.expression, EngineKind::sqlite, "expression", planning.at));
  require_column(const_cast<Table&>(table), field.column, planning.at);
  return quote(field.column);
}

std::string field_sql(const Planning& planning, const Table& table, const IndexField& field) {
  if (!field.nulls.empty())
    unsupported(planning.at, "SQLite has no NULLS FIRST or LAST in an index: NULL sorts first");
  if (!field.opclass.empty() || !field.opclass_params.empty())
    unsupported(planning.at, "SQLite has no operator classes");
  auto sql = value_sql(planning, table, field);
  // As it was written, where parentheses are not needed: it is what a person finds in the schema.
  if (auto text = sql_or_empty(field.expression, EngineKind::sqlite);
      !text.empty() && field.collate.empty() && text.find("--") == std::string::npos)
    sql = text;
  if (!field.collate.empty()) sql += " COLLATE " + quote(field.collate);
  if (lower(field.sort) == "desc") sql += " DESC";
  return sql;
}

// The rowid serves, too; nothing where all its names are taken by columns.
std::vector<std::string> naming_key(const Table& table, const Location& at) {
  try {
    return walk_columns(table, at);
  } catch (const Error&) {
    return {};
  }
}

}  // namespace

// The keys are read only where there are such rows.
std::string duplicate_rows(const Table& table, const Location& at,
                           const std::vector<std::string>& names,
                           const std::vector<std::string>& groups, const std::string& where) {
  const auto key = naming_key(table, at);
  std::vector<std::string> values, shown, equal, keys;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    values.push_back(fmt::format("{} AS key_{}", groups[i], i + 1));
    shown.push_back(fmt::format("migrate_twice.key_{} AS {}", i + 1, quote(names[i])));
    equal.push_back(fmt::format("{} = migrate_twice.key_{}", groups[i], i + 1));
  }
  const auto t = quote(table.name);
  std::string rows;
  if (!key.empty()) {
    for (auto& column : key) keys.push_back(quote(column));
    const bool one = keys.size() == 1;
    rows = fmt::format(
        ",\n  (SELECT group_concat(migrate_row, ', ') FROM (SELECT {} AS migrate_row FROM {}\n"
        "    WHERE {} AND {} ORDER BY {} LIMIT 5))\n"
        "  || CASE WHEN migrate_twice.\"rows\" > 5 THEN ', ...' ELSE '' END AS {}",
        one ? keys[0] : "'(' || " + join(keys, " || ', ' || ") + " || ')'", t, where,
        join(equal, " AND "), join(keys, ", "), one ? keys[0] : quote("(" + join(key, ", ") + ")"));
  }
  return fmt::format(
      "SELECT {}, migrate_twice.\"rows\"{}\nFROM (SELECT {}, count(*) AS \"rows\" FROM {}\n"
      "  WHERE {} GROUP BY {} HAVING count(*) > 1 LIMIT 5) AS migrate_twice",
      join(shown, ", "), rows, join(values, ", "), t, where, join(groups, ", "));
}

std::string duplicate_rows(const Table& table, const Location& at,
                           const std::vector<std::string>& columns) {
  std::vector<std::string> values;
  for (auto& column : columns) values.push_back(quote(column));
  return duplicate_rows(table, at, columns, values);
}

std::string duplicate_rows(const Table& table, const Location& at,
                           const std::vector<std::string>& names,
                           const std::vector<std::string>& values) {
  std::vector<std::string> present;
  for (auto& value : values) present.push_back(value + " IS NOT NULL");
  return duplicate_rows(table, at, names, values, join(present, " AND "));
}

std::string unique_index_sql(const Table& table, const std::string& name,
                             const std::vector<std::string>& columns) {
  std::vector<std::string> quoted;
  for (auto& column : columns) quoted.push_back(quote(column));
  return fmt::format("CREATE UNIQUE INDEX {} ON {} ({})", quote(name), quote(table.name),
                     join(quoted, ", "));
}

void plan_unique(const Planning& planning, const Table& table, const std::string& name,
                 const std::vector<std::string>& columns) {
  planning.check(Phase::backfill,
                 fmt::format("look for duplicates that index {} would refuse", name), table,
                 duplicate_rows(table, planning.at, columns));
  auto& step = planning.ddl(Phase::backfill,
                            fmt::format("make {} of {} unique", join(columns, ", "), table.name),
                            table, {unique_index_sql(table, name, columns)});
  step.strategy = Strategy::in_place;
  step.why = "a unique index serves ON CONFLICT and foreign keys as a constraint does";
  step.lock = building_lock();
  step.undo = {"DROP INDEX IF EXISTS " + quote(name)};
  planning.note(fmt::format("{} holds from backfill on, for old code too", name));
}

void plan_create_index(const Planning& planning, const CreateIndex& operation) {
  auto& table = planning.table(operation.table);
  planning.require_new_name(operation.name);
  require_no_index(planning.schema, operation.name, planning.at);
  if (!operation.method.empty() && lower(operation.method) != "btree")
    unsupported(planning.at, "SQLite has B-tree indexes only, not " + operation.method);
  if (!operation.storage_parameters.empty())
    unsupported(planning.at, "SQLite's indexes have no storage parameters");

  if (!operation.include.empty())
    unsupported(planning.at, "SQLite has no `include`", "add the columns to `columns`");

  std::vector<std::string> parts, names, groups, present;
  for (auto& field : operation.columns) {
    parts.push_back(field_sql(planning, table, field));
    const auto value = value_sql(planning, table, field);
    names.push_back(field.expression.given() ? require_sql(field.expression, EngineKind::sqlite,
                                                           "expression", planning.at)
                                             : field.column.value);
    groups.push_back(value + (field.collate.empty() ? "" : " COLLATE " + quote(field.collate)));
    present.push_back(value + " IS NOT NULL");
  }
  const auto predicate = sql_or_empty(operation.predicate, EngineKind::sqlite);
  if (operation.unique) {
    if (!predicate.empty()) present.push_back("(" + predicate + "\n)");
    planning.check(
        Phase::expand,
        fmt::format("look for duplicates that index {} would refuse", operation.name.value), table,
        duplicate_rows(table, planning.at, names, groups, join(present, " AND ")));
  }
  auto sql = fmt::format("CREATE {}INDEX {} ON {} ({})", operation.unique ? "UNIQUE " : "",
                         quote(operation.name), quote(table.name), join(parts, ", "));
  if (!predicate.empty()) sql += " WHERE " + predicate;
  auto& step = planning.ddl(Phase::expand,
                            fmt::format("create index {} on {}", operation.name.value, table.name),
                            table, {sql});
  step.strategy = Strategy::in_place;
  step.why = "one statement: SQLite builds an index in a single write transaction";
  step.lock = building_lock();
  step.undo = {"DROP INDEX IF EXISTS " + quote(operation.name)};
}

void plan_drop_index(const Planning& planning, const DropIndex& operation) {
  auto found = planning.schema.tables_with_index(operation.name.value);
  if (!operation.table.empty())
    std::erase_if(found, [&](auto* table) { return table->name != operation.table.value; });
  if (found.empty()) {
    std::vector<std::string> names;
    for (auto& [_, table] : planning.schema.tables)
      for (auto& index : table.indexes) names.push_back(index.name);
    auto near = nearest(operation.name.value, names);
    refuse("MIG-PLAN-NO-INDEX",
           fmt::format("there is no index \"{}\"{}", operation.name.value,
                       near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)),
           "correct the migration file, then `migrate plan`", planning.at.text());
  }
  auto& table = *found.front();
  if (table.index(operation.name.value)->automatic)
    unsupported(planning.at,
                fmt::format("index {} belongs to a UNIQUE or PRIMARY KEY constraint of {}",
                            operation.name.value, table.name));
  require_not_referred(planning, table, *table.index(operation.name.value));
  auto& step = planning.ddl(Phase::contract,
                            fmt::format("drop index {} of {}", operation.name.value, table.name),
                            table, {"DROP INDEX IF EXISTS " + quote(operation.name)});
  step.strategy = Strategy::instant;
  step.why = "old code may still need it for its queries until it is gone";
  step.destructive = true;
}

}  // namespace migrate::sqlite
