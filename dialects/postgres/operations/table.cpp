// create_table and drop_table.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/operations/hiding.hpp"
#include "dialects/postgres/operations/not_yet.hpp"
#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

std::string word_of(const Planning& p, const std::string& given,
                    std::initializer_list<std::string_view> allowed, const char* field) {
  for (auto word : allowed)
    if (lower(given) == lower(word)) return std::string(word);
  refuse("MIG-PLAN-CONSTRAINT",
         fmt::format("`{}` cannot be \"{}\"; it is one of {}", field, given,
                     join(std::vector<std::string>(allowed.begin(), allowed.end()), ", ")),
         "correct the migration file", p.at().text());
}

std::string actions(const Planning& p, const std::string& match, const std::string& on_delete,
                    const std::string& on_update) {
  auto action = [&](const std::string& given, const char* field) {
    return word_of(p, given, {"NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"},
                   field);
  };
  return fmt::format(" MATCH {} ON DELETE {} ON UPDATE {}",
                     word_of(p, match, {"SIMPLE", "FULL"}, "match_type"),
                     action(on_delete, "on_delete"), action(on_update, "on_update"));
}

std::string deferral(bool deferrable, bool initially_deferred) {
  return std::string(deferrable ? " DEFERRABLE" : "") +
         (initially_deferred ? " INITIALLY DEFERRED" : "");
}

std::string named(const Planning& p, const Identifier& name) {
  if (name.empty()) return "";
  p.require_name(name);
  return "CONSTRAINT " + quote_name(name.value) + " ";
}

std::vector<std::string> values(const std::vector<Identifier>& names) {
  std::vector<std::string> out;
  for (auto& name : names) out.push_back(name.value);
  return out;
}

std::string column_sql(Planning& p, const ColumnDef& column, bool pk_inline) {
  auto sql = fmt::format("{} {}", quote_name(column.name.value),
                         require_type(column.type, postgres, column.at));
  if (column.generated) {
    auto expression = sql_or_empty(column.generated->expression, postgres);
    if (!expression.empty()) {
      sql += " GENERATED ALWAYS AS " + parenthesised(expression) + " STORED";
    } else if (column.generated->identity) {
      sql += fmt::format(" GENERATED {} AS IDENTITY",
                         word_of(p, column.generated->user_specified_values,
                                 {"ALWAYS", "BY DEFAULT"}, "user_specified_values"));
      if (!column.generated->sequence_options.empty())
        sql += " (" + column.generated->sequence_options + ")";
    }
  }
  if (column.default_value)
    sql += " DEFAULT " +
           parenthesised(require_sql(*column.default_value, postgres, "default", column.at));
  if (!column.nullable) sql += " NOT NULL";
  if (pk_inline) sql += " PRIMARY KEY";
  if (column.unique) sql += " UNIQUE";
  if (column.check)
    sql += fmt::format(
        " {}CHECK {}{}", named(p, column.check->name),
        parenthesised(require_sql(column.check->constraint, postgres, "check", column.at)),
        column.check->no_inherit ? " NO INHERIT" : "");
  if (column.references)
    sql += " " + named(p, column.references->name) + references_clause(p, *column.references);
  return sql;
}

// The tables that a foreign key refers to, and so locks, with their facts; but not itself.
void add_referenced(Planning& p, const Identifier& key, const Identifier& table,
                    const std::vector<Identifier>& columns, const Identifier& self,
                    LockedObjects& referenced, std::vector<ForeignKey>& keys) {
  if (table == self) return;
  keys.push_back(key_to(table.value));
  auto& parent = require_table(p.schema, table, p.at());
  p.fact(parent);
  require_parent_key_in_expand(p, key.value, parent, values(columns));
  referenced.add(p.referred(table.value));
}

// DROP TABLE of a partition changes what the others may hold: what is in none of them now belongs
// to the default one. Returns these, as SQL, the one above first.
std::vector<std::string> add_parent(const Planning& p, const Table& partition,
                                    LockedObjects& locked) {
  auto of = partition.extra.find("partition_of");
  if (of == partition.extra.end()) return {};
  for (auto& [name, table] : p.schema.tables) {
    auto partitions = table.extra.find("partitions");
    if (partitions == table.extra.end()) continue;
    auto names = split(partitions->second, '\x1f');
    if (std::find(names.begin(), names.end(), partition.name) == names.end()) continue;
    locked.add({name});
    auto rest = table.extra.find("default_partition");
    if (rest == table.extra.end() || rest->second == partition.name) return {p.q(name)};
    locked.add({rest->second});
    return {p.q(name), p.schema.table(rest->second) ? p.q(rest->second) : rest->second};
  }
  locked.add({of->second});
  return {of->second};
}

