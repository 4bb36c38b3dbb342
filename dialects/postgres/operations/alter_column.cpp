// alter_column where no value changes: what loosens comes in expand, what tightens when old code
// can no longer break it (docs/decisions/0008).
#include <fmt/format.h>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/operations/constraint.hpp"
#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/operations/unique_rule.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/choose_way.hpp"
#include "dialects/postgres/replace/column_settings.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/shadow/plan.hpp"
#include "dialects/postgres/triggers/user_triggers.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

std::string alter(const Planning& p, const Table& table, const Column& column,
                  const std::string& change, bool if_exists = false) {
  return fmt::format("ALTER TABLE {}{} ALTER COLUMN {} {}", if_exists ? "IF EXISTS " : "",
                     p.q(table.name), quote_name(column.name), change);
}

Step& add_instant(Planning& p, Phase phase, const Table& table, const std::string& title,
                  const std::string& sql) {
  auto& step = add_step(p.plan, phase, StepKind::ddl, title);
  step.table = table.name;
  step.sql = {sql};
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = Lock::access_exclusive(whole(table), "no row is read");
  return step;
}

void set_comment(Planning& p, const Table& table, Column& column, const std::string& text) {
  auto say = [&](const std::string& comment) {
    return fmt::format("COMMENT ON COLUMN {}.{} IS {}", p.q(table.name), quote_name(column.name),
                       comment.empty() ? "NULL" : quote_literal(comment));
  };
  auto& step = add_instant(p, Phase::expand, table,
                           fmt::format("comment on {}.{}", table.name, column.name), say(text));
  step.undo = {say(column.comment)};
  step.lock = {"SHARE UPDATE EXCLUSIVE", table.name, "milliseconds: catalog only",
               "reads and writes go on"};
  column.comment = text;
}

// SET DEFAULT and DROP DEFAULT go down to them, and so does the undo: what one has of its own would
// be lost. One that has none loses nothing where it is `dropped`.
void require_one_default(const Planning& p, const Table& table, const Column& column,
                         bool dropped) {
  if (!p.live || !table.extra.count("has_children")) return;
  auto rows =
      p.live
          ->query(
              "WITH RECURSIVE below (oid, top) AS (SELECT c.oid, true FROM pg_catalog.pg_class AS "
              "c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = "
              "$1::text AND c.relname = $2::text UNION SELECT i.inhrelid, false FROM below JOIN "
              "pg_catalog.pg_inherits AS i ON i.inhparent = below.oid), own AS (SELECT below.*, "
              "pg_get_expr(d.adbin, d.adrelid) AS value FROM below JOIN pg_catalog.pg_attribute AS "
              "a ON a.attrelid = below.oid AND a.attname = $3::text AND NOT a.attisdropped LEFT "
              "JOIN pg_catalog.pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum) "
              "SELECT oid::regclass::text FROM own WHERE value IS DISTINCT FROM (SELECT value FROM "
              "own WHERE top) AND (value IS NOT NULL OR NOT $4::boolean) ORDER BY 1 LIMIT 1",
              {db::Value::of(p.schema.name), db::Value::of(table.name), db::Value::of(column.name),
               db::Value::of(dropped ? "true" : "false")})
          .rows;
  if (rows.empty()) return;
  unsupported(p.at(),
              fmt::format("\"{}\".\"{}\" has another default in {} {}", table.name, column.name,
                          is_partitioned(table) ? "partition" : "child table", rows[0][0].text),
              "give it the same default before, and its own again after contract");
}

