// add_column: instantly, or with `up` as a derived column that is filled in batches.
#include <fmt/format.h>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/plan.hpp"
#include "dialects/mysql/sync.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// What add_column was asked for.
struct Wanted {
  Column column;  // as it shall be in the end
  Column made;    // as expand adds it, in the server's words
  std::string up;
  std::string full;  // "users.nick", for titles
  bool derived() const { return !up.empty(); }
};

// What the server copies the table for: the new column's values lie in every row.
bool copies(const Planning& p, const AddColumn& op) {
  auto& def = op.column;
  if (def.pk || def.generated || def.check) return true;
  auto type = lower(trim(sql_or_empty(def.type, p.flavour.kind)));
  if (type == "serial") return true;
  if (!def.default_value || op.up.given()) return false;
  auto value = default_clause(expression_or_empty(*def.default_value, p.flavour.kind));
  Column column;
  column.type = type;
  return !is_constant(value) ||
         (is_blob(column) && lower(trim(value)) != "null" && !p.flavour.blob_default_is_literal);
}

void add_through_a_shadow(Planning& p, Table& table, const AddColumn& op) {
  auto& def = op.column;
  auto full = table.name + "." + def.name.value;
  auto what = "add_column " + full;
  if (auto* index = fulltext_index(table); index && op.up.given())
    unsupported(
        p.at(),
        fmt::format("{}: `up` on a table with the FULLTEXT index \"{}\", to which the server "
                    "adds columns only by blocking writes",
                    what, index->name),
        "drop that index for the time of the migration; or add the column without `up`, "
        "and fill it by a backfill in a later one");
  if (op.up.given())
    unsupported(p.at(),
                what + ": `up` beside `pk`, `check`, `generated` or a type that numbers rows",
                "add the column with `up`, and the rest in a later migration");
  refuse_key_beside(p, what, def.references.has_value());
  auto kind = p.flavour.kind;
  std::string sql = "ADD COLUMN " + quote(def.name) + " " +
                    std::string(trim(require_type(def.type, kind, p.at())));
  bool numbers = def.generated && def.generated->identity;
  if (numbers && !def.generated->sequence_options.empty())
    unsupported(p.at(), what + ": AUTO_INCREMENT does not have `sequence_options`",
                "leave them out");
  if (def.generated && !numbers && !def.nullable && !def.pk)
    p.note(
        fmt::format("{} is NULL where its expression is: old code may write such rows, so it is "
                    "added without NOT NULL",
                    full));
  if (def.generated && !numbers)
    sql += fmt::format(" GENERATED ALWAYS AS ({}) STORED",
                       require_expression(def.generated->expression, kind, "expression", p.at()));
  if (!def.generated || numbers) sql += def.nullable && !def.pk && !numbers ? " NULL" : " NOT NULL";
  if (numbers) sql += " AUTO_INCREMENT";
  std::string then;
  Column made;
  made.name = def.name.value;
  made.type = lower(trim(sql_or_empty(def.type, kind)));
  made.nullable = def.nullable && !def.pk;
  made.generated = def.generated.has_value();
  if (!def.default_value) require_own_default(p, table, made);
  if (def.default_value) {
    auto value = require_expression(*def.default_value, kind, "default", p.at());
    auto clause = default_clause(value);
    // MySQL adds no column with a default that a replica would compute otherwise (error 1674), but
    // sets one.
    if (!is_constant(clause) && !p.flavour.blob_default_is_literal)
      then = fmt::format("ALTER COLUMN {} SET DEFAULT {}", quote(def.name), clause);
    else if (lower(trim(value)) != "null")
      sql += " DEFAULT " +
             (is_blob(made) && !p.flavour.blob_default_is_literal ? "(" + clause + ")" : clause);
  }
  if (def.pk) sql += " PRIMARY KEY";
  if ((numbers || def.unique) && !def.pk) sql += " UNIQUE";
  if (def.comment) sql += " COMMENT " + quote_text(*def.comment);
  ShadowChange change;
  change.alter = sql;
  if (def.check) add_check(p, change, def.check->name, def.check->constraint, "check.constraint");
  change.alter_then = then;
  change.what = "add " + full;
  change.why = "the server would copy the table for it, and block its writes meanwhile";
  plan_shadow(p, change, table);
}