// The one above first, as DROP TABLE does, and for as long as an attempt may wait: it is what
// everybody uses. Behind it the partition, and what else goes with it, in short.
void ask_for_parent(const Planning& p, const std::vector<std::string>& above, Together& wanted) {
  auto at = wanted.tables.begin();
  for (auto& sql : above) {
    if (may_lock(p, sql))
      at = wanted.tables.insert(at, "ONLY " + sql) + 1;
    else
      wanted.others = true;
    if (&sql == &above.front()) ++at;
  }
}

void require_own_columns(const CreateTable& op, const ConstraintDef& constraint) {
  Table table;
  table.name = op.name.value;
  for (auto& column : op.columns) {
    table.columns.emplace_back();
    table.columns.back().name = column.name.value;
  }
  for (auto& name : constraint.columns) require_column(table, name, constraint.at);
  for (auto& name : constraint.include_columns) require_column(table, name, constraint.at);
  if (!constraint.references) return;
  for (auto& name : constraint.references->on_delete_set_columns)
    require_column(table, name, constraint.at);
}

Index key_index(const std::string& name, const std::vector<std::string>& columns, bool primary) {
  Index index;
  index.name = name;
  index.unique = index.constraint = true;
  index.primary = primary;
  index.method = "btree";
  for (auto& column : columns) {
    IndexPart part;
    part.column = column;
    index.parts.push_back(std::move(part));
  }
  return index;
}

Table table_value(const CreateTable& op, const std::vector<std::string>& primary,
                  const std::string& primary_name) {
  Table table;
  table.name = op.name.value;
  table.extra["kind"] = "r";
  for (auto& def : op.columns) {
    Column column;
    column.name = def.name.value;
    column.type = sql_or_empty(def.type, postgres);
    column.nullable = def.nullable;
    for (auto& name : primary)
      if (name == column.name) column.nullable = false;
    if (def.default_value) {
      column.default_sql = sql_or_empty(*def.default_value, postgres);
      column.default_constant = is_constant_default(*column.default_sql);
    }
    if (def.generated) {
      column.identity = def.generated->identity;
      column.generated = def.generated->expression.given();
    }
    column.comment = def.comment.value_or("");
    if (def.unique)
      table.indexes.push_back(
          key_index(table.name + "_" + column.name + "_key", {column.name}, false));
    table.columns.push_back(std::move(column));
  }
  for (auto& constraint : op.constraints)
    if (constraint.kind == ConstraintDef::Kind::unique)
      table.indexes.push_back(key_index(constraint.name.value, values(constraint.columns), false));
  if (!primary.empty())
    table.indexes.insert(table.indexes.begin(), key_index(primary_name, primary, true));
  return table;
}

}  // namespace

