// alter_column with another type, where a shadow cannot be: a second column of that type beside the
// first, kept in step with it until one statement exchanges their names (docs/decisions/0016).
#include <fmt/format.h>

#include "dialects/mysql/batch_sql.hpp"
#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/operations/altered.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/carry_sql.hpp"
#include "dialects/mysql/shadow/rebuild.hpp"
#include "dialects/mysql/triggers/mapped_sync.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

struct Beside {
  Altered& a;
  const Column was;
  Column wanted;  // as it shall be in the end
  Column second;  // the same, in the server's words, under its name until then
  std::string expression, what;
  std::vector<std::pair<std::string, std::string>> indexes;  // and what each is on the second
};

void refuse(const Beside& b) {
  auto& p = b.a.p;
  auto& table = b.a.table;
  require_droppable(p, table, b.was, b.what);
  require_without_expressions(p, table, b.was, b.what);
  if (b.expression == b.a.c) {
    require_one_zone(p, b.what, b.a.full, b.was, b.wanted);
  } else {
    require_known(p, table, b.expression);
    require_any_zone(p, table, b.what, b.expression, b.wanted);
    note_cascades(p, table, b.a.full, b.expression);
  }
  if (b.was.identity) unsupported(p.at(), b.what + ": it is AUTO_INCREMENT");
  if (is_spatial(b.was) || is_spatial(b.wanted)) unsupported(p.at(), b.what + ": a spatial type");
  for (auto& name : indexes_with(table, b.was.name)) {
    auto& index = *table.index(name);
    bool prefixed = false;
    for (auto& part : index.parts) prefixed |= part.column == b.was.name && part.prefix;
    // A second unique index would refuse what the first one lets pass, before contract.
    if (index.unique || prefixed || is_blob(b.wanted))
      unsupported(p.at(),
                  fmt::format("{}: index {} is on it, and is {}", b.what, name,
                              index.unique ? "unique"
                              : prefixed   ? "of a prefix"
                                           : "not possible on the new type"),
                  "drop that index first");
  }
}

void add_second(Beside& b) {
  auto& p = b.a.p;
  auto& table = b.a.table;
  Column empty = b.wanted;
  empty.name = object_name({table.name, b.was.name, "type"}, name_limit);
  empty.nullable = true;
  empty.default_sql.reset();
  empty.extra.erase("on_update");
  auto title = fmt::format("add a column of type {} beside {}", b.wanted.type, b.a.full);
  tried(p, table, fmt::format("ADD COLUMN {} AFTER {}", definition_sql(empty), b.a.c), title,
        p.has_row_versions(table));
  auto made = p.trial->catalog(table, empty.name);
  add_column_step(p, table, empty, b.was.name, title).why =
      "the trigger fills it; nobody else uses it";
  b.second = b.wanted;
  b.second.name = empty.name;
  b.second.type = made.type;
  b.second.charset = made.charset;
  b.second.collation = made.collation;
}

// Before the exchange, and after it, too, the texts say what is to be done: the column with the one
// name follows the one with the other.
void keep_in_step(const Beside& b) {
  Computed second{b.second, b.expression};
  add_trigger_steps(b.a.p, b.a.table, b.second.name,
                    computed_trigger(b.a.p.flavour, b.a.table, second, Event::insert),
                    computed_trigger(b.a.p.flavour, b.a.table, second, Event::update),
                    fmt::format("let {} follow {}", b.second.name, b.a.full));
}

std::string not_in_step(const Beside& b) {
  bool as_it_is = b.expression == b.a.c;
  return fmt::format("NOT ({})",
                     same_after(b.a.p.flavour, {b.was, b.second, as_it_is ? "" : b.expression},
                                "(" + b.expression + ")", quote(b.second.name)));
}

void look_for_nulls(const Beside& b, Phase phase, const std::string& again) {
  add_search(
      b.a.p, phase, b.a.table,
      fmt::format("look for rows without a value in the new column of {}{}", b.a.full, again),
      quote(b.second.name) + " IS NULL");
}

void fill(Beside& b) {
  auto& p = b.a.p;
  auto& table = b.a.table;
  auto second = quote(b.second.name);
  auto batch = fill_batch(table, {b.second.name}, fmt::format("{} = ({})", second, b.expression),
                          not_in_step(b), p.at());
  auto& step = add_step(p.plan, Phase::backfill, StepKind::fill,
                        fmt::format("fill the new column of {}", b.a.full));
  step.table = table.name;
  step.strategy = Strategy::in_place;
  step.lock = Lock::batches(table.name);
  step.why = "a row whose value does not fit the new type is named";
  step.batch = std::move(batch);
  add_verify(p, Phase::backfill, table, fmt::format("compare {} with its new column", b.a.full),
             not_in_step(b));
  if (!b.wanted.nullable) look_for_nulls(b, Phase::backfill, "");
  for (auto& name : indexes_with(table, b.was.name)) {
    auto index = index_for(table, *table.index(name), b.was.name, b.second.name);
    index_step(p, Phase::backfill, table, index,
               fmt::format("build index {} on the new column", name));
    b.indexes.emplace_back(name, index.name);
  }
}

