#include <fmt/format.h>

#include <optional>

#include "dialects/sqlite/batches.hpp"
#include "dialects/sqlite/catalog/lexer.hpp"
#include "dialects/sqlite/operations/pending_column.hpp"
#include "dialects/sqlite/operations/planning.hpp"
#include "dialects/sqlite/operations/rules.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/state.hpp"
#include "dialects/sqlite/sync.hpp"
#include "dialects/sqlite/triggers/user_triggers.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

namespace {

constexpr auto engine = EngineKind::sqlite;

struct Asked : PendingColumn {
  std::string up, references;
  std::string check_name, passes;  // of the CHECK, and its expression
  std::string computed;            // the expression of a generated column
  std::optional<NewKey> key;       // of `references`
};

std::string generated_sql(const Planning& planning, const ColumnDef& column) {
  if (!column.generated) return {};
  if (column.generated->identity)
    unsupported(planning.at,
                "SQLite has identity columns only as INTEGER PRIMARY KEY, which cannot be "
                "added to a table");
  planning.note(
      fmt::format("{} is added as a VIRTUAL generated column: SQLite cannot add a STORED one",
                  column.name.value));
  return fmt::format(" GENERATED ALWAYS AS ({}) VIRTUAL",
                     require_expression(column.generated->expression, engine,
                                        "generated.expression", planning.at));
}

void require_addable(const Planning& planning, const Table& table, const ColumnDef& column) {
  planning.require_new_name(column.name);
  for (auto& other : table.columns)
    if (same_name(other.name, column.name.value))
      require_no_column(table, Identifier(other.name), planning.at);
  if (column.pk) unsupported(planning.at, "SQLite cannot add a primary key column to a table");
  if (column.comment)
    planning.note("SQLite keeps no column comments: the comment stays in the file");
}

std::string named(const Asked& asked) {
  return asked.check_name.empty() ? "" : " " + asked.check_name;
}

// What every row gets, and every row that old code writes: SQLite would refuse the CHECK without
// naming a row, and the foreign key at old code's next write.
void look_at_the_value(const Planning& planning, const Table& table, const Asked& asked,
                       const std::string& value) {
  const auto t = quote(table.name), c = quote(asked.column);
  if (!asked.passes.empty()) {
    std::vector<std::string> keys;
    for (auto& column : walk_columns(table, planning.at)) keys.push_back(quote(column));
    const auto key = join(keys, ", ");
    const auto rows = keys.size() == 1 && !table.column(walk_columns(table, planning.at)[0])
                          ? key + ", *"
                          : std::string("*");
    planning.check(Phase::expand,
                   fmt::format("no row breaks the CHECK{} of {}", named(asked), asked.name()),
                   table,
                   fmt::format("SELECT {0}, {1} FROM (SELECT {2}, {3} AS {1} FROM {4}) AS {4}\n"
                               "WHERE NOT ({5}\n) LIMIT 5",
                               key, c, rows, value, t, asked.passes));
  }
  if (asked.key && !asked.default_sql.empty() && !same_name(asked.default_sql, "NULL"))
    planning.check(
        Phase::expand,
        fmt::format("the default of {} refers to a row, as {} asks", asked.name(),
                    asked.key->name.empty() ? "`references`" : asked.key->name),
        table,
        fmt::format("SELECT {0} AS {1} WHERE NOT EXISTS (SELECT 1 FROM {2} WHERE {3} = "
                    "{0})",
                    value, c, quote(asked.key->ref_table), quote(asked.key->ref_columns.at(0))));
}

void look_for_breaking_rows(const Planning& planning, Phase phase, const Table& table,
                            const Asked& asked) {
  if (asked.passes.empty()) return;
  planning.search(phase,
                  fmt::format("look for rows that the CHECK{} of {} would refuse{}", named(asked),
                              asked.name(), phase == Phase::contract ? ", again" : ""),
                  table, "NOT (" + asked.passes + "\n)");
}

void plan_plain(const Planning& planning, const Table& table, const Asked& asked,
                const std::string& generated) {
  const auto t = quote(table.name), c = quote(asked.column);
  if (asked.not_null && asked.default_sql.empty() && generated.empty())
    unsupported(
        planning.at,
        fmt::format("{} is NOT NULL without a default: old code's INSERT would fail", asked.name()),
        "give `up` (an expression for rows that lack it), a `default`, or `nullable: true`");
  // SQLite refuses these for a table with rows only, which the rehearsal's copy has not.
  if (asked.not_null && same_name(asked.default_sql, "NULL"))
    unsupported(planning.at, fmt::format("{} is NOT NULL with the default NULL", asked.name()));
  if (!asked.default_sql.empty() &&
      (!is_constant(asked.default_sql) || is_current_time(asked.default_sql)))
    unsupported(
        planning.at,
        fmt::format("SQLite can add a column with a literal default only, not {}",
                    asked.default_sql),
        "give `up`, the value for the rows that are there; the default then comes at contract");
  look_at_the_value(planning, table, asked,
                    !asked.computed.empty()     ? "(" + asked.computed + "\n)"
                    : asked.default_sql.empty() ? "NULL"
                                                : "(" + asked.default_sql + ")");
  auto sql = fmt::format("ALTER TABLE {} ADD COLUMN {} {}{}", t, c, asked.type, generated);
  if (asked.not_null) sql += " NOT NULL";
  if (!asked.default_sql.empty()) sql += fmt::format(" DEFAULT {}", asked.default_sql);
  sql += asked.check + asked.references;
  auto& step = planning.ddl(Phase::expand, "add " + asked.name(), table, {sql});
  step.strategy = Strategy::instant;
  step.why = "changes the stored definition only; rows get the default when they are read";
  step.undo = {fmt::format("ALTER TABLE {} DROP COLUMN {}", t, c)};
  if (!generated.empty()) return;  // no row holds it, nor is written anew when it goes
  step.undo_lock = rewriting_lock();
  auto unset = asked.default_sql.empty() ? "NULL" : default_value(asked.default_sql);
  step.loss = count_sql(table.name, fmt::format("{} COLLATE BINARY IS NOT {}", c, unset));
  step.loss_what = "values of " + asked.name();
}

void plan_end(const Planning& planning, const Table& table, const Asked& asked,
              const std::vector<std::string>& drop_triggers) {
  auto sql = end_pending(asked);
  sql.insert(sql.end(), drop_triggers.begin(), drop_triggers.end());
  for (auto& statement : prove_check(asked)) sql.push_back(statement);
  auto& step = planning.ddl(Phase::contract, "end the filling of " + asked.name(), table, sql);
  step.strategy = Strategy::in_place;
  step.why = "old code, which leaves the column out, is gone";
  if (asked.not_null)
    step.lock = write_lock("one read of the table, then milliseconds",
                           "proof and NOT NULL belong in one transaction");
}

void plan_filled(const Planning& planning, const Table& table, const Asked& asked) {
  const auto t = quote(table.name), c = quote(asked.column);
  // The triggers are written for the table as it is with the column.
  Table with = table;
  Column column;
  column.name = asked.column;
  column.type = asked.type;
  with.columns.push_back(column);
  DerivedColumn derived{asked.column, asked.up, "NULL", false, true};
  const auto triggers = derived_triggers(with, derived, planning.at);

  std::vector<std::string> sql = {add_pending(asked) + asked.references};
  sql.insert(sql.end(), triggers.create.begin(), triggers.create.end());
  auto& expand = planning.ddl(
      Phase::expand,
      fmt::format("add {}, filled by triggers where old code leaves it out", asked.name()), table,
      sql);
  expand.strategy = Strategy::in_place;
  expand.why = "nullable until contract: old code does not know the column";
  expand.undo = triggers.drop;
  expand.undo.push_back(fmt::format("ALTER TABLE {} DROP COLUMN {}", t, c));
  expand.undo_lock = rewriting_lock();
  expand.loss = count_sql(table.name, fmt::format("{0} IS NOT NULL AND {0} COLLATE BINARY IS NOT "
                                                  "({1}\n)",
                                                  c, asked.up));
  expand.loss_what = "values of " + asked.name() + " that are not what `up` gives";

  planning.fill("fill " + asked.name(), table, fmt::format("{} = ({}\n)", c, asked.up),
                c + " IS NULL");
  if (asked.not_null) {
    require_given(planning, table, asked.name(), asked.up);
    planning.search(Phase::backfill, "look for rows without " + asked.name(), table,
                    c + " IS NULL");
    derived.not_null = true;
    const auto strict = derived_triggers(with, derived, planning.at);
    auto refuse = triggers.drop;
    refuse.insert(refuse.end(), strict.create.begin(), strict.create.end());
    auto& tighten =
        planning.ddl(Phase::backfill, fmt::format("the triggers refuse NULL in {}", asked.name()),
                     table, refuse);
    tighten.strategy = Strategy::in_place;
    tighten.why = "new code may rely on it; the NOT NULL itself comes with contract";
    tighten.undo = triggers.drop;
    tighten.undo.insert(tighten.undo.end(), triggers.create.begin(), triggers.create.end());
  } else {
    // What is NULL by chance cannot be told from what the fill has missed, nor what another table
    // has come to say since.
    if (!called_volatile(asked.up) && !mentions(lower(asked.up), "select"))
      planning
          .verify(Phase::backfill, "look for rows not filled: " + asked.name(), table,
                  fmt::format("{} IS NULL AND ({}\n) IS NOT NULL", c, asked.up))
          .only_in_phase = true;
    planning.note(
        fmt::format("until contract a NULL in {} means \"not filled yet\" and is filled from `up`",
                    asked.name()));
  }
  look_for_breaking_rows(planning, Phase::backfill, table, asked);
  // Not foreign_key_check, which looks at the table's other keys, too.
  if (asked.key)
    planning.search(Phase::backfill,
                    fmt::format("look for rows whose {} refers to no row", asked.name()), table,
                    orphan(table, *asked.key));
  look_for_breaking_rows(planning, Phase::contract, table, asked);
  plan_end(planning, table, asked, triggers.drop);
  require_writable(planning, table, {asked.column});
}

}  // namespace

