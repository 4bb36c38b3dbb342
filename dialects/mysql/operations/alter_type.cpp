// alter_column: another type, in the way that the server takes or through a shadow.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/operations/altered.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/plan.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

// How many rows hold what the narrower type `was` cannot; empty: none, or it cannot be told.
std::string misfits(const Altered& a, const Column& was) {
  auto kind = data_type(was);
  auto open = was.type.find('('), close = was.type.rfind(')');
  if (open == std::string::npos || close == std::string::npos) return {};
  auto inside = was.type.substr(open + 1, close - open - 1);
  std::string condition;
  if (kind == "varchar" || kind == "char")
    condition = fmt::format("CHAR_LENGTH({}) > {}", a.c, inside);
  else if (kind == "varbinary" || kind == "binary")
    condition = fmt::format("LENGTH({}) > {}", a.c, inside);
  else if (kind == "enum")
    condition = fmt::format("{} NOT IN ({})", a.c, inside);
  else
    return {};
  return count_lost(a.table, condition);
}

// Back to the narrower type: in the way that the server takes, or by a copy that is over in a
// moment.
void undo_type(Altered& a, Step& step, const Column& was) {
  auto& p = a.p;
  constexpr std::uint64_t small = 16u << 20;
  auto back = p.trial->strictest(a.table, p.plan.steps, modify(was), p.at());
  if (back) {
    step.undo = {alter_sql(a, modify(was), way_of(*back))};
    tried(p, a.table, modify(a.column), step.title);
    return;
  }
  if (a.table.bytes > small) {
    p.note(
        fmt::format("a rollback leaves {} as {}: old code works with it, and the server would copy "
                    "the table, writes waiting, to make it {} again",
                    a.full, a.column.type, was.type));
    return;
  }
  step.undo = {alter_sql(a, modify(was), ", ALGORITHM=COPY, LOCK=SHARED")};
  step.undo_lock =
      LockImpact{"MDL shared, no write", a.table.name, "while the table, 16 MB at most, is copied",
                 "writes wait that long, reads do not"};
  step.loss = misfits(a, was);
  step.loss_what = fmt::format("values of {} that {} cannot hold, which a rollback never cuts",
                               a.full, was.type);
}

// "(3)" of "datetime(3)" and of "CURRENT_TIMESTAMP(3)"; empty: whole seconds.
std::string digits(const std::string& text) {
  auto open = text.find('('), close = text.find(')');
  if (open == std::string::npos || close == std::string::npos) return {};
  auto inside = std::string(trim(text.substr(open + 1, close - open - 1)));
  return inside.empty() || inside == "0" ? "" : "(" + inside + ")";
}

// MySQL takes it with as many digits as the column has, and no others (error 1067).
std::string now_of(const std::string& type, const std::string& now) {
  return digits(now) == digits(type) ? now : "CURRENT_TIMESTAMP" + digits(type);
}

// `clause` as a definition has it: a literal of TEXT, BLOB or JSON is an expression on MySQL (error
// 1101).
std::string defined_default(const Flavour& flavour, const Column& column,
                            const std::string& clause) {
  bool literal = is_constant(clause) && lower(clause) != "null";
  return literal && is_blob(column) && !flavour.blob_default_is_literal ? "(" + clause + ")"
                                                                        : clause;
}

// The default that the file gives the column, if it does; of another type the old one need not fit.
void take_default(const Planning& p, const AlterColumn& op, Column& column) {
  if (!op.default_value) return;
  auto value = wanted_default(p, *op.default_value);
  column.default_sql =
      value.empty() ? std::nullopt
                    : std::optional(defined_default(p.flavour, column, default_clause(value)));
}

}  // namespace

