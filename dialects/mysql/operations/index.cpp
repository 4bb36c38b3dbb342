// create_index, drop_index, and the indexes of a second column.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/mysql/column_sql.hpp"
#include "dialects/mysql/operations/hiding.hpp"
#include "dialects/mysql/planner.hpp"
#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/shadow/plan.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

namespace {

std::string parts_sql(const Index& index) {
  std::vector<std::string> parts;
  for (auto& part : index.parts) {
    auto sql = part.column.empty() ? "(" + part.expression + ")" : quote(part.column);
    if (part.prefix) sql += fmt::format("({})", *part.prefix);
    if (part.descending) sql += " DESC";
    parts.push_back(sql);
  }
  return join(parts, ", ");
}

// Their first one on a table blocks writes while it is built.
bool is_special(const std::string& method) {
  return method == "fulltext" || method == "spatial";
}

void refuse_what_is_not_here(Planning& p, const CreateIndex& op) {
  auto what = fmt::format("create_index {}: ", op.name.value);
  auto engine = std::string(p.flavour.kind == EngineKind::mysql ? "MySQL" : "MariaDB");
  if (op.predicate.given() && op.predicate.for_engine(p.flavour.kind))
    unsupported(p.at(), what + engine + " has no partial indexes",
                "leave `predicate` out for this engine, or index a generated column");
  if (!op.storage_parameters.empty())
    unsupported(p.at(), what + "`storage_parameters` are PostgreSQL's");
  auto method = lower(op.method);
  if (!method.empty() && method != "btree" && method != "hash" && !is_special(method))
    unsupported(p.at(), fmt::format("{}InnoDB has no index method \"{}\"", what, op.method),
                "leave `method` out");
  if (op.unique && is_special(method))
    unsupported(p.at(), fmt::format("{}a {} index is not unique", what, op.method));
  if (method == "hash")
    p.note(fmt::format("index {}: InnoDB builds a btree where hash is asked for", op.name.value));
  if (!op.include.empty())
    unsupported(p.at(), what + engine + " has no `include`", "add the columns to `columns`");
  for (auto& field : op.columns) {
    if (field.expression.given() && !p.flavour.functional_indexes)
      unsupported(p.at(), what + engine + " does not index an expression",
                  "index a generated column");
    if (field.expression.given() && op.unique)
      unsupported(p.at(), what + "a unique index of an expression",
                  "add a generated column, then a unique index on it");
    if (!field.opclass.empty() || !field.opclass_params.empty())
      unsupported(p.at(), what + "operator classes are PostgreSQL's");
    if (!field.nulls.empty())
      unsupported(p.at(),
                  what + engine + " cannot place NULLs; they come first in ascending order");
    if (!field.collate.empty())
      unsupported(p.at(), what + engine + " indexes a column in the column's own collation");
    auto sort = lower(field.sort);
    if (!sort.empty() && sort != "asc" && sort != "desc")
      refuse("MIG-PLAN-INDEX", fmt::format("\"{}\" is no order of an index column", field.sort),
             "use ASC or DESC", p.at().text());
  }
}

// InnoDB needs an index that begins with a foreign key's columns, on both sides.
bool begins_with(const Index& index, const std::vector<std::string>& columns) {
  if (index.parts.size() < columns.size()) return false;
  for (std::size_t i = 0; i < columns.size(); ++i)
    if (index.parts[i].column != columns[i] || index.parts[i].prefix) return false;
  return true;
}

// The indexes of foreign keys that `index` could serve as well. InnoDB drops one that it has made
// by itself as soon as another one serves, and then does not let that one go; one that was made by
// hand stays. Nothing tells which is which before.
std::vector<Index> key_indexes(const Table& table, const Index& index) {
  std::vector<Index> found;
  for (auto& key : table.foreign_keys) {
    if (!begins_with(index, key.columns)) continue;
    for (auto& own : table.indexes)
      if (!own.unique && own.parts.size() == key.columns.size() && begins_with(own, key.columns))
        found.push_back(own);
  }
  return found;
}

// Old code may name it in a hint, and without it rollback could not drop the new one: made again
// right away where it is gone, and by the undo, should that have been kept from happening.
void keep_key_indexes(Planning& p, const Table& table, const Index& index, Step& build) {
  std::vector<std::string> before;
  auto how = online(table.name, p.flavour.index_build, "reads and writes go on while it is built");
  auto kept = key_indexes(table, index);
  std::vector<std::string> statements;
  for (auto& own : kept) {
    statements.push_back(fmt::format("ALTER TABLE {} ADD INDEX {} ({}){}", quote(table.name),
                                     quote(own.name), parts_sql(own), how.sql));
    before.push_back(fmt::format("SET @migrate_sql = IF(({}) = 1, 'DO 0', {})",
                                 Probe::index(table.name, own.name),
                                 quote_text(statements.back())));
    before.push_back("PREPARE migrate_statement FROM @migrate_sql");
    before.push_back("EXECUTE migrate_statement");
    before.push_back("DEALLOCATE PREPARE migrate_statement");
  }
  build.undo.insert(build.undo.begin(), before.begin(), before.end());
  for (std::size_t i = 0; i < kept.size(); ++i) {
    auto& step =
        add_ddl(p, Phase::expand, fmt::format("keep index {} of {}", kept[i].name, table.name),
                table.name, statements[i]);
    step.strategy = how.strategy;
    step.lock = how.lock;
    step.probe = Probe::index(table.name, kept[i].name);
    step.why = fmt::format(
        "if the server made it for a foreign key, it drops it for {}; else there "
        "is nothing to do",
        index.name);
  }
}

Table& table_of_index(Planning& p, const DropIndex& op) {
  auto tables = p.schema.tables_with_index(op.name.value);
  std::vector<std::string> names;
  for (auto* table : tables) {
    names.push_back(table->name);
    if (table->name == op.table.value) return p.table(op.table);
  }
  if (tables.empty()) {
    std::vector<std::string> known;
    for (auto& [_, table] : p.schema.tables)
      for (auto& index : table.indexes) known.push_back(index.name);
    auto near = nearest(op.name.value, known);
    refuse("MIG-PLAN-NO-INDEX",
           fmt::format("there is no index \"{}\" in {}{}", op.name.value, p.schema.name,
                       near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)),
           "correct the migration file, then `migrate plan`", p.at().text());
  }
  if (!op.table.empty())
    refuse("MIG-PLAN-NO-INDEX",
           fmt::format("index \"{}\" belongs to table \"{}\", not to \"{}\"", op.name.value,
                       join(names, "\", \""), op.table.value),
           "correct the migration file, then `migrate plan`", p.at().text());
  if (tables.size() > 1)
    refuse("MIG-PLAN-NO-INDEX",
           fmt::format("{} tables have an index \"{}\": {}", tables.size(), op.name.value,
                       join(names, ", ")),
           "name the one that is meant: `table: …`", p.at().text());
  return p.table(Identifier(names[0]));
}

