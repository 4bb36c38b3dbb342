// alter_enum's `rename` and `drop`: a new type in the place of the old one, whose columns are all
// replaced by second ones (docs/decisions/0010).
#include <fmt/format.h>

#include <algorithm>
#include <list>

#include "dialects/postgres/inspect.hpp"
#include "dialects/postgres/operations/constraint.hpp"
#include "dialects/postgres/operations/enum.hpp"
#include "dialects/postgres/operations/enum_column.hpp"
#include "dialects/postgres/operations/enum_words.hpp"
#include "dialects/postgres/quote.hpp"
#include "dialects/postgres/replace/replacement.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Names = std::vector<std::string>;

struct Exchange {
  Planning& p;
  EnumType& type;
  std::string q, second, second_q;  // "schema"."type"; the new type, until it takes the name
  ValueChange change;
  Names values;     // of the new type
  Names left_over;  // new names that a rollback left in the type
  std::list<Replacement> columns = {};

  std::string full(const Replacement& r) const { return r.table.name + "." + r.first.name; }
};

void refuse_this_migration(const Exchange& x) {
  auto& p = x.p;
  if (x.type.extra.count("created"))
    unsupported(p.at(), fmt::format("type \"{}\" is created by this migration", x.type.name),
                "create it with the values that it is to have");
  for (auto& made : made_with(p, x.type.name))
    unsupported(p.at(),
                fmt::format("this migration makes column \"{}\".\"{}\" with type \"{}\", which is "
                            "replaced by another one",
                            made.table, made.column, x.type.name),
                "make the column in a later migration, after this one has contracted");
  for (auto& other : p.migration.operations) {
    auto* alter = std::get_if<AlterEnum>(&other.body);
    if (alter && &other != p.operation && alter->name.value == x.type.name)
      unsupported(
          p.at(),
          fmt::format("another operation of this migration changes type \"{}\" too", x.type.name),
          "write both as one alter_enum");
  }
}

void read_renames(Exchange& x, const AlterEnum& op) {
  for (auto& rename : op.rename) {
    require_label(x.p, rename.to);
    auto at = require_value(x.p, x.type, rename.from);
    bool follows = at + 1 < x.type.values.size() && x.type.values[at + 1] == rename.to;
    if (x.change.renamed.count(rename.from))
      unsupported(x.p.at(), fmt::format("'{}' is renamed twice", rename.from));
    if (follows)
      x.left_over.push_back(rename.to);
    else if (has_value(x.type.values, rename.to))
      unsupported(
          x.p.at(), fmt::format("type \"{}\" has the value '{}' already", x.type.name, rename.to),
          fmt::format("to make one value of the two: drop: [{{value: {}, replace_with: {}}}]",
                      rename.from, rename.to));
    for (auto& [from, to] : x.change.renamed)
      if (to == rename.to)
        unsupported(x.p.at(), fmt::format("'{}' and '{}' both become '{}'", from, rename.from, to));
    x.change.renamed[rename.from] = rename.to;
  }
}

void read_drops(Exchange& x, const AlterEnum& op) {
  for (auto& drop : op.drop) {
    require_value(x.p, x.type, drop.value);
    if (x.change.renamed.count(drop.value) || x.change.dropped.count(drop.value))
      unsupported(x.p.at(), fmt::format("'{}' is changed twice", drop.value));
    x.change.dropped[drop.value] = drop.replace_with;
  }
  for (auto& value : x.type.values) {
    if (x.change.dropped.count(value) || has_value(x.left_over, value)) continue;
    auto renamed = x.change.renamed.find(value);
    x.values.push_back(renamed == x.change.renamed.end() ? value : renamed->second);
  }
  for (auto& value : x.left_over)
    if (x.change.renamed.count(value) || x.change.dropped.count(value))
      unsupported(x.p.at(), fmt::format("'{}' is a new name, and changes itself", value),
                  "change it in a later migration, after this one has contracted");
  if (x.values.empty())
    unsupported(x.p.at(), fmt::format("type \"{}\" would have no value left", x.type.name));
  EnumType after = x.type;
  after.values = x.values;
  for (auto& [_, replacement] : x.change.dropped)
    if (!replacement.empty()) require_value(x.p, after, replacement);
}

