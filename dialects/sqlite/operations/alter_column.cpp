// alter_column. What SQLite stores stays as it is for most changes, and the definition alone is
// edited: what loosens comes in expand, what tightens in contract (docs/decisions/0008). A type
// that stores values in another way takes a shadow table.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/sqlite/catalog/affinity.hpp"
#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/operations/rules.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/shadow/plan.hpp"
#include "dialects/sqlite/sync.hpp"
#include "dialects/sqlite/triggers/user_triggers.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

using Kind = ConstraintText::Kind;
constexpr auto engine = EngineKind::sqlite;

struct Altered {
  const Planning& p;
  Table table;  // as it is once the steps planned so far have run
  const Column column;
  std::string full;    // "users.age"
  std::string text;    // the table's definition
  ColumnText written;  // the column's place in it

  // Puts `range` of the definition as `changed`, from expand on.
  TextEdit edit(TextRange range, const std::string& changed) const {
    return p.edit_column(table, text, written, range, changed);
  }
  TextEdit append(const std::string& more) const {
    return edit({written.range.end, written.range.end}, " " + more);
  }
  void changed(TextRange range, const std::string& now) {
    text = edited(text, range, now);
    table.extra["sql"] = text;
    written = *parse_create_table(text)->column(column.name);
  }
};

std::string part(const std::string& text, TextRange range) {
  return text.substr(range.begin, range.end - range.begin);
}

// The definition's default becomes another one, or none, for rows to come alone.
Step& change_default(const Altered& a, Phase phase, const std::string& title,
                     std::vector<std::string> change) {
  const auto& was = a.column.default_sql;
  const bool known = was && a.column.default_constant && !is_current_time(*was);
  change.insert(change.begin(),
                write_as_read(a.table, a.column.name, known ? default_value(*was) : "NULL"));
  auto& step = a.p.ddl(phase, title, a.table, std::move(change));
  step.strategy = Strategy::in_place;
  step.lock = write_lock("in proportion to the rows that hold the present default",
                         "those from before ADD COLUMN read it in the definition: each is written");
  note_update_triggers(a.p, a.table, {a.column.name});
  return step;
}

// Empty: the column is to have none.
std::string default_text(const Planning& p, const SqlText& wanted) {
  auto value = wanted.given() ? std::string(trim(require_sql(wanted, engine, "default", p.at)))
                              : std::string();
  if (same_name(value, "NULL")) return {};
  return value.empty() || is_constant(value) ? value : "(" + value + "\n)";
}

void drop_default(Altered& a) {
  auto* had = a.written.constraint(Kind::default_value);
  if (!had) return a.p.note(a.full + " has no default already");
  auto range = with_what_leads(a.text, had->range, false);
  auto& step = change_default(
      a, Phase::contract, "drop the default of " + a.full,
      change_definition(a.table.name, a.edit(range, ""), "the default of " + a.full + " is gone"));
  step.why = "old code may leave the column out";
}

void set_default(Altered& a, const std::string& value) {
  auto* had = a.written.constraint(Kind::default_value);
  auto range = had ? had->range : TextRange{a.written.range.end, a.written.range.end};
  auto now = (had ? "DEFAULT " : " DEFAULT ") + value;
  auto edit = a.edit(range, now);
  auto& step =
      change_default(a, Phase::expand, "set the default of " + a.full,
                     change_definition(a.table.name, edit, "the default of " + a.full + " is set"));
  step.why = "rows that exist keep the value that they have";
  step.undo = change_definition(a.table.name, {edit.to, edit.from},
                                "the default of " + a.full + " is as it was");
  a.p.note(
      fmt::format("from expand on, inserts of old code that leave {} out get the new default "
                  "too",
                  a.full));
  a.changed(range, now);
}

Rule not_null_rule(const Altered& a, TextEdit edit) {
  return {a.column.name, "NOT NULL of " + a.full, quote(a.column.name) + " IS NULL",
          std::move(edit)};
}

