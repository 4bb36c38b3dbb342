// rename_table: a view with the new name until contract, so that both names work; then one RENAME
// TABLE gives the table the view's name.
#include <fmt/format.h>

#include "dialects/mysql/catalog/catalog_sql.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// What a view would do in silence, or not at all.
void require_viewable(const Planning& p, const Table& table, const Identifier& to) {
  require_no_table(p.schema, to, p.at());
  if (auto other = p.schema.other_names.find(to.value); other != p.schema.other_names.end())
    refuse("MIG-PLAN-EXISTS",
           fmt::format("{} \"{}\" has that name already", other->second, to.value),
           "choose another name", p.at().text());
  for (auto& step : p.plan.steps)
    if (step.table == table.name)
      unsupported(
          p.at(),
          fmt::format("table \"{}\" is changed by another operation of this migration", table.name),
          "rename it in a migration of its own, before or after");
  // Measured on both: DELETE FROM view PARTITION (p0) empties the table.
  if (table.extra.count("partition"))
    unsupported(p.at(),
                fmt::format("table \"{}\" is partitioned, and both names cannot work: through a "
                            "view the server ignores PARTITION (…) without a word",
                            table.name));
  // Those that the server has named follow the table's name, and end the RENAME if they cannot.
  auto follows = [&](const std::string& name, const char* kind) {
    if (!name.starts_with(table.name + kind)) return;
    const auto would_be = to.value + name.substr(table.name.size());
    if (!fits_as_name(would_be))
      refuse("MIG-PLAN-NAME",
             fmt::format("the constraint \"{}\" would be called \"{}\" then, which is longer than "
                         "a name may be",
                         name, would_be),
             "choose a shorter name, or give the constraint one of its own before", p.at().text());
  };
  for (auto& key : table.foreign_keys) follows(key.name, "_ibfk_");
  if (!p.flavour.checks_belong_to_tables)
    for (auto& check : table.checks) follows(check.name, "_chk_");
}

// Views, triggers, routines and events do not follow a rename on these servers. A trigger that
// names the view must not be there either when that becomes a table: what the server has kept of it
// still opens a view. MariaDB 10.11 then refuses the write (1146), MySQL 9.7.4 ends (measured).
void check_followers(Planning& p, const Table& table, const std::string& to) {
  auto& step = add_step(
      p.plan, Phase::contract, StepKind::check,
      fmt::format("look for views, triggers, routines and events that name {}, and triggers "
                  "that name {}",
                  table.name, to));
  step.table = table.name;
  auto named = [&](const char* kind, const char* view, const char* schema, const char* name,
                   const std::string& what) {
    return fmt::format(
        "SELECT '{}' AS kind, {} AS name FROM information_schema.{} WHERE {} = DATABASE() AND {} "
        "NOT LIKE 'migrate\\_%' AND {}",
        kind, name, view, schema, name, what);
  };
  std::vector<std::string> all = {
      fmt::format("{} AND NOT (TABLE_SCHEMA = DATABASE() AND {})",
                  select_views(view_names(table.name)), is_table("TABLE_NAME", to)),
      named("trigger", "TRIGGERS", "TRIGGER_SCHEMA", "TRIGGER_NAME",
            fmt::format("({} OR {})", names_table("ACTION_STATEMENT", table.name),
                        names_table("ACTION_STATEMENT", to))),
      named("routine", "ROUTINES", "ROUTINE_SCHEMA", "ROUTINE_NAME",
            names_table("ROUTINE_DEFINITION", table.name)),
      named("event", "EVENTS", "EVENT_SCHEMA", "EVENT_NAME",
            names_table("EVENT_DEFINITION", table.name))};
  step.sql = {join(all, "\nUNION ALL\n") + "\nLIMIT 5"};
  step.lock = Lock::reading("the catalog");
  step.why = fmt::format(
      "they would fail from then on; all but triggers may name {} since expand: drop those, and "
      "make them again after contract",
      to);
}

