// A column replaced by one of another type (docs/decisions/0006): the catalog-only way, and the end
// of the change in place.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/operations/constraint.hpp"
#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/operations/not_yet.hpp"
#include "dialects/postgres/operations/swap_locks.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/carried_default.hpp"
#include "dialects/postgres/replace/column_settings.hpp"
#include "dialects/postgres/replace/left_behind.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/server/elsewhere.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

constexpr auto postgres = EngineKind::postgres;

bool in_expression(const Index& index, const std::string& column) {
  return reads(index, column) &&
         (mentions(index.predicate, column) ||
          std::any_of(index.parts.begin(), index.parts.end(),
                      [&](auto& part) { return mentions(part.expression, column); }));
}

bool one_instant_alter(const Table& table, const Column& column, const std::string& to) {
  if (!is_catalog_only(column.type, to) || column.extra.count("carried")) return false;
  return std::none_of(table.indexes.begin(), table.indexes.end(),
                      [&](auto& index) { return in_expression(index, column.name); });
}

// What ALTER TYPE takes away: storage settings, and the comments of checks that it makes anew.
std::vector<std::string> forgotten(const Planning& p, const Table& table, const Column& column) {
  auto sql = storage_of(column, p.q(table.name), column.name, column.type);
  for (auto& comment : descriptions(table, column.name))
    if (comment.starts_with("COMMENT ON CONSTRAINT ")) sql.push_back(comment);
  return sql;
}

// ALTER TYPE makes the column's foreign keys anew, in both directions; it reads no row for them.
LockedObjects with_keys(const Planning& p, const Table& table, const std::string& column) {
  auto tables = with_parents(p, whole(table), table, column);
  for (auto& key : table.referenced_by)
    if (std::find(key.ref_columns.begin(), key.ref_columns.end(), column) != key.ref_columns.end())
      tables.add(p.referred(key.table));
  return tables;
}

Together sides_of_keys(const Planning& p, const Table& table, const std::string& column) {
  auto has = [&](const std::vector<std::string>& columns) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  };
  std::vector<ForeignKey> keys;
  for (auto& key : table.foreign_keys)
    if (has(key.columns)) keys.push_back(key);
  for (auto& key : table.referenced_by)
    if (has(key.ref_columns)) {
      keys.push_back(key);
      keys.back().ref_table = key.table;
    }
  return with_referred(p, p.q(table.name), keys);
}

