// create_table and drop_table.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/catalog/catalog_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/operations/hiding.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

std::vector<std::string> values(const std::vector<Identifier>& names) {
  std::vector<std::string> out;
  for (auto& name : names) out.push_back(name.value);
  return out;
}

std::string action(const std::string& given, const char* field, const Location& at) {
  for (const char* word : {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL"})
    if (lower(given) == lower(word)) return word;
  refuse(
      "MIG-PLAN-CONSTRAINT",
      fmt::format("`{}` cannot be \"{}\"; InnoDB knows NO ACTION, RESTRICT, CASCADE and SET NULL",
                  field, given),
      "correct the migration file", at.text());
}

std::string named(Planning& p, const Identifier& name) {
  if (name.empty()) return {};
  p.require_name(name);
  return "CONSTRAINT " + quote(name) + " ";
}

std::string check_sql(Planning& p, const Identifier& name, const SqlText& text,
                      const Location& at) {
  return named(p, name) + "CHECK (" + require_expression(text, p.flavour.kind, "check", at) + ")";
}

// Always as a table constraint: MySQL reads REFERENCES behind a column and forgets it.
std::string foreign_key_sql(Planning& p, const CreateTable& op, const Identifier& name,
                            const std::vector<std::string>& columns, const Identifier& table,
                            std::vector<std::string> referenced, const std::string& on_delete,
                            const std::string& on_update, const Location& at) {
  if (table != op.name) {
    auto& parent = require_table(p.schema, table, at);
    p.fact(parent);
    if (referenced.empty())
      if (auto* key = parent.primary_key()) referenced = key->columns();
    for (auto& column : referenced) require_column(parent, Identifier(column), at);
  }
  if (referenced.empty())
    refuse("MIG-PLAN-CONSTRAINT",
           fmt::format("a foreign key to \"{}\" must name the columns it refers to", table.value),
           "correct the migration file", at.text());
  return fmt::format("{}FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {} ON UPDATE {}",
                     named(p, name), quote_list(columns), quote(table), quote_list(referenced),
                     action(on_delete, "on_delete", at), action(on_update, "on_update", at));
}

void refuse_postgres_only(const ConstraintDef& c) {
  auto no = [&](const char* what) {
    unsupported(c.at, fmt::format("constraint \"{}\": {} is PostgreSQL's", c.name.value, what));
  };
  if (c.kind == ConstraintDef::Kind::exclude) no("EXCLUDE");
  if (c.deferrable || c.initially_deferred) no("a deferrable constraint");
  if (c.nulls_not_distinct) no("NULLS NOT DISTINCT");
  if (!c.include_columns.empty()) no("INCLUDE");
  if (!c.tablespace.empty() || !c.storage_parameters.empty()) no("an index's storage parameter");
  if (!c.references) return;
  if (!c.references->on_delete_set_columns.empty()) no("on_delete_set_columns");
  // InnoDB reads MATCH and does nothing about it. Of one column all of them mean the same.
  if (c.columns.size() > 1 && c.references->match_type != "SIMPLE")
    unsupported(c.at, fmt::format("constraint \"{}\": InnoDB's foreign keys match in no other way "
                                  "than SIMPLE, not {}",
                                  c.name.value, c.references->match_type));
}

std::string column_sql(Planning& p, const ColumnDef& def, Column& column) {
  column.name = def.name.value;
  column.type = std::string(trim(require_type(def.type, p.flavour.kind, def.at)));
  column.nullable = def.nullable && !def.pk;
  column.comment = def.comment.value_or("");
  auto sql = quote(column.name) + " " + column.type;
  if (def.generated && def.generated->expression.given()) {
    column.generated = true;
    column.extra["generation"] =
        require_expression(def.generated->expression, p.flavour.kind, "generated", def.at);
    sql += " GENERATED ALWAYS AS (" + column.extra["generation"] + ") STORED";
    if (!column.nullable && p.flavour.kind == EngineKind::mysql)
      sql += " NOT NULL";
    else if (!column.nullable)
      p.note(column.name +
             " is NULL where its expression is: MariaDB takes no NOT NULL on a generated column");
  } else {
    sql += column.nullable ? " NULL" : " NOT NULL";
    if (def.generated && def.generated->identity) {
      if (!def.generated->sequence_options.empty())
        unsupported(def.at, column.name + ": AUTO_INCREMENT does not have `sequence_options`",
                    "leave them out; operation sql can say where it begins (ALTER TABLE … "
                    "AUTO_INCREMENT = …)");
      column.identity = true;
      sql += " AUTO_INCREMENT";
    } else if (def.default_value) {
      column.default_sql =
          default_clause(require_expression(*def.default_value, p.flavour.kind, "default", def.at));
      column.default_constant = is_constant(*column.default_sql);
      bool literal = column.default_constant && lower(*column.default_sql) != "null";
      if (literal && is_blob(column) && !p.flavour.blob_default_is_literal)
        column.default_sql = "(" + *column.default_sql + ")";
      sql += " DEFAULT " + *column.default_sql;
    }
  }
  if (def.unique) sql += " UNIQUE";
  if (!column.comment.empty()) sql += " COMMENT " + quote_text(column.comment);
  return sql;
}

Index key_of(const std::string& name, const std::vector<std::string>& columns, bool primary) {
  Index index;
  index.name = name;
  index.unique = index.constraint = true;
  index.primary = primary;
  index.method = "BTREE";
  for (auto& column : columns) {
    index.parts.emplace_back();
    index.parts.back().column = column;
  }
  return index;
}

}  // namespace

void plan_create_table(Planning& p, const CreateTable& op) {
  p.require_name(op.name);
  require_no_table(p.schema, op.name, p.at());
  Table table;
  table.name = op.name.value;
  table.extra["engine"] = "InnoDB";
  table.extra["comment"] = op.comment.value_or("");
  std::vector<std::string> lines, constraints, primary;
  for (auto& def : op.columns) {
    p.require_name(def.name);
    Column column;
    lines.push_back(column_sql(p, def, column));
    require_own_default(p, table, column);
    if (def.pk) primary.push_back(column.name);
    if (def.unique) table.indexes.push_back(key_of(column.name, {column.name}, false));
    if (def.check)
      constraints.push_back(check_sql(p, def.check->name, def.check->constraint, def.at));
    if (def.references) {
      auto& to = *def.references;
      new_key(p, to, def.name);  // refuses what InnoDB does not have
      std::vector<std::string> referenced;
      if (!to.column.empty()) referenced.push_back(to.column.value);
      constraints.push_back(foreign_key_sql(p, op, to.name, {column.name}, to.table, referenced,
                                            to.on_delete, to.on_update, def.at));
    }
    table.columns.push_back(std::move(column));
  }
  for (auto& c : op.constraints) {
    refuse_postgres_only(c);
    auto columns = values(c.columns);
    switch (c.kind) {
      case ConstraintDef::Kind::unique:
        constraints.push_back(named(p, c.name) + "UNIQUE (" + quote_list(columns) + ")");
        table.indexes.push_back(key_of(c.name.value, columns, false));
        break;
      case ConstraintDef::Kind::primary_key:
        p.note("both servers call a primary key PRIMARY: its name in the file is not kept");
        primary = columns;
        break;
      case ConstraintDef::Kind::check:
        constraints.push_back(check_sql(p, c.name, c.check, c.at));
        break;
      case ConstraintDef::Kind::foreign_key:
        if (!c.references) unsupported(c.at, "a foreign_key constraint needs `references`");
        constraints.push_back(foreign_key_sql(
            p, op, c.name, columns, c.references->table, values(c.references->columns),
            c.references->on_delete, c.references->on_update, c.at));
        break;
      case ConstraintDef::Kind::exclude:
        break;
    }
  }
  if (!primary.empty()) {
    lines.push_back("PRIMARY KEY (" + quote_list(primary) + ")");
    table.indexes.insert(table.indexes.begin(), key_of("PRIMARY", primary, true));
    for (auto& name : primary)
      if (auto* column = table.column(name)) column->nullable = false;
  }
  lines.insert(lines.end(), constraints.begin(), constraints.end());
  std::string options = " ENGINE=InnoDB";
  if (op.comment) options += " COMMENT=" + quote_text(*op.comment);
  auto& step = add_ddl(
      p, Phase::expand, fmt::format("create table {}", op.name.value), op.name.value,
      fmt::format("CREATE TABLE {} (\n  {}\n){}", quote(op.name), join(lines, ",\n  "), options));
  step.undo = {"DROP TABLE IF EXISTS " + quote(op.name)};
  step.probe = Probe::table(op.name.value);
  step.strategy = Strategy::instant;
  step.lock = {"none", op.name.value, "", "nobody knows the table yet"};
  step.why = "a new table is in nobody's way";
  step.loss = fmt::format("SELECT COUNT(*) AS lost FROM (SELECT 1 FROM {} LIMIT 1000) AS found",
                          quote(op.name));
  step.loss_what = "rows of table " + op.name.value;
  p.schema.tables[table.name] = std::move(table);
}

void plan_drop_table(Planning& p, const DropTable& op) {
  auto& table = require_table(p.schema, op.name, p.at());
  p.fact(table);
  for (auto& key : table.referenced_by)
    if (key.table != table.name)
      unsupported(p.at(),
                  fmt::format("the foreign key \"{}\" of table \"{}\" refers to \"{}\"", key.name,
                              key.table, table.name),
                  "drop that foreign key first");
  if (!table.views.empty())
    unsupported(p.at(), fmt::format("the view \"{}\" reads \"{}\"", table.views[0], table.name),
                "drop that view first");
  require_told_views(p, table, "drop_table " + table.name);
  auto look = [&](const std::string& called) -> Step& {
    auto& check = add_step(p.plan, Phase::contract, StepKind::check,
                           fmt::format("look for foreign keys and views that need {}", called));
    check.table = table.name;
    check.sql = {fmt::format(
        "SELECT 'foreign key' AS kind, CONCAT(TABLE_NAME, '.', CONSTRAINT_NAME) AS name FROM "
        "information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_SCHEMA = DATABASE() AND {} AND "
        "NOT (TABLE_SCHEMA = DATABASE() AND {})\nUNION ALL\n{}\nLIMIT 5",
        is_table("REFERENCED_TABLE_NAME", called), is_table("TABLE_NAME", called),
        select_views(view_names(called)))};
    check.lock = Lock::reading("the catalog");
    check.why = "they would fail once the table is gone";
    return check;
  };
  if (p.migration.hides_first()) look(table.name).hides = true;
  auto called = hide_table(p, table);
  look(called);
  auto& drop = add_ddl(p, Phase::contract, fmt::format("drop table {}", table.name), table.name,
                       "DROP TABLE IF EXISTS " + quote(called));
  drop.destructive = true;
  drop.probe = Probe::no_table(called);
  drop.strategy = Strategy::instant;
  drop.lock = {"MDL exclusive", called, "while its file is removed",
               "no live code uses it; removing a large file may slow the server's disk"};
  drop.why = "no live code uses it";
  drop.copy = keep_table(p, table, called);
}

}  // namespace migrate::mysql