std::string constraint_sql(Planning& p, const ConstraintDef& c) {
  using Kind = ConstraintDef::Kind;
  auto sql = named(p, c.name);
  auto columns = values(c.columns);
  auto index_options = [&] {
    std::string options;
    if (!c.include_columns.empty())
      options += " INCLUDE (" + name_list(values(c.include_columns)) + ")";
    if (!c.storage_parameters.empty()) options += " WITH (" + c.storage_parameters + ")";
    if (!c.tablespace.empty()) options += " USING INDEX TABLESPACE " + quote_name(c.tablespace);
    return options;
  };
  switch (c.kind) {
    case Kind::unique:
      if (c.nulls_not_distinct && p.schema.version_number < 150000)
        unsupported(
            c.at,
            fmt::format("constraint \"{}\": `nulls_not_distinct` needs PostgreSQL 15 or newer",
                        c.name.value));
      sql += fmt::format("UNIQUE {}({}){}", c.nulls_not_distinct ? "NULLS NOT DISTINCT " : "",
                         name_list(columns), index_options());
      break;
    case Kind::primary_key:
      sql += fmt::format("PRIMARY KEY ({}){}", name_list(columns), index_options());
      break;
    case Kind::check:
      return sql + "CHECK " + parenthesised(require_sql(c.check, postgres, "check", c.at)) +
             (c.no_inherit ? " NO INHERIT" : "");
    case Kind::foreign_key: {
      if (!c.references) unsupported(c.at, "a foreign_key constraint needs `references`");
      auto& to = *c.references;
      sql += fmt::format("FOREIGN KEY ({}) REFERENCES {}", name_list(columns), p.q(to.table.value));
      if (!to.columns.empty()) sql += " (" + name_list(values(to.columns)) + ")";
      auto tail = actions(p, to.match_type, to.on_delete, to.on_update);
      if (!to.on_delete_set_columns.empty()) {
        if (p.schema.version_number < 150000)
          unsupported(
              c.at,
              fmt::format("constraint \"{}\": `on_delete_set_columns` needs PostgreSQL 15 or newer",
                          c.name.value));
        tail = replace_all(tail, " ON UPDATE",
                           " (" + name_list(values(to.on_delete_set_columns)) + ") ON UPDATE");
      }
      sql += tail;
      break;
    }
    case Kind::exclude:
      sql += "EXCLUDE";
      if (!c.exclude_method.empty()) sql += " USING " + quote_name(c.exclude_method);
      sql += " (" + c.exclude_elements + ")" + index_options();
      if (!c.exclude_predicate.empty()) sql += " WHERE " + parenthesised(c.exclude_predicate);
      break;
  }
  return sql + deferral(c.deferrable, c.initially_deferred);
}

std::string references_clause(Planning& p, const ForeignKeyDef& key) {
  auto sql = "REFERENCES " + p.q(key.table.value);
  if (!key.column.empty()) sql += " (" + quote_name(key.column.value) + ")";
  return sql + actions(p, key.match_type, key.on_delete, key.on_update) +
         deferral(key.deferrable, key.initially_deferred);
}

void plan_create_table(Planning& p, const CreateTable& op) {
  p.require_name(op.name);
  require_no_table(p.schema, op.name, p.at());
  require_no_index(p.schema, op.name, p.at());
  std::vector<std::string> primary, lines;
  LockedObjects referenced;
  std::vector<ForeignKey> keys;
  auto primary_name = op.name.value + "_pkey";
  for (auto& column : op.columns) {
    p.require_name(column.name);
    if (column.pk) primary.push_back(column.name.value);
    if (auto& to = column.references)
      add_referenced(p, to->name, to->table,
                     to->column.empty() ? std::vector<Identifier>() : std::vector{to->column},
                     op.name, referenced, keys);
  }
  for (auto& column : op.columns)
    lines.push_back(column_sql(p, column, column.pk && primary.size() == 1));
  if (primary.size() > 1) lines.push_back("PRIMARY KEY (" + name_list(primary) + ")");
  for (auto& constraint : op.constraints) {
    if (auto& to = constraint.references)
      add_referenced(p, constraint.name, to->table, to->columns, op.name, referenced, keys);
    if (constraint.kind == ConstraintDef::Kind::primary_key) {
      if (!primary.empty())
        refuse("MIG-PLAN-CONSTRAINT",
               fmt::format("constraint \"{}\": table \"{}\" would have two primary keys",
                           constraint.name.value, op.name.value),
               "leave one of them out", constraint.at.text());
      primary = values(constraint.columns);
      primary_name = constraint.name.value;
    }
    require_own_columns(op, constraint);
    lines.push_back(constraint_sql(p, constraint));
  }
  auto q = p.q(op.name.value);
  auto& step =
      add_step(p.plan, Phase::expand, StepKind::ddl, fmt::format("create table {}", op.name.value));
  step.table = op.name.value;
  step.sql = {fmt::format("CREATE TABLE {} (\n  {}\n)", q, join(lines, ",\n  "))};
  if (op.comment)
    step.sql.push_back(fmt::format("COMMENT ON TABLE {} IS {}", q, quote_literal(*op.comment)));
  for (auto& column : op.columns)
    if (column.comment)
      step.sql.push_back(fmt::format("COMMENT ON COLUMN {}.{} IS {}", q,
                                     quote_name(column.name.value),
                                     quote_literal(*column.comment)));
  step.undo = {fmt::format("DROP TABLE IF EXISTS {}", q)};
  auto both = with_referred(p, q, keys, "SHARE ROW EXCLUSIVE");
  lock_first_in_undo(step, both);
  // There is nobody yet who could wait for the new table.
  both.tables.erase(both.tables.begin());
  if (both.tables.size() > 1 || !both.partitioned.empty()) lock_first(step, both);
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock =
      referenced.empty()
          ? LockImpact{"none", op.name.value, "", "nobody knows the table yet"}
          : LockImpact{"SHARE ROW EXCLUSIVE", referenced, "milliseconds: the new table is empty",
                       "writes wait that long, reads do not"};
  step.undo_lock = Lock::access_exclusive(LockedObjects(op.name.value).with(referenced),
                                          "the files are removed at commit");
  step.why = "a new table is in nobody's way";
  step.loss = fmt::format("SELECT count(*) AS lost FROM (SELECT 1 FROM {} LIMIT 1000) AS found", q);
  step.loss_what = fmt::format("rows of table {}", op.name.value);
  p.schema.tables[op.name.value] = table_value(op, primary, primary_name);
}