void plan_instant(Planning& p, Table& table, Column& column, const std::string& to,
                  const std::optional<std::string>& comment) {
  Replacement r(p, table, column);
  auto q = p.q(table.name), c = quote_name(column.name);
  auto full = table.name + "." + column.name;
  auto collate = column.collation.empty() ? "" : " COLLATE " + column.collation;
  auto lost = forgotten(p, table, column);
  std::vector<const Check*> checks;
  for (auto& check : table.checks)
    if (reads(check, column.name)) checks.push_back(&check);
  auto alter = [&](const std::string& type, bool prove) {
    auto sql = fmt::format("ALTER TABLE {}", q);
    for (auto* check : checks) sql += fmt::format(" DROP CONSTRAINT {},", quote_name(check->name));
    sql += fmt::format(" ALTER COLUMN {0} TYPE {1}{2}", c, type, collate);
    if (prove) sql += fmt::format(" USING {}::{}", c, type);
    for (auto* check : checks)
      sql += fmt::format(", ADD CONSTRAINT {} CHECK ({}){}{}", quote_name(check->name),
                         check->expression, inheritance_of(*check),
                         prove && check->validated ? "" : " NOT VALID");
    return sql;
  };
  // PostgreSQL changes no type under a view, not even where the bytes stay.
  CarriedViews views(p, {{table.name, column.name}});
  auto both = sides_of_keys(p, table, column.name);
  both.views = views.drop();
  auto locks_ahead_with = [&](const std::vector<std::string>& looks) {
    both.checks = looks;
    return locks_ahead(both);
  };
  auto with_views_again = [&](std::vector<std::string> sql) {
    sql.insert(sql.end(), lost.begin(), lost.end());
    for (auto& again : views.up()) sql.push_back(again);
    return sql;
  };
  auto says = [&](const std::string& text) {
    return fmt::format("COMMENT ON COLUMN {}.{} IS {}", q, c,
                       text.empty() ? "NULL" : quote_literal(text));
  };
  auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                        fmt::format("change {} from {} to {}", full, column.type, to));
  step.table = table.name;
  // A plan that a session has made for another type fails, or keeps the shorter one.
  auto anew = read_functions_anew({&r});
  auto forth = locks_ahead_with(views.as_planned());
  forth.push_back(alter(to, false));
  step.sql = {anew};
  for (auto& sql : with_views_again(forth)) step.sql.push_back(sql);
  if (comment) step.sql.push_back(says(*comment));
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = Lock::access_exclusive(views.with_names(with_keys(p, table, column.name)),
                                     "both types keep the same bytes");
  step.why = "PostgreSQL changes the catalog alone: no row is read, no index rebuilt";
  if (comment) step.undo.push_back(says(column.comment));
  if (table.bytes <= rewritten_at_most) {
    // Once nobody can write it any more: the cast to the old type would cut in silence what was
    // written after the values were counted.
    auto misfit = does_not_fit(c, column.type);
    step.undo.push_back(anew);
    auto back = locks_ahead_with(views.as_made());
    if (back.empty()) back = {fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", q)};
    back.push_back(refuse_violators(p, table, fmt::format("{} as {}", full, column.type), misfit));
    back.push_back(alter(column.type, true));
    for (auto& sql : with_views_again(back)) step.undo.push_back(sql);
    step.undo.push_back(fmt::format("ANALYZE {} ({})", q, c));
    step.loss = count_violators(p, table, misfit);
    step.loss_what = fmt::format("values of {} that {} cannot hold", full, column.type);
    p.note(
        fmt::format("rollback narrows {} again and writes table {} anew under ACCESS EXCLUSIVE; "
                    "it is small ({} bytes)",
                    full, table.name, with_thousands(table.bytes)));
  } else {
    p.note(
        fmt::format("rollback leaves {} as {}: narrowing would write {} bytes anew under ACCESS "
                    "EXCLUSIVE; old code works with the wider type",
                    full, to, with_thousands(table.bytes)));
  }
  add_statistics(p, Phase::expand, table, c, fmt::format("gather statistics for {} again", full),
                 "ALTER TYPE throws them away, and autovacuum sees no reason to gather them");
  for (auto* check : checks) {
    if (!check->validated) continue;
    auto& validate = add_validation(p, Phase::expand, table, check->name,
                                    fmt::format("prove constraint {} again", check->name));
    validate.why = "ALTER TYPE would have read the table for it under ACCESS EXCLUSIVE";
  }
  views.note(p);
  views.made(p);
  column.type = to;
}

std::string new_default(const Replacement& r, const AlterColumn& op, const std::string& up) {
  if (op.default_value) return sql_or_empty(*op.default_value, postgres);
  if (!r.first.default_sql) return "";
  bool serial = r.first.extra.count("has_sequence") > 0;
  if (serial || r.shared) return *r.first.default_sql;
  return carried_default(r.p, r.table, r.first, r.type, up);
}

