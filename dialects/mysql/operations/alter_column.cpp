// alter_column where no value changes: what loosens comes in expand, what tightens when old code
// can no longer break it (docs/decisions/0008).
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/operations/altered.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/sync.hpp"
#include "dialects/mysql/triggers/trigger_order.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

std::string modify(const Column& wanted) {
  return "MODIFY COLUMN " + definition_sql(wanted) + (wanted.identity ? " AUTO_INCREMENT" : "");
}

std::string is(const std::string& column, const std::optional<std::string>& value) {
  if (!value) return column + " IS NULL";
  return fmt::format("CAST({} AS BINARY) = CAST({} AS BINARY)", column, quote_text(*value));
}

std::string alter_sql(const Altered& a, const std::string& change, const std::string& way) {
  return fmt::format("ALTER TABLE {} {}{}", quote(a.table.name), change, way);
}

Step& alter(Altered& a, Phase phase, const std::string& change, const How& how,
            const std::string& title) {
  auto& step = add_ddl(a.p, phase, title, a.table.name, alter_sql(a, change, how.sql));
  step.strategy = how.strategy;
  step.lock = how.lock;
  return step;
}

// The default that is asked for; empty: none.
std::string wanted_default(const Planning& p, const SqlText& wanted) {
  if (!wanted.given()) return {};
  auto value = std::string(trim(require_expression(wanted, p.flavour.kind, "default", p.at())));
  return lower(value) == "null" ? "" : value;
}