void set_nullable(Altered& a, bool nullable, const std::string& up, const std::string& down) {
  if (a.column.nullable == nullable)
    return a.p.note(fmt::format("{} is {} already", a.full, nullable ? "nullable" : "NOT NULL"));
  if (!nullable) {
    auto rule = not_null_rule(a, a.append("NOT NULL"));
    if (!up.empty()) {
      rule.up[a.column.name] = up;
      rule.not_null = a.column.name;
    }
    return plan_rule(a.p, a.table, rule);
  }
  auto* not_null = a.written.constraint(Kind::not_null);
  if (!not_null || a.column.extra.contains("pk"))
    unsupported(a.p.at, fmt::format("{} is part of the primary key", a.full));
  auto range = with_what_leads(a.text, not_null->range, false);
  std::map<std::string, std::string> back;
  if (!down.empty()) back[a.column.name] = down;
  plan_loosened(a.p, a.table, not_null_rule(a, a.edit(range, "")), back);
  a.changed(range, "");
}

void add_check(Altered& a, const CheckDef& check, const std::string& up) {
  ColumnDef def;
  def.check = check;
  auto sql = std::string(trim(check_sql(def, a.p.at)));
  auto expression = require_sql(check.constraint, engine, "check", a.p.at);
  Rule rule{check.name.value, fmt::format("CHECK {} of {}", check.name.value, a.table.name),
            "NOT (" + expression + "\n)", a.append(sql)};
  require_new_constraint(a.p, a.table, check.name);
  if (!up.empty()) rule.up[a.column.name] = up;
  plan_rule(a.p, a.table, rule);
}

void add_references(Altered& a, const ForeignKeyDef& references, const std::string& up) {
  ColumnDef def;
  def.references = references;
  auto sql = std::string(trim(references_sql(def, a.p.at)));
  require_new_constraint(a.p, a.table, references.name);
  auto key = new_key(a.p, references, a.column.name);
  require_parent_key(a.p, key);
  Rule rule{key.name, fmt::format("foreign key {} of {}", key.name, a.table.name),
            orphan(a.table, key), a.append(sql)};
  if (!up.empty()) rule.up[a.column.name] = up;
  plan_rule(a.p, a.table, rule);
}

// False: values are stored in another way.
bool set_type(Altered& a, const std::string& type) {
  const auto was = part(a.text, a.written.type);
  if (same_name(was, type)) {
    a.p.note(fmt::format("{} is of type {} already", a.full, type));
    return true;
  }
  if (!stored_alike(a.table, a.column, type)) return false;
  // INTEGER, and no other word, makes a primary key the rowid: another table.
  auto* key = a.table.primary_key();
  if (same_name(type, "INTEGER") && key && key->parts.size() == 1 && key->method != "rowid" &&
      a.column.extra.contains("pk") && !a.table.extra.contains("without_rowid"))
    return false;
  if (a.column.identity) {
    a.p.note(
        fmt::format("{} is the rowid, an integer of 64 bits: there is nothing to change", a.full));
    return true;
  }
  auto now = (was.empty() ? " " : "") + type;
  auto edit = a.edit(a.written.type, now);
  auto& step = a.p.ddl(Phase::expand, fmt::format("let {} be of type {}", a.full, type), a.table,
                       change_definition(a.table.name, edit, a.full + " is of type " + type));
  step.strategy = Strategy::instant;
  step.why = "SQLite stores the values of both types in the same way";
  step.undo =
      change_definition(a.table.name, {edit.to, edit.from}, a.full + " is of the type it had");
  if (type.find('(') != std::string::npos && !a.table.extra.contains("strict"))
    a.p.note("SQLite keeps values of any length, whatever length a type names");
  a.changed(a.written.type, now);
  return true;
}

