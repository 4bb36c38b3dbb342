#include "dialects/postgres/planner.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/inspect.hpp"
#include "dialects/postgres/partitions/partitions_in_short.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/server/elsewhere.hpp"
#include "dialects/postgres/server/session.hpp"
#include "dialects/postgres/shadow/plan.hpp"
#include "dialects/postgres/triggers/noting.hpp"
#include "dialects/postgres/triggers/trigger_order.hpp"
#include "migration/sql_split.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

Plan make_plan(const Migration& migration, Schema& schema, const std::string& search_path,
               db::Connection* live) {
  Plan plan;
  plan.migration = migration.id;
  plan.description = migration.description;
  plan.engine = EngineKind::postgres;
  plan.server = "PostgreSQL " + schema.version;
  plan.session = session_settings(search_path);
  plan.touches = migration.touched();
  if (!migration.for_engine(EngineKind::postgres)) return plan;
  Planning p{migration, schema, plan, search_path, live};
  for (auto& operation : migration.operations) {
    p.operation = &operation;
    const auto before = step_ids(plan);
    std::visit(Overloaded{[&](const RenameColumn& op) { plan_rename_column(p, op); },
                          [&](const AddColumn& op) { plan_add_column(p, op); },
                          [&](const DropColumn& op) { plan_drop_column(p, op); },
                          [&](const CreateIndex& op) { plan_create_index(p, op); },
                          [&](const DropIndex& op) { plan_drop_index(p, op); },
                          [&](const CreateTable& op) { plan_create_table(p, op); },
                          [&](const DropTable& op) { plan_drop_table(p, op); },
                          [&](const AlterColumn& op) { plan_alter_column(p, op); },
                          [&](const CreateConstraint& op) { plan_create_constraint(p, op); },
                          [&](const DropConstraint& op) { plan_drop_constraint(p, op); },
                          [&](const RenameConstraint& op) { plan_rename_constraint(p, op); },
                          [&](const SetReplicaIdentity& op) { plan_replica_identity(p, op); },
                          [&](const RenameTable& op) { plan_rename_table(p, op); },
                          [&](const SqlOperation& op) { plan_sql(p, op); },
                          [&](const SqlBackfill& op) { plan_sql_backfill(p, op); },
                          [&](const SplitColumn& op) { plan_split_column(p, op); },
                          [&](const MergeColumns& op) { plan_merge_columns(p, op); },
                          [&](const CreateEnum& op) { plan_create_enum(p, op); },
                          [&](const AlterEnum& op) { plan_alter_enum(p, op); },
                          [&](const DropEnum& op) { plan_drop_enum(p, op); },
                          [&](const RebuildTable& op) { plan_rebuild_table(p, op); },
                          [&](const AlterTable&) {
                            unsupported(operation.at,
                                        "alter_table is for MySQL and MariaDB, whose ALTER TABLE "
                                        "copies the table",
                                        "use alter_column and the other operations, or sql");
                          }},
               operation.body);
    p.refuse_hidden_rows(before);
    refuse_fixed_rows(p, before);
  }
  note_writes(p);
  hold_partitions_in_short(p);
  p.note_fired_triggers();
  note_state_elsewhere(p);
  p.note_hidden_sessions();
  std::stable_sort(plan.steps.begin(), plan.steps.end(),
                   [](const Step& a, const Step& b) { return a.phase < b.phase; });
  return plan;
}

std::string Planning::q(const std::string& name) const {
  return qualified(schema.name, name);
}

SyncSite Planning::site(const std::string& name) const {
  return {migration.id, schema.name,        name,
          search_path,  schema.table(name), rank_of(migration, schema, *operation, name)};
}

void Planning::note(const std::string& text) {
  if (std::find(plan.notes.begin(), plan.notes.end(), text) == plan.notes.end())
    plan.notes.push_back(text);
}

void Planning::touch_built_on(const Table& known, const std::string& column) {
  for (auto& one : built_over(known, column))
    plan.touches.push_back(
        {known.name, (one.kind == "index" ? "*index " : "*constraint ") + one.name});
}

void Planning::note_fired_triggers() {
  for (auto& step : plan.steps) {
    // A statement of the user's that copies or deletes rows fires none of these.
    bool fills = step.kind == StepKind::fill &&
                 !(step.batch->users && leading_keywords(step.batch->work.sql, 1) != "UPDATE");
    auto* filled = fills ? schema.table(step.table) : nullptr;
    auto fired = filled ? update_triggers(*filled) : std::vector<std::string>();
    if (!fired.empty())
      note(
          fmt::format("backfill fires triggers of table {} for each row that it fills: {}; what "
                      "they write (a time of change, a history) is written then",
                      filled->name, join(fired, ", ")));
  }
}

void Planning::note_hidden_sessions() {
  const bool looks = std::any_of(plan.steps.begin(), plan.steps.end(), [](const Step& step) {
    return step.kind == StepKind::ddl && step.lock.level != "none";
  });
  if (!live || !looks) return;
  auto row = live->query(
                     "SELECT pg_has_role(current_user, 'pg_read_all_stats', 'USAGE'), "
                     "quote_ident(current_user)")
                 .rows.at(0);
  if (!row[0].as_int())
    note(fmt::format(
        "role {0} may not see what other roles' sessions do, and since when: steps wait "
        "longer for those that hold a lock, and --terminate-blockers ends none of them "
        "(GRANT pg_read_all_stats TO {0})",
        row[1].text));
}