// Each column is replaced by itself: what needs two of them would be built on one new column and
// one old one.
void refuse_shared(const Exchange& x, const Table& table, const Names& columns) {
  auto look = [&](const std::string& what, const auto& uses) {
    Names used;
    for (auto& column : columns)
      if (uses(column)) used.push_back(column);
    if (used.size() > 1)
      unsupported(x.p.at(),
                  fmt::format("{} of table \"{}\" needs more than one column of type \"{}\": {}",
                              what, table.name, x.type.name, join(used, ", ")),
                  "drop it before, and make it again after contract");
  };
  for (auto& index : table.indexes)
    look("index " + index.name, [&](auto& column) { return reads(index, column); });
  for (auto& check : table.checks)
    look("constraint " + check.name, [&](auto& column) { return reads(check, column); });
  for (auto& key : table.foreign_keys)
    look("foreign key " + key.name, [&](auto& column) { return has_value(key.columns, column); });
}

std::map<std::string, Names> replaced_columns(const Exchange& x) {
  std::map<std::string, Names> columns;
  for (auto& use : x.type.uses) {
    if (use.kind != EnumUse::Kind::column) continue;
    if (is_own_object(use.name))
      unsupported(
          x.p.at(),
          fmt::format("a column of \"{}\" is being replaced by another migration", use.table),
          "finish that one first");
    columns[use.table].push_back(use.name);
  }
  return columns;
}

// With the schema's name, as views are read; by its name the new type is meant when they are made.
CarriedViews::Reword words_of_views(const Exchange& x) {
  bool plain = std::all_of(x.p.schema.name.begin(), x.p.schema.name.end(), [](unsigned char c) {
    return std::islower(c) || std::isdigit(c) || c == '_';
  });
  auto& columns = x.type.uses;
  auto column = std::find_if(columns.begin(), columns.end(),
                             [](auto& use) { return use.kind == EnumUse::Kind::column; });
  if (column == columns.end()) return {};
  auto& name = x.p.schema.table(column->table)->column(column->name)->type;
  auto schema = plain ? x.p.schema.name : quote_name(x.p.schema.name);
  Words words{x.p, schema + "." + name, x.q, x.change, "a view over type " + x.type.name};
  return [words](const std::string& sql) { return words.of_expression(sql); };
}

// All that depends on the type must go along, or DROP TYPE would fail in contract.
void refuse_uses(const Exchange& x, const std::map<std::string, Names>& columns,
                 const CarriedViews& views) {
  Names stay;
  for (auto& use : x.type.uses) {
    if (use.kind == EnumUse::Kind::column) continue;
    auto* table = use.table.empty() ? nullptr : x.p.schema.table(use.table);
    auto of = columns.find(use.table);
    bool carried = !use.view.empty() && views.has(use.view);
    auto any_column = [&](const auto& uses) {
      return std::any_of(of->second.begin(), of->second.end(), uses);
    };
    if (table && of != columns.end()) {
      if (use.kind == EnumUse::Kind::default_value) carried = has_value(of->second, use.name);
      if (auto* index = table->index(use.name); index && use.kind == EnumUse::Kind::index)
        carried = any_column([&](auto& column) { return reads(*index, column); });
      if (use.kind == EnumUse::Kind::constraint)
        for (auto& check : table->checks)
          if (check.name == use.name)
            carried = any_column([&](auto& column) { return reads(check, column); });
    }
    if (!carried) stay.push_back(use.what);
  }
  if (!stay.empty())
    unsupported(x.p.at(),
                fmt::format("type \"{}\" is replaced by a new one, and these cannot go along: {}",
                            x.type.name, join(stay, "; ")),
                "drop them before, and make them again after contract");
}

void add_new_names(Exchange& x) {
  if (x.change.renamed.empty()) return;
  auto& p = x.p;
  auto& step = add_step(p.plan, Phase::expand, StepKind::ddl, "");
  Names names;
  for (auto& [from, to] : x.change.renamed) {
    step.sql.push_back(fmt::format("ALTER TYPE {} ADD VALUE IF NOT EXISTS {} AFTER {}", x.q,
                                   quote_literal(to), quote_literal(from)));
    names.push_back("'" + to + "'");
  }
  step.title = fmt::format("let type {} take {} too", x.type.name, join(names, ", "));
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = lock_of_type(x.type.name);
  step.why = "new code writes the new name before contract; PostgreSQL adds a row to a catalog";
}