void plan_drop_table(Planning& p, const DropTable& op) {
  auto& table = p.table(op.name);
  if (table.extra.count("has_children"))
    unsupported(
        p.at(),
        fmt::format("table \"{}\" has partitions or tables that inherit from it", table.name),
        "drop those first, or drop it with operation sql");
  auto look = [&](const std::string& called) -> Step& {
    auto& check = add_step(p.plan, Phase::contract, StepKind::check,
                           fmt::format("look for foreign keys and views that need {}", called));
    check.table = table.name;
    check.sql = {fmt::format(
        "SELECT 'foreign key ' || quote_ident(conname) AS kind, conrelid::regclass::text AS name\n"
        "FROM pg_catalog.pg_constraint\n"
        "WHERE contype = 'f' AND confrelid = to_regclass({0}) AND conrelid <> confrelid\n"
        "UNION ALL\n"
        "SELECT DISTINCT 'view', v.oid::regclass::text\n"
        "FROM pg_catalog.pg_depend AS d JOIN pg_catalog.pg_rewrite AS r ON r.oid = d.objid\n"
        "JOIN pg_catalog.pg_class AS v ON v.oid = r.ev_class\n"
        "WHERE d.classid = 'pg_rewrite'::regclass AND d.refclassid = 'pg_class'::regclass\n"
        "  AND d.refobjid = to_regclass({0}) AND v.oid <> d.refobjid\nLIMIT 5",
        quote_literal(p.q(called)))};
    check.lock = Lock::reading("the catalog");
    check.why = "DROP TABLE would fail on them";
    return check;
  };
  if (p.migration.hides_first()) look(table.name).hides = true;
  auto called = hide_table(p, table);
  look(called);
  auto& drop =
      add_step(p.plan, Phase::contract, StepKind::ddl, fmt::format("drop table {}", table.name));
  drop.table = table.name;
  drop.sql = {fmt::format("DROP TABLE IF EXISTS {}", p.q(called))};
  drop.transactional = true;
  drop.destructive = true;
  drop.strategy = Strategy::instant;
  LockedObjects locked = called;
  for (auto& key : table.foreign_keys) locked.add(p.referred(key));
  auto wanted = with_referred(p, p.q(called), table.foreign_keys);
  ask_for_parent(p, add_parent(p, table, locked), wanted);
  auto locks = locks_ahead(wanted, true);
  drop.sql.insert(drop.sql.begin(), locks.begin(), locks.end());
  drop.lock = Lock::access_exclusive(locked, "the files are removed at commit");
  drop.why = "no live code uses it";
  drop.copy = keep_table(p, table, called);
  if (!table.referenced_by.empty() || !table.views.empty()) {
    std::vector<std::string> needing;
    for (auto& key : table.referenced_by)
      if (key.table != table.name)
        needing.push_back("foreign key " + key.name + " of " + key.table);
    for (auto& view : table.views) needing.push_back("view " + view);
    if (!needing.empty())
      p.note(fmt::format("contract will refuse while these need {}: {}", table.name,
                         join(needing, ", ")));
  }
}

}  // namespace migrate::postgres