void plan_in_place(Planning& p, Table& table, Column& column, const AlterColumn& op,
                   const std::string& to, const std::string& up) {
  require_time_zone(p, table, column, to, up);
  Replacement r(p, table, column);
  r.type = to;
  bool tightened = op.nullable && !*op.nullable && column.nullable;
  r.shared = up.empty() && can_share(column.type, to) && !tightened;
  r.required = op.nullable ? !*op.nullable : !column.nullable;
  r.default_sql = new_default(r, op, up);
  r.default_given = op.default_value && !r.default_sql.empty();
  r.rules = new_rules(p, table, column, op, to);
  if (column.identity && !is_integer_type(to))
    unsupported(p.at(),
                fmt::format("\"{}\".\"{}\" is an identity column: it cannot become {}", table.name,
                            column.name, to),
                "drop the identity first");
  if (column.identity) refuse_shared_identity(p, table, column.name);
  auto full = table.name + "." + column.name;
  require_plain_type(p, table, to);
  // Who gives an `up`, be it a mere cast, means what it makes of the values.
  bool cuts = !r.shared && !op.up.given() && may_cut(column.type, to);
  auto look = fmt::format("look for values of {} that {} would cut or round", full, to);
  auto misfit = parenthesised(does_not_fit(r.column(), to));
  if (cuts) add_violators_check(p, Phase::backfill, table, look, misfit);
  r.views = CarriedViews(p, {{table.name, column.name}});
  r.views.note(p);
  rehearse_views({&r}, r.views);
  stand_beside(r, up, op.comment);
  auto keep_or_require = [&](Phase phase) {
    if (r.required)
      add_not_null(r, phase);
    else if (!op.nullable)
      keep_unproven_not_null(r, phase);
  };
  if (r.shared) {
    build_new_unique(r);
    keep_or_require(Phase::backfill);
    add_swap(r);
    look_at_new_rules(r, Phase::contract);
    require_new_rules(r);
    add_drop_second(r);
    p.note(
        fmt::format("{0} is {1} from the end of backfill on, for both versions; until contract "
                    "it takes no value that {2} cannot hold",
                    full, to, column.type));
  } else {
    if (cuts) add_violators_check(p, Phase::contract, table, look + ", again", misfit);
    compare_again(r);
    look_at_new_rules(r, Phase::contract);
    keep_or_require(Phase::contract);
    build_new_unique(r);
    add_final_swap({&r}, r.views, fmt::format("put the second column in the place of {}", full));
    require_new_rules(r);
    p.note(fmt::format(
        "{} stays {} until contract: {}; new code must work with both types until then", full,
        column.type,
        up.empty() ? fmt::format("code written for {} cannot use a column of type {} unchanged",
                                 column.type, to)
                   : "`up` gives it other values than old code writes"));
  }
  p.note(
      fmt::format("{} ends as the last column of {}; statements that name no columns (SELECT *, "
                  "INSERT without a column list) meet another order, and a prepared statement "
                  "that returns it may fail once (\"cached plan must not change result type\")",
                  full, table.name));
  note_column_elsewhere(p, table, r.second, true);
  // NOT VALID (18 and later) it refuses what is written, too.
  if (op.nullable && *op.nullable && (!column.nullable || column.extra.count("not_null")))
    p.note(
        fmt::format("{} takes no NULL before contract: until then old code's column is NOT NULL{}",
                    full, r.shared ? ", and follows the new one" : ""));
  column.type = to;
  column.nullable = !r.required;
  if (r.default_sql.empty())
    column.default_sql.reset();
  else
    column.default_sql = r.default_sql;
  know_new_rules(table, column, op, !r.shared);
  if (op.unique && r.shared) comes_in_backfill(p, table, op.unique->value);
}

struct Target {
  std::string type, up;  // `up`: empty for a cast
};

Target target(const Column& column, const AlterColumn& op) {
  auto to = op.type.given() ? canonical_type(sql_or_empty(op.type, postgres)) : column.type;
  auto up = sql_or_empty(op.up, postgres);
  return {to, is_plain_cast(up, column.name, to) ? "" : up};
}

}  // namespace

bool is_replaced(const Table& table, const AlterColumn& op) {
  auto* column = table.column(op.column.value);
  if (!op.type.given() || !column) return false;
  auto [to, up] = target(*column, op);
  if (up.empty() && to == column->type) return false;
  auto down = sql_or_empty(op.down, postgres);
  bool plain = up.empty() && (down.empty() || is_plain_cast(down, column->name, column->type));
  return !plain || op.nullable || op.default_value || !one_instant_alter(table, *column, to);
}

void require_time_zone(const Planning& p, const Table& table, const Column& column,
                       const std::string& to, const std::string& up) {
  auto from = column.type;
  auto is_instant = [](const std::string& type) {
    return base_type(type) == "timestamp with time zone";
  };
  auto is_local = [](const std::string& type) {
    auto base = base_type(type);
    return base == "timestamp without time zone" || base == "date" ||
           base == "time without time zone";
  };
  if (!up.empty() || !((is_instant(from) && is_local(to)) || (is_local(from) && is_instant(to))))
    return;
  auto full = table.name + "." + column.name;
  refuse("MIG-PLAN-NEEDS-UP",
         fmt::format("a cast of {} from {} to {} means another value in each TimeZone, and "
                     "applications have their own",
                     full, from, to),
         fmt::format("give `up` that names one: ({}{} AT TIME ZONE 'UTC')::{}",
                     quote_name(column.name), base_type(from) == "date" ? "::timestamp" : "", to),
         p.at().text());
}

