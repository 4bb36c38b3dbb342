// What stands in the way of dropping a column, found before anything is changed.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/catalog/catalog_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

constexpr const char* until_shadow =
    "carrying it over copies the table: alter_table with RENAME COLUMN does that, exchanged in "
    "contract";

bool holds(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The servers store a view's text with every column as `alias`.`column` (or `table`.`column`) and
// every table as `database`.`table` `alias`.
bool view_reads(const std::string& text, const std::string& database, const std::string& table,
                const std::string& column) {
  auto dotted = "." + quote(column);
  auto full = quote(database) + "." + quote(table);
  if (text.find(quote(table) + dotted) != std::string::npos) return true;
  for (auto at = text.find(full); at != std::string::npos; at = text.find(full, at + 1)) {
    auto alias = at + full.size();
    constexpr std::string_view partition = " PARTITION (";
    if (text.compare(alias, partition.size(), partition) == 0) {
      alias = text.find(')', alias);
      if (alias == std::string::npos) break;
      ++alias;
    }
    if (text.compare(alias, 2, " `") != 0) continue;
    auto end = text.find('`', alias + 2);
    if (end != std::string::npos &&
        text.find(text.substr(alias + 1, end - alias) + dotted) != std::string::npos)
      return true;
  }
  return false;
}

}  // namespace

std::vector<std::string> indexes_with(const Table& table, const std::string& column) {
  std::vector<std::string> found;
  for (auto& index : table.indexes)
    for (auto& part : index.parts)
      if (part.column == column) {
        found.push_back(index.name);
        break;
      }
  return found;
}

std::vector<std::string> views_of(const Planning& p, const Table& table,
                                  const std::string& column) {
  std::vector<std::string> found;
  for (auto& view : table.views)
    if (auto at = table.extra.find("view_sql " + view);
        at != table.extra.end() && view_reads(at->second, p.schema.name, table.name, column))
      found.push_back(view);
  return found;
}

void require_told_views(const Planning& p, const Table& table, const std::string& what) {
  auto hidden = table.extra.find("hidden_views");
  if (hidden == table.extra.end()) return;
  std::vector<std::string> lines;
  for (auto& view : split(hidden->second, '\n'))
    lines.push_back(fmt::format("SHOW VIEW on {}.{}: whether it reads {} cannot be told",
                                quote(p.schema.name), quote(view), table.name));
  refuse("MIG-PLAN-PRIVILEGES",
         fmt::format("{}: this user may not see the text of views that may need it", what),
         "GRANT SELECT, SHOW VIEW on them, or on the database; then run the same command again",
         p.at().text(), lines);
}

void require_one_zone(const Planning& p, const std::string& what, const std::string& full,
                      const Column& from, const Column& to) {
  if ((data_type(from) == "timestamp") == (data_type(to) == "timestamp")) return;
  unsupported(
      p.at(),
      fmt::format("{}: {} would be read in the time zone of whichever session writes it, "
                  "from {} to {}",
                  what, full, from.type, to.type),
      fmt::format("give alter_column an `up` that says the zone: CONVERT_TZ({}, {})", from.name,
                  data_type(to) == "timestamp" ? "'+00:00', @@session.time_zone"
                                               : "@@session.time_zone, '+00:00'"));
}

void require_without_expressions(const Planning& p, const Table& table, const Column& column,
                                 const std::string& what) {
  for (auto& name : indexes_with(table, column.name))
    for (auto& part : table.index(name)->parts)
      // The server makes a hidden column for it, and takes no writes meanwhile (1846).
      if (!part.expression.empty())
        unsupported(p.at(),
                    fmt::format("{}: the index \"{}\" has an expression beside it, and cannot be "
                                "built anew without blocking writes",
                                what, name),
                    "drop that index first");
}

void require_droppable(const Planning& p, const Table& table, const Column& column,
                       const std::string& what) {
  auto no = [&](const std::string& why, const std::string& instead = {}) {
    unsupported(p.at(), fmt::format("{}: {}", what, why), instead);
  };
  for (auto* mark : {"second_of", "renamed_to"})
    if (column.extra.count(mark))
      no(fmt::format("it is being renamed in this migration (together with \"{}\")",
                     column.extra.at(mark)),
         "use a later migration, after this one has contracted");
  for (auto& index : table.indexes) {
    for (auto& part : index.parts) {
      if (part.column == column.name && index.primary)
        no("it is part of the primary key", until_shadow);
      if (part.column == column.name && index.method == "SPATIAL")
        no(fmt::format("the SPATIAL index \"{}\" is on it", index.name), until_shadow);
      if (!part.expression.empty() && mentions(part.expression, column.name))
        no(fmt::format("the functional index \"{}\" uses it", index.name), "drop that index first");
    }
  }
  for (auto& key : table.foreign_keys)
    if (holds(key.columns, column.name))
      no(fmt::format("the foreign key \"{}\" to table \"{}\" is on it", key.name, key.ref_table),
         "drop that foreign key first");
  for (auto& key : table.referenced_by)
    if (holds(key.ref_columns, column.name))
      no(fmt::format("the foreign key \"{}\" of table \"{}\" refers to it", key.name, key.table),
         "drop that foreign key first");
  for (auto& check : table.checks)
    if (mentions(check.expression, column.name))
      no(fmt::format("the CHECK \"{}\" uses it", check.name), "drop that constraint first");
  for (auto& other : table.columns)
    if (auto at = other.extra.find("generation");
        at != other.extra.end() && other.name != column.name && mentions(at->second, column.name))
      no(fmt::format("the generated column \"{}\" uses it", other.name), "drop that column first");
  if (auto at = table.extra.find("partition");
      at != table.extra.end() && mentions(at->second, column.name))
    no("the table is partitioned by it", until_shadow);
  require_told_views(p, table, what);
  for (auto& view : views_of(p, table, column.name))
    no(fmt::format("the view \"{}\" reads it, and would fail afterwards", view),
       "change that view first");
  for (auto& trigger : table.triggers)
    if (mentions(trigger.definition, column.name))
      no(fmt::format("the trigger \"{}\" names it: every write would fail once the column is gone",
                     trigger.name),
         "change that trigger first");
}

void check_dependants(Planning& p, const Table& table, const std::string& column) {
  auto& step =
      add_step(p.plan, Phase::contract, StepKind::check,
               fmt::format("look for views and triggers that name {}.{}", table.name, column));
  step.table = table.name;
  step.sql = {fmt::format(
      "{}\nUNION ALL\nSELECT 'trigger', TRIGGER_NAME FROM "
      "information_schema.TRIGGERS WHERE EVENT_OBJECT_SCHEMA = DATABASE() AND EVENT_OBJECT_TABLE = "
      "{} AND TRIGGER_NAME NOT LIKE 'migrate\\_%' AND {}\nLIMIT 5",
      select_views(mysql::view_reads(table.name, column)), quote_text(table.name),
      names_column("ACTION_STATEMENT", column))};
  step.lock = Lock::reading("the catalog");
  step.why = "they would fail once the column is gone";
}

}  // namespace migrate::mysql
