// create_constraint, drop_constraint, rename_constraint. A CHECK or a foreign key is words of the
// definition; a unique constraint is an index; a primary key, and the index that belongs to a
// constraint, take a shadow table.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/catalog/places.hpp"
#include "dialects/sqlite/operations/rules.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/shadow/plan.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

using Kind = ConstraintText::Kind;

struct Defined {
  std::string sql;
  CreateTableText text;
};

Defined defined(const Planning& p, const Table& table) {
  auto sql = definition_of(table);
  auto text = parse_create_table(sql);
  if (!text) unsupported(p.at, fmt::format("the definition of {} cannot be read", table.name));
  return {sql, *text};
}

std::vector<std::string> names(const std::vector<Identifier>& all) {
  std::vector<std::string> found;
  for (auto& one : all) found.push_back(one.value);
  return found;
}

std::map<std::string, std::string> given(const std::map<Identifier, SqlText>& by_column) {
  std::map<std::string, std::string> found;
  for (auto& [column, text] : by_column)
    if (auto value = other_value(text, column.value); !value.empty()) found[column.value] = value;
  return found;
}

std::string without(const Defined& d, const ConstraintText& constraint) {
  return edited(d.sql, with_what_leads(d.sql, constraint.range, !constraint.of_column), "");
}

void add_primary_key(const Planning& p, const Table& table, const ConstraintDef& def,
                     const std::map<std::string, std::string>& up) {
  if (!up.empty())
    unsupported(
        p.at,
        fmt::format("primary key \"{}\": `up` gives its columns other values", def.name.value),
        "mend the rows first, then leave `up` out");
  if (auto* primary = table.primary_key()) require_not_referred(p, table, *primary);
  auto d = defined(p, table);
  ShadowChange change;
  change.new_key = names(def.columns);
  for (auto& column : change.new_key) {
    auto* written = d.text.column(column);
    if (!written->constraint(Kind::not_null)) {
      d.sql = edited(d.sql, {written->range.end, written->range.end}, " NOT NULL");
      d.text = *parse_create_table(d.sql);
    }
  }
  for (auto old = d.text.all(Kind::primary_key); !old.empty();
       old = d.text.all(Kind::primary_key)) {
    d.sql = without(d, *old.front());
    d.text = *parse_create_table(d.sql);
  }
  change.definition = edited(d.sql, {d.text.end, d.text.end}, ", " + constraint_sql(def));
  change.what = fmt::format("primary key ({})", join(change.new_key, ", "));
  change.why = "SQLite has no statement that changes a primary key";
  plan_shadow(p, change, table);
}

const ForeignKey* foreign_key(const Table& table, const std::string& name) {
  for (auto& key : table.foreign_keys)
    if (same_name(key.name, name)) return &key;
  return nullptr;
}

// What the constraint forbids, for a rollback that has to forbid it again; empty: it takes more
// than words to put it back.
std::string broken_by(const Table& table, const ConstraintText& constraint) {
  switch (constraint.kind) {
    case Kind::check:
      return "NOT (" + constraint.value + "\n)";
    case Kind::not_null:
      return quote(constraint.columns.at(0)) + " IS NULL";
    case Kind::references: {
      auto* key = foreign_key(table, constraint.name);
      if (!key || key->ref_columns.size() != key->columns.size()) return {};
      return orphan(table, {key->name, key->columns, key->ref_table, key->ref_columns});
    }
    default:
      return {};
  }
}

std::map<std::string, std::string> down_of(const DropConstraint& op,
                                           const std::vector<std::string>& columns) {
  auto down = given(op.down);
  if (op.column_down.given() && columns.size() == 1)
    if (auto value = other_value(op.column_down, columns[0]); !value.empty())
      down[columns[0]] = value;
  return down;
}