void Planning::refuse_hidden_rows(const std::set<std::string>& before) const {
  for (auto& step : plan.steps) {
    if (before.contains(step.id)) continue;
    auto* read = schema.table(step.table);
    bool rows =
        step.batch || !step.loss.empty() ||
        (step.kind == StepKind::check && step.lock.object != Lock::reading("the catalog").object);
    if (!read || !rows) continue;
    auto security = read->extra.find("rls");
    if (security == read->extra.end() || security->second != "hides rows") continue;
    refuse("MIG-PLAN-ROW-SECURITY",
           fmt::format("\"{}\" reads the rows of table \"{}\", whose policies may hide some from "
                       "the role that runs this",
                       step.title, read->name),
           "let a superuser say ALTER ROLE ... BYPASSRLS for that role, or use another one",
           this->at().text());
  }
}

void Planning::fact(const Table& known) {
  for (auto& fact : plan.facts)
    if (fact.table == known.name) return;
  plan.facts.push_back({known.name, known.estimated_rows, known.bytes});
}

Table& Planning::table(const Identifier& name) {
  for (auto& [_, known] : schema.tables)
    if (auto to = known.extra.find("renamed_to"); to != known.extra.end())
      if (name.value == known.name || name.value == to->second)
        unsupported(at(),
                    fmt::format("table \"{}\" is being renamed to \"{}\" in this migration",
                                known.name, to->second),
                    "use a later migration, after this one has contracted");
  auto& found = require_table(schema, name, at());
  fact(found);
  return found;
}

std::string Planning::scan() const {
  return "while the table is read once";
}

void Planning::require_name(const Identifier& name) const {
  migrate::require_name(name, 63, true, at());
  if (is_own_object(name.value))
    refuse("MIG-PLAN-NAME",
           fmt::format("names that begin with \"migrate_\" are kept for this tool: \"{}\"",
                       name.value),
           "choose another name", at().text());
}

void Planning::require_free_name(const Identifier& name, Named as) const {
  require_no_table(schema, name, at());
  for (auto* table : schema.tables_with_index(name.value))
    if (!table->index(name.value)->valid)
      refuse("MIG-PLAN-EXISTS",
             fmt::format("index \"{}\" is there already on table \"{}\", and INVALID: an earlier "
                         "CREATE INDEX CONCURRENTLY did not end",
                         name.value, table->name),
             fmt::format("drop it: DROP INDEX CONCURRENTLY {}", q(name.value)), at().text());
  require_no_index(schema, name, at());
  auto other = schema.other_names.find(name.value);
  if (other == schema.other_names.end() || (as == Named::index && other->second == "type")) return;
  refuse("MIG-PLAN-EXISTS",
         fmt::format("{} \"{}\" has that name already", other->second, name.value),
         "choose another name", at().text());
}

bool is_partitioned(const Table& table) {
  auto kind = table.extra.find("kind");
  return kind != table.extra.end() && kind->second == "p";
}

void require_not_renamed(const Planning& p, const Table& table, const Column& column) {
  for (auto* mark : {"second_of", "renamed_to"})
    if (column.extra.count(mark))
      unsupported(p.at(),
                  fmt::format("\"{}\".\"{}\" is being renamed in this migration (together with "
                              "\"{}\")",
                              table.name, column.name, column.extra.at(mark)),
                  "use a later migration, after this one has contracted");
}

bool in_partition_key(const Table& table, const std::string& column) {
  auto key = table.extra.find("partition_key");
  if (key == table.extra.end()) return false;
  for (auto& part : split(key->second, '\x1f'))
    if (part == column || part == "\x1e") return true;  // an expression may use any column
  return false;
}

bool mentions(const std::string& sql, const std::string& column) {
  // Who writes Name without quotes means name.
  auto folded = lower(sql);
  if (folded != sql && column == lower(column) && mentions(folded, column)) return true;
  auto word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; };
  for (std::size_t at = 0; (at = sql.find(column, at)) != std::string::npos; ++at) {
    auto end = at + column.size();
    if ((at == 0 || !word(sql[at - 1])) && (end == sql.size() || !word(sql[end]))) return true;
  }
  return false;
}

bool reads(const Index& index, const std::string& column) {
  auto among = [&](const std::vector<std::string>& names) {
    return std::find(names.begin(), names.end(), column) != names.end();
  };
  if (among(index.columns()) || among(index.include) || among(index.reads)) return true;
  // One that this migration makes is in no catalog yet.
  return index.definition.empty() &&
         (mentions(index.predicate, column) ||
          std::any_of(index.parts.begin(), index.parts.end(),
                      [&](auto& part) { return mentions(part.expression, column); }));
}

bool reads(const Check& check, const std::string& column) {
  auto& known = check.columns;
  return known.empty() ? mentions(check.expression, column)
                       : std::find(known.begin(), known.end(), column) != known.end();
}

