// create_enum, drop_enum, and alter_enum's `add`: the catalog alone.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/enum.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/overloaded.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

Step& add_type_step(Planning& p, Phase phase, const std::string& name, const std::string& title) {
  auto& step = add_step(p.plan, phase, StepKind::ddl, title);
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = lock_of_type(name);
  return step;
}

bool has_sql(const Migration& migration) {
  return std::any_of(migration.operations.begin(), migration.operations.end(), [](auto& operation) {
    return std::holds_alternative<SqlOperation>(operation.body);
  });
}

// Takes that away before: dropped, or given another type.
bool goes_before(const Planning& p, const EnumUse& use) {
  auto is_column = use.kind == EnumUse::Kind::column || use.kind == EnumUse::Kind::default_value ||
                   use.kind == EnumUse::Kind::other;
  for (auto& other : p.migration.operations) {
    if (&other == p.operation) break;
    if (auto* drop = std::get_if<DropTable>(&other.body); drop && drop->name.value == use.table)
      return true;
    auto matches = [&](const Identifier& table, const Identifier& column) {
      return table.value == use.table && (!is_column || column.value == use.name);
    };
    if (auto* drop = std::get_if<DropColumn>(&other.body);
        drop && matches(drop->table, drop->column))
      return true;
    if (auto* alter = std::get_if<AlterColumn>(&other.body);
        alter && alter->type.given() && matches(alter->table, alter->column))
      return true;
  }
  return false;
}

}  // namespace

EnumType& require_enum(Planning& p, const Identifier& name) {
  if (auto found = p.schema.enums.find(name.value); found != p.schema.enums.end())
    return found->second;
  std::vector<std::string> names;
  for (auto& [known, _] : p.schema.enums) names.push_back(known);
  auto near = nearest(name.value, names);
  refuse("MIG-PLAN-NO-TYPE",
         fmt::format("there is no enumeration type \"{}\" in {}{}", name.value, p.schema.name,
                     near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)),
         "correct the migration file, then `migrate plan`", p.at().text());
}

bool has_value(const std::vector<std::string>& values, const std::string& value) {
  return std::find(values.begin(), values.end(), value) != values.end();
}

std::size_t require_value(const Planning& p, const EnumType& type, const std::string& value) {
  auto found = std::find(type.values.begin(), type.values.end(), value);
  if (found != type.values.end()) return static_cast<std::size_t>(found - type.values.begin());
  auto near = nearest(value, type.values);
  refuse("MIG-PLAN-NO-VALUE",
         fmt::format("type \"{}\" has no value \"{}\"{}", type.name, printable(value),
                     near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)),
         "correct the migration file, then `migrate plan`", p.at().text());
}

void require_label(const Planning& p, const std::string& value) {
  migrate::require_name(Identifier(value), 63, true, p.at());
}

std::vector<MadeWith> made_with(const Planning& p, const std::string& type) {
  std::vector<MadeWith> found;
  auto look = [&](const Identifier& table, const Identifier& column, const SqlText& text) {
    if (mentions(sql_or_empty(text, postgres), type)) found.push_back({table.value, column.value});
  };
  for (auto& operation : p.migration.operations)
    std::visit(Overloaded{[&](const AddColumn& o) { look(o.table, o.column.name, o.column.type); },
                          [&](const CreateTable& o) {
                            for (auto& column : o.columns) look(o.name, column.name, column.type);
                          },
                          [&](const AlterColumn& o) { look(o.table, o.column, o.type); },
                          [&](const SplitColumn& o) {
                            for (auto& part : o.into)
                              look(o.table, part.column.name, part.column.type);
                          },
                          [&](const MergeColumns& o) {
                            look(o.table, o.into.column.name, o.into.column.type);
                          },
                          [](const auto&) {}},
               operation.body);
  return found;
}

std::string uses_query(const std::string& type_sql, const std::string& columns,
                       const std::string& but) {
  return fmt::format(
      "SELECT {} FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_type AS t ON d.refobjid IN "
      "(t.oid, t.typarray)\n"
      "WHERE d.refclassid = 'pg_type'::regclass AND t.oid = to_regtype({})\n"
      "  AND NOT (d.classid = 'pg_type'::regclass AND d.objid = t.typarray){}",
      columns, quote_literal(type_sql), but);
}

LockImpact lock_of_type(const std::string& name) {
  return {"none", "type " + name, "", "no table is locked"};
}