Wanted read(Planning& p, const Table& table, const AddColumn& op) {
  auto& def = op.column;
  auto what = fmt::format("add_column {}.{}", table.name, def.name.value);
  Wanted wanted;
  wanted.full = table.name + "." + def.name.value;
  wanted.column.name = def.name.value;
  wanted.column.type = std::string(trim(require_type(def.type, p.flavour.kind, p.at())));
  wanted.column.nullable = def.nullable;
  wanted.column.comment = def.comment.value_or("");
  wanted.up = expression_or_empty(op.up, p.flavour.kind);
  if (def.default_value) {
    auto sql = require_expression(*def.default_value, p.flavour.kind, "default", p.at());
    if (lower(trim(sql)) != "null") {
      wanted.column.default_sql = default_clause(sql);
      wanted.column.default_constant = is_constant(*wanted.column.default_sql);
    }
  }
  if (!def.nullable && wanted.up.empty() && !wanted.column.default_sql)
    refuse("MIG-PLAN-NEEDS-UP",
           fmt::format("column \"{}\".\"{}\" is NOT NULL and has no default: what do the rows have "
                       "that exist, and those that old code will write?",
                       table.name, wanted.column.name),
           "give `up` (an expression over the row) or `default`, or set `nullable: true`",
           p.at().text());
  return wanted;
}

// Left to itself, a trigger's variable has the character set of the database, the column that of
// its table: the same text would be other bytes, or none that the variable can hold.
Column in_the_servers_words(Planning& p, const Table& table, Column column,
                            const std::string& title) {
  if (!p.trial || !is_text(column)) return column;
  tried(p, table, "ADD COLUMN " + definition_sql(column), title, p.has_row_versions(table));
  auto made = p.trial->catalog(table, column.name);
  column.type = made.type;
  column.charset = made.charset;
  column.collation = made.collation;
  return column;
}

void add_loss(Step& step, const Table& table, const Wanted& wanted) {
  auto c = quote(wanted.column.name);
  std::string condition = c + " IS NOT NULL";
  if (wanted.derived())
    condition += " AND " + differs(wanted.made, c, stored(wanted.made, "(" + wanted.up + ")"));
  else if (wanted.column.default_sql &&
           lower(*wanted.column.default_sql).find("current") == std::string::npos)
    // A literal has the connection's character set, the column's own default the column's.
    condition = differs(wanted.column, c,
                        is_text(wanted.column) ? "DEFAULT(" + c + ")" : *wanted.column.default_sql);
  step.loss = count_lost(table, condition);
  step.loss_what = "values of " + wanted.full;
}

void fill_and_tighten(Planning& p, const Table& table, const Wanted& wanted) {
  auto c = quote(wanted.column.name);
  auto value = "(" + wanted.up + ")";
  auto empty = c + " IS NULL";
  auto unfilled = wanted.column.nullable ? empty + " AND " + value + " IS NOT NULL" : empty;
  auto batch = fill_batch(table, {wanted.column.name}, c + " = " + value, unfilled, p.at());
  auto& fill = add_step(p.plan, Phase::backfill, StepKind::fill, "fill " + wanted.full);
  fill.table = table.name;
  fill.strategy = Strategy::in_place;
  fill.lock = Lock::batches(table.name);
  fill.why = "rows that have a value already are left alone";
  fill.batch = std::move(batch);
  if (wanted.column.nullable) {
    // What is NULL by chance cannot be told from what the fill has missed, nor what another table
    // has come to say since.
    const auto up = lower(wanted.up);
    if (!mentions(up, "rand") && !mentions(up, "select"))
      add_verify(p, Phase::backfill, table, "look for rows not filled: " + wanted.full, unfilled)
          .only_in_phase = true;
    return;
  }
  add_search(p, Phase::backfill, table, "look for rows without " + wanted.full, empty);
  require_values_step(p, table, {wanted.column}, fmt::format("make {} NOT NULL", wanted.full));
}