void drop_words(const Planning& p, const Table& table, const Defined& d,
                const ConstraintText& constraint, const DropConstraint& op) {
  Rule rule;
  rule.name = constraint.name;
  rule.what = fmt::format("{} of {}", constraint.name, table.name);
  rule.broken = broken_by(table, constraint);
  p.reads(table, constraint);
  auto columns = constraint.columns;
  if (constraint.kind == Kind::check && columns.empty())
    for (auto& column : table.columns)
      if (reads_column(constraint.value, column.name)) columns.push_back(column.name);
  auto range = with_what_leads(d.sql, constraint.range, !constraint.of_column);
  if (constraint.of_column) {
    rule.edit = p.edit_column(table, d.sql, *d.text.column(constraint.columns.at(0)), range, "");
    return plan_loosened(p, table, rule, down_of(op, columns));
  }
  const auto place = ", " + constraint_place(table, constraint.name);
  rule.edit = {d.sql.substr(range.begin, range.end - range.begin), place};
  plan_loosened(p, table, rule, down_of(op, columns), place);
}

bool acts(const ForeignKey& key) {
  auto silent = [](const std::string& action) {
    return same_name(action, "NO ACTION") || same_name(action, "RESTRICT");
  };
  return !silent(key.on_delete) || !silent(key.on_update);
}

void drop_acting_key(const Planning& p, const Table& table, const Defined& d,
                     const ConstraintText& constraint) {
  const auto what = fmt::format("{} of {}", constraint.name, table.name);
  const auto range = with_what_leads(d.sql, constraint.range, !constraint.of_column);
  // Its name is in it: no other words of the table are these.
  p.reads(table, constraint);
  TextEdit edit{d.sql.substr(range.begin, range.end - range.begin), ""};
  auto& step = p.ddl(Phase::contract, "drop constraint " + what, table,
                     change_definition(table.name, edit, what + " is out of the definition"));
  step.strategy = Strategy::instant;
  step.why = "old code relies on what the key does on DELETE and UPDATE";
  step.destructive = true;
  p.note(
      fmt::format("foreign key {} acts on DELETE or UPDATE, which old code relies on: it holds "
                  "until contract, for new code too",
                  constraint.name));
}

void drop_by_shadow(const Planning& p, const Table& table, const Defined& d,
                    const ConstraintText& constraint) {
  for (auto& index : table.indexes)
    if (index.automatic && !index.primary &&
        std::equal(constraint.columns.begin(), constraint.columns.end(), index.parts.begin(),
                   index.parts.end(),
                   [](auto& name, auto& part) { return same_name(name, part.column); }))
      require_not_referred(p, table, index);
  ShadowChange change;
  change.definition = without(d, constraint);
  change.what = fmt::format("without {}", constraint.name);
  change.why = "the index of a constraint cannot be dropped, nor the constraint without it";
  plan_shadow(p, change, table);
  p.note(
      fmt::format("{} holds until contract; new code may break it from then on", constraint.name));
}

void drop_unique_index(const Planning& p, const Table& table, const Index& index) {
  require_not_referred(p, table, index);
  auto& step =
      p.ddl(Phase::contract, fmt::format("drop unique index {} of {}", index.name, table.name),
            table, {"DROP INDEX IF EXISTS " + quote(index.name)});
  step.strategy = Strategy::instant;
  step.why = "no live code relies on it";
  step.destructive = true;
  p.note(fmt::format("{} holds until contract; new code may break it from then on", index.name));
}

std::vector<std::string> constraint_names(const Table& table) {
  std::vector<std::string> known;
  auto text = parse_create_table(definition_of(table));
  for (auto kind : {Kind::check, Kind::references, Kind::unique, Kind::primary_key, Kind::not_null})
    for (auto* one : text->all(kind))
      if (!one->name.empty() && !is_constraint_place(*one)) known.push_back(one->name);
  for (auto& index : table.indexes)
    if (index.unique && !index.automatic) known.push_back(index.name);
  return known;
}

}  // namespace

