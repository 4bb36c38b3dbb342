#include "dialects/sqlite/planner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/operations/rehearsal.hpp"
#include "dialects/sqlite/triggers/filled_reads.hpp"
#include "dialects/sqlite/triggers/noting.hpp"
#include "migration/sql_split.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

using db::DbError;
using db::Failure;

void plan_operation(const Planning& p, const Operation& operation) {
  std::visit(Overloaded{[&](const RenameColumn& o) { plan_rename_column(p, o); },
                        [&](const AddColumn& o) { plan_add_column(p, o); },
                        [&](const DropColumn& o) { plan_drop_column(p, o); },
                        [&](const SplitColumn& o) { plan_split_column(p, o); },
                        [&](const MergeColumns& o) { plan_merge_columns(p, o); },
                        [&](const CreateIndex& o) { plan_create_index(p, o); },
                        [&](const DropIndex& o) { plan_drop_index(p, o); },
                        [&](const CreateTable& o) { plan_create_table(p, o); },
                        [&](const DropTable& o) { plan_drop_table(p, o); },
                        [&](const AlterColumn& o) { plan_alter_column(p, o); },
                        [&](const CreateConstraint& o) { plan_create_constraint(p, o); },
                        [&](const DropConstraint& o) { plan_drop_constraint(p, o); },
                        [&](const RenameConstraint& o) { plan_rename_constraint(p, o); },
                        [&](const RenameTable& o) { plan_rename_table(p, o); },
                        [&](const SqlOperation& o) { plan_sql(p, o); },
                        [&](const SqlBackfill& o) { plan_sql_backfill(p, o); },
                        [&](const auto&) {
                          unsupported(operation.at,
                                      fmt::format("{} on SQLite is not supported by this version",
                                                  operation.kind));
                        }},
             operation.body);
}

// Statements of the user's may do any amount of work (a recursive query that fills a table): only
// those that change the schema are run on the copy, the others are compiled.
void rehearse_user_sql(Rehearsal& rehearsal, const Step& step) {
  for (auto& statement : step.sql) {
    auto word = leading_keywords(statement, 1);
    if (word == "CREATE" || word == "ALTER" || word == "DROP")
      rehearsal.run({statement});
    else if (step.transactional)
      rehearsal.compile(statement);
  }
}

// A trigger whose text does not compile fails the application's statements, not the one that makes
// it. Where the table's own triggers do not compile here (a function that the application brings),
// nothing can be said.
void rehearse_ddl(Rehearsal& rehearsal, const Step& step) {
  bool compiles = std::any_of(step.sql.begin(), step.sql.end(), [](const std::string& sql) {
    return starts_with_ci(sql, "CREATE TRIGGER");
  });
  try {
    if (compiles) rehearsal.compile_writes(step.table);
  } catch (const DbError&) {
    compiles = false;
  }
  rehearsal.run(step.sql);
  if (compiles) rehearsal.compile_writes(step.table);
}

void rehearse(Rehearsal& rehearsal, const Step& step) {
  switch (step.kind) {
    case StepKind::ddl:
      rehearse_ddl(rehearsal, step);
      break;
    case StepKind::sql:
      rehearse_user_sql(rehearsal, step);
      break;
    case StepKind::wait:
      break;  // none is planned here
    case StepKind::check:
      rehearsal.compile(step.sql.at(0));
      break;
    case StepKind::fill:
    case StepKind::verify:
    case StepKind::search:
      for (auto* query :
           {&step.batch->start, &step.batch->end, &step.batch->bounds, &step.batch->work})
        rehearsal.compile(query->sql);
      if (step.batch->users)
        for (auto& statement : step.undo) rehearsal.compile(statement);
      break;
    case StepKind::apply: {
      auto& log = *step.log;
      for (auto* query : {&log.next, &log.hold, &log.remove, &log.write, &log.differs, &log.forget})
        rehearsal.compile(query->sql);
      for (auto& query : log.together) rehearsal.compile(query.sql);
      break;
    }
  }
  if (!step.loss.empty()) rehearsal.compile(step.loss);
}

[[noreturn]] void refused(const Operation& operation, const Step& step, const DbError& problem) {
  bool user_text = problem.failure() == Failure::syntax || problem.failure() == Failure::missing;
  refuse(user_text ? "MIG-PLAN-SQL" : "MIG-PLAN-UNSUPPORTED",
         fmt::format("{}: SQLite refuses the step \"{}\" on an empty copy of this schema: {}",
                     operation.kind, step.title, problem.what()),
         user_text ? "correct the SQL in the migration file, then `migrate plan`"
                   : "remove what stands in the way first",
         operation.at.text());
}

// There and back.
void rehearse_hiding(Rehearsal& rehearsal, std::vector<std::string> before, const Step& step) {
  before.insert(before.end(), step.sql.begin(), step.sql.end());
  before.insert(before.end(), step.undo.begin(), step.undo.end());
  rehearsal.try_out(before);
}

// Of contract, in the order in which it runs.
std::vector<std::string> contract_sql(const Plan& plan) {
  std::vector<std::string> sql;
  for (bool hides : {true, false})
    for (auto* step : plan.of(Phase::contract))
      if (step->kind == StepKind::ddl && step->hides == hides)
        sql.insert(sql.end(), step->sql.begin(), step->sql.end());
  return sql;
}