void add_unique(Planning& p, Table& table, const Wanted& wanted) {
  if (wanted.column.default_sql && !wanted.derived())
    unsupported(p.at(),
                fmt::format("{}: a unique column cannot have one default for every row that "
                            "exists",
                            wanted.full));
  if (is_blob(wanted.column))
    unsupported(p.at(), fmt::format("{}: type {} is indexed by a prefix only", wanted.full,
                                    wanted.column.type));
  Index index;
  index.name = wanted.column.name;
  // The name the server itself would choose.
  for (int n = 2; table.index(index.name); ++n)
    index.name = fmt::format("{}_{}", wanted.column.name, n);
  index.unique = index.constraint = true;
  index.method = "BTREE";
  index.parts.emplace_back();
  index.parts.back().column = wanted.column.name;
  auto title = fmt::format("make {} unique", wanted.full);
  auto phase = wanted.derived() ? Phase::backfill : Phase::expand;
  require_possible(p, phase, table, added_index(index), title);
  if (wanted.derived()) add_duplicates_check(p, phase, table, {wanted.column.name}, index.name);
  index_step(p, phase, table, index, title);
  table.indexes.push_back(std::move(index));
}

}  // namespace

void plan_add_column(Planning& p, const AddColumn& op) {
  auto& table = p.table(op.table);
  p.require_name(op.column.name);
  for (auto& other : table.columns)
    if (lower(other.name) == lower(op.column.name.value))
      require_no_column(table, Identifier(other.name), p.at());
  if (copies(p, op)) return add_through_a_shadow(p, table, op);
  auto wanted = read(p, table, op);
  if (fulltext_index(table)) return add_through_a_shadow(p, table, op);
  if (wanted.derived()) {
    walk(table, p.at());
    require_known(p, table, wanted.up);
    require_any_zone(p, table, "add_column " + wanted.full, wanted.up, wanted.column);
  }

  Column first = wanted.column;
  if (wanted.derived()) {
    first.nullable = true;
    first.default_sql.reset();
  }
  auto title = wanted.derived() ? fmt::format("add {}, derived from the row", wanted.full)
                                : "add " + wanted.full;
  wanted.made = wanted.derived() ? in_the_servers_words(p, table, first, title) : first;
  auto& step = add_column_step(p, table, first, "", title);
  step.why = wanted.derived() ? "old code leaves the column out: the trigger fills it from the row"
             : wanted.column.default_sql
                 ? "a constant default is kept in the catalog, not written to every row"
                 : "an empty column is a change of the catalog alone";
  add_loss(step, table, wanted);
  if (wanted.derived()) {
    add_trigger_steps(
        p, table, wanted.column.name,
        derived_trigger(p.flavour, table, wanted.made, wanted.up, true, Event::insert),
        derived_trigger(p.flavour, table, wanted.made, wanted.up, true, Event::update),
        "derive " + wanted.full);
    note_triggers(p, table);
    note_cascades(p, table, wanted.full, wanted.up);
    p.note(
        fmt::format("where `up` of {} fails for a row, old code's write of that row fails too: "
                    "try it on real rows first",
                    wanted.full));
    if (wanted.column.nullable)
      p.note(
          fmt::format("until contract a NULL in {} means \"not filled yet\" and is filled from "
                      "`up`",
                      wanted.full));
    fill_and_tighten(p, table, wanted);
  }
  if (op.column.unique) add_unique(p, table, wanted);
  if (wanted.derived()) {
    if (wanted.column.default_sql) default_step(p, table, wanted.column);
    stop_sync(p, table, wanted.column.name);
  }
  *table.column(wanted.column.name) = wanted.column;
  if (op.column.references)
    add_foreign_key(p, table, new_key(p, *op.column.references, op.column.name));
}

}  // namespace migrate::mysql
