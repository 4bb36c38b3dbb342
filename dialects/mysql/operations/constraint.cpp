// create_constraint, drop_constraint, rename_constraint, and `unique` and `references` of a column.
// A CHECK and a primary key take a shadow table; what is dropped goes in contract, because the
// server could put it back only so, too (docs/decisions/0008).
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/plan.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

using Kind = ConstraintDef::Kind;

std::string action(const Planning& p, const std::string& rule) {
  auto given = lower(rule);
  if (given.empty() || given == "no action") return "NO ACTION";
  if (given == "set default")
    unsupported(p.at(), "ON DELETE and ON UPDATE SET DEFAULT: InnoDB does not have it");
  std::string sql = given;
  std::transform(sql.begin(), sql.end(), sql.begin(),
                 [](unsigned char c) { return std::toupper(c); });
  return sql;
}

// NO ACTION is what both do where nothing is said, and what they call it then is their own.
std::string referring(const NewForeignKey& key, const std::string& parent_sql) {
  auto sql = fmt::format("FOREIGN KEY ({}) REFERENCES {} ({})", quote_list(key.columns), parent_sql,
                         quote_list(key.ref_columns));
  if (key.on_delete != "NO ACTION") sql += " ON DELETE " + key.on_delete;
  if (key.on_update != "NO ACTION") sql += " ON UPDATE " + key.on_update;
  return sql;
}

// Which of them it must be, the server itself says (from MySQL 8.4 on: a unique one over just
// these).
void require_parent_index(const Planning& p, const Table& parent, const NewForeignKey& key) {
  auto begins = [&](const Index& index) {
    auto columns = index.columns();
    return index.method == "BTREE" && columns.size() >= key.ref_columns.size() &&
           std::equal(key.ref_columns.begin(), key.ref_columns.end(), columns.begin(),
                      [](auto& a, auto& b) { return lower(a) == lower(b); });
  };
  if (std::any_of(parent.indexes.begin(), parent.indexes.end(), begins)) return;
  refuse("MIG-PLAN-CONSTRAINT",
         fmt::format("table \"{}\" has no unique index over ({}) that foreign key \"{}\" could "
                     "refer to",
                     parent.name, join(key.ref_columns, ", "), key.name),
         "make the referenced columns unique first", p.at().text());
}

// A row that the key would refuse: no column of it is NULL, and no parent is there.
std::string orphan(const Table& table, const Table& parent, const NewForeignKey& key) {
  std::vector<std::string> given, equal;
  for (std::size_t i = 0; i < key.columns.size(); ++i) {
    auto own = quote(table.name) + "." + quote(key.columns[i]);
    given.push_back(own + " IS NOT NULL");
    equal.push_back(fmt::format("migrate_parent.{} = {}", quote(key.ref_columns[i]), own));
  }
  return fmt::format("{} AND NOT EXISTS (SELECT 1 FROM {} AS migrate_parent WHERE {})",
                     join(given, " AND "), quote(parent.name), join(equal, " AND "));
}

const ForeignKey* foreign_key(const Table& table, const std::string& name) {
  for (auto& key : table.foreign_keys)
    if (key.name == name) return &key;
  return nullptr;
}

void refuse_fields(const Planning& p, const ConstraintDef& def) {
  auto no = [&](bool given, const char* field) {
    if (given)
      unsupported(p.at(), fmt::format("constraint \"{}\": {} does not have `{}`", def.name.value,
                                      name_of(p.flavour.kind), field));
  };
  no(def.deferrable, "deferrable");
  no(def.initially_deferred, "initially_deferred");
  no(def.nulls_not_distinct, "nulls_not_distinct");
  no(!def.include_columns.empty(), "index_parameters.include_columns");
  no(!def.storage_parameters.empty(), "index_parameters.storage_parameters");
  no(!def.tablespace.empty(), "index_parameters.tablespace");
  if (def.references) {
    no(!def.references->on_delete_set_columns.empty(), "references.on_delete_set_columns");
    auto match = lower(def.references->match_type);
    no(def.columns.size() > 1 && !match.empty() && match != "simple", "references.match_type");
  }
}

std::vector<std::string> names(const std::vector<Identifier>& all) {
  std::vector<std::string> found;
  for (auto& one : all) found.push_back(one.value);
  return found;
}