// The values that `twice` finds, each with the keys of a few of its rows, which are read only when
// there are some.
std::string named_rows(const Table& table, const std::vector<std::string>& columns,
                       const std::string& twice) {
  auto* key = table.walking_key();
  if (!key) return twice;
  auto names = key->columns();
  std::vector<std::string> values, order, shown, groups, equal;
  for (auto& name : names) {
    order.push_back("`migrate_row`." + quote(name));
    values.push_back(key_value(*table.column(name), order.back()));
  }
  for (auto& column : columns) {
    shown.push_back("`migrate_twice`." + quote(column));
    groups.push_back(quote(column));
    equal.push_back(fmt::format("`migrate_row`.{0} = `migrate_twice`.{0}", quote(column)));
  }
  bool one = values.size() == 1;
  return fmt::format(
      "SELECT {groups}, `rows`, CONCAT(GROUP_CONCAT(`migrate_name` ORDER BY `migrate_nth` "
      "SEPARATOR ', '), IF(`rows` > 5, ', ...', '')) AS {name}\n"
      "FROM (SELECT {shown}, `migrate_twice`.`rows`, {value} AS `migrate_name`,\n"
      "    ROW_NUMBER() OVER (PARTITION BY {shown} ORDER BY {order}) AS `migrate_nth`\n"
      "  FROM {table} AS `migrate_row` JOIN ({twice}) AS `migrate_twice`\n"
      "  ON {equal}) AS `migrate_named`\n"
      "WHERE `migrate_nth` <= 5 GROUP BY {groups}, `rows`",
      fmt::arg("groups", join(groups, ", ")),
      fmt::arg("name", one ? quote(names[0]) : quote("(" + join(names, ", ") + ")")),
      fmt::arg("shown", join(shown, ", ")),
      fmt::arg("value", one ? values[0] : "CONCAT('(', " + join(values, ", ', ', ") + ", ')')"),
      fmt::arg("order", join(order, ", ")), fmt::arg("table", quote(table.name)),
      fmt::arg("twice", twice), fmt::arg("equal", join(equal, " AND ")));
}

}  // namespace

