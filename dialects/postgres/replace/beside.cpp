// A second column beside the first, kept in step, filled, compared, and with all that is built on
// the first (docs/decisions/0006).
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/batches.hpp"
#include "dialects/postgres/operations/defaults.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/column_settings.hpp"
#include "dialects/postgres/replace/left_behind.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "dialects/postgres/replace/type_change.hpp"
#include "dialects/postgres/triggers/user_triggers.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// What needs both columns would be built twice, each time on one new column and one old one.
void refuse_two_at_once(const Planning& p, const Table& table, const std::string& first,
                        const std::string& other) {
  auto refuse_if = [&](const std::string& what, const auto& needs) {
    if (needs(first) && needs(other))
      unsupported(p.at(),
                  fmt::format("{} of table \"{}\" needs both \"{}\" and \"{}\", and this migration "
                              "replaces both",
                              what, table.name, first, other),
                  "change one of them in a later migration, after this one has contracted");
  };
  auto among = [](const std::vector<std::string>& columns) {
    return [&columns](const std::string& column) {
      return std::find(columns.begin(), columns.end(), column) != columns.end();
    };
  };
  for (auto& index : table.indexes)
    refuse_if("index " + index.name,
              [&](const std::string& column) { return reads(index, column); });
  for (auto& check : table.checks)
    refuse_if("constraint " + check.name,
              [&](const std::string& column) { return reads(check, column); });
  for (auto& key : table.foreign_keys) refuse_if("foreign key " + key.name, among(key.columns));
  for (auto& key : table.referenced_by)
    refuse_if("foreign key " + key.name + " of " + key.table, among(key.ref_columns));
}

void refuse_other_operations(const Planning& p, const Table& table, const Column& column) {
  for (auto& other : p.migration.operations) {
    if (&other == p.operation) continue;
    auto* alter = std::get_if<AlterColumn>(&other.body);
    if (alter && alter->table.value == table.name && alter->column.value != column.name &&
        is_replaced(table, *alter))
      refuse_two_at_once(p, table, column.name, alter->column.value);
    for (auto& touch : touches(other))
      if (touch.table == table.name && (touch.column == column.name || touch.column == "*dropped" ||
                                        touch.column == "*reads " + column.name))
        unsupported(p.at(),
                    fmt::format("{} in the same migration works on \"{}\".\"{}\" too, which is "
                                "replaced by a second column",
                                other.kind, table.name, column.name),
                    "use a later migration, after this one has contracted");
  }
}

void refuse_key_types(const Replacement& r) {
  for (auto& key : r.table.foreign_keys) {
    for (std::size_t i = 0; i < key.columns.size(); ++i) {
      if (key.columns[i] != r.first.name) continue;
      auto* parent = r.p.schema.table(key.ref_table);
      auto* target = parent ? parent->column(key.ref_columns[i]) : nullptr;
      if (!target || !can_refer(r.type, target->type))
        unsupported(r.p.at(),
                    fmt::format("foreign key {} compares \"{}\".\"{}\" with {}.{}, which is no {}",
                                key.name, r.table.name, r.first.name, key.ref_table,
                                key.ref_columns[i], r.type),
                    "change the referenced column first, or drop the foreign key");
    }
  }
  for (auto& key : r.table.referenced_by)
    for (std::size_t i = 0; i < key.ref_columns.size(); ++i) {
      if (key.ref_columns[i] != r.first.name) continue;
      if (!can_refer(r.first.type, r.type))
        unsupported(
            r.p.at(),
            fmt::format("foreign key {} of {} references \"{}\".\"{}\", and its columns are "
                        "no {}",
                        key.name, key.table, r.table.name, r.first.name, r.type),
            "drop that foreign key first");
    }
}

}  // namespace

void refuse_what_cannot_be_replaced(const Planning& p, const Table& table, const Column& column,
                                    const std::string& what) {
  auto full = fmt::format("\"{}\".\"{}\"", table.name, column.name);
  require_not_renamed(p, table, column);
  require_plain_table(p, table, what);
  if (column.generated)
    unsupported(p.at(), full + " is a generated column", "drop it and add it again");
  if (column.extra.count("inherited"))
    unsupported(p.at(), full + " is inherited", "change it in the parent table");
  if (in_partition_key(table, column.name))
    unsupported(p.at(), full + " is part of the partition key");
  if (auto held = column.extra.find("held_by"); held != column.extra.end())
    unsupported(p.at(),
                fmt::format("{} is needed by: {}", full, join(split(held->second, '\x1e'), ", ")),
                "drop that before, and make it again after contract");
  require_enforced(p, table, column);
}