Step& drop(Planning& p, const Table& table, const std::string& name, const std::string& what,
           const How& how, const std::string& probe) {
  auto& step =
      add_ddl(p, Phase::contract, fmt::format("drop constraint {} of {}", name, table.name),
              table.name, fmt::format("ALTER TABLE {} {}{}", quote(table.name), what, how.sql));
  step.strategy = how.strategy;
  step.lock = how.lock;
  step.destructive = true;
  step.probe = probe;
  step.why = "no live code relies on it";
  p.note(fmt::format(
      "{} holds until contract, because a rollback could put it back only by copying the table; "
      "new code may break it from then on",
      name));
  return step;
}

void drop_foreign_key(Planning& p, Table& table, const std::string& name) {
  auto how = by_algorithm(table.name, p.flavour.foreign_key_drop, "metadata only");
  auto& step = drop(p, table, name, "DROP FOREIGN KEY " + quote(name), how,
                    Probe::no_constraint(table.name, name));
  step.lock.object.add({foreign_key(table, name)->ref_table});
  std::erase_if(table.foreign_keys, [&](auto& key) { return key.name == name; });
}

void drop_check(Planning& p, Table& table, const std::string& name) {
  auto change = "DROP CONSTRAINT " + quote(name);
  // MariaDB drops one that belongs to a column with its column alone. MySQL's copy of the table has
  // other names; it drops each instantly.
  auto how = p.flavour.checks_belong_to_tables
                 ? tried(p, table, change, fmt::format("drop constraint {}", name))
                 : by_algorithm(table.name, "INSTANT", "");
  drop(p, table, name, change, how, Probe::no_constraint(table.name, name));
  std::erase_if(table.checks, [&](auto& check) { return check.name == name; });
}

}  // namespace

// Names of constraints are compared without case, and those of foreign keys and checks belong to
// the whole database on MySQL.
void require_free(const Planning& p, const Table& table, const std::string& name) {
  auto is_it = [&](const std::string& other) { return lower(other) == lower(name); };
  bool taken = false;
  for (auto& index : table.indexes) taken |= is_it(index.name);
  for (auto& key : table.foreign_keys) taken |= is_it(key.name);
  for (auto& check : table.checks) taken |= is_it(check.name);
  if (taken)
    refuse(
        "MIG-PLAN-EXISTS",
        fmt::format("table \"{}\" has an index or a constraint \"{}\" already", table.name, name),
        "correct the migration file, then `migrate plan`", p.at().text());
}

namespace {

// CHECKs of other tables may have it: on MySQL each kind of constraint has its own names, and so
// has each table's CHECK on MariaDB.
void require_free_in_database(const Planning& p, const std::string& name) {
  if (p.flavour.keys_belong_to_tables) return;
  // Contract drops it first, as the file has them.
  auto is_dropped = [&](const std::string& table) {
    for (auto& op : p.migration.operations) {
      if (&op == p.operation) return false;
      auto* drop = std::get_if<DropTable>(&op.body);
      if (drop && lower(drop->name.value) == lower(table)) return true;
    }
    return false;
  };
  for (auto& [_, table] : p.schema.tables)
    for (auto& key : table.foreign_keys)
      if (lower(key.name) == lower(name) && !is_dropped(table.name))
        refuse(
            "MIG-PLAN-EXISTS",
            fmt::format("table \"{}\" has a foreign key \"{}\" already, and {} takes each name of "
                        "one once in a database",
                        table.name, key.name, p.flavour.product),
            "choose another name, or let what drops that key come first", p.at().text());
}

}  // namespace

void add_unique(Planning& p, Table& table, const std::string& name,
                const std::vector<std::string>& columns) {
  require_free(p, table, name);
  Index index;
  index.name = name;
  index.unique = index.constraint = true;
  index.method = "BTREE";
  for (auto& wanted : columns) {
    auto& column = require_column(table, Identifier(wanted), p.at());
    if (column.extra.count("renamed_to"))
      unsupported(p.at(),
                  fmt::format("{}.{} is being renamed in this migration", table.name, wanted),
                  "use a later migration, after this one has contracted");
    if (is_blob(column) || is_spatial(column))
      unsupported(p.at(), fmt::format("{}.{} is of type {}, which is indexed by a prefix only",
                                      table.name, wanted, column.type));
    index.parts.emplace_back();
    index.parts.back().column = column.name;
  }
  auto title = fmt::format("make {} of {} unique", join(columns, ", "), table.name);
  require_possible(p, Phase::backfill, table, added_index(index), title);
  add_duplicates_check(p, Phase::backfill, table, columns, name);
  index_step(p, Phase::backfill, table, index, title);
  table.indexes.push_back(std::move(index));
  p.note(fmt::format("{} holds from backfill on, for old code too", name));
}

