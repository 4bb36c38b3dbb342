#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/state.hpp"
#include "plan/preconditions.hpp"
#include "plan/quarantine.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

constexpr auto engine = EngineKind::sqlite;

std::string names(const std::vector<Identifier>& columns) {
  std::vector<std::string> quoted;
  for (auto& column : columns) quoted.push_back(quote(column));
  return join(quoted, ", ");
}

std::string constraint_name(const Identifier& name) {
  return name.empty() ? "" : " CONSTRAINT " + quote(name);
}

// SQLite reads MATCH and does nothing about it. Of one column FULL and PARTIAL mean what SIMPLE
// does.
void require_simple_match(const std::string& match, std::size_t columns, const Location& at) {
  if (columns > 1 && !match.empty() && lower(match) != "simple")
    unsupported(at, "SQLite's foreign keys match in no other way than SIMPLE, not " + match);
}

std::string actions(const std::string& on_delete, const std::string& on_update) {
  std::string sql;
  if (!on_delete.empty() && on_delete != "NO ACTION") sql += " ON DELETE " + on_delete;
  if (!on_update.empty() && on_update != "NO ACTION") sql += " ON UPDATE " + on_update;
  return sql;
}

// INITIALLY DEFERRED alone, which SQLite does not take, means both to PostgreSQL.
std::string deferral(bool deferrable, bool initially_deferred) {
  if (initially_deferred) return " DEFERRABLE INITIALLY DEFERRED";
  return deferrable ? " DEFERRABLE" : "";
}

std::string column_sql(const Planning& planning, const ColumnDef& column, bool only_key) {
  auto sql = quote(column.name) + " " + require_type(column.type, engine, column.at);
  if (column.generated && column.generated->identity) {
    if (!column.pk || !only_key)
      unsupported(column.at, "SQLite has identity columns only as INTEGER PRIMARY KEY");
    if (!column.generated->sequence_options.empty())
      unsupported(column.at,
                  column.name.value + ": SQLite numbers rows without any `sequence_options`",
                  "leave them out");
    sql = quote(column.name) + " INTEGER";
  }
  if (column.pk && only_key) sql += " PRIMARY KEY";
  // INTEGER PRIMARY KEY is the rowid and never NULL; said all the same, because any other primary
  // key of SQLite accepts NULL.
  if (!column.nullable) sql += " NOT NULL";
  if (column.unique) sql += " UNIQUE";
  if (column.default_value)
    sql += " DEFAULT " + require_expression(*column.default_value, engine, "default", column.at);
  sql += check_sql(column, column.at) + references_sql(column, column.at);
  if (column.generated && !column.generated->identity)
    sql += fmt::format(" GENERATED ALWAYS AS ({}) STORED",
                       require_expression(column.generated->expression, engine,
                                          "generated.expression", column.at));
  if (column.comment)
    planning.note("SQLite keeps no comments on tables and columns: they stay in the file");
  return sql;
}

std::string glob(const std::string& text) {
  std::string out;
  for (char c : text)
    out += c == '*' || c == '?' || c == '[' ? std::string("[") + c + "]" : std::string(1, c);
  return out;
}

}  // namespace

std::string constraint_sql(const ConstraintDef& constraint) {
  const auto& at = constraint.at;
  if (!constraint.include_columns.empty() || !constraint.tablespace.empty() ||
      !constraint.storage_parameters.empty() || constraint.nulls_not_distinct)
    unsupported(
        at,
        "SQLite's constraints have no index parameters (include, tablespace, storage, nulls "
        "not distinct)");
  auto sql = std::string(trim(constraint_name(constraint.name)));
  if (!sql.empty()) sql += " ";
  switch (constraint.kind) {
    case ConstraintDef::Kind::unique:
      sql += fmt::format("UNIQUE ({})", names(constraint.columns));
      break;
    case ConstraintDef::Kind::primary_key:
      sql += fmt::format("PRIMARY KEY ({})", names(constraint.columns));
      break;
    case ConstraintDef::Kind::check:
      sql += fmt::format("CHECK ({}\n)", require_sql(constraint.check, engine, "check", at));
      break;
    case ConstraintDef::Kind::foreign_key: {
      if (!constraint.references) unsupported(at, "a foreign key needs `references`");
      auto& to = *constraint.references;
      require_simple_match(to.match_type, constraint.columns.size(), at);
      if (!to.on_delete_set_columns.empty())
        unsupported(at, "SQLite cannot limit ON DELETE SET to some columns");
      sql +=
          fmt::format("FOREIGN KEY ({}) REFERENCES {}", names(constraint.columns), quote(to.table));
      if (!to.columns.empty()) sql += fmt::format(" ({})", names(to.columns));
      sql += actions(to.on_delete, to.on_update);
      break;
    }
    case ConstraintDef::Kind::exclude:
      unsupported(at, "SQLite has no EXCLUDE constraints");
  }
  const auto deferred = deferral(constraint.deferrable, constraint.initially_deferred);
  if (!deferred.empty() && constraint.kind != ConstraintDef::Kind::foreign_key)
    unsupported(at, "SQLite can defer foreign keys only");
  return sql + deferred;
}

