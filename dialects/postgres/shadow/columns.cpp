#include "dialects/postgres/shadow/columns.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/shadow/rebuild.hpp"
#include "dialects/postgres/triggers/row_expression.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// Each of them can be had of the new table without another rewrite, and names what breaks it.
void refuse_rules(const NewColumn& n) {
  auto* field = n.def.unique       ? "unique"
                : n.def.pk         ? "pk"
                : n.def.check      ? "check"
                : n.def.references ? "references"
                                   : nullptr;
  if (field)
    unsupported(n.p.at(),
                fmt::format("add_column {}: `{}` beside a rebuild of the table", n.full, field),
                "give it in a later migration, which writes no row anew");
}

bool may_name(const std::string& expression, const std::string& name) {
  return mentions(lower(expression), lower(name));
}

bool gets_other_values(const ShadowChange& change, const std::string& column) {
  return change.types.count(column) || change.up.count(column);
}

// The trigger, and the server, see a row of the new table: so must the copy, which reads the old.
std::string over_old_row(const NewColumn& n, const ShadowChange& change, const Table& was,
                         const std::string& expression) {
  bool other_row = false;
  std::vector<std::string> row;
  for (auto& column : was.columns) {
    auto name = quote_name(column.name);
    bool read = may_name(expression, column.name) || may_name(expression, was.name);
    if (column.generated && read)
      for (auto& [other, _] : change.up)
        if (may_name(column.extra.at("generated_as"), other))
          unsupported(n.p.at(),
                      fmt::format("add_column {}: its expression reads {}, which is computed from "
                                  "{}, which gets other values",
                                  n.full, column.name, other),
                      "name what it is computed from");
    if (!gets_other_values(change, column.name)) {
      row.push_back(name);
      continue;
    }
    other_row |= read;
    auto type = change.types.find(column.name);
    auto up = change.up.find(column.name);
    row.push_back(fmt::format("CAST({} AS {}) AS {}",
                              up == change.up.end() ? name : parenthesised(up->second),
                              type == change.types.end() ? column.type : type->second, name));
  }
  if (!other_row) return expression;
  return fmt::format("SELECT {} FROM (SELECT {}) AS {}", parenthesised(expression), join(row, ", "),
                     quote_name(was.name));
}

void number(AddedColumn& added) {
  auto& n = added.n;
  added.numbering = numbering_of(n);
  Identifier name(usual_name(n.table.name, n.def.name.value, "seq"));
  n.p.require_free_name(name, Planning::Named::relation);
  added.sequence = n.p.q(name.value);
  auto& column = *n.table.column(n.def.name.value);
  column.type = added.numbering.type;
  column.identity = added.numbering.identity;
  n.p.note(
      fmt::format("{}: rows that exist are numbered by the copy; those that are written until the "
                  "exchange have their numbers only then, and some numbers are never used",
                  n.full));
  if (column.identity) return;
  column.default_sql = fmt::format("nextval({}::regclass)", quote_literal(added.sequence));
  column.extra["has_sequence"] = "1";
  note_on_rights(n, name.value);
}

void derive(AddedColumn& added, const ShadowChange& change) {
  auto& n = added.n;
  if (!change.late_because.empty()) {
    if (!n.default_sql.empty())
      n.table.column(n.def.name.value)->default_sql = parenthesised(n.default_sql);
    return;
  }
  auto site = n.p.site(n.table.name);
  site.known = &n.table;
  added.sync = derived_sync(site, {.column = n.def.name.value,
                                   .expression = n.up,
                                   .left_out_default = {},
                                   .type = n.plain_type,
                                   .fills_inserts = true,
                                   .required = n.required,
                                   .not_null = n.required});
  n.p.note(n.required ? fmt::format("a row for which `up` of {} raises an error or gives NULL "
                                    "stops backfill, which names it; from the exchange on it is "
                                    "refused, from old code too",
                                    n.full)
                      : fmt::format("from the exchange until contract a row that is inserted with "
                                    "NULL in {} gets what `up` says; where that raises an error it "
                                    "stays NULL",
                                    n.full));
}

std::string definition(const AddedColumn& added, const Table& was) {
  auto& n = added.n;
  auto& column = *n.table.column(n.def.name.value);
  auto sql = added.sequence.empty() ? n.type : added.numbering.type;
  // Before PostgreSQL 18 the server forgets the name.
  if (added.tight)
    sql += fmt::format(" CONSTRAINT {} NOT NULL", quote_name(not_null_name(was, n.def.name.value)));
  if (added.generated)
    sql += fmt::format(" GENERATED ALWAYS AS {} STORED", parenthesised(*n.value));
  else if (column.identity)
    sql += fmt::format(" GENERATED {} AS IDENTITY (SEQUENCE NAME {}{}{})",
                       n.def.generated->user_specified_values, added.sequence,
                       added.numbering.options.empty() ? "" : " ", added.numbering.options);
  else if (column.default_sql)
    sql += " DEFAULT " + *column.default_sql;
  return sql;
}

}  // namespace