void plan_create_constraint(const Planning& p, const CreateConstraint& op) {
  auto& def = op.constraint;
  auto& table = p.table(op.table);
  require_new_constraint(p, table, def.name);
  for (auto& column : def.columns) require_column(table, column, p.at);
  const auto up = given(op.up);
  if (def.kind == ConstraintDef::Kind::primary_key) return add_primary_key(p, table, def, up);
  const auto sql = constraint_sql(def);
  if (def.kind == ConstraintDef::Kind::unique) {
    if (!up.empty())
      unsupported(
          p.at,
          fmt::format("constraint \"{}\": `up` gives its columns other values", def.name.value),
          "mend the rows first, then leave `up` out");
    p.require_new_name(def.name);
    require_no_index(p.schema, def.name, p.at);
    return plan_unique(p, table, def.name.value, names(def.columns));
  }
  Rule rule;
  rule.name = def.name.value;
  const auto d = defined(p, table);
  rule.edit = put_last(d.sql, d.text, sql);
  rule.up = up;
  if (def.kind == ConstraintDef::Kind::check) {
    rule.what = fmt::format("CHECK {} of {}", def.name.value, table.name);
    rule.broken = "NOT (" + require_sql(def.check, EngineKind::sqlite, "check", p.at) + "\n)";
  } else {
    NewKey key{def.name.value, names(def.columns), def.references->table.value,
               names(def.references->columns)};
    if (key.ref_columns.empty())
      if (auto* primary = p.table(def.references->table).primary_key())
        key.ref_columns = primary->columns();
    if (key.ref_columns.size() != key.columns.size())
      unsupported(p.at, fmt::format("foreign key \"{}\" has {} columns and refers to {}", key.name,
                                    key.columns.size(), key.ref_columns.size()));
    require_parent_key(p, key);
    rule.what = fmt::format("foreign key {} of {}", key.name, table.name);
    rule.broken = orphan(table, key);
  }
  plan_rule(p, table, rule);
}

void plan_drop_constraint(const Planning& p, const DropConstraint& op) {
  auto& table = p.table(op.table);
  const auto d = defined(p, table);
  auto* constraint = d.text.constraint(op.name.value);
  if (!constraint) {
    auto* index = table.index(op.name.value);
    if (index && index->unique && !index->automatic) return drop_unique_index(p, table, *index);
    no_constraint(table, op.name.value, constraint_names(table), p.at);
  }
  if (constraint->kind == Kind::primary_key)
    unsupported(p.at, fmt::format("\"{}\" is the primary key of {}", constraint->name, table.name),
                "give the table another one by create_constraint");
  if (constraint->kind == Kind::unique) return drop_by_shadow(p, table, d, *constraint);
  if (broken_by(table, *constraint).empty())
    unsupported(p.at, fmt::format("{} of {} is not a rule that could be put back", constraint->name,
                                  table.name));
  if (auto* key = foreign_key(table, constraint->name);
      constraint->kind == Kind::references && key && acts(*key))
    return drop_acting_key(p, table, d, *constraint);
  drop_words(p, table, d, *constraint, op);
}

void plan_rename_constraint(const Planning& p, const RenameConstraint& op) {
  auto& table = p.table(op.table);
  const auto d = defined(p, table);
  auto* constraint = d.text.constraint(op.from.value);
  if (!constraint) no_constraint(table, op.from.value, constraint_names(table), p.at);
  require_new_constraint(p, table, op.to);
  const auto begin = constraint->range.begin;
  const auto tokens = tokenize(std::string_view(d.sql).substr(begin));
  // With the word behind the name: `CONSTRAINT age` begins `CONSTRAINT age_ok`, too.
  const auto name = tokens.at(1), behind = tokens.at(2);
  auto edit =
      text_edit(d.sql, {begin + name.begin, begin + behind.end},
                quote(op.to) + d.sql.substr(begin + name.end, behind.end - name.end), begin);
  auto& step =
      p.ddl(Phase::contract,
            fmt::format("rename constraint {} of {} to {}", op.from.value, table.name, op.to.value),
            table, change_definition(table.name, edit, "the constraint is called " + op.to.value));
  step.strategy = Strategy::instant;
  step.why = "old code may look for its name in an error";
}

}  // namespace migrate::sqlite