std::string added_index(const Index& index) {
  return fmt::format("ADD {}INDEX {} ({}){}{}", index.unique ? "UNIQUE " : "", quote(index.name),
                     parts_sql(index), index.definition.empty() ? "" : " ", index.definition);
}

Step& index_step(Planning& p, Phase phase, const Table& table, const Index& index,
                 const std::string& title) {
  auto how = online(table.name, p.flavour.index_build, "reads and writes go on while it is built");
  auto& step =
      add_ddl(p, phase, title, table.name,
              fmt::format("ALTER TABLE {} {}{}", quote(table.name), added_index(index), how.sql));
  step.strategy = how.strategy;
  step.lock = how.lock;
  step.undo = {
      fmt::format("ALTER TABLE {} DROP INDEX {}{}", quote(table.name), quote(index.name), how.sql)};
  step.probe = Probe::index(table.name, index.name);
  step.why = "the server builds it beside the writes and adds what they changed at the end";
  return step;
}

void add_duplicates_check(Planning& p, Phase phase, const Table& table,
                          const std::vector<std::string>& columns, const std::string& index) {
  std::vector<std::string> given;
  for (auto& column : columns) given.push_back(quote(column) + " IS NOT NULL");
  auto& step = add_step(p.plan, phase, StepKind::check,
                        fmt::format("look for duplicates that index {} would refuse", index));
  step.table = table.name;
  auto twice = fmt::format(
      "SELECT {0}, COUNT(*) AS `rows` FROM {1} WHERE {2} GROUP BY {0} HAVING COUNT(*) > 1 LIMIT 5",
      quote_list(columns), quote(table.name), join(given, " AND "));
  step.sql = {named_rows(table, columns, twice)};
  step.lock = Lock::reading(table.name);
  step.lock.hold = "while the table is read once";
  step.why = "the build itself would name one of them only, and late";
}

namespace {

// An expression brings a hidden column, FULLTEXT one too, SPATIAL none: what that takes the server
// tells.
void build_as_the_server_can(Planning& p, Table& table, const CreateIndex& op, Index index) {
  auto title = fmt::format("build index {} on {}", index.name, table.name);
  if (!p.trial) unsupported(p.at(), title + ": there is no server to try it on");
  auto method = lower(op.method);
  auto add = fmt::format("ADD {}INDEX {} ({})",
                         method == "fulltext"  ? "FULLTEXT "
                         : method == "spatial" ? "SPATIAL "
                                               : "",
                         quote(index.name), parts_sql(index));
  auto algorithm = p.trial->strictest(table, p.plan.steps, add, p.at());
  if (!algorithm) {
    ShadowChange change;
    change.alter = add;
    change.what = "index " + index.name;
    change.why = "on the table itself it would block writes: " + p.trial->refusal();
    return plan_shadow(p, change, table);
  }
  auto how = by_algorithm(table.name, *algorithm, "reads and writes go on while it is built");
  auto& step = add_ddl(p, Phase::expand, title, table.name,
                       fmt::format("ALTER TABLE {} {}{}", quote(table.name), add, how.sql));
  step.strategy = how.strategy;
  step.lock = how.lock;
  step.undo = {fmt::format("ALTER TABLE {} DROP INDEX {}{}", quote(table.name), quote(index.name),
                           way_of(p.flavour.index_build))};
  step.probe = Probe::index(table.name, index.name);
  step.why = "the server builds it beside the writes and adds what they changed at the end";
  index.method = method.empty() ? "BTREE" : method == "fulltext" ? "FULLTEXT" : "SPATIAL";
  table.indexes.push_back(std::move(index));
}

}  // namespace