void plan_add_column(const Planning& planning, const AddColumn& operation) {
  const auto& table = planning.table(operation.table);
  const auto& column = operation.column;
  require_addable(planning, table, column);
  Asked asked;
  asked.table = table.name;
  asked.column = column.name.value;
  asked.type = require_type(column.type, engine, planning.at);
  asked.up = sql_or_empty(operation.up, engine);
  if (column.default_value)
    asked.default_sql = require_expression(*column.default_value, engine, "default", planning.at);
  asked.check = check_sql(column, planning.at);
  asked.references = references_sql(column, planning.at);
  if (column.check) {
    asked.check_name = column.check->name.value;
    asked.passes = require_sql(column.check->constraint, engine, "check", planning.at);
  }
  if (column.references) asked.key = new_key(planning, *column.references, asked.column);
  if (column.generated && !column.generated->identity)
    asked.computed = sql_or_empty(column.generated->expression, engine);
  asked.not_null = !column.nullable;
  const auto generated = generated_sql(planning, column);
  if (!generated.empty() && !asked.up.empty())
    unsupported(
        planning.at,
        fmt::format("add_column {}: `up` and `generated` exclude one another", asked.name()),
        "leave one of them out");
  if (asked.up.empty())
    plan_plain(planning, table, asked, generated);
  else
    plan_filled(planning, table, asked);
  if (column.unique) {
    if (asked.up.empty() && !asked.default_sql.empty() && !same_name(asked.default_sql, "NULL"))
      unsupported(planning.at,
                  fmt::format("{}: a unique column cannot have one default for every row that "
                              "exists",
                              asked.name()));
    // The name that PostgreSQL would give.
    Identifier name(fmt::format("{}_{}_key", table.name, asked.column));
    require_no_index(planning.schema, name, planning.at);
    plan_unique(planning, table, name.value, {asked.column});
  }
}

}  // namespace migrate::sqlite