std::string check_sql(const ColumnDef& column, const Location& at) {
  if (!column.check) return {};
  return constraint_name(column.check->name) +
         fmt::format(" CHECK ({}\n)", require_sql(column.check->constraint, engine, "check", at));
}

std::string references_sql(const ColumnDef& column, const Location& at) {
  if (!column.references) return {};
  auto& to = *column.references;
  if (to.table.empty()) unsupported(at, "`references` needs a table");
  auto sql = constraint_name(to.name) + " REFERENCES " + quote(to.table);
  if (!to.column.empty()) sql += fmt::format(" ({})", quote(to.column));
  return sql + actions(to.on_delete, to.on_update) + deferral(to.deferrable, to.initially_deferred);
}

void plan_create_table(const Planning& planning, const CreateTable& operation) {
  planning.require_new_name(operation.name);
  for (auto& [name, _] : planning.schema.tables)
    if (same_name(name, operation.name.value))
      require_no_table(planning.schema, Identifier(name), planning.at);
  const auto keys = std::count_if(operation.columns.begin(), operation.columns.end(),
                                  [](const ColumnDef& column) { return column.pk; });
  std::vector<std::string> parts;
  std::vector<Identifier> key;
  for (auto& column : operation.columns) {
    require_name(column.name, name_limit, true, column.at);
    parts.push_back(column_sql(planning, column, keys == 1));
    if (column.pk) key.push_back(column.name);
  }
  if (keys > 1) parts.push_back(fmt::format("PRIMARY KEY ({})", names(key)));
  for (auto& constraint : operation.constraints) parts.push_back(constraint_sql(constraint));
  if (operation.comment)
    planning.note("SQLite keeps no comments on tables and columns: they stay in the file");

  Table created;
  created.name = operation.name.value;
  const auto t = quote(operation.name);
  auto& step = planning.ddl(Phase::expand, "create table " + created.name, created,
                            {fmt::format("CREATE TABLE {} (\n  {}\n)", t, join(parts, ",\n  "))});
  step.strategy = Strategy::instant;
  step.why = "nobody uses it yet";
  step.undo = {"DROP TABLE IF EXISTS " + t};
  step.undo_lock = dropping_lock();
  step.loss = fmt::format("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT 1000)", t);
  step.loss_what = "rows of table " + created.name;
}

void plan_drop_table(const Planning& planning, const DropTable& operation) {
  auto& table = require_table(planning.schema, operation.name, planning.at);
  auto needed = [&](const std::string& by) {
    unsupported(planning.at, fmt::format("{} needs table {}", by, table.name), "drop that first");
  };
  for (auto& key : table.referenced_by)
    if (key.table != table.name) needed("a foreign key of table " + key.table);
  for (auto& view : table.views) needed("view " + view);
  for (auto& [name, other] : planning.schema.tables)
    if (name != table.name)
      for (auto& trigger : other.triggers)
        if (mentions(trigger.definition, table.name))
          needed(fmt::format("trigger {} of table {}", trigger.name, name));

  // What may have come since: another table's foreign key, a view, another table's trigger.
  auto nothing_refers_to = [&](const std::string& called) {
    const auto text = quote_text(called);
    planning.check(
        Phase::contract, fmt::format("nothing refers to {}", called), table,
        fmt::format(
            "SELECT 'foreign key of', m.name FROM sqlite_schema AS m, "
            "pragma_foreign_key_list(m.name) AS k\n"
            "WHERE m.type = 'table' AND lower(k.\"table\") = lower({0}) AND lower(m.name) <> "
            "lower({0})\n"
            "UNION ALL\n"
            "SELECT type, name FROM sqlite_schema WHERE type IN ('view', 'trigger')\n"
            "  AND lower(tbl_name) <> lower({0}) AND ' ' || lower(sql) || ' ' GLOB {1}",
            text, quote_text("*[^a-z0-9_$]" + glob(lower(called)) + "[^a-z0-9_$]*")));
  };
  if (planning.hides_first) {
    const auto known = contract_steps(planning.plan);
    nothing_refers_to(table.name);
    hides_from(planning.plan, known);
  }
  const auto called = hide_table(planning, table);
  nothing_refers_to(called);
  auto& step = planning.ddl(Phase::contract, "drop table " + table.name, table,
                            {"DROP TABLE " + quote(called)});
  step.strategy = Strategy::instant;
  step.why = "old code, which uses the table, is gone";
  step.destructive = true;
  step.copy = keep_table(planning, table, called);
  step.lock =
      write_lock("in proportion to the table: its pages go to the free list",
                 "foreign_keys is off on this connection: no row of another table is touched");
}

}  // namespace migrate::sqlite