void stand_beside(Replacement& r, const std::string& up,
                  const std::optional<std::string>& comment) {
  r.p.touch_built_on(r.table, r.first.name);
  auto& p = r.p;
  auto& table = r.table;
  const auto& to = r.type;
  const auto& column = r.first;
  refuse_other_operations(p, table, column);
  refuse_stored_rows(p, table, column.name);
  refuse_security_label(p, table, column.name);
  require_no_later_triggers(p, table);
  refuse_on_partitions(r);
  refuse_key_types(r);
  auto full = table.name + "." + column.name;
  Walk walk(p.schema, table, p.at());
  std::vector<std::string> key;
  if (auto* walking = table.walking_key()) key = walking->columns();

  std::string value;
  auto site = p.site(table.name);
  if (r.shared) {
    r.sync = follow_sync(site, column, r.second);
    value = r.column();
    r.differ = parted(column, r.second);
  } else {
    Computed computed{r.second, to,
                      up.empty() ? fmt::format("CAST({} AS {})", r.column(), to) : up};
    r.sync = computed_sync(site, column.name, computed);
    r.upward = upward_function(site, computed, key);
    value = r.upward->call;
    r.differ = differs(r.second_column(), value);
  }
  auto with = [](std::vector<std::string>& sql, const std::vector<std::string>& more) {
    sql.insert(sql.end(), more.begin(), more.end());
  };
  with(r.sync.create, r.mend.create);
  with(r.sync.drop, r.mend.drop);
  rehearse_carried(r);
  auto& expand =
      add_step(p.plan, Phase::expand, StepKind::ddl,
               fmt::format("add a second column of type {} beside {}, kept in step", to, full));
  expand.table = table.name;
  expand.sql = {
      fmt::format("ALTER TABLE {} ADD COLUMN {} {}", r.q, r.second_column(), type_of_second(r))};
  if (r.default_given) with(expand.sql, try_default(r.q, r.second_column(), r.default_sql));
  with(expand.sql, settings_of(column, r.q, r.second, to, comment));
  for (auto* partition : all_partitions_of(p, table))
    if (auto* own = partition->column(column.name))
      with(expand.sql, settings_of(*own, p.q(partition->name), r.second, to, {}));
  if (r.upward)
    expand.sql.insert(expand.sql.end(), r.upward->create.begin(), r.upward->create.end());
  if (r.shared || up.empty())
    expand.sql.push_back(fmt::format("EXPLAIN UPDATE {} SET {} = {} WHERE false", r.q,
                                     r.second_column(), r.column() + "::" + to));
  else
    with(expand.sql,
         expression_checks(p, table, r.second, up, Evaluated::and_compared, column.name));
  for (auto& sql : rehearsal(r)) expand.sql.push_back(sql);
  expand.sql.insert(expand.sql.end(), r.sync.create.begin(), r.sync.create.end());
  expand.undo = r.sync.drop;
  if (r.upward) expand.undo.insert(expand.undo.end(), r.upward->drop.begin(), r.upward->drop.end());
  expand.undo.push_back(
      fmt::format("ALTER TABLE IF EXISTS {} DROP COLUMN IF EXISTS {}", r.q, r.second_column()));
  expand.transactional = true;
  expand.strategy = Strategy::in_place;
  expand.lock =
      Lock::access_exclusive(whole(table), "the new column is empty; nothing is rewritten");
  expand.why = fmt::format(
      "changing {} to {} in one statement would rewrite the table under ACCESS "
      "EXCLUSIVE",
      column.type, to);

  auto& fill = add_step(p.plan, Phase::backfill, StepKind::fill,
                        fmt::format("fill the second column of {}", full));
  fill.table = table.name;
  fill.strategy = Strategy::in_place;
  fill.lock = Lock::batches(table);
  fill.batch = walk.fill({{r.second_column(), value}}, r.differ);
  if (!r.sync.guard.empty() && update_triggers(table).empty() && !changes_filled_rows(p, table))
    fill.batch->before.push_back(r.sync.guard);
  fill.why = r.shared ? "it makes the two columns equal, so that the trigger has nothing to do"
                      : "a row that the expression cannot map is named by its key";
  auto compared = fmt::format("compare the second column of {} with the first", full);
  add_verify(p, Phase::backfill, table, compared, r.differ);
  look_at_new_rules(r, Phase::backfill);
  build_on_second(r);
}

std::string type_of_second(const Replacement& r) {
  // A collation belongs to a string type; another one has none.
  static const std::vector<std::string> strings = {"text", "character varying", "character"};
  bool collates = std::find(strings.begin(), strings.end(), base_type(r.type)) != strings.end();
  return r.first.collation.empty() || !collates ? r.type : r.type + " COLLATE " + r.first.collation;
}

void compare_again(Replacement& r) {
  add_verify(r.p, Phase::contract, r.table,
             fmt::format("compare the second column of {}.{} with the first again", r.table.name,
                         r.first.name),
             r.differ);
}

Replacement::Replacement(Planning& p, Table& table, const Column& first)
    : p(p),
      table(table),
      first(first),
      q(p.q(table.name)),
      second(object_name({"column", table.name, first.name}, 63)) {}

std::string Replacement::column() const {
  return quote_name(first.name);
}

std::string Replacement::second_column() const {
  return quote_name(second);
}

std::string Replacement::other(const std::string& part, const std::string& name) const {
  return object_name({part, table.name, name}, 63);
}

std::vector<std::string> Replacement::renamed(std::vector<std::string> columns) const {
  std::replace(columns.begin(), columns.end(), first.name, second);
  return columns;
}

}  // namespace migrate::postgres