namespace {

std::string changing(const Altered& a, const SqlText& text) {
  return keeps(text, a.p.flavour.kind, a.column.name)
             ? ""
             : std::string(trim(expression_or_empty(text, a.p.flavour.kind)));
}

// MODIFY says all of a column again, and what it leaves out is lost: that the server takes our
// words for the column as it is now is proven on the copy.
void require_faithful(const Altered& a) {
  auto& p = a.p;
  auto what = fmt::format("alter_column {}", a.full);
  if (!p.trial) unsupported(p.at(), what + ": there is no server to try it on");
  auto before = p.trial->description(a.table, p.plan.steps, p.at());
  tried(p, a.table, modify(a.column), what);
  if (p.trial->description(a.table, p.plan.steps, p.at()) != before)
    unsupported(p.at(),
                fmt::format("{}: its definition holds something that saying it again would lose "
                            "(a CHECK of the column, a storage attribute)",
                            what),
                "use operation sql");
}

void set_comment(Altered& a, const std::string& text) {
  if (a.column.comment == text) {
    a.p.note(fmt::format("{} has that comment already", a.full));
    return;
  }
  auto wanted = a.column;
  wanted.comment = text;
  auto title = "comment on " + a.full;
  auto how = tried(a.p, a.table, modify(wanted), title);
  auto& step = alter(a, Phase::expand, modify(wanted), how, title);
  step.undo = {alter_sql(a, modify(a.column), how.sql)};
  step.probe = Probe::column_where(a.table.name, a.column.name, is("COLUMN_COMMENT", text));
  step.why = "a comment is in the catalog alone";
  a.column = wanted;
}

// By ALTER COLUMN … SET DEFAULT and DROP DEFAULT MariaDB 10.11.19 forgets ON UPDATE, and
// MySQL 9.7.4 takes CURRENT_TIMESTAMP for an expression, (now()), which a rollback would leave
// behind. MODIFY is as instant on both (measured).
bool says_all(const Column& column, const std::string& value) {
  return column.extra.count("on_update") || is_now(value) ||
         (column.default_sql && is_now(*column.default_sql));
}

// `value` empty: none. `all`: the whole definition is said again.
std::string default_change(const Altered& a, const std::string& value, bool all) {
  if (all) {
    auto wanted = a.column;
    wanted.default_sql = value.empty() ? std::nullopt : std::optional(default_clause(value));
    require_own_default(a.p, a.table, wanted);
    return modify(wanted);
  }
  // Without any, an INSERT that leaves the column out fails, where it may hold NULL too.
  if (value.empty())
    return fmt::format("ALTER COLUMN {} {}", a.c,
                       a.column.nullable ? "SET DEFAULT NULL" : "DROP DEFAULT");
  return fmt::format("ALTER COLUMN {} SET DEFAULT {}", a.c,
                     settable_default(a.column, value, a.p.flavour));
}

// The step's probe looks for the default in the server's own words.
std::string has_default(const Altered& a) {
  auto catalog = a.p.trial->catalog(a.table, a.column.name);
  return Probe::column_where(a.table.name, a.column.name,
                             fmt::format("{} AND {}", is("COLUMN_DEFAULT", catalog.default_value),
                                         is("EXTRA", catalog.extra)));
}

// All that the catalog has of the column but its default.
std::vector<std::string> rest_of(const Altered& a) {
  auto all = a.p.trial->catalog(a.table, a.column.name);
  return {std::string(trim(replace_all(all.extra, "DEFAULT_GENERATED", ""))),
          all.type,
          all.collation,
          all.charset,
          all.nullable,
          all.comment};
}

void set_default(Altered& a, const std::string& value) {
  auto& column = a.column;
  if (column.identity)
    unsupported(a.p.at(), a.full + " is AUTO_INCREMENT: it cannot have a default");
  if (value.empty() && !column.default_sql) {
    a.p.note(fmt::format("{} has no default already", a.full));
    return;
  }
  const bool all = says_all(column, value);
  auto change = default_change(a, value, all);
  auto title = fmt::format("{} the default of {}", value.empty() ? "drop" : "set", a.full);
  auto phase = value.empty() ? Phase::contract : Phase::expand;
  auto before = rest_of(a);
  auto how = tried(a.p, a.table, change, title);
  if (rest_of(a) != before)
    unsupported(
        a.p.at(),
        fmt::format("{}: the server would change more of the column than its default", title),
        "use operation sql, and say all of the column there");
  auto probe = has_default(a);
  auto& step = alter(a, phase, change, how, title);
  step.probe = probe;
  if (value.empty()) {
    step.why = "old code may leave the column out";
  } else {
    step.undo = {alter_sql(a, default_change(a, column.default_sql.value_or(""), all), how.sql)};
    step.why = "a default is read when a row is inserted: no row that exists changes";
    a.p.note(fmt::format(
        "from expand on, inserts of old code that leave {} out get the new default too", a.full));
  }
  column.default_sql = value.empty() ? std::nullopt
                       : all         ? std::optional(default_clause(value))
                                     : std::optional(settable_default(column, value, a.p.flavour));
  column.default_constant = value.empty() || is_constant(value);
}

void drop_not_null(Altered& a, const std::string& down) {
  auto& p = a.p;
  auto* key = a.table.primary_key();
  if (key && std::any_of(key->parts.begin(), key->parts.end(),
                         [&](auto& part) { return part.column == a.column.name; }))
    unsupported(p.at(), a.full + " is part of the primary key: it is always NOT NULL");
  auto wanted = a.column;
  wanted.nullable = true;
  auto title = fmt::format("let {} be NULL", a.full);
  auto how = tried(p, a.table, modify(wanted), title);
  auto back = tried(p, a.table, modify(a.column), title + ", taken back");
  tried(p, a.table, modify(wanted), title);
  auto& step = alter(a, Phase::expand, modify(wanted), how, title);
  auto is_null = a.c + " IS NULL";
  if (down.empty()) {
    step.loss = count_lost(a.table, is_null);
    step.loss_what = fmt::format("NULLs of {}, for which there is no `down`", a.full);
  } else {
    step.undo.push_back(fmt::format("UPDATE {} SET {} = ({}){} WHERE {}", quote(a.table.name), a.c,
                                    down, keep_the_rest(a.table, {a.column.name}), is_null));
  }
  step.undo.push_back(alter_sql(a, modify(a.column), back.sql));
  step.undo_lock = back.lock;
  step.probe = Probe::column_where(a.table.name, a.column.name, "IS_NULLABLE = 'YES'");
  step.why = "new code may write NULL; old code's writes are not touched by it";
  p.note(down.empty()
             ? fmt::format("old code reads the NULLs that new code writes to {}; a rollback is "
                           "refused while there are any",
                           a.full)
             : fmt::format("old code reads the NULLs that new code writes to {}; `down` replaces "
                           "them when it is rolled back, in one statement",
                           a.full));
  a.column = wanted;
}

Step& add_not_null(Altered& a, Phase phase) {
  auto wanted = a.column;
  wanted.nullable = false;
  auto& step = modify_step(a.p, phase, a.table, wanted, fmt::format("make {} NOT NULL", a.full));
  step.why = "the rows have been proven to have a value; the server refuses while one has none";
  return step;
}

void set_not_null(Altered& a, const std::string& up) {
  auto& p = a.p;
  for (auto& key : a.table.foreign_keys)
    if (std::find(key.columns.begin(), key.columns.end(), a.column.name) != key.columns.end() &&
        (key.on_delete == "SET NULL" || key.on_update == "SET NULL"))
      unsupported(p.at(), fmt::format("{} is set to NULL by the foreign key {}", a.full, key.name),
                  "change that foreign key first");
  auto is_null = a.c + " IS NULL";
  auto look = "look for rows without " + a.full;
  if (up.empty()) {
    add_search(p, Phase::backfill, a.table, look, is_null);
    add_search(p, Phase::contract, a.table, look + ", again", is_null);
    add_not_null(a, Phase::contract);
    p.note(
        fmt::format("{} is NOT NULL from contract on: old code may write NULL until then; contract "
                    "refuses while there is one; with `up` it would hold from backfill on",
                    a.full));
    a.column.nullable = false;
    return;
  }
  require_known(p, a.table, up);
  require_any_zone(p, a.table, "alter_column " + a.full, up, a.column);
  note_triggers(p, a.table);
  auto mend = [&](Event event) {
    return ahead_of_readers(p.plan, a.table, {a.column.name},
                            mend_trigger(p.flavour, a.table, a.column, up, event));
  };
  add_trigger_steps(p, a.table, a.column.name, mend(Event::insert), mend(Event::update),
                    fmt::format("replace NULLs written to {}", a.full));
  auto& fill = add_step(p.plan, Phase::backfill, StepKind::fill,
                        fmt::format("replace the NULLs of {}", a.full));
  fill.table = a.table.name;
  fill.strategy = Strategy::in_place;
  fill.lock = Lock::batches(a.table.name);
  fill.why = "rows that have a value already are left alone";
  fill.batch =
      fill_batch(a.table, {a.column.name}, fmt::format("{} = ({})", a.c, up), is_null, p.at());
  add_search(p, Phase::backfill, a.table, look, is_null);
  auto back = modify(a.column);
  auto& step = add_not_null(a, Phase::backfill);
  step.undo = {alter_sql(a, back, tried(p, a.table, back, step.title + ", taken back").sql)};
  drop_trigger_steps(p, a.table, a.column.name, "stop replacing NULLs written to " + a.full,
                     "all live code writes the column itself");
  a.column.nullable = false;
  p.note(fmt::format("a rollback keeps what `up` made of the NULLs of {}", a.full));
  p.note(
      fmt::format("where `up` gives NULL, {} stays NULL until backfill has ended, which names such "
                  "rows; from then on the write is refused",
                  a.full));
}

void set_nullable(Altered& a, bool nullable, const std::string& up, const std::string& down) {
  if (a.column.nullable == nullable) {
    a.p.note(fmt::format("{} is {} already", a.full, nullable ? "nullable" : "NOT NULL"));
    return;
  }
  nullable ? drop_not_null(a, down) : set_not_null(a, up);
}

}  // namespace

