#include "dialects/mysql/planner.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/catalog/catalog_sql.hpp"
#include "dialects/mysql/connection.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/rebuild.hpp"
#include "dialects/mysql/triggers/noting.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

Plan make_plan(const Migration& migration, Schema& schema, const Flavour& flavour,
               db::Connection* live) {
  Plan plan;
  plan.migration = migration.id;
  plan.description = migration.description;
  plan.engine = flavour.kind;
  plan.server = flavour.product;
  plan.session = session_statements(flavour.explicit_read_write);
  plan.touches = migration.touched();
  if (!migration.for_engine(flavour.kind)) return plan;
  std::optional<Trial> trial;
  if (live) trial.emplace(*live, flavour);
  Planning p{migration, schema, plan, flavour, trial ? &*trial : nullptr};
  for (auto& operation : migration.operations) {
    p.operation = &operation;
    std::visit(Overloaded{[&](const RenameColumn& op) { plan_rename_column(p, op); },
                          [&](const AddColumn& op) { plan_add_column(p, op); },
                          [&](const DropColumn& op) { plan_drop_column(p, op); },
                          [&](const AlterColumn& op) { plan_alter_column(p, op); },
                          [&](const SplitColumn& op) { plan_split_column(p, op); },
                          [&](const MergeColumns& op) { plan_merge_columns(p, op); },
                          [&](const CreateConstraint& op) { plan_create_constraint(p, op); },
                          [&](const DropConstraint& op) { plan_drop_constraint(p, op); },
                          [&](const RenameConstraint& op) { plan_rename_constraint(p, op); },
                          [&](const CreateIndex& op) { plan_create_index(p, op); },
                          [&](const DropIndex& op) { plan_drop_index(p, op); },
                          [&](const CreateTable& op) { plan_create_table(p, op); },
                          [&](const DropTable& op) { plan_drop_table(p, op); },
                          [&](const RenameTable& op) { plan_rename_table(p, op); },
                          [&](const AlterTable& op) { plan_alter_table(p, op); },
                          [&](const SqlOperation& op) { plan_sql(p, op); },
                          [&](const SqlBackfill& op) { plan_sql_backfill(p, op); },
                          [&](const auto&) {
                            unsupported(operation.at,
                                        fmt::format("{} on {} is not supported by this version",
                                                    operation.kind, name_of(flavour.kind)));
                          }},
               operation.body);
  }
  plan_tied(p);
  note_writes(p);
  return plan;
}

bool Planning::has_row_versions(const Table& known, int count) {
  auto had = known.extra.find("row_versions");
  auto& versions =
      row_versions
          .try_emplace(known.name,
                       RowVersions{had == known.extra.end() ? 0 : std::stoi(had->second), 0})
          .first->second;
  if (flavour.row_versions == 0 || versions.had + versions.taken + count <= flavour.row_versions)
    return true;
  note(fmt::format(
      "table {} has had {} of the {} instant changes of columns that the server makes between two "
      "rebuilds of a table; those of this plan count, and their ways back. Behind the last one a "
      "change of its columns rebuilds it in place",
      known.name, versions.had, flavour.row_versions));
  return false;
}

bool Planning::take_row_versions(const Table& known, int count) {
  if (!has_row_versions(known, count)) return false;
  row_versions[known.name].taken += count;
  return true;
}

// Drops in contract are planned before it and run behind it: what the plan has taken counts still.
void Planning::rebuilt(const Table& known) {
  if (auto at = row_versions.find(known.name); at != row_versions.end()) at->second.had = 0;
}

bool Planning::changes_too(const std::string& name) const {
  for (auto& other : migration.operations) {
    if (&other == operation) continue;
    if (auto* op = std::get_if<AlterTable>(&other.body); op && op->table.value == name) return true;
    if (auto* op = std::get_if<AlterColumn>(&other.body);
        op && op->table.value == name && op->type.given())
      return true;
  }
  return false;
}

void Planning::note(const std::string& text) {
  if (std::find(plan.notes.begin(), plan.notes.end(), text) == plan.notes.end())
    plan.notes.push_back(text);
}

void Planning::fact(const Table& known) {
  for (auto& fact : plan.facts)
    if (fact.table == known.name) return;
  plan.facts.push_back({known.name, known.estimated_rows, known.bytes});
}