void set_default(Planning& p, const Table& table, Column& column, const SqlText& wanted) {
  auto full = table.name + "." + column.name;
  if (column.identity || column.generated)
    unsupported(p.at(), fmt::format("{} is {}: it cannot have a default", full,
                                    column.identity ? "an identity column" : "generated"));
  auto sql = wanted.given() ? require_sql(wanted, postgres, "default", p.at()) : "";
  if (is_null_default(sql)) sql.clear();
  if (sql.empty() && !column.default_sql) {
    p.note(fmt::format("{} has no default already", full));
    return;
  }
  require_one_default(p, table, column, sql.empty());
  auto set = [](const std::string& value) { return "SET DEFAULT " + parenthesised(value); };
  if (sql.empty()) {
    auto& step = add_instant(p, Phase::contract, table, fmt::format("drop the default of {}", full),
                             alter(p, table, column, "DROP DEFAULT"));
    step.why = "old code may leave the column out";
    column.default_sql.reset();
    column.default_constant = false;
    return;
  }
  auto& step = add_instant(p, Phase::expand, table, fmt::format("set the default of {}", full),
                           alter(p, table, column, set(sql)));
  step.undo = {alter(p, table, column,
                     column.default_sql ? set(*column.default_sql) : "DROP DEFAULT", true)};
  step.why = "a default is read when a row is inserted: no row that exists changes";
  p.note(fmt::format(
      "from expand on, inserts of old code that leave {} out get the new default too", full));
  column.default_sql = sql;
  column.default_constant = is_constant_default(sql);
}

// The undo is the recipe of NOT NULL; what may be killed between its statements begins again.
void drop_not_null(Planning& p, const Table& table, Column& column, const std::string& down) {
  auto full = table.name + "." + column.name;
  auto q = p.q(table.name), c = quote_name(column.name);
  auto rule = object_name({"not_null", table.name, column.name}, 63);
  auto is_null = c + " IS NULL";
  auto& step = add_instant(p, Phase::expand, table, fmt::format("let {} be NULL", full),
                           alter(p, table, column, "DROP NOT NULL"));
  step.transactional = false;
  if (!down.empty()) {
    // A misspelt `down` fails before anything is loosened, not in the rollback.
    auto checks = expression_checks(p, table, column.name, down, Evaluated::by_undo);
    step.sql.insert(step.sql.begin(), checks.begin(), checks.end());
  }
  step.why = "new code may write NULL; old code's writes are not touched by it";
  step.probe = fmt::format(
      "SELECT CASE WHEN a.attnotnull AND NOT EXISTS (SELECT 1 FROM pg_catalog.pg_constraint AS k "
      "WHERE k.conrelid = a.attrelid AND k.conname = {}) THEN 0 ELSE 1 END AS state\n"
      "FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = to_regclass({}) AND a.attname = {}",
      quote_literal(rule), quote_literal(q), quote_literal(column.name));
  auto drop_rule = fmt::format("ALTER TABLE {} DROP CONSTRAINT IF EXISTS {}", q, quote_name(rule));
  if (down.empty()) {
    step.undo.push_back(refuse_violators(p, table, fmt::format("NOT NULL of {}", full), is_null));
    step.loss = count_violators(p, table, is_null);
    step.loss_what = fmt::format("NULLs of {}, for which there is no `down`", full);
  }
  step.undo.push_back(drop_rule);
  step.undo.push_back(fmt::format(
      "ALTER TABLE {} ADD CONSTRAINT {} CHECK ({} IS NOT NULL) NOT VALID", q, quote_name(rule), c));
  if (!down.empty())
    step.undo.push_back(
        fmt::format("UPDATE {} SET {} = {} WHERE {}", q, c, parenthesised(down), is_null));
  step.undo.push_back(fmt::format("ALTER TABLE {} VALIDATE CONSTRAINT {}", q, quote_name(rule)));
  step.undo.push_back(alter(p, table, column, "SET NOT NULL"));
  step.undo.push_back(drop_rule);
  p.note(
      down.empty()
          ? fmt::format(
                "old code reads the NULLs that new code writes to {}; a rollback is refused "
                "while there are any",
                full)
          : fmt::format("old code reads the NULLs that new code writes to {}; `down` replaces them "
                        "when it is rolled back",
                        full));
  column.nullable = true;
  column.extra.erase("not_null");
}