std::vector<Built> built_over(const Table& table, const std::string& column) {
  std::vector<Built> all;
  for (auto& index : table.indexes)
    if (reads(index, column))
      all.push_back(
          {index.constraint ? "constraint" : "index", index.name, index.definition.empty()});
  for (auto& key : table.foreign_keys)
    if (std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end())
      all.push_back({"foreign key", key.name, key.definition.empty()});
  for (auto& check : table.checks)
    if (reads(check, column)) all.push_back({"check", check.name, check.definition.empty()});
  return all;
}

LockedObject Planning::referred(const std::string& name) const {
  auto* known = schema.table(name);
  // What inherits from it in the old way has no part in the key.
  return known && is_partitioned(*known) ? whole(*known) : LockedObject{name};
}

LockedObject Planning::referred(const ForeignKey& key) const {
  return {key.ref_table, key.ref_partitioned ? "partitions" : ""};
}

LockedObject whole(const Table& table) {
  if (is_partitioned(table)) return {table.name, "partitions"};
  return {table.name, table.extra.count("has_children") ? "child tables" : ""};
}

LockedObjects with_parents(const Planning& p, LockedObjects tables, const Table& table,
                           const std::string& column) {
  for (auto& key : table.foreign_keys)
    if (std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end())
      tables.add(p.referred(key));
  return tables;
}

LockImpact Lock::access_exclusive(const LockedObjects& objects, const std::string& why) {
  return {"ACCESS EXCLUSIVE", objects, "milliseconds: catalog only", why};
}

LockImpact Lock::share_row_exclusive(const LockedObjects& objects) {
  return {"SHARE ROW EXCLUSIVE", objects, "milliseconds: catalog only",
          "writes wait that long, reads do not"};
}

LockImpact Lock::batches(const Table& table) {
  return {"ROW EXCLUSIVE", whole(table), "one batch: only the rows it changes are locked",
          "reads and writes of other rows go on"};
}

LockImpact Lock::reading(const LockedObjects& objects) {
  return {"ACCESS SHARE", objects, "one query at a time", "reads and writes go on"};
}

void require_plain_table(const Planning& p, const Table& table, const std::string& what) {
  auto has = [&](const char* fact) { return table.extra.count(fact) > 0; };
  auto cannot = [&](const std::string& why, const std::string& instead) {
    unsupported(p.at(), fmt::format("{} on table \"{}\": {}", what, table.name, why), instead);
  };
  if (has("partition_of"))
    cannot("it is a partition of " + table.extra.at("partition_of"), "change the parent table");
  if (has("inherits"))
    cannot("it inherits from " + table.extra.at("inherits"), "change the parent table");
  if (has("has_children") && !is_partitioned(table))
    cannot("tables inherit from it, and triggers are not inherited", "");
  if (has("of_type")) cannot("it is a table OF type " + table.extra.at("of_type"), "");
}

std::vector<std::string> update_triggers(const Table& table) {
  std::vector<std::string> names;
  for (auto& trigger : table.triggers)
    if (trigger.definition.find("UPDATE") != std::string::npos &&
        !trigger.definition.ends_with("/* disabled */"))
      names.push_back(trigger.name);
  return names;
}

namespace {

Step& add_walk(Planning& p, Phase phase, StepKind kind, const Table& table,
               const std::string& title, const std::string& condition) {
  auto& step = add_step(p.plan, phase, kind, title);
  step.table = table.name;
  step.lock = Lock::reading(whole(table));
  step.why = kind == StepKind::verify ? proven_complete : named_first;
  step.batch = Walk(p.schema, table, p.at()).verify(condition);
  return step;
}

}  // namespace

Step& add_verify(Planning& p, Phase phase, const Table& table, const std::string& title,
                 const std::string& condition) {
  return add_walk(p, phase, StepKind::verify, table, title, condition);
}

void add_search(Planning& p, Phase phase, const Table& table, const std::string& title,
                const std::string& condition) {
  add_walk(p, phase, StepKind::search, table, title, condition);
}

Step& add_validation(Planning& p, Phase phase, const Table& table, const std::string& constraint,
                     const std::string& title) {
  auto& step = add_step(p.plan, phase, StepKind::ddl, title);
  step.table = table.name;
  step.sql = {fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", p.q(table.name),
                          quote_name(constraint))};
  step.transactional = true;
  step.strategy = Strategy::online;
  step.lock = {"SHARE UPDATE EXCLUSIVE", whole(table), p.scan(), "reads and writes go on"};
  return step;
}

void add_statistics(Planning& p, Phase phase, const Table& table, const std::string& columns,
                    const std::string& title, const std::string& why) {
  auto& step = add_step(p.plan, phase, StepKind::ddl, title);
  step.table = table.name;
  step.sql = {"ANALYZE " + p.q(table.name) + (columns.empty() ? "" : " (" + columns + ")")};
  step.transactional = true;
  step.strategy = Strategy::online;
  step.lock = {"SHARE UPDATE EXCLUSIVE", whole(table), "while a sample of the table is read",
               "reads and writes go on"};
  step.why = why;
}

}  // namespace migrate::postgres