Table& Planning::table(const Identifier& name) {
  auto& found = require_table(schema, name, at());
  auto fact_of = [&](const char* key) {
    auto entry = found.extra.find(key);
    return entry == found.extra.end() ? std::string() : entry->second;
  };
  if (lower(fact_of("engine")) != "innodb")
    unsupported(
        at(),
        fmt::format("table \"{}\" is of engine {}: only InnoDB changes tables online and in "
                    "transactions",
                    found.name, fact_of("engine")),
        "ALTER TABLE … ENGINE=InnoDB first");
  if (fact_of("kind") == "system versioned")
    unsupported(at(),
                fmt::format("table \"{}\" is system-versioned: MariaDB does not alter it while "
                            "it keeps its history",
                            found.name));
  if (found.extra.count("shadowed"))
    unsupported(
        at(),
        fmt::format("table \"{}\" is rebuilt through a shadow by an operation before", found.name),
        "use one alter_table for both, or a later migration");
  fact(found);
  return found;
}

void Planning::require_name(const Identifier& name) const {
  migrate::require_name(name, name_limit, false, at());
  // Both servers cut it off or refuse it, and four-byte characters do not exist in names.
  if (name.value.back() == ' ')
    refuse("MIG-PLAN-NAME", fmt::format("the name \"{}\" ends with a space", name.value),
           "correct the migration file, then `migrate plan`", at().text());
  for (unsigned char c : name.value)
    if (c >= 0xF0)
      refuse("MIG-PLAN-NAME",
             fmt::format("the name \"{}\" has a character beyond U+FFFF, which the server does not "
                         "keep in names",
                         name.value),
             "correct the migration file, then `migrate plan`", at().text());
  if (is_own_object(name.value))
    refuse("MIG-PLAN-NAME",
           fmt::format("names that begin with \"migrate_\" are kept for this tool: \"{}\"",
                       name.value),
           "choose another name", at().text());
}

LockImpact Lock::metadata(const std::string& table, const std::string& why) {
  return {"MDL exclusive", table, "milliseconds: metadata only", why};
}

LockImpact Lock::batches(const std::string& table) {
  return {"row locks", table, "one batch: only the rows it changes are locked",
          "reads and writes of other rows go on"};
}

LockImpact Lock::reading(const std::string& table) {
  return {"none", table, "consistent reads", "reads and writes go on"};
}

std::string way_of(std::string_view algorithm) {
  // LOCK cannot be said together with INSTANT.
  return fmt::format(", ALGORITHM={}{}", algorithm, algorithm == "INSTANT" ? "" : ", LOCK=NONE");
}

How online(const std::string& table, std::string_view algorithm, const std::string& hold) {
  How how;
  how.sql = way_of(algorithm);
  how.strategy = Strategy::online;
  how.lock = {"MDL exclusive", table, "milliseconds at its begin and end; " + hold,
              "LOCK=NONE: the server refuses rather than blocks writes"};
  return how;
}

How by_algorithm(const std::string& table, std::string_view algorithm, const std::string& hold) {
  if (algorithm != "INSTANT") return online(table, algorithm, hold);
  return {way_of(algorithm), Strategy::instant,
          Lock::metadata(table, "ALGORITHM=INSTANT: the server refuses rather than copies")};
}

How tried(Planning& p, const Table& table, const std::string& change, const std::string& what,
          bool instant) {
  if (!p.trial)
    unsupported(p.at(), what + ": this is tried on an empty copy first, and there is no server");
  auto algorithm = p.trial->strictest(table, p.plan.steps, change, p.at(), instant);
  if (!algorithm)
    unsupported(p.at(),
                fmt::format("{}: the server would copy the table or block its writes ({})", what,
                            p.trial->refusal()),
                "write it as alter_table: it is then made on a shadow of the table");
  return by_algorithm(table.name, *algorithm,
                      "the rows are read or rebuilt meanwhile, reads and writes go on");
}

void require_possible(Planning& p, Phase phase, const Table& table, const std::string& change,
                      const std::string& what) {
  const auto making = "CREATE TABLE " + quote(table.name) + " ";
  for (auto& step : p.plan.steps)
    for (auto& sql : step.sql)
      if (sql.starts_with(making)) return;
  // Nor does a copy of the table that is there have what SQL of the user's makes of it.
  for (auto& other : p.migration.operations) {
    // Whatever stands behind it in the file has run by the backfill.
    if (&other == p.operation && phase == Phase::expand) break;
    auto* own = std::get_if<SqlOperation>(&other.body);
    if (own && !own->on_complete) return;
  }
  if (!p.trial) return;
  try {
    if (p.trial->possible(table, p.plan.steps, change, p.at())) return;
  } catch (const db::DbError& error) {
    if (error.failure() != db::Failure::lock_timeout) throw;
    return;
  } catch (const Error& error) {
    auto& code = error.report().code;
    if (code != "MIG-PLAN-TRIAL" && code != "MIG-PLAN-PRIVILEGES") throw;
    return;
  }
  unsupported(p.at(),
              fmt::format("{}: the server would copy the table or block its writes ({})", what,
                          p.trial->refusal()),
              "write it as alter_table: it is then made on a shadow of the table");
}