bool keeps(const SqlText& text, EngineKind engine, const std::string& column) {
  auto given = std::string(trim(expression_or_empty(text, engine)));
  auto bare = given.size() > 1 && given.front() == '`' ? given.substr(1, given.size() - 2) : given;
  return given.empty() || lower(bare) == lower(column);
}

void plan_alter_column(Planning& p, const AlterColumn& op) {
  auto& table = p.table(op.table);
  auto& column = require_column(table, op.column, p.at());
  Altered a{p, table, column, table.name + "." + column.name, quote(column.name)};
  for (auto* mark : {"second_of", "renamed_to"})
    if (column.extra.count(mark))
      unsupported(p.at(), fmt::format("{} is being renamed in this migration", a.full),
                  "use a later migration, after this one has contracted");
  if (op.way != AlterColumn::Way::by_itself)
    unsupported(p.at(),
                a.full + ": `strategy` is for PostgreSQL; the way follows from the type here",
                "leave it out");
  if (column.generated) unsupported(p.at(), a.full + " is a generated column");
  auto up = changing(a, op.up), down = changing(a, op.down);
  if (op.unique && !up.empty() && !op.type.given())
    unsupported(p.at(),
                fmt::format("alter_column {}: `up` for `unique`: a row alone does not tell whether "
                            "it is a duplicate",
                            a.full),
                "mend the duplicates first, then leave `up` out");
  if (op.unique) p.require_name(*op.unique);
  if (op.comment || op.default_value || op.nullable || op.type.given()) require_faithful(a);
  auto wanted = column;
  auto type =
      op.type.given() ? std::string(trim(require_type(op.type, p.flavour.kind, p.at()))) : "";
  if (op.type.given() && !up.empty()) {
    wanted = as_type(p.flavour, column, type);
    if (takes_a_second_column(a, op)) return through_a_second_column(a, op, wanted, up);
    return alter_through_a_shadow(a, op, wanted, up, "`up` gives each row another value");
  }
  if (op.check)
    return alter_through_a_shadow(a, op, wanted, up, "the server copies the table for a CHECK");
  if (op.type.given() && !set_type(a, op, type, wanted)) {
    if (takes_a_second_column(a, op)) return through_a_second_column(a, op, wanted, "");
    return alter_through_a_shadow(
        a, op, wanted, "",
        "the server would copy the table and block its writes: " + p.trial->refusal());
  }
  if (op.nullable && *op.nullable != column.nullable) {
    wanted = column;
    wanted.nullable = *op.nullable;
    if (!p.trial->possible(table, p.plan.steps, modify(wanted), p.at()))
      return alter_through_a_shadow(
          a, op, column, up,
          "the server would copy the table and block its writes: " + p.trial->refusal());
  }
  if (op.comment) set_comment(a, *op.comment);
  // Dropped in contract, the default belongs to every definition that is said again before.
  auto value = op.default_value ? wanted_default(p, *op.default_value) : "";
  if (!value.empty()) set_default(a, value);
  if (op.nullable) set_nullable(a, *op.nullable, up, down);
  if (op.default_value && value.empty()) set_default(a, value);
  if (op.unique) add_unique(p, table, op.unique->value, {column.name});
  if (op.references) add_foreign_key(p, table, new_key(p, *op.references, op.column));
}

}  // namespace migrate::mysql
