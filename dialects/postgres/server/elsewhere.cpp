#include "dialects/postgres/server/elsewhere.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "migration/sql_split.hpp"
#include "plan/preconditions.hpp"

namespace migrate::postgres {

namespace {

const std::string* fact(const Table& table, const char* name) {
  auto found = table.extra.find(name);
  return found == table.extra.end() ? nullptr : &found->second;
}

bool identifies_rows(const Table& table) {
  if (auto* rows = fact(table, "replica_rows")) return *rows == "FULL";
  return fact(table, "replica_identity") || table.primary_key();
}

}  // namespace

void note_column_elsewhere(Planning& p, const Table& table, const std::string& column, bool kept,
                           const std::string& lost) {
  if (kept && fact(table, "subscribed"))
    p.note(
        fmt::format("table {} receives logical replication: rows it brings do not fire the sync "
                    "trigger (session_replication_role = replica)",
                    table.name));
  if (auto* publications = fact(table, "publications"))
    p.note(fmt::format("table {} is published ({}): the subscribers need column {} before expand{}",
                       table.name, *publications, column,
                       lost.empty() ? "" : fmt::format(", and lose {} at contract", lost)));
  if (auto* partitions = fact(table, "foreign_partitions"))
    p.note(
        fmt::format("partitions of {} are foreign tables ({}): their servers need column {} before "
                    "expand, or statements that read it there fail, SELECT * among them",
                    table.name, *partitions, column));
}

void note_state_elsewhere(Planning& p) {
  for (auto& [_, table] : p.schema.tables)
    if (auto* all = fact(table, "publications_of_all"))
      return p.note(
          fmt::format("publications of all tables ({}) send what is recorded in schema migrate, "
                      "too: a subscriber that has not its tables stops. `migrate init` makes them "
                      "here, `pg_dump --schema-only --schema=migrate` copies them",
                      *all));
}

void refuse_fixed_rows(const Planning& p, const std::set<std::string>& before) {
  auto& operations = p.migration.operations;
  bool own_sql = std::any_of(operations.begin(), operations.end(), [](auto& operation) {
    return std::holds_alternative<SqlOperation>(operation.body);
  });
  for (auto& step : p.plan.steps) {
    if (before.contains(step.id) || step.kind != StepKind::fill) continue;
    // A copy into a shadow inserts, elsewhere.
    if (leading_keywords(step.batch->work.sql, 1) != "UPDATE") continue;
    auto* table = p.schema.table(step.table);
    if (!table) continue;
    auto* publications = fact(*table, "publications_of_updates");
    // The user's own statements may give it one before the fill.
    if (publications && !identifies_rows(*table) && !own_sql)
      unsupported(p.at(),
                  fmt::format("\"{}\" updates rows of table \"{}\", whose updates are published "
                              "({}) and which has no replica identity: the server refuses them",
                              step.title, table->name, *publications),
                  "put set_replica_identity before this operation, or give the table a primary "
                  "key first");
    if (auto* fixed = fact(*table, "fixed_partitions"))
      unsupported(p.at(),
                  fmt::format("\"{}\" updates rows of table \"{}\", of whose partitions these are "
                              "foreign tables that take no UPDATE: {}",
                              step.title, table->name, *fixed),
                  "detach them for the time of the migration");
  }
}

}  // namespace migrate::postgres