// From 18 on there is one that is NOT VALID: rows of before may hold NULL, and a rollback proves
// nothing. Its last statement alone brings the constraint back.
void drop_unproven_not_null(Planning& p, const Table& table, Column& column,
                            const std::string& down) {
  auto full = table.name + "." + column.name;
  auto q = p.q(table.name), c = quote_name(column.name);
  auto name = column.extra.at("not_null");
  auto alone = with_referred(p, q, {});
  auto& step = add_instant(
      p, Phase::expand, table, fmt::format("let {} be NULL", full),
      under_locks(alone, fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", q, quote_name(name))));
  step.transactional = false;
  step.why = "new code may write NULL; rows of before may hold it already";
  step.probe = fmt::format(
      "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_catalog.pg_constraint WHERE conrelid = "
      "to_regclass({}) AND conname = {}) THEN 0 ELSE 1 END AS state",
      quote_literal(q), quote_literal(name));
  if (!down.empty()) {
    auto checks = expression_checks(p, table, column.name, down, Evaluated::by_undo);
    step.sql.insert(step.sql.begin(), checks.begin(), checks.end());
    step.undo.push_back(
        fmt::format("UPDATE {} SET {} = {} WHERE {} IS NULL", q, c, parenthesised(down), c));
  }
  auto again = described(table, name);
  again.insert(again.begin(), fmt::format("ALTER TABLE {} ADD CONSTRAINT {} NOT NULL {} NOT VALID",
                                          q, quote_name(name), c));
  auto together = join(again, ";\n  "), back = under_locks(alone, together);
  if (again.size() > 1 && back == together)
    back = "DO " + dollar_quote("\nBEGIN\n  " + together + ";\nEND\n");
  step.undo.push_back(back);
  p.note(fmt::format("old code reads the NULLs that new code writes to {}; a rollback {}", full,
                     down.empty() ? "leaves them there, with those from before"
                                  : "replaces them by `down`, and those from before"));
  column.extra.erase("not_null");
}

void set_not_null(Planning& p, const Table& table, Column& column, const std::string& up) {
  auto full = table.name + "." + column.name;
  auto c = quote_name(column.name), is_null = c + " IS NOT DISTINCT FROM NULL";
  auto look = fmt::format("look for rows without {}", full);
  if (up.empty()) {
    set_not_null_at_contract(p, table, column.name);
    p.note(
        fmt::format("{} is NOT NULL from contract on: old code may write NULL until then; contract "
                    "refuses while there is one; with `up` it would hold from backfill on",
                    full));
    column.nullable = false;
    return;
  }
  require_no_later_triggers(p, table);
  auto sync = mend_sync(p.site(table.name), {.name = column.name,
                                             .when = "NEW." + is_null,
                                             .violated = {},
                                             .values = {{column.name, up}},
                                             .may_stay = true});
  auto& expand = add_step(p.plan, Phase::expand, StepKind::ddl,
                          fmt::format("replace NULLs that are written to {}", full));
  expand.table = table.name;
  expand.sql = expression_checks(p, table, column.name, up, Evaluated::by_trigger);
  expand.sql.insert(expand.sql.end(), sync.create.begin(), sync.create.end());
  expand.undo = sync.drop;
  expand.transactional = true;
  expand.strategy = Strategy::in_place;
  expand.lock = Lock::share_row_exclusive(whole(table));
  expand.undo_lock = Lock::access_exclusive(whole(table), "the trigger goes");
  expand.why = "old code may still write NULL: `up` says what is stored instead";

  auto& fill = add_step(p.plan, Phase::backfill, StepKind::fill,
                        fmt::format("replace the NULLs of {}", full));
  fill.table = table.name;
  fill.strategy = Strategy::in_place;
  fill.lock = Lock::batches(table);
  fill.batch = Walk(p.schema, table, p.at()).fill({{c, parenthesised(up)}}, is_null);
  fill.why = "rows that have a value already are left alone";
  add_search(p, Phase::backfill, table, look, is_null);
  add_not_null(p, table, column.name, Before::nullable);

  auto& finish = add_instant(p, Phase::contract, table,
                             fmt::format("stop replacing NULLs that are written to {}", full), "");
  finish.sql = sync.drop;
  finish.why = "all live code writes the column itself";
  p.note(fmt::format("a rollback keeps what `up` made of the NULLs of {}", full));
  p.note(
      fmt::format("where `up` raises an error or gives NULL, {} stays NULL until backfill has "
                  "ended, which names such rows; from then on the write is refused",
                  full));
  column.nullable = false;
}

void set_nullable(Planning& p, const Table& table, Column& column, bool nullable,
                  const std::string& up, const std::string& down) {
  auto full = table.name + "." + column.name;
  const bool unproven = nullable && column.nullable && column.extra.count("not_null");
  if (column.nullable == nullable && !unproven) {
    p.note(fmt::format("{} is {} already", full, nullable ? "nullable" : "NOT NULL"));
    return;
  }
  require_plain_table(p, table, "alter_column");
  if (column.extra.count("inherited"))
    unsupported(p.at(), full + " is inherited", "change the parent table");
  if (!nullable) return set_not_null(p, table, column, up);
  if (column.identity) unsupported(p.at(), full + " is an identity column: it is always NOT NULL");
  if (auto* key = table.primary_key())
    for (auto& part : key->parts)
      if (part.column == column.name)
        unsupported(p.at(), full + " is part of the primary key: it is always NOT NULL");
  if (auto identity = table.extra.find("replica_identity"); identity != table.extra.end())
    for (auto& part : table.index(identity->second)->parts)
      if (part.column == column.name)
        unsupported(p.at(), full + " is part of the replica identity", "choose another one first");
  if (unproven) return drop_unproven_not_null(p, table, column, down);
  drop_not_null(p, table, column, down);
}

}  // namespace

void plan_alter_column(Planning& p, const AlterColumn& op) {
  if (is_rebuilt(p, op.table)) return plan_rebuild(p, op.table);
  auto& table = p.table(op.table);
  auto& column = require_column(table, op.column, p.at());
  require_not_renamed(p, table, column);
  if (plan_by_cheaper_way(p, op)) return;
  if (op.type.given() && plan_replace_column(p, op)) return;
  auto changing = [&](const SqlText& text) {
    auto given = changing_expression(text, table, column.name);
    return op.type.given() && is_plain_cast(given, column.name, column.type) ? "" : given;
  };
  auto up = changing(op.up), down = changing(op.down);
  if (op.unique && !up.empty())
    unsupported(p.at(),
                fmt::format("alter_column {}.{}: `up` for `unique`: a row alone does not tell "
                            "whether it is a duplicate",
                            table.name, column.name),
                "mend the duplicates first, then leave `up` out");
  if (op.comment) set_comment(p, table, column, *op.comment);
  if (op.default_value) set_default(p, table, column, *op.default_value);
  if (op.nullable) set_nullable(p, table, column, *op.nullable, up, down);
  if (op.check || op.references || op.unique) require_plain_table(p, table, "alter_column");
  auto add = [&](const Rule& rule) {
    if (up.empty())
      add_rule_at_contract(p, table, rule);
    else
      add_rule_with_up(p, table, rule, {{column.name, up}});
  };
  if (op.check) {
    auto rule = check_rule(p, table, check_of(*op.check));
    add(rule);
    table.checks.push_back({rule.name, sql_or_empty(op.check->constraint, postgres), true, {}});
  }
  if (op.references) add(foreign_key_rule(p, table, key_of(*op.references, op.column)));
  if (op.unique) {
    UniqueRule rule;
    rule.name = op.unique->value;
    rule.columns = {column.name};
    add_unique_rule(p, table, rule);
  }
}

}  // namespace migrate::postgres