void require_plain_type(Planning& p, const Table& table, const std::string& type,
                        TypeDefault by_type) {
  static const std::vector<std::string> known = {"smallint",
                                                 "integer",
                                                 "bigint",
                                                 "numeric",
                                                 "real",
                                                 "double precision",
                                                 "text",
                                                 "character varying",
                                                 "character",
                                                 "boolean",
                                                 "date",
                                                 "uuid",
                                                 "json",
                                                 "jsonb",
                                                 "bytea",
                                                 "timestamp without time zone",
                                                 "timestamp with time zone",
                                                 "time without time zone",
                                                 "time with time zone",
                                                 "interval",
                                                 "bit",
                                                 "bit varying",
                                                 "inet",
                                                 "cidr",
                                                 "xml"};
  static const std::vector<std::string> serials = {"smallserial", "serial",  "bigserial",
                                                   "serial2",     "serial4", "serial8"};
  auto is = [&](const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), base_type(type)) != list.end();
  };
  if (is(serials))
    unsupported(p.at(), fmt::format("\"{}\" is no type that a column can be given later", type),
                "use bigint; a sequence that the column has goes along");
  if (is(known)) return;
  auto& check = add_step(p.plan, Phase::expand, StepKind::check,
                         fmt::format("{} can be added without reading the table", type));
  check.table = table.name;
  // Constraints hold of domains below it, too; their default it has copied when it was made. An
  // array or a composite type has neither, whatever it is made of.
  const bool refused = by_type == TypeDefault::refused;
  check.sql = {fmt::format(
      "WITH RECURSIVE d AS (\n"
      "  SELECT t.oid, t.typtype, t.typbasetype, t.typnotnull, {} AS given FROM "
      "pg_catalog.pg_type AS t WHERE t.oid = pg_catalog.to_regtype({})\n"
      "  UNION ALL\n"
      "  SELECT t.oid, t.typtype, t.typbasetype, t.typnotnull, NULL FROM d JOIN "
      "pg_catalog.pg_type AS t ON t.oid = d.typbasetype WHERE d.typtype = 'd'),\n"
      "found AS (SELECT d.oid, d.given, d.typnotnull OR EXISTS (SELECT 1 FROM "
      "pg_catalog.pg_constraint AS k WHERE k.contypid = d.oid) AS checked FROM d)\n"
      "SELECT oid::regtype::text AS domain, CASE WHEN checked THEN 'constraints' ELSE 'default ' "
      "|| given END AS has FROM found WHERE checked OR given IS NOT NULL",
      refused ? "t.typdefault" : "NULL::text", quote_literal(type))};
  check.lock = Lock::reading("the catalog");
  check.why =
      "a column of a domain with constraints would write the table anew under ACCESS EXCLUSIVE: "
      "use the domain's own type and a check";
  if (refused)
    check.why +=
        "; the default of a domain would be in every row, written by nobody: say a `default`, or "
        "use the domain's own type";
}

bool plan_replace_column(Planning& p, const AlterColumn& op) {
  auto& table = p.table(op.table);
  auto& column = require_column(table, op.column, p.at());
  require_type(op.type, postgres, p.at());
  auto [to, up] = target(column, op);
  if (up.empty() && to == column.type) {
    p.note(fmt::format("{}.{} is {} already", table.name, column.name, to));
    return false;
  }
  refuse_what_cannot_be_replaced(p, table, column, "alter_column");
  if (!is_replaced(table, op)) {
    auto rules = new_rules(p, table, column, op, to);
    plan_instant(p, table, column, to, op.comment);
    add_new_rules(p, table, column, rules);
    know_new_rules(table, column, op, false);
    return true;
  }
  plan_in_place(p, table, column, op, to, up);
  return true;
}

}  // namespace migrate::postgres