// Every step of this operation in the order of the phases; contract and undo are tried and taken
// back, because the schema that later operations meet is the one after backfill.
void rehearse_operation(Rehearsal& rehearsal, const Plan& plan, const std::set<std::string>& before,
                        const Operation& operation) {
  std::vector<std::string> undo, contract;
  const Step* last = nullptr;
  const Step* first_undo = nullptr;
  for (auto& step : plan.steps) {
    if (before.contains(step.id)) continue;
    bool own = step.kind == StepKind::ddl;
    try {
      if (step.phase != Phase::contract) {
        rehearse(rehearsal, step);
        if (own) undo.insert(undo.begin(), step.undo.begin(), step.undo.end());
        if (own && !first_undo) first_undo = &step;
      } else if (own) {
        if (step.hides) rehearse_hiding(rehearsal, contract, step);
        contract.insert(contract.end(), step.sql.begin(), step.sql.end());
        last = &step;
      }
    } catch (const DbError& problem) {
      refused(operation, step, problem);
    }
  }
  try {
    rehearsal.try_out(contract);
  } catch (const DbError& problem) {
    refused(operation, *last, problem);
  }
  try {
    rehearsal.try_out(undo);
  } catch (const DbError& problem) {
    refused(operation, *first_undo, problem);
  }
}

// What one operation does to a table that another one exchanges would be gone with it.
void require_not_rebuilt(const Plan& plan, const std::set<std::string>& before,
                         const Operation& operation) {
  auto tables = [&](bool earlier, bool rebuilt) {
    std::set<std::string> found;
    for (auto& step : plan.steps)
      if (before.contains(step.id) == earlier && (!rebuilt || step.strategy == Strategy::shadow))
        found.insert(step.table);
    return found;
  };
  auto refuse_both = [&](const std::set<std::string>& some, const std::set<std::string>& others) {
    for (auto& table : some)
      if (others.contains(table))
        unsupported(operation.at,
                    fmt::format("{} is rebuilt by one operation of this migration, and another one "
                                "works on it",
                                table),
                    "put the later one into a migration of its own");
  };
  refuse_both(tables(true, true), tables(false, false));
  refuse_both(tables(true, false), tables(false, true));
}

// All of the migration's contract in one go: an operation may stand in the way of an earlier one's
// end (an index made on a second column).
void rehearse_contract(Rehearsal& rehearsal, const Migration& migration, const Plan& plan) {
  try {
    rehearsal.try_out(contract_sql(plan));
  } catch (const DbError& problem) {
    refuse("MIG-PLAN-UNSUPPORTED",
           fmt::format(
               "the operations of {} cannot end together: SQLite refuses its contract phase on "
               "an empty copy of this schema: {}",
               migration.id, problem.what()),
           "put the later one into a migration of its own, to be expanded after this one has "
           "contracted",
           migration.path);
  }
}

// Triggers of other tables, which SQLite looks at only when they are to fire: one that gives a row
// by the number of its columns, say. And virtual tables that read what goes.
void require_usable(Rehearsal& rehearsal, const std::set<std::string>& before,
                    const Migration& migration, const Plan& plan) {
  for (auto& step : plan.steps)
    if (step.kind == StepKind::sql) return;  // which may mend it, and is not run here as a whole
  const auto contract = contract_sql(plan);
  for (auto* phase : {"expand", "contract"}) {
    const bool expand = std::string_view(phase) == "expand";
    auto found = rehearsal.unusable_after(expand ? std::vector<std::string>{} : contract, before);
    if (!found) continue;
    refuse("MIG-PLAN-UNSUPPORTED",
           fmt::format("after {} of {}, on an empty copy of this schema, {}", phase, migration.id,
                       found->why),
           found->next, migration.path);
  }
}

void note_old_writes(Rehearsal& rehearsal, const Migration& migration, Plan& plan, Schema& schema,
                     db::Connection* connection) {
  if (migration.operations.empty()) return;
  const auto ids = step_ids(plan);
  auto& last = migration.operations.back();
  note_writes({plan, schema, last.at, connection, migration.hides_first()}, migration);
  rehearse_operation(rehearsal, plan, ids, last);
  schema = rehearsal.schema(schema);
}

void add_facts(Plan& plan, const Schema& schema) {
  std::set<std::string> seen;
  for (auto& step : plan.steps)
    if (auto* table = schema.table(step.table); table && seen.insert(step.table).second)
      plan.facts.push_back({table->name, table->estimated_rows, table->bytes});
}

}  // namespace

Plan make_plan(const Migration& migration, Schema& schema, db::Connection* connection) {
  Plan plan;
  plan.migration = migration.id;
  plan.description = migration.description;
  plan.engine = EngineKind::sqlite;
  plan.server = "SQLite " + schema.version;
  plan.session = {"PRAGMA foreign_keys=OFF", "PRAGMA wal_autocheckpoint=0"};
  plan.touches = migration.touched();
  const Schema before = schema;
  refuse_beside_rename(migration);
  refuse_reads_of_filled(migration, schema);
  Rehearsal rehearsal(schema);
  const auto usable = rehearsal.usable();
  for (auto& operation : migration.operations) {
    const auto ids = step_ids(plan);
    plan_operation({plan, schema, operation.at, connection, migration.hides_first()}, operation);
    require_not_rebuilt(plan, ids, operation);
    rehearse_operation(rehearsal, plan, ids, operation);
    schema = rehearsal.schema(schema);
  }
  note_old_writes(rehearsal, migration, plan, schema, connection);
  rehearse_contract(rehearsal, migration, plan);
  require_usable(rehearsal, usable, migration, plan);
  add_facts(plan, before);
  return plan;
}

}  // namespace migrate::sqlite