void require_not_needed(const Planning& p, const Table& table,
                        const std::vector<std::string>& gone) {
  auto goes = [&](const Index& index) {
    return std::find(gone.begin(), gone.end(), index.name) != gone.end();
  };
  auto needed = [&](const ForeignKey& key, const std::vector<std::string>& columns) {
    const Index* served = nullptr;
    for (auto& index : table.indexes) {
      if (!begins_with(index, columns)) continue;
      if (!goes(index)) return;
      served = &index;
    }
    if (!served) return;
    unsupported(
        p.at(),
        fmt::format("index \"{}\" of table \"{}\" is needed by the foreign key \"{}\" of "
                    "table \"{}\"",
                    served->name, table.name, key.name, key.table),
        "drop that foreign key first, or create another index that begins with its columns");
  };
  for (auto& key : table.foreign_keys) needed(key, key.columns);
  for (auto& key : table.referenced_by) needed(key, key.ref_columns);
  for (auto& column : table.columns) {
    if (!column.identity) continue;
    const Index* numbered = nullptr;
    bool stays = false;
    for (auto& index : table.indexes) {
      if (index.parts[0].column != column.name) continue;
      if (goes(index))
        numbered = &index;
      else
        stays = true;
    }
    // Not without one that it is the first column of (error 1075).
    if (numbered && !stays)
      unsupported(p.at(),
                  fmt::format("index \"{}\" of table \"{}\" is needed by the AUTO_INCREMENT column "
                              "\"{}\": no other one begins with it",
                              numbered->name, table.name, column.name),
                  "create another index that begins with it first, or take AUTO_INCREMENT away by "
                  "alter_table");
  }
}

void plan_create_index(Planning& p, const CreateIndex& op) {
  auto& table = p.table(op.table);
  p.require_name(op.name);
  for (auto& index : table.indexes)
    if (lower(index.name) == lower(op.name.value)) {
      Schema one;
      one.tables[table.name] = table;
      require_no_index(one, Identifier(index.name), p.at());
    }
  refuse_what_is_not_here(p, op);
  Index index;
  index.name = op.name.value;
  index.unique = index.constraint = op.unique;
  auto method = lower(op.method);
  index.method = "BTREE";
  std::vector<std::string> columns;
  for (auto& field : op.columns) {
    if (field.expression.given()) {
      index.parts.emplace_back();
      index.parts.back().expression =
          require_expression(field.expression, p.flavour.kind, "expression", p.at());
      index.parts.back().descending = lower(field.sort) == "desc";
      continue;
    }
    auto& column = require_column(table, field.column, p.at());
    if (column.extra.count("renamed_to"))
      unsupported(p.at(),
                  fmt::format("column \"{}\" is being renamed in this migration", column.name),
                  fmt::format("name the new column, \"{}\"", column.extra.at("renamed_to")));
    if ((is_blob(column) || is_spatial(column)) && !is_special(method))
      unsupported(p.at(),
                  fmt::format("column \"{}\" is of type {}, which is indexed by a prefix only; the "
                              "file format has no field for its length",
                              column.name, column.type),
                  "create the index with operation sql: ALTER TABLE … ADD INDEX …, "
                  "ALGORITHM=INPLACE, LOCK=NONE");
    IndexPart part;
    part.column = column.name;
    part.descending = lower(field.sort) == "desc";
    index.parts.push_back(std::move(part));
    columns.push_back(column.name);
  }
  if (columns.size() < op.columns.size() || is_special(method))
    return build_as_the_server_can(p, table, op, index);
  auto title = fmt::format("build index {} on {}", op.name.value, table.name);
  require_possible(p, Phase::expand, table, added_index(index), title);
  if (op.unique) add_duplicates_check(p, Phase::expand, table, columns, op.name.value);
  auto& step = index_step(p, Phase::expand, table, index, title);
  keep_key_indexes(p, table, index, step);
  table.indexes.push_back(std::move(index));
}

void plan_drop_index(Planning& p, const DropIndex& op) {
  auto& table = table_of_index(p, op);
  auto& index = *table.index(op.name.value);
  if (index.primary)
    unsupported(p.at(), fmt::format("\"PRIMARY\" of table \"{}\" is its primary key", table.name));
  hide_index(p, table, index);
  drop_index_at_contract(p, table, index);
}

void drop_index_at_contract(Planning& p, Table& table, const Index& index) {
  require_not_needed(p, table, {index.name});
  swap_indexes(p, table, {index.name}, {},
               fmt::format("drop index {} of {}", index.name, table.name));
  p.plan.steps.back().why = "metadata only; no live code relies on it";
}

}  // namespace migrate::mysql
