#include "plan/user_batches.hpp"

#include <fmt/format.h>

#include <utility>

#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

// What Table::walking_key takes, of any index.
bool is_walkable(const Table& table, const Index& index) {
  Table alone;
  alone.columns = table.columns;
  alone.indexes = {index};
  return alone.walking_key() != nullptr;
}

}  // namespace

Table walked_by(const Table& table, const std::vector<Identifier>& key, const Location& at) {
  std::vector<std::string> wanted, usable;
  for (auto& column : key) {
    auto* found = table.column(column.value);
    wanted.push_back(found ? found->name : column.value);
  }
  const Index* chosen = key.empty() ? table.walking_key() : nullptr;
  for (auto& index : table.indexes) {
    if (!is_walkable(table, index)) continue;
    usable.push_back(join(index.columns(), ", "));
    if (!chosen && index.columns() == wanted) chosen = &index;
  }
  if (!chosen && key.empty())
    refuse("MIG-PLAN-BATCH",
           fmt::format("table \"{}\" has neither a primary key nor a unique index over NOT NULL "
                       "columns: nothing tells which of its rows a batch has done",
                       table.name),
           "give it a primary key first", at.text());
  if (!chosen)
    refuse("MIG-PLAN-BATCH",
           fmt::format("\"{}\" is no key to walk table \"{}\" by: that takes a primary key or a "
                       "unique index over exactly these columns, all NOT NULL",
                       join(wanted, ", "), table.name),
           "name another `key`, or leave it out", at.text(),
           {usable.empty() ? "there is none" : "usable: " + join(usable, "; ")});
  Table walked = table;
  walked.indexes = {*chosen};
  walked.indexes[0].primary = true;  // before any other that an engine would rather take
  return walked;
}

BatchStatement require_batch_statement(const SqlBackfill& backfill, EngineKind engine,
                                       const std::string& table, const Location& at) {
  const auto sql = require_sql(backfill.sql, engine, "sql", at);
  if (auto problem = batch_problem(sql, engine, table))
    refuse("MIG-PLAN-BATCH", problem->what, "write: " + problem->instead, at.text());
  return read_batch_statement(sql, engine, table);
}

Assignments assignments_of(const SqlBackfill& backfill, EngineKind engine, Table& table,
                           const std::function<std::string(const std::string&)>& quote,
                           const Location& at) {
  Assignments all;
  std::vector<std::string> set, names;
  for (auto& one : backfill.set) {
    auto& column = require_column(table, one.column, at);
    all.columns.push_back(column.name);
    all.values.push_back(require_sql(one.value, engine, "set", at));
    names.push_back(table.name + "." + column.name);
    // The newline ends a comment that the user's text may close with.
    set.push_back(fmt::format("{} = ({}\n)", quote(column.name), trim(all.values.back())));
  }
  all.set = join(set, ", ");
  all.title = "set " + join(names, ", ");
  const auto where = sql_or_empty(backfill.where, engine);
  if (!where.empty()) all.where = fmt::format("({}\n)", trim(where));
  return all;
}

Step& add_user_batches(Plan& plan, UserBatches batches, const Location& at,
                       const std::function<bool(const std::string&)>& commits) {
  for (auto& statement : batches.undo)
    if (commits(statement))
      unsupported(at,
                  "`down` of a backfill runs in one transaction with its record, which this "
                  "statement would end: " +
                      shorten(printable(statement), 60));
  if (batches.undo.empty())
    plan.notes.push_back(fmt::format(
        "the backfill at {} has no `down`: rollback leaves what it did to rows", at.text()));
  auto& step = add_step(plan, Phase::backfill, StepKind::fill, std::move(batches.title));
  step.table = std::move(batches.table);
  step.strategy = Strategy::in_place;
  step.why = "short batches; each commits with its checkpoint, so that no range is done twice";
  step.lock = std::move(batches.lock);
  step.batch = std::move(batches.batch);
  step.batch->once = true;
  step.batch->users = true;
  step.undo = std::move(batches.undo);
  step.transactional = true;
  step.own_session.emplace();
  if (!step.undo.empty())
    step.undo_lock = {"as the statements take it", "", "not known",
                      "SQL of your own is run as it stands"};
  return step;
}

}  // namespace migrate