// A value that would be kept as something else than the type says: SQLite keeps what it cannot
// convert. `expression`: SQL over the row.
std::string kept_as_it_is(const Table& table, const std::string& expression,
                          const std::string& type) {
  const bool strict = table.extra.contains("strict");
  if (strict && same_name(type, "ANY")) return {};
  const std::string number = "CAST(migrate_value AS NUMERIC)";
  // A double tells any two numbers of 17 digits apart, and no more.
  const std::string digits = fmt::format(
      " OR (typeof(migrate_value) = 'text' AND typeof({}) = 'real'\n  AND length(trim(replace("
      "replace(replace(migrate_value, '-', ''), '+', ''), '.', ''), '0 ')) > 17)",
      number);
  std::string kept;
  switch (affinity_of(type)) {
    case Affinity::integer:
      kept = fmt::format("NOT ({0} = migrate_value AND typeof({0}) = 'integer')", number);
      break;
    case Affinity::real:
      kept =
          fmt::format("NOT ({0} = migrate_value AND CAST({0} AS REAL) = {0}){1}", number, digits);
      break;
    case Affinity::numeric:
      kept = fmt::format("NOT ({} = migrate_value){}", number, digits);
      break;
    case Affinity::text:
      // A double as text has 15 digits.
      kept =
          "typeof(migrate_value) = 'blob' OR (typeof(migrate_value) = 'real'\n"
          "  AND CAST(CAST(migrate_value AS TEXT) AS REAL) <> migrate_value)";
      break;
    case Affinity::none:
      if (!strict) return {};
      kept = "typeof(migrate_value) <> 'blob'";
      break;
  }
  return fmt::format(
      "(SELECT migrate_value IS NOT NULL AND ({}) FROM (SELECT {} AS migrate_value))", kept,
      expression);
}

// Does the row break a CHECK once the column has its new value?
std::string breaks(const Table& table, const Column& column, const std::string& value,
                   const std::string& check) {
  std::vector<std::string> values = {fmt::format("{} AS {}", value, quote(column.name))};
  for (auto& other : table.columns)
    if (other.name != column.name && mentions(check, other.name))
      values.push_back(quote(other.name));
  return fmt::format("(SELECT NOT ({}\n) FROM (SELECT {}) AS {})", check, join(values, ", "),
                     quote(table.name));
}

std::string orphan_of(const NewKey& key, const std::string& value) {
  return fmt::format(
      "(SELECT migrate_value IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {} AS migrate_parent WHERE "
      "migrate_parent.{} = migrate_value) FROM (SELECT {} AS migrate_value))",
      quote(key.ref_table), quote(key.ref_columns.at(0)), value);
}

// What it gives is compared with what it has given the copy, in contract once more.
void require_same_again(const Planning& p, const std::string& up) {
  auto what = reads_clock(up);
  if (auto* called = called_volatile(up)) what = called + std::string("()");
  if (!what.empty())
    unsupported(p.at, fmt::format("`up` reads {}, which gives another value each time", what),
                "write such values by a `backfill`, and leave them out of `up`");
}

