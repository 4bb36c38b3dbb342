// rename_table: a view with the new name until contract, so that both names work.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// The view checks nothing of its own: with security_invoker (PostgreSQL 15) the table's grants and
// row security decide for whoever uses it; before that its owner's rights do, who is the table's.
void require_same_rights(const Planning& p, const Table& table) {
  if (p.schema.version_number >= 150000 || !table.extra.count("rls")) return;
  unsupported(p.at(),
              fmt::format("table \"{}\" has row security, and a view applies it for whoever uses "
                          "the view only from PostgreSQL 15 on (security_invoker)",
                          table.name));
}

std::vector<std::string> grants(const Table& table, const std::string& view) {
  std::vector<std::string> sql;
  auto fact = [](const auto& object, const char* name) {
    auto found = object.extra.find(name);
    return found == object.extra.end() ? std::string() : found->second;
  };
  auto each = [&](const std::string& acl, const std::string& columns) {
    if (acl.empty()) return;
    for (auto& grant : split(acl, '\n')) {
      auto space = grant.find(' ');
      sql.push_back(fmt::format("GRANT {}{} ON {}{}", grant.substr(0, space), columns, view,
                                grant.substr(space)));
    }
  };
  if (auto roles = fact(table, "default_grantees"); !roles.empty())
    sql.push_back(fmt::format("REVOKE ALL ON {} FROM {}", view, roles));
  if (auto owner = fact(table, "owner"); !owner.empty())
    sql.push_back(fmt::format("ALTER VIEW {} OWNER TO {}", view, quote_name(owner)));
  each(fact(table, "acl"), "");
  for (auto& column : table.columns)
    each(fact(column, "acl"), " (" + quote_name(column.name) + ")");
  return sql;
}

void notes(Planning& p, const Table& table, const std::string& to) {
  p.note(fmt::format(
      "until contract {0} is a view over {1}: SELECT (also FOR UPDATE), INSERT, UPDATE, DELETE, "
      "RETURNING, ON CONFLICT by columns or without a target and LOCK TABLE work on it; COPY {0} "
      "(FROM, and TO but by a query), TRUNCATE, ON CONFLICT ON CONSTRAINT, MERGE (before "
      "PostgreSQL "
      "17), WHERE CURRENT OF, TABLESAMPLE, system columns (ctid, xmin), GROUP BY of the key alone, "
      "pg_get_serial_sequence, functions over its row type and foreign keys to it do not",
      to, table.name));
  p.note(
      fmt::format("the indexes, constraints, sequences and triggers of {} keep their names; "
                  "functions whose text says {} do not follow",
                  table.name, table.name));
  if (auto publications = table.extra.find("publications"); publications != table.extra.end())
    p.note(
        fmt::format("table {} is published ({}): from contract on its changes arrive under the "
                    "new name, which the subscribers must have",
                    table.name, publications->second));
  if (table.extra.count("subscribed"))
    p.note(
        fmt::format("table {} receives logical replication, which finds it by name: rename it "
                    "at the publisher too before contract",
                    table.name));
}

}  // namespace

void plan_rename_table(Planning& p, const RenameTable& op) {
  auto& table = p.table(op.from);
  p.require_name(op.to);
  p.require_free_name(op.to, Planning::Named::relation);
  for (auto& step : p.plan.steps)
    if (step.table == table.name)
      unsupported(
          p.at(),
          fmt::format("table \"{}\" is changed by another operation of this migration", table.name),
          "rename it in a migration of its own, before or after");
  require_same_rights(p, table);
  const auto& from = table.name;
  const auto& to = op.to.value;
  auto q = p.q(from), view = p.q(to);

  std::vector<std::string> columns;
  for (auto& column : table.columns) columns.push_back(column.name);
  auto& expand = add_step(p.plan, Phase::expand, StepKind::ddl,
                          fmt::format("make {} work beside {}, as a view", to, from));
  expand.table = from;
  expand.sql = {
      fmt::format("CREATE VIEW {}{} AS SELECT {} FROM {}", view,
                  p.schema.version_number >= 150000 ? " WITH (security_invoker = true)" : "",
                  name_list(columns), q)};
  for (auto& sql : grants(table, view)) expand.sql.push_back(sql);
  expand.undo = {fmt::format("DROP VIEW IF EXISTS {}", view)};
  expand.transactional = true;
  expand.strategy = Strategy::instant;
  expand.lock = {"ACCESS SHARE", from, "milliseconds: catalog only", "reads and writes go on"};
  expand.undo_lock = Lock::access_exclusive(to, "the view goes");
  expand.why =
      "what new code writes to the view is written to the table: nothing has to be kept in step";

  const auto both_names = expand.sql;
  const bool hides = p.migration.hides_first();

  auto& check = add_step(p.plan, Phase::contract, StepKind::check,
                         fmt::format("look for views and functions that need the view {}", to));
  check.hides = hides;
  check.table = from;
  check.sql = {fmt::format(
      "SELECT DISTINCT 'view' AS kind, v.oid::regclass::text AS name\n"
      "FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid\n"
      "JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class\n"
      "WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass\n"
      "  AND d.refobjid = to_regclass({0}) AND v.oid <> d.refobjid\n"
      "UNION ALL\n"
      "SELECT 'function', f.oid::regprocedure::text\n"
      "FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_proc AS f ON f.oid = d.objid\n"
      "JOIN pg_catalog.pg_type AS t ON t.oid = d.refobjid\n"
      "WHERE d.classid = 'pg_proc'::regclass AND d.refclassid = 'pg_type'::regclass\n"
      "  AND t.typrelid = to_regclass({0})\nLIMIT 5",
      quote_literal(view))};
  check.lock = Lock::reading("the catalog");
  check.why = "DROP VIEW would fail on them";

  auto& finish = add_step(p.plan, Phase::contract, StepKind::ddl,
                          fmt::format("rename table {} to {}", from, to));
  finish.table = from;
  // Partitions keep their names, and nobody who uses one waits.
  finish.sql = {fmt::format("ALTER TABLE {} RENAME TO {}", q, quote_name(to))};
  lock_first(finish, {.tables = {"ONLY " + q}, .views = {"DROP VIEW IF EXISTS " + view}});
  finish.transactional = true;
  // No row goes with it: the whole of it can be taken back.
  finish.destructive = !hides;
  finish.hides = hides;
  if (hides) {
    finish.undo = {fmt::format("ALTER TABLE {} RENAME TO {}", view, quote_name(from))};
    finish.undo.insert(finish.undo.end(), both_names.begin(), both_names.end());
    finish.undo_lock = Lock::access_exclusive(to, "nobody sees a moment without the new name");
  }
  finish.strategy = Strategy::instant;
  finish.lock = Lock::access_exclusive(LockedObjects(from).with(to),
                                       "nobody sees a moment without the new name");
  finish.why = "no live code uses the old name";

  notes(p, table, to);
  table.extra["renamed_to"] = to;
}

}  // namespace migrate::postgres