void add_new_type(Exchange& x) {
  auto& p = x.p;
  auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                        fmt::format("create the type that {} will be", x.type.name));
  step.sql = {
      fmt::format("CREATE TYPE {} AS ENUM ({})", x.second_q, join(literals(x.values), ", "))};
  if (auto acl = x.type.extra.find("acl"); acl != x.type.extra.end()) {
    step.sql.push_back(fmt::format("REVOKE ALL ON TYPE {} FROM PUBLIC", x.second_q));
    for (auto& grant : split(acl->second, '\n'))
      if (auto space = grant.find(' '); space != std::string::npos)
        step.sql.push_back(
            fmt::format("GRANT USAGE ON TYPE {}{}", x.second_q, grant.substr(space)));
  }
  if (auto comment = x.type.extra.find("comment"); comment != x.type.extra.end())
    step.sql.push_back(
        fmt::format("COMMENT ON TYPE {} IS {}", x.second_q, quote_literal(comment->second)));
  if (auto owner = x.type.extra.find("owner"); owner != x.type.extra.end())
    step.sql.push_back(
        fmt::format("ALTER TYPE {} OWNER TO {}", x.second_q, quote_name(owner->second)));
  step.undo = {fmt::format("DROP TYPE IF EXISTS {}", x.second_q)};
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = lock_of_type(x.second);
  step.why = "PostgreSQL takes no value out of a type";
}

// Is stored by its old name: old code never reads a name that it does not know.
Sync keep_old_names(const Exchange& x, const Replacement& r) {
  Names news;
  std::map<std::string, std::string> back;
  for (auto& [from, to] : x.change.renamed) {
    news.push_back(to);
    back[to] = from;
  }
  return mend_sync(x.p.site(r.table.name),
                   {.name = r.first.name,
                    .when = "NEW." + holds(r.first, news),
                    .violated = {},
                    .values = {{r.first.name, mapped(r.first, back, x.q)}}});
}

std::string upward(const Exchange& x, const Replacement& r) {
  return mapped(r.first, x.change.all(), x.second_q);
}

void look_for(Exchange& x, Phase phase, const Replacement& r, const Names& values,
              const std::string& again) {
  if (values.empty()) return;
  auto wanted = literals(values);
  add_violators_check(x.p, phase, r.table,
                      fmt::format("look for rows whose {} {} {}{}", x.full(r),
                                  is_array(r.first) ? "holds" : "is", join(wanted, " or "), again),
                      holds(r.first, values));
}

// A name that a rollback left and that rows hold since is a value of its own.
void require_unused(Exchange& x, const Replacement& r) {
  if (x.left_over.empty()) return;
  auto wanted = literals(x.left_over);
  auto& step = add_step(x.p.plan, Phase::expand, StepKind::check,
                        fmt::format("look for rows whose {} {} {} already", x.full(r),
                                    is_array(r.first) ? "holds" : "is", join(wanted, " or ")));
  step.table = r.table.name;
  step.sql = {fmt::format("SELECT * FROM {} WHERE {} LIMIT 5", r.q, holds(r.first, x.left_over))};
  step.lock = Lock::reading(whole(r.table));
  step.lock.hold = x.p.scan();
  step.why = "what the old name becomes could not be told from it in a rollback";
}

// How new code asks for a value that is renamed.
Names both(const Exchange& x, const std::string& from, const std::string& to) {
  bool arrays = false, plain = x.columns.empty();
  for (auto& r : x.columns) (is_array(r.first) ? arrays : plain) = true;
  Names ways;
  if (plain) ways.push_back(fmt::format("…::text IN ('{}', '{}')", from, to));
  if (arrays) ways.push_back(fmt::format("…::text[] && ARRAY['{}', '{}']", from, to));
  return ways;
}

void notes(Exchange& x) {
  auto& p = x.p;
  Names all;
  for (auto& r : x.columns) all.push_back(x.full(r));
  auto where = all.empty() ? "type " + x.type.name : join(all, ", ");
  for (auto& [from, to] : x.change.renamed)
    p.note(fmt::format(
        "{0}: until contract '{2}' is taken too and stored as '{1}', so that old code reads only "
        "what it knows; new code must read both ({3}); from contract on rows hold '{2}', and '{1}' "
        "is an error",
        where, from, to, join(both(x, from, to), ", ")));
  for (auto& [value, replacement] : x.change.dropped)
    p.note(replacement.empty()
               ? fmt::format("{}: a row that holds '{}' stops backfill, and contract; there is no "
                             "`replace_with`",
                             where, value)
               : fmt::format("{0}: until contract rows may hold '{1}', which old code writes; from "
                             "contract on they hold '{2}', and '{1}' is an error",
                             where, value, replacement));
  if (!x.change.renamed.empty())
    p.note(
        fmt::format("rollback leaves the new names in type {}, which no row holds: PostgreSQL "
                    "takes no value out of a type",
                    x.type.name));
  p.note(fmt::format(
      "from contract on type {} is another one of the same name: a session that has prepared "
      "statements with parameters of the type must prepare them again, a driver that remembers its "
      "OID must look it up again; PL/pgSQL functions that mention it are altered to what they are, "
      "so that open sessions read them anew (not those of other roles); their text is not changed",
      x.type.name));
  for (auto& r : x.columns)
    p.note(fmt::format("{} ends as the last column of {}", x.full(r), r.table.name));
}

}  // namespace