// The definition with all that is asked for.
void type_by_shadow(Altered& a, const AlterColumn& op, const std::string& type,
                    const std::string& up) {
  auto& p = a.p;
  require_same_again(p, up);
  const auto was = a.table;
  auto is = [&](TextRange range, const std::string& now) { a.changed(range, now); };
  auto end = [&] { return TextRange{a.written.range.end, a.written.range.end}; };
  is(a.written.type, (a.column.type.empty() ? " " : "") + type);
  if (op.default_value) {
    auto value = sql_or_empty(*op.default_value, engine);
    if (!value.empty() && !is_constant(value)) value = "(" + value + "\n)";
    if (auto* had = a.written.constraint(Kind::default_value))
      is(with_what_leads(a.text, had->range, false), "");
    if (!value.empty() && !same_name(value, "NULL")) is(end(), " DEFAULT " + value);
  }
  auto value = up.empty() ? quote(a.column.name) : "(" + up + "\n)";
  if (op.nullable && *op.nullable != a.column.nullable) {
    auto* had = a.written.constraint(Kind::not_null);
    if (had)
      is(with_what_leads(a.text, had->range, false), "");
    else
      is(end(), " NOT NULL");
  }
  ColumnDef def;
  def.check = op.check;
  def.references = op.references;
  is(end(), check_sql(def, p.at) + references_sql(def, p.at));

  ShadowChange change;
  change.definition = a.text;
  change.what = fmt::format("{} becomes {}", a.full, type);
  change.why = up.empty() ? "SQLite stores values of that type in another way"
                          : "`up` gives each row another value";
  if (!up.empty()) change.up[a.column.name] = up;
  if (op.unique) {
    p.require_new_name(*op.unique);
    require_no_index(p.schema, *op.unique, p.at);
    change.unique_name = op.unique->value;
    change.unique_column = a.column.name;
    change.unique_value = stored_as(was, type, value);
    // The column's own is that of the index; numbers have none.
    const auto affinity = affinity_of(type);
    if (!up.empty() && (affinity == Affinity::text || affinity == Affinity::none))
      change.unique_value += " " + collate_of(a.column);
  }
  if (op.check) {
    require_new_constraint(p, was, op.check->name);
    change.refused.push_back(
        breaks(was, a.column, value, require_sql(op.check->constraint, engine, "check", p.at)));
  }
  if (op.references) {
    require_new_constraint(p, was, op.references->name);
    auto key = new_key(p, *op.references, a.column.name);
    require_parent_key(p, key);
    change.orphan = orphan_of(key, value);
  }
  if (auto broken = kept_as_it_is(was, value, type); !broken.empty())
    change.refused.push_back(broken);
  if (op.nullable && !*op.nullable) change.refused.push_back(value + " IS NULL");
  plan_shadow(p, change, was);
}

}  // namespace

NewKey new_key(const Planning& p, const ForeignKeyDef& def, const std::string& column) {
  NewKey key{def.name.value, {column}, def.table.value, {def.column.value}};
  if (def.column.empty()) {
    auto* primary = p.table(def.table).primary_key();
    key.ref_columns = primary ? primary->columns() : std::vector<std::string>{};
    if (key.ref_columns.size() != 1)
      unsupported(p.at, fmt::format("foreign key \"{}\" needs `column`", key.name));
  }
  return key;
}

void plan_alter_column(const Planning& p, const AlterColumn& op) {
  auto& table = p.table(op.table);
  auto& column = require_column(table, op.column, p.at);
  const auto sql = definition_of(table);
  auto text = parse_create_table(sql);
  auto* written = text ? text->column(column.name) : nullptr;
  if (!written) unsupported(p.at, fmt::format("the definition of {} cannot be read", table.name));
  Altered a{p, table, column, table.name + "." + column.name, sql, *written};
  if (op.way != AlterColumn::Way::by_itself)
    unsupported(p.at, a.full + ": `strategy` is for PostgreSQL; the way follows from the type here",
                "leave it out");
  if (column.generated) unsupported(p.at, a.full + " is a generated column");
  auto up = other_value(op.up, column.name), down = other_value(op.down, column.name);
  if (op.unique && !up.empty() && !op.type.given())
    unsupported(p.at,
                fmt::format("alter_column {}: `up` for `unique`: a row alone does not tell whether "
                            "it is a duplicate",
                            a.full),
                "mend the duplicates first, then leave `up` out");
  if (op.comment) p.note("SQLite keeps no column comments: the comment stays in the file");
  if (op.type.given()) {
    auto type = std::string(trim(require_type(op.type, engine, p.at)));
    // `up` gives each row another value, whatever the type.
    if (!up.empty() || !set_type(a, type)) return type_by_shadow(a, op, type, up);
  }
  const auto value = op.default_value ? default_text(p, *op.default_value) : std::string();
  if (!value.empty()) set_default(a, value);
  if (op.nullable) set_nullable(a, *op.nullable, up, down);
  if (op.check) add_check(a, *op.check, up);
  if (op.references) add_references(a, *op.references, up);
  // Last: the rules that contract appends are found behind the default, and leave its words alone.
  if (op.default_value && value.empty()) drop_default(a);
  if (op.unique) {
    p.require_new_name(*op.unique);
    require_no_index(p.schema, *op.unique, p.at);
    plan_unique(p, a.table, op.unique->value, {column.name});
  }
}

}  // namespace migrate::sqlite