How instantly(Planning& p, const Table& table) {
  auto format = table.extra.find("row_format");
  // Measured: neither server changes the columns of compressed rows instantly.
  bool compressed = format != table.extra.end() && lower(format->second) == "compressed";
  if (compressed || !p.flavour.instant_add || !p.take_row_versions(table))
    return online(table.name, "INPLACE", "the table is rebuilt meanwhile, reads and writes go on");
  return by_algorithm(table.name, "INSTANT", "");
}

namespace {

std::string asked(const std::string& what, const std::string& view,
                  const std::string& schema_column, const std::string& condition) {
  return fmt::format("SELECT {} FROM information_schema.{} WHERE {} = DATABASE() AND {}", what,
                     view, schema_column, condition);
}

std::string counted(const std::string& view, const std::string& schema_column,
                    const std::string& condition, const char* test) {
  return asked(fmt::format("COUNT(*) {}", test), view, schema_column, condition);
}

std::string of_table(const std::string& table, const std::string& what, const std::string& name) {
  return fmt::format("TABLE_NAME = {} AND {}", quote_text(table), exactly(what, name));
}

}  // namespace

std::string Probe::column(const std::string& t, const std::string& c) {
  return counted("COLUMNS", "TABLE_SCHEMA", of_table(t, "COLUMN_NAME", c), "> 0");
}
std::string Probe::no_column(const std::string& t, const std::string& c) {
  return counted("COLUMNS", "TABLE_SCHEMA", of_table(t, "COLUMN_NAME", c), "= 0");
}
std::string Probe::column_where(const std::string& t, const std::string& c,
                                const std::string& condition) {
  return counted("COLUMNS", "TABLE_SCHEMA", of_table(t, "COLUMN_NAME", c) + " AND " + condition,
                 "> 0");
}
std::string Probe::has_default(const std::string& t, const std::string& c) {
  return column_where(t, c, "(COLUMN_DEFAULT IS NOT NULL OR EXTRA LIKE '%DEFAULT_GENERATED%')");
}
std::string Probe::column_behind(const std::string& t, const std::string& c,
                                 const std::string& other) {
  auto place = [&](const std::string& name) {
    return asked("ORDINAL_POSITION", "COLUMNS", "TABLE_SCHEMA", of_table(t, "COLUMN_NAME", name));
  };
  return fmt::format("SELECT COALESCE(({}) > ({}), 0)", place(c), place(other));
}
std::string Probe::index(const std::string& t, const std::string& i) {
  return counted("STATISTICS", "TABLE_SCHEMA", of_table(t, "INDEX_NAME", i), "> 0");
}
std::string Probe::no_index(const std::string& t, const std::string& i) {
  return counted("STATISTICS", "TABLE_SCHEMA", of_table(t, "INDEX_NAME", i), "= 0");
}
std::string Probe::index_where(const std::string& t, const std::string& i,
                               const std::string& condition) {
  return counted("STATISTICS", "TABLE_SCHEMA", of_table(t, "INDEX_NAME", i) + " AND " + condition,
                 "> 0");
}
std::string Probe::trigger(const std::string& t, const std::string& name) {
  return counted(
      "TRIGGERS", "EVENT_OBJECT_SCHEMA",
      fmt::format("EVENT_OBJECT_TABLE = {} AND {}", quote_text(t), exactly("TRIGGER_NAME", name)),
      "> 0");
}
std::string Probe::no_trigger(const std::string& name) {
  return counted("TRIGGERS", "EVENT_OBJECT_SCHEMA", exactly("TRIGGER_NAME", name), "= 0");
}
std::string Probe::no_trigger_of(const std::string& t, const std::vector<std::string>& names) {
  std::vector<std::string> quoted;
  for (auto& name : names) quoted.push_back(quote_text(name));
  return counted("TRIGGERS", "EVENT_OBJECT_SCHEMA",
                 fmt::format("EVENT_OBJECT_TABLE = {} AND CAST(TRIGGER_NAME AS BINARY) IN ({})",
                             quote_text(t), join(quoted, ", ")),
                 "= 0");
}
std::string Probe::no_constraint(const std::string& t, const std::string& name) {
  return counted("TABLE_CONSTRAINTS", "CONSTRAINT_SCHEMA", of_table(t, "CONSTRAINT_NAME", name),
                 "= 0");
}
std::string Probe::table(const std::string& name) {
  return counted("TABLES", "TABLE_SCHEMA", "TABLE_NAME = " + quote_text(name), "> 0");
}
std::string Probe::no_table(const std::string& name) {
  return counted("TABLES", "TABLE_SCHEMA", "TABLE_NAME = " + quote_text(name), "= 0");
}

}  // namespace migrate::mysql