void copy_grants(Planning& p, const Table& table, const std::string& to) {
  auto grants = table.extra.find("grants");
  if (grants == table.extra.end()) return;
  auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                        fmt::format("grant on {} what is granted on {}", to, table.name));
  step.table = table.name;
  for (auto& line : split(grants->second, '\n')) {
    auto fields = split(line, '\t');  // privileges, grantee, "grant" where it is grantable
    bool grantable = fields.at(2) == "grant";
    step.sql.push_back(fmt::format("GRANT {} ON {} TO {}{}", fields[0], quote(to), fields[1],
                                   grantable ? " WITH GRANT OPTION" : ""));
    // Those of columns first: the table's take a column's of the same kind with them.
    step.undo.insert(step.undo.begin(),
                     fmt::format("REVOKE {}{} ON {} FROM {}", fields[0],
                                 grantable ? ", GRANT OPTION" : "", quote(to), fields[1]));
  }
  step.strategy = Strategy::instant;
  step.lock = {"none", to, "", "the privileges of this one name"};
  step.why = "the view asks for the rights of whoever uses it, on itself and on the table";
}

void notes(Planning& p, const Table& table, const std::string& to) {
  p.note(fmt::format(
      "until contract {0} is a view over {1}: SELECT (also FOR UPDATE), INSERT, ON DUPLICATE KEY, "
      "REPLACE, UPDATE, DELETE, LOAD DATA and LOCK TABLES work on it; TRUNCATE, ALTER TABLE, "
      "CREATE INDEX, index hints (FORCE INDEX), foreign keys to it, HANDLER, OPTIMIZE and FLUSH "
      "TABLES … FOR EXPORT do not, SHOW INDEX is empty, and on MySQL a statement that changes the "
      "table under one name and reads it under the other is refused",
      to, table.name));
  p.note(
      fmt::format("foreign keys and triggers of {} follow it; grants on {} stay where they are, "
                  "for a table of that name",
                  table.name, table.name));
  for (auto& view : table.views)
    p.note(
        fmt::format("the view {} reads {} and does not follow it: let it read {} before contract",
                    view, table.name, to));
  for (auto& column : table.columns)
    if (column.extra.count("invisible"))
      p.note(
          fmt::format("the invisible column {} is visible in the view: SELECT * and INSERT without "
                      "a list of columns have it there",
                      column.name));
}

}  // namespace

void plan_rename_table(Planning& p, const RenameTable& op) {
  auto& table = p.table(op.from);
  p.require_name(op.to);
  require_viewable(p, table, op.to);
  require_told_views(p, table, "rename_table " + table.name);
  const auto& from = table.name;
  const auto& to = op.to.value;
  const auto away = object_name({"view", from, to}, name_limit);

  std::vector<std::string> columns;
  for (auto& column : table.columns) columns.push_back(column.name);
  auto& expand =
      add_ddl(p, Phase::expand, fmt::format("make {} work beside {}, as a view", to, from), from,
              fmt::format("CREATE ALGORITHM=MERGE SQL SECURITY INVOKER VIEW {} AS SELECT "
                          "{} FROM {}",
                          quote(to), quote_list(columns), quote(from)));
  expand.undo = {"DROP VIEW IF EXISTS " + quote(to)};
  // One of somebody else's of that name is not ours.
  expand.probe = fmt::format(
      "SELECT COUNT(*) > 0 FROM information_schema.VIEWS WHERE TABLE_SCHEMA = DATABASE() AND "
      "TABLE_NAME = {} AND {}",
      quote_text(to), view_names(from));
  expand.strategy = Strategy::instant;
  expand.lock = {"MDL exclusive", to, "milliseconds: metadata only",
                 "of the new name, which nobody knows yet"};
  expand.why =
      "what new code writes to the view is written to the table: nothing has to be kept in step";
  copy_grants(p, table, to);

  check_followers(p, table, to);
  auto& rename = add_ddl(p, Phase::contract, fmt::format("rename table {} to {}", from, to), from,
                         fmt::format("RENAME TABLE {} TO {}, {} TO {}", quote(to), quote(away),
                                     quote(from), quote(to)));
  rename.sql.push_back("DROP VIEW IF EXISTS " + quote(away));
  rename.cleanup = {rename.sql.back()};
  rename.destructive = true;
  rename.probe = fmt::format("SELECT IF(({} AND TABLE_TYPE <> 'VIEW'), 1 + ({}), 0)",
                             Probe::table(to), Probe::table(away));
  rename.strategy = Strategy::instant;
  rename.lock = Lock::metadata(fmt::format("{} and {}", from, to),
                               "one atomic statement: nobody sees a moment without the new name; "
                               "the view, which reads a name that is gone, goes after it");
  rename.why = "no live code uses the old name";

  notes(p, table, to);
  table.extra["renamed_to"] = to;
}

}  // namespace migrate::mysql