void plan_replace_enum(Planning& p, EnumType& type, const AlterEnum& op) {
  auto second = object_name({"enum", type.name}, 63);
  Exchange x{p, type, p.q(type.name), second, p.q(second), {}, {}, {}};
  refuse_this_migration(x);
  read_renames(x, op);
  read_drops(x, op);
  auto columns = replaced_columns(x);
  CarriedViews::Columns replaced;
  for (auto& [table, names] : columns)
    for (auto& name : names) replaced.emplace_back(table, name);
  CarriedViews views(p, replaced, words_of_views(x));
  refuse_uses(x, columns, views);
  for (auto& [name, names] : columns) {
    auto& table = p.table(Identifier(name));
    if (table.extra.count("partition_of")) continue;  // its column goes with its parent's
    refuse_shared(x, table, names);
    for (auto& column_name : names) {
      auto& column = *table.column(column_name);
      refuse_what_cannot_be_replaced(p, table, column, "alter_enum");
      auto& r = x.columns.emplace_back(p, table, column);
      r.type = of_array(column, x.second_q);
      r.required = !column.nullable;
      Words words{p, element_type(column), x.second_q, x.change, "the default of " + x.full(r)};
      if (column.default_sql) r.default_sql = words.of_default(*column.default_sql);
      words.where = "what is built on " + x.full(r);
      r.reword = [words](const std::string& sql) { return words.of_expression(sql); };
      r.mend = x.change.renamed.empty() ? Sync{} : keep_old_names(x, r);
      p.plan.touches.push_back({table.name, column.name});
    }
  }
  Names going;
  for (auto& [value, replacement] : x.change.dropped)
    if (replacement.empty()) going.push_back(value);

  std::vector<const Replacement*> all;
  for (auto& r : x.columns) all.push_back(&r);
  views.note(p);
  rehearse_views(
      all, views,
      {fmt::format("CREATE TYPE {} AS ENUM ({})", x.second_q, join(literals(x.values), ", "))},
      {fmt::format("ALTER TYPE {} RENAME TO {}", x.q,
                   quote_name(object_name({"old", type.name}, 63))),
       fmt::format("ALTER TYPE {} RENAME TO {}", x.second_q, quote_name(type.name))});
  for (auto& r : x.columns) require_unused(x, r);
  add_new_names(x);
  add_new_type(x);
  for (auto& r : x.columns) {
    look_for(x, Phase::backfill, r, going, "");
    stand_beside(r, upward(x, r), std::nullopt);
  }
  for (auto& r : x.columns) {
    look_for(x, Phase::contract, r, going, ", again");
    compare_again(r);
    if (r.required)
      add_not_null(r, Phase::contract);
    else
      keep_unproven_not_null(r, Phase::contract);
  }
  Names take_name = {fmt::format("DROP TYPE {}", x.q),
                     fmt::format("ALTER TYPE {} RENAME TO {}", x.second_q, quote_name(type.name))};
  auto title = fmt::format("put the new type in the place of {}", type.name);
  if (x.columns.empty()) {
    auto& step = add_step(p.plan, Phase::contract, StepKind::ddl, title);
    step.sql = take_name;
    step.sql.push_back(read_functions_anew({}, type.name));
    step.transactional = true;
    step.destructive = true;
    step.strategy = Strategy::instant;
    step.lock = lock_of_type(type.name);
    step.why = "old code is gone, and no column has the type";
  } else {
    auto& step = add_final_swap(all, views, title, take_name, type.name);
    step.why =
        "columns and type in one transaction: a cast to the type by its name means the columns' "
        "type at any moment";
  }
  notes(x);
  type.values = x.values;
}

}  // namespace migrate::postgres
