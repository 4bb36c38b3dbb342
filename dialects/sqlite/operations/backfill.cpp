// Batches of the user's.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/batches.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/triggers/user_triggers.hpp"
#include "migration/sql_split.hpp"
#include "plan/preconditions.hpp"
#include "plan/user_batches.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

constexpr auto engine = EngineKind::sqlite;

// The key that the file names, or as any fill walks: by rowid where there is no primary key.
std::vector<std::string> key_of(const Planning& planning, const Table& table,
                                const SqlBackfill& operation) {
  if (operation.key.empty()) {
    auto key = walk_columns(table, planning.at);
    if (!table.column(key.front()))
      planning.note(
          fmt::format("{} has no usable key and is walked by rowid: a VACUUM while the "
                      "backfill runs may give rows other numbers, so that some are left "
                      "out or done twice",
                      table.name));
    return key;
  }
  const auto walked = walked_by(table, operation.key, planning.at);
  auto key = walk_columns(walked, planning.at);
  const auto wanted = walked.indexes.at(0).columns();
  if (key != wanted)
    refuse("MIG-PLAN-BATCH",
           fmt::format("table \"{}\" cannot be walked by \"{}\": the index orders rows by another "
                       "collation than the columns",
                       table.name, join(wanted, ", ")),
           "name another `key`, or leave it out", planning.at.text());
  return key;
}

// As every other engine does. Of statements that change no table's shape: DROP TABLE would count as
// a DELETE of all its rows. Where SQLite cannot (a foreign key to no unique columns), it would
// refuse each write to the table.
void enforce_foreign_keys(const Planning& planning, Batch& batch) {
  const auto& tables = planning.schema.tables;
  if (std::all_of(tables.begin(), tables.end(),
                  [](auto& named) { return named.second.foreign_keys.empty(); }))
    return;
  Rehearsal rehearsal(planning.schema);
  try {
    rehearsal.compile(batch.work.sql);
    rehearsal.enforce_foreign_keys();
  } catch (const db::DbError&) {
    return;  // told with the step itself
  }
  try {
    rehearsal.compile(batch.work.sql);
  } catch (const db::DbError& problem) {
    planning.note(
        fmt::format("foreign keys are off while the batches over {} run: SQLite cannot enforce "
                    "them there: {}",
                    batch.table, problem.what()));
    return;
  }
  batch.session = {"PRAGMA foreign_keys=ON"};
  batch.session_after = {"PRAGMA foreign_keys=OFF"};
}

}  // namespace

void plan_batched_backfill(const Planning& planning, const SqlBackfill& operation) {
  auto& table = planning.table(operation.table);
  const auto key = key_of(planning, table, operation);
  UserBatches batches;
  batches.table = table.name;
  batches.lock = write_lock("one batch", "each batch and its checkpoint commit together");
  std::string work;
  if (operation.set.empty()) {
    const auto statement = require_batch_statement(operation, engine, table.name, planning.at);
    batches.title = title_of(statement, table.name);
    work = with_bounds(statement, [&](const std::string& alias) {
      return in_range(key, (alias.empty() ? quote(table.name) : alias) + ".");
    });
  } else {
    const auto quoted = [](const std::string& name) { return quote(name); };
    const auto all = assignments_of(operation, engine, table, quoted, planning.at);
    batches.title = all.title;
    work = fmt::format("UPDATE {} SET {} WHERE {}{}", quote(table.name), all.set, in_range(key),
                       all.where.empty() ? "" : " AND " + all.where);
  }
  batches.batch = make_batch(table, key, std::move(work));
  enforce_foreign_keys(planning, batches.batch);
  batches.undo = user_statements(planning, sql_or_empty(operation.down, engine));
  const auto& step =
      add_user_batches(planning.plan, std::move(batches), planning.at, outside_transaction);
  if (leading_keywords(step.batch->work.sql, 1) == "UPDATE")
    note_update_triggers(planning, table, {});
}

}  // namespace migrate::sqlite