NewForeignKey new_key(const Planning& p, const ForeignKeyDef& def, const Identifier& column) {
  p.require_name(def.name);
  // Of one column every MATCH means the same.
  if (def.deferrable || def.initially_deferred)
    unsupported(p.at(), fmt::format("foreign key \"{}\": those of InnoDB are not deferrable",
                                    def.name.value));
  return {def.name.value,     {column.value}, def.table.value,
          {def.column.value}, def.on_delete,  def.on_update};
}

void add_foreign_key(Planning& p, Table& table, NewForeignKey key) {
  require_free(p, table, key.name);
  require_free_in_database(p, key.name);
  auto& parent = p.table(Identifier(key.ref_table));
  for (auto& column : key.columns) require_column(table, Identifier(column), p.at());
  for (auto& column : key.ref_columns) require_column(parent, Identifier(column), p.at());
  require_parent_index(p, parent, key);
  key.on_delete = action(p, key.on_delete);
  key.on_update = action(p, key.on_update);
  auto title = fmt::format("add foreign key {} to {}", key.name, table.name);
  if (!p.trial) unsupported(p.at(), title + ": there is no server to try it on");
  auto change =
      fmt::format("ADD CONSTRAINT {} {}", quote(key.name), referring(key, quote(key.ref_table)));
  auto algorithm = p.trial->foreign_key(
      table, parent, p.plan.steps, change,
      [&](const std::string& copy) { return "ADD " + referring(key, quote(copy)); }, p.at());
  if (!algorithm)
    unsupported(p.at(),
                fmt::format("{}: the server would copy the table ({})", title, p.trial->refusal()));
  auto broken = orphan(table, parent, key);
  auto look = fmt::format("look for rows of {} that {} would refuse", table.name, key.name);
  add_search(p, Phase::backfill, table, look, broken);
  add_search(p, Phase::contract, table, look + ", again", broken);

  auto& step = add_ddl(p, Phase::contract, title, table.name, "SET SESSION foreign_key_checks = 0");
  step.sql.push_back(
      fmt::format("ALTER TABLE {} {}{}", quote(table.name), change, way_of(*algorithm)));
  step.sql.push_back("SET SESSION foreign_key_checks = 1");
  step.cleanup = {"SET SESSION foreign_key_checks = 1"};
  step.hold_from = 1;
  step.strategy = Strategy::online;
  step.lock = online(table.name, *algorithm, "reads and writes go on").lock;
  step.lock.object.add({parent.name});
  step.probe = fmt::format("SELECT 1 - ({})", Probe::no_constraint(table.name, key.name));
  step.why =
      "with foreign_key_checks on, the server would copy the table to look at its rows; every "
      "write "
      "after it is checked in either case";
  auto& proof = add_step(p.plan, Phase::contract, StepKind::check,
                         fmt::format("see that every row of {} keeps {}", table.name, key.name));
  proof.table = table.name;
  std::vector<std::string> shown;
  if (auto* walking = table.walking_key())
    for (auto& column : walking->columns())
      shown.push_back(quote(table.name) + "." + quote(column));
  proof.sql = {fmt::format("SELECT {} FROM {} WHERE {} LIMIT 5",
                           shown.empty() ? "*" : join(shown, ", "), quote(table.name), broken)};
  proof.lock = Lock::reading(table.name);
  proof.lock.hold = "while the table is read once";
  proof.why = "what was written between the search and the key is found here";
  p.note(
      fmt::format("{} holds from contract on: old code may write rows that break it until then; "
                  "contract refuses while there are such rows",
                  key.name));

  ForeignKey known;
  known.name = key.name;
  known.table = table.name;
  known.ref_table = parent.name;
  known.columns = key.columns;
  known.ref_columns = key.ref_columns;
  known.on_delete = key.on_delete;
  known.on_update = key.on_update;
  table.foreign_keys.push_back(known);
  parent.referenced_by.push_back(known);
}