void alter_through_a_shadow(Altered& a, const AlterColumn& op, const Column& wanted,
                            const std::string& up, const std::string& why) {
  auto& p = a.p;
  refuse_key_beside(p, "alter_column " + a.full, op.references.has_value());
  ShadowChange change;
  auto column = wanted;
  std::vector<std::string> said;
  if (op.comment) column.comment = *op.comment;
  if (op.nullable) column.nullable = *op.nullable;
  take_default(p, op, column);
  if (!(column == a.column)) {
    require_own_default(p, a.table, column);
    change.alter = modify(column);
  }
  if (op.check) add_check(p, change, op.check->name, op.check->constraint, "check.constraint");
  if (op.unique) add_unique_key(p, a.table, change, *op.unique, a.column.name);
  change.what = op.type.given() ? fmt::format("{} becomes {}", a.full, column.type)
                : op.check      ? fmt::format("CHECK {} on {}", op.check->name.value, a.full)
                                : a.full;
  change.why = why;
  if (!up.empty())
    change.up[a.column.name] =
        op.type.given() || op.check ? up : fmt::format("COALESCE({}, {})", a.c, up);
  plan_shadow(p, change, a.table);
}

Column as_type(const Flavour& flavour, Column wanted, const std::string& type) {
  wanted.type = type;
  wanted.extra.erase("data_type");
  if (!is_text(wanted) || lower(type).find(" character set ") != std::string::npos ||
      lower(type).find(" collate ") != std::string::npos) {
    wanted.charset.clear();
    wanted.collation.clear();
  }
  auto& now = wanted.default_sql;
  if (auto kind = data_type(wanted); kind == "datetime" || kind == "timestamp") {
    if (now && is_now(*now)) now = now_of(type, *now);
    if (auto at = wanted.extra.find("on_update"); at != wanted.extra.end())
      at->second = now_of(type, at->second);
  }
  if (now) now = defined_default(flavour, wanted, *now);
  return wanted;
}

constexpr const char* both =
    "change both columns in one migration, each in an operation of its own";

bool set_type(Altered& a, const AlterColumn& op, const std::string& type, Column& wanted) {
  auto& p = a.p;
  auto holds = [&](const std::vector<std::string>& columns) {
    return std::find(columns.begin(), columns.end(), a.column.name) != columns.end();
  };
  // The copy has no foreign keys to find it by.
  bool together = false;
  for (auto& key : a.table.foreign_keys) {
    if (!holds(key.columns)) continue;
    if (key.ref_table == a.table.name || !p.changes_too(key.ref_table))
      unsupported(p.at(), fmt::format("the foreign key {} is on {}", key.name, a.full),
                  key.ref_table == a.table.name ? "change both columns in one alter_table" : both);
    together = true;
  }
  for (auto& key : a.table.referenced_by) {
    if (!holds(key.ref_columns)) continue;
    if (!p.changes_too(key.table))
      unsupported(p.at(),
                  fmt::format("the foreign key {} of {} refers to {}", key.name, key.table, a.full),
                  both);
    together = true;
  }
  wanted = as_type(p.flavour, a.column, type);
  // Without a copy a type takes all that was there, the old default, too, which changes in a step
  // of its own: only what the shadow becomes need not have it.
  auto in_the_end = wanted;
  take_default(p, op, in_the_end);
  if (op.default_value && !p.trial->possible(a.table, p.plan.steps, modify(in_the_end), p.at()))
    return false;
  auto title = fmt::format("make {} {}", a.full, type);
  auto change = modify(wanted);
  auto algorithm = p.trial->strictest(a.table, p.plan.steps, change, p.at());
  if (!algorithm || together) return false;
  auto how = by_algorithm(a.table.name, *algorithm,
                          "the rows are read or rebuilt meanwhile, reads and writes go on");
  auto made = p.trial->catalog(a.table, a.column.name);
  if (made.type == a.column.type && made.collation == a.column.collation) {
    p.note(fmt::format("{} is {} already", a.full, made.type));
    return true;
  }
  auto& step = alter(a, Phase::expand, change, how, title);
  step.probe = Probe::column_where(
      a.table.name, a.column.name,
      fmt::format("{} AND {}", is("COLUMN_TYPE", made.type),
                  made.collation.empty() ? "COLLATION_NAME IS NULL"
                                         : is("COLLATION_NAME", made.collation)));
  step.why = "every value there is fits the new type as it stands";
  auto was = a.column;
  a.column = wanted;
  undo_type(a, step, was);
  return true;
}

}  // namespace migrate::mysql