std::vector<AddedColumn> added_columns(Planning& p, const ShadowChange& change, const Table& was,
                                       Table& made) {
  std::vector<AddedColumn> all;
  auto* first = p.operation;
  for (auto* operation : change.added) {
    p.operation = operation;
    auto& op = std::get<AddColumn>(operation->body);
    p.require_name(op.column.name);
    require_no_column(made, op.column.name, p.at());
    AddedColumn added{read_new_column(p, made, op), {}, {}, {}, {}, false, false};
    auto& n = added.n;
    refuse_rules(n);
    add_to_schema(n);
    added.generated = n.def.generated && !n.def.generated->identity;
    added.tight = n.required && !(added.generated && change.late_because.empty());
    if (is_numbered(n))
      number(added);
    else
      // Rows are copied as they are to be: only the trigger asks for what is left out.
      require_plain_type(p, made, canonical_type(n.plain_type),
                         n.up.empty() ? TypeDefault::no_matter : TypeDefault::refused);
    auto& column = *made.column(op.column.name.value);
    if (column.default_sql && !column.extra.count("has_sequence"))
      column.default_sql = parenthesised(*column.default_sql);
    // The copy casts to it.
    if (added.sequence.empty()) column.type = canonical_type(n.plain_type);
    if (n.def.comment) column.comment = *n.def.comment;
    if (added.generated || !n.up.empty()) added.over_old = over_old_row(n, change, was, *n.value);
    if (!n.up.empty()) derive(added, change);
    all.push_back(std::move(added));
  }
  p.operation = first;
  return all;
}

std::map<std::string, std::string> copied_values(const ShadowChange& change,
                                                 const std::vector<AddedColumn>& added) {
  auto values = change.up;
  for (auto& one : added)
    if (!one.n.up.empty()) values[one.n.def.name.value] = one.over_old;
  return values;
}

void add_to_shadow(const Rebuild& r, Step& make) {
  auto shadow = r.names.shadow_sql();
  // What differs each time it is asked would never compare equal.
  for (auto& [column, up] : r.change.up)
    if (may_read_or_call(up))
      append(make.sql, row_checks(r.p, r.was, column,
                                  fmt::format("`{}` of {}.{}", shorten(up, 80), r.was.name, column),
                                  up, Evaluated::by_copy));
  for (auto& added : r.added) {
    auto& n = added.n;
    bool serial = !added.sequence.empty() && !added.numbering.identity;
    if (serial)
      make.sql.push_back(
          fmt::format("CREATE SEQUENCE {} AS {}", added.sequence, added.numbering.type));
    make.sql.push_back(
        fmt::format("ALTER TABLE {} ADD COLUMN {} {}", shadow, n.c, definition(added, r.was)));
    if (serial) append(make.sql, own_sequence(n, added.sequence, shadow));
    if (!added.sync.create.empty() && !n.default_sql.empty())
      append(make.sql, try_default(shadow, n.c, parenthesised(n.default_sql)));
    if (n.def.comment)
      make.sql.push_back(
          fmt::format("COMMENT ON COLUMN {}.{} IS {}", shadow, n.c, quote_literal(*n.def.comment)));
    // The way back has taken the sequence off the table.
    if (serial) make.undo.push_back("DROP SEQUENCE IF EXISTS " + added.sequence);
    if (n.up.empty()) continue;
    append(make.sql,
           expression_checks(r.p, n.table, n.def.name.value, n.up,
                             r.early ? Evaluated::and_compared : Evaluated::by_copy, {}, shadow));
    if (!r.early) continue;
    make.sql.push_back(added.sync.create.front());
    make.undo.push_back(added.sync.drop.back());
  }
}

void look_for_added_nulls(const Rebuild& r) {
  for (auto& added : r.added)
    if (added.n.required && !added.over_old.empty())
      add_search(r.p, Phase::backfill, r.was, fmt::format("look for rows without {}", added.n.full),
                 parenthesised(added.over_old) + " IS NOT DISTINCT FROM NULL");
}

std::vector<std::string> follow_added(const Rebuild& r) {
  std::vector<std::string> sql;
  for (auto& added : r.added)
    if (!added.sync.create.empty()) sql.push_back(added.sync.create.back());
  return sql;
}

// A sequence that belongs to the table that goes would be left on it.
void keep_sequences(Rebuild& r) {
  auto& sql = r.attached.swap_back.under_lock;
  for (auto& added : r.added)
    if (!added.sequence.empty() && !added.numbering.identity)
      sql.insert(sql.begin(), fmt::format("ALTER SEQUENCE {} OWNED BY NONE", added.sequence));
}

void add_loss_of_added(const Rebuild& r, Step& step) {
  std::vector<std::string> conditions, values;
  for (auto& added : r.added) {
    if (added.generated) continue;
    conditions.push_back("(" + only_new_code_wrote(added.n) + ")");
    values.push_back((added.sequence.empty() ? "values of " : "numbers of ") + added.n.full);
  }
  if (conditions.empty()) return;
  step.loss = count_violators(r.p, r.was, join(conditions, " OR "));
  step.loss_what = join(values, ", ");
}

void finish_added(const Rebuild& r, Table& made) {
  for (auto& added : r.added) {
    if (!added.sync.create.empty()) stop_deriving(added.n, added.sync);
    if (!added.n.required || added.tight) continue;
    set_not_null_at_contract(r.p, made, added.n.def.name.value);
    note_on_late_not_null(added.n);
    made.column(added.n.def.name.value)->nullable = false;
  }
}

}  // namespace migrate::postgres