void plan_create_enum(Planning& p, const CreateEnum& op) {
  p.require_name(op.name);
  p.require_free_name(op.name, Planning::Named::relation);
  std::vector<std::string> values;
  for (auto& value : op.values) {
    require_label(p, value);
    values.push_back(quote_literal(value));
  }
  auto name = op.name.value, q = p.q(name);
  auto& step = add_type_step(p, Phase::expand, name, fmt::format("create type {}", name));
  step.sql = {fmt::format("CREATE TYPE {} AS ENUM ({})", q, join(values, ", "))};
  step.undo = {fmt::format("DROP TYPE IF EXISTS {}", q)};
  step.why = "nobody knows the type yet";
  // What the user's own SQL makes with it, its `down` takes away: it cannot be told from the rest.
  if (!has_sql(p.migration)) {
    std::string but;
    for (auto& own : made_with(p, name)) {
      auto relation = fmt::format("to_regclass({})", quote_literal(p.q(own.table)));
      but += fmt::format(
          "\n  AND NOT (d.classid = 'pg_class'::regclass AND d.objid = {0})"
          "\n  AND NOT (d.classid = 'pg_attrdef'::regclass AND d.objid IN (SELECT e.oid FROM "
          "pg_catalog.pg_attrdef AS e WHERE e.adrelid = {0}))"
          "\n  AND NOT (d.classid = 'pg_constraint'::regclass AND d.objid IN (SELECT k.oid FROM "
          "pg_catalog.pg_constraint AS k WHERE k.conrelid = {0}))"
          "\n  AND NOT (d.classid = 'pg_class'::regclass AND d.objid IN (SELECT i.indexrelid FROM "
          "pg_catalog.pg_index AS i WHERE i.indrelid = {0}))",
          relation);
    }
    step.loss = uses_query(q, "count(*) AS lost", but);
    step.loss_what = fmt::format("uses of type {} from outside of this migration", name);
  }
  p.schema.other_names[name] = "type";
  p.schema.enums[name] = {name, op.values, {}, {{"created", "1"}}};
}

void plan_alter_enum(Planning& p, const AlterEnum& op) {
  auto& type = require_enum(p, op.name);
  const auto name = type.name, q = p.q(name);
  std::vector<std::string> sql, added, columns;
  for (auto& use : type.uses)
    if (use.kind == EnumUse::Kind::column) columns.push_back(use.table + "." + use.name);
  for (auto& add : op.add) {
    require_label(p, add.value);
    auto statement =
        fmt::format("ALTER TYPE {} ADD VALUE IF NOT EXISTS {}", q, quote_literal(add.value));
    auto at = type.values.end();
    if (!add.before.empty()) {
      at = type.values.begin() + static_cast<long>(require_value(p, type, add.before));
      statement += " BEFORE " + quote_literal(add.before);
    } else if (!add.after.empty()) {
      at = type.values.begin() + static_cast<long>(require_value(p, type, add.after)) + 1;
      statement += " AFTER " + quote_literal(add.after);
    }
    if (has_value(type.values, add.value))
      p.note(
          fmt::format("type {} has the value '{}' already: it stays where it is", name, add.value));
    else
      type.values.insert(at, add.value);
    sql.push_back(std::move(statement));
    added.push_back("'" + add.value + "'");
  }
  if (!sql.empty()) {
    auto& step = add_type_step(p, Phase::expand, name,
                               fmt::format("add {} to type {}", join(added, ", "), name));
    step.sql = sql;
    step.why = "PostgreSQL adds a row to a catalog: no table is read, none is written";
    p.note(fmt::format(
        "from expand on new code may write {} {}, and old code reads what new code writes: it must "
        "bear a value that it does not know",
        join(added, ", "),
        columns.empty() ? "where type " + name + " is used" : "to " + join(columns, ", ")));
    p.note(
        fmt::format("rollback leaves {} in type {}, and the rows that hold it: PostgreSQL takes no "
                    "value out of "
                    "a type",
                    join(added, ", "), name));
  }
  if (!op.rename.empty() || !op.drop.empty()) plan_replace_enum(p, type, op);
}

void plan_drop_enum(Planning& p, const DropEnum& op) {
  auto& type = require_enum(p, op.name);
  auto q = p.q(type.name);
  if (type.extra.count("created"))
    unsupported(p.at(), fmt::format("type \"{}\" is created by this migration", type.name));
  std::vector<std::string> using_it;
  bool goes = false;
  for (auto& use : type.uses) {
    if (goes_before(p, use))
      goes = true;
    else
      using_it.push_back(use.what);
  }
  for (auto& made : made_with(p, type.name))
    using_it.push_back(
        fmt::format("column {} of table {}, by this migration", made.column, made.table));
  if (!using_it.empty())
    unsupported(p.at(), fmt::format("type \"{}\" is used by: {}", type.name, join(using_it, ", ")),
                "drop that first, in an operation before this one or in an earlier migration");
  // What goes in this contract too is still there when it is asked.
  if (!goes) {
    auto& check = add_step(p.plan, Phase::contract, StepKind::check,
                           fmt::format("look for what uses type {}", type.name));
    check.sql = {
        uses_query(q, "pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid) AS used_by",
                   "\nLIMIT 5")};
    check.lock = Lock::reading("the catalog");
    check.why = "DROP TYPE would fail on it";
  }
  auto& drop = add_type_step(p, Phase::contract, type.name, fmt::format("drop type {}", type.name));
  drop.sql = {fmt::format("DROP TYPE IF EXISTS {}", q)};
  drop.destructive = true;
  drop.why = "no live code uses it";
}

}  // namespace migrate::postgres