void exchange(const Beside& b) {
  auto& p = b.a.p;
  auto& table = b.a.table;
  add_verify(p, Phase::contract, table,
             fmt::format("compare {} with its new column, again", b.a.full), not_in_step(b));
  if (!b.wanted.nullable) look_for_nulls(b, Phase::contract, ", again");
  auto whole = b.wanted;
  whole.name = b.second.name;
  // Not before: a NULL stands for what old code writes and the new type does not hold.
  if (!whole.nullable || whole.default_sql || whole.extra.count("on_update"))
    modify_step(p, Phase::contract, table, whole,
                fmt::format("make the new column what {} is", b.a.full))
        .why = "before the exchange, which changes names alone";
  auto second = quote(b.second.name);
  Column old = b.was;
  old.name = b.second.name;
  old.nullable = true;
  old.default_sql.reset();
  old.extra.erase("on_update");
  // What new code writes from then on need not fit the old type: the column may be NULL.
  std::vector<std::string> changes = {
      b.was.nullable ? fmt::format("RENAME COLUMN {} TO {}", b.a.c, second)
                     : fmt::format("CHANGE COLUMN {} {}", b.a.c, definition_sql(old)),
      fmt::format("RENAME COLUMN {} TO {}", second, b.a.c)};
  for (auto& [name, other] : b.indexes) {
    changes.push_back(fmt::format("RENAME INDEX {} TO {}", quote(name), quote(other)));
    changes.push_back(fmt::format("RENAME INDEX {} TO {}", quote(other), quote(name)));
  }
  auto title = fmt::format("exchange the names of {} and its new column", b.a.full);
  auto change = join(changes, ", ");
  auto how = tried(p, table, change, title);
  auto& step = alter(b.a, Phase::contract, change, how, title);
  // The new one stands behind the old one.
  step.probe = Probe::column_behind(table.name, b.was.name, b.second.name);
  step.destructive = true;
  step.why = "one statement: a query meets the one or the other, and no trigger has to change";
  drop_trigger_steps(p, table, b.second.name, fmt::format("let the old column of {} be", b.a.full),
                     "nobody uses it any more");
  std::vector<std::string> gone;
  for (auto& [name, other] : b.indexes) gone.push_back(other);
  swap_indexes(p, table, gone, {},
               fmt::format("drop the indexes of the old column of {}", b.a.full));
  if (!gone.empty()) p.plan.steps.back().why = "left to DROP COLUMN they would go on without it";
  drop_column_step(p, table, b.second);
}

// The foreign key for which the table can have no shadow.
const ForeignKey* in_the_way(const Altered& a) {
  for (auto& key : a.table.foreign_keys) {
    bool from_itself = a.p.flavour.no_self_cascade_in_triggers && key.ref_table == a.table.name &&
                       key.on_delete == "CASCADE";
    if (from_itself || hides_errors(a.p, key)) return &key;
  }
  return nullptr;
}

}  // namespace

bool takes_a_second_column(const Altered& a, const AlterColumn& op) {
  if (op.check || op.unique || op.references || op.nullable || op.default_value) return false;
  return in_the_way(a) != nullptr;
}

void through_a_second_column(Altered& a, const AlterColumn& op, const Column& wanted,
                             const std::string& up) {
  auto& p = a.p;
  Beside b{a, a.column, wanted, {}, up.empty() ? a.c : up, "alter_column " + a.full, {}};
  if (op.comment) b.wanted.comment = *op.comment;
  walk(a.table, p.at());
  refuse(b);
  note_triggers(p, a.table);
  auto& key = *in_the_way(a);
  p.note(
      fmt::format("{} has its old type until contract, for both versions of the code: the table "
                  "cannot have a shadow, since foreign key {} changes it by cascades",
                  a.full, key.name));
  if (hides_errors(p, key))
    p.note(
        fmt::format("a cascade of {} that meets a deadlock or a lock timeout is rolled back, and "
                    "{} tells the application that it succeeded: `migrate backfill --batch 1` "
                    "holds one row at a time",
                    key.name, p.flavour.product));
  add_second(b);
  keep_in_step(b);
  fill(b);
  exchange(b);
  auto* column = a.table.column(b.was.name);
  column->extra["renamed_to"] = b.second.name;
  a.table.column(b.second.name)->extra["second_of"] = b.was.name;
}

}  // namespace migrate::mysql