namespace {

void constrain_through_a_shadow(Planning& p, Table& table, const CreateConstraint& op) {
  auto& def = op.constraint;
  ShadowChange change;
  if (def.kind == Kind::check) {
    require_free(p, table, def.name.value);
    add_check(p, change, def.name, def.check, "check");
    change.why = "the server copies the table for a CHECK, and blocks its writes meanwhile";
  } else {
    if (table.primary_key()) change.alter = "DROP PRIMARY KEY, ";
    change.alter += fmt::format("ADD PRIMARY KEY ({})", quote_list(names(def.columns)));
    change.why = "the rows of an InnoDB table lie in the order of its primary key";
    p.note("both servers call a primary key PRIMARY: its name in the file is not kept");
  }
  change.what = def.kind == Kind::check ? "CHECK " + def.name.value
                                        : "primary key " + join(names(def.columns), ", ");
  for (auto& [column, text] : op.up)
    if (!keeps(text, p.flavour.kind, column.value))
      change.up[column.value] = require_expression(text, p.flavour.kind, "up", p.at());
  plan_shadow(p, change, table);
}

}  // namespace

void plan_create_constraint(Planning& p, const CreateConstraint& op) {
  auto& def = op.constraint;
  auto& table = p.table(op.table);
  p.require_name(def.name);
  refuse_fields(p, def);
  bool rebuilds = def.kind == Kind::check || def.kind == Kind::primary_key;
  for (auto& [column, text] : op.up)
    if (!rebuilds && !keeps(text, p.flavour.kind, column.value))
      unsupported(p.at(),
                  fmt::format("constraint \"{}\": `up` gives {} other values", def.name.value,
                              column.value),
                  "mend the rows first, then leave `up` out");
  switch (def.kind) {
    case Kind::unique:
      return add_unique(p, table, def.name.value, names(def.columns));
    case Kind::foreign_key:
      return add_foreign_key(
          p, table,
          {def.name.value, names(def.columns), def.references->table.value,
           names(def.references->columns), def.references->on_delete, def.references->on_update});
    case Kind::check:
    case Kind::primary_key:
      return constrain_through_a_shadow(p, table, op);
    case Kind::exclude:
      unsupported(p.at(), fmt::format("constraint \"{}\": exclusion constraints are PostgreSQL's",
                                      def.name.value));
  }
}

void plan_drop_constraint(Planning& p, const DropConstraint& op) {
  auto& table = p.table(op.table);
  auto& name = op.name.value;
  if (foreign_key(table, name)) return drop_foreign_key(p, table, name);
  if (std::any_of(table.checks.begin(), table.checks.end(),
                  [&](auto& check) { return check.name == name; }))
    return drop_check(p, table, name);
  auto* index = table.index(name);
  if (index && index->primary)
    unsupported(p.at(), fmt::format("\"PRIMARY\" of table \"{}\" is its primary key", table.name));
  if (index && index->unique) return drop_index_at_contract(p, table, *index);
  std::vector<std::string> known;
  for (auto& one : table.foreign_keys) known.push_back(one.name);
  for (auto& one : table.checks) known.push_back(one.name);
  for (auto& one : table.indexes)
    if (one.unique && !one.primary) known.push_back(one.name);
  no_constraint(table, name, known, p.at());
}

void plan_rename_constraint(Planning& p, const RenameConstraint& op) {
  auto& table = p.table(op.table);
  auto index = std::find_if(table.indexes.begin(), table.indexes.end(),
                            [&](auto& known) { return known.name == op.from.value; });
  if (index == table.indexes.end() || !index->unique || index->primary)
    unsupported(
        p.at(),
        fmt::format("rename_constraint {}: neither server renames a foreign key, a CHECK or "
                    "a primary key, and \"{}\" has no unique index of that name",
                    op.from.value, table.name),
        "create it under the new name, and drop this one");
  p.require_name(op.to);
  require_free(p, table, op.to.value);
  auto title =
      fmt::format("rename constraint {} of {} to {}", op.from.value, table.name, op.to.value);
  auto change = fmt::format("RENAME INDEX {} TO {}", quote(op.from), quote(op.to));
  auto how = tried(p, table, change, title);
  auto& step = add_ddl(p, Phase::contract, title, table.name,
                       fmt::format("ALTER TABLE {} {}{}", quote(table.name), change, how.sql));
  step.strategy = how.strategy;
  step.lock = how.lock;
  step.probe = Probe::index(table.name, op.to.value);
  step.why = "old code may name it in an index hint";
  index->name = op.to.value;
}

}  // namespace migrate::mysql
