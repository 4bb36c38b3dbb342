// create_index, drop_index, and the temporary copies of indexes for a second column.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// A name that may be given quoted, qualified or bare, as people write opclasses and collations.
std::string native_name(const std::string& text) {
  return text.find_first_of("\".") == std::string::npos ? quote_name(text) : text;
}

// A deferred constraint allows a transaction to pass through duplicates, so the copy must too; a
// temporal key (WITHOUT OVERLAPS) is no unique index at all.
bool mirrors_unique(const Table& table, const Index& index) {
  return index.unique && index.method == "btree" && !table.extra.count("deferrable:" + index.name);
}

void require_order(const Planning& p, const std::string& word,
                   std::initializer_list<std::string_view> allowed) {
  if (word.empty()) return;
  for (auto known : allowed)
    if (lower(word) == lower(known)) return;
  refuse("MIG-PLAN-INDEX", fmt::format("\"{}\" is no order of an index column", word),
         "use ASC or DESC, and FIRST or LAST", p.at().text());
}

std::string part_sql(const Planning& p, const IndexField& field, const std::string& column) {
  std::string sql = quote_name(column);
  if (!field.collate.empty()) sql += " COLLATE " + native_name(field.collate);
  if (!field.opclass.empty()) {
    sql += " " + native_name(field.opclass);
    if (!field.opclass_params.empty()) sql += " (" + join(field.opclass_params, ", ") + ")";
  }
  require_order(p, field.sort, {"ASC", "DESC"});
  require_order(p, field.nulls, {"FIRST", "LAST"});
  if (!field.sort.empty()) sql += " " + field.sort;
  if (!field.nulls.empty()) sql += " NULLS " + field.nulls;
  return sql;
}

}  // namespace

void add_duplicates_check(Planning& p, Phase phase, const Table& table,
                          const std::vector<std::string>& columns, const std::string& predicate,
                          const std::string& title, bool equal_nulls) {
  std::vector<std::string> conditions;
  if (!equal_nulls)
    for (auto& column : columns) conditions.push_back(quote_name(column) + " IS NOT NULL");
  if (!predicate.empty()) conditions.push_back(parenthesised(predicate));
  auto list = name_list(columns);
  auto& check = add_step(p.plan, phase, StepKind::check, title);
  check.table = table.name;
  check.sql = {fmt::format(
      "SELECT {0}, count(*) AS rows\nFROM {1}{2}\nGROUP BY {0}\nHAVING "
      "count(*) > 1\nLIMIT 5",
      list, p.q(table.name), conditions.empty() ? "" : "\nWHERE " + join(conditions, " AND "))};
  check.lock = Lock::reading(table.name);
  check.lock.hold = p.scan();
  check.why = "CREATE UNIQUE INDEX CONCURRENTLY would fail late and leave an INVALID index";
}

Step& add_index_step(Planning& p, Phase phase, const Table& table, const std::string& name,
                     bool unique, const std::string& definition, const std::string& title) {
  auto q = p.q(name);
  auto& step = add_step(p.plan, phase, StepKind::ddl, title);
  step.table = table.name;
  step.sql = {fmt::format("CREATE {}INDEX CONCURRENTLY {} ON {} {}", unique ? "UNIQUE " : "",
                          quote_name(name), p.q(table.name), definition)};
  step.undo = {fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {}", q)};
  step.cleanup = step.undo;
  step.probe = fmt::format(
      "SELECT CASE WHEN named.oid IS NULL THEN 0 WHEN i.indisvalid AND i.indisready THEN 1 ELSE 2 "
      "END AS state\nFROM (SELECT to_regclass({})::oid AS oid) AS named LEFT JOIN "
      "pg_catalog.pg_index AS i ON i.indexrelid = named.oid",
      quote_literal(q));
  step.patient = true;
  step.strategy = Strategy::online;
  step.lock = {"SHARE UPDATE EXCLUSIVE", table.name, p.scan() + ", twice",
               "reads and writes go on; it waits for transactions that began before it"};
  step.why = "a plain CREATE INDEX would block every write until it is built";
  return step;
}

std::string index_definition(const Table& table, const Index& index, const std::string& from,
                             const std::string& to) {
  auto renamed = [&](const std::string& column) {
    return quote_name(column == from ? to : column);
  };
  std::vector<std::string> parts, include;
  for (auto& part : index.parts) {
    // The order of sort and NULLS is fixed: opclass and collation come before DESC.
    auto nulls = part.options.find("NULLS ");
    auto before = std::string(trim(part.options.substr(0, nulls)));
    std::string sql = renamed(part.column);
    if (!before.empty()) sql += " " + before;
    if (part.descending) sql += " DESC";
    if (nulls != std::string::npos) sql += " " + part.options.substr(nulls);
    parts.push_back(sql);
  }
  for (auto& column : index.include) include.push_back(renamed(column));
  auto sql = fmt::format("USING {} ({})", quote_name(index.method), join(parts, ", "));
  if (!include.empty()) sql += " INCLUDE (" + join(include, ", ") + ")";
  if (mirrors_unique(table, index) &&
      index.definition.find(" NULLS NOT DISTINCT") != std::string::npos)
    sql += " NULLS NOT DISTINCT";
  if (!index.predicate.empty()) sql += " WHERE " + parenthesised(index.predicate);
  return sql;
}

void mirror_index(Planning& p, const Table& table, const Index& index, const std::string& from,
                  const std::string& to) {
  auto name = object_name({"index", table.name, index.name}, 63);
  auto& step = add_index_step(
      p, Phase::backfill, table, name, mirrors_unique(table, index),
      index_definition(table, index, from, to),
      fmt::format("build for {}.{} what {} is for {}", table.name, to, index.name, from));
  step.why = "new code needs the index too; it goes with the second column at contract";
}

void plan_create_index(Planning& p, const CreateIndex& op) {
  auto& table = p.table(op.table);
  p.require_name(op.name);
  require_no_index(p.schema, op.name, p.at());
  require_no_table(p.schema, op.name, p.at());
  if (is_partitioned(table))
    unsupported(p.at(),
                fmt::format("table \"{}\" is partitioned: PostgreSQL cannot build an index on it "
                            "CONCURRENTLY",
                            table.name),
                "create the index on each partition, then on the parent ON ONLY, and attach them "
                "(operation sql)");
  std::vector<std::string> parts, columns;
  Index index;
  std::string second;
  for (auto& field : op.columns) {
    auto& column = require_column(table, field.column, p.at());
    auto name = column.name;
    // An index on the second column of a rename would go with it at contract.
    if (auto first = column.extra.find("second_of"); first != column.extra.end()) {
      second = name;
      name = first->second;
    }
    columns.push_back(name);
    parts.push_back(part_sql(p, field, name));
    IndexPart part;
    part.column = name;
    part.descending = lower(field.sort) == "desc";
    auto written = parts.back().substr(quote_name(name).size());
    if (part.descending) written = replace_all(written, " " + field.sort, "");
    part.options = std::string(trim(written));
    index.parts.push_back(std::move(part));
  }
  auto predicate = sql_or_empty(op.predicate, EngineKind::postgres);
  auto method = op.method.empty() ? "btree" : op.method;
  if (op.unique)
    add_duplicates_check(
        p, Phase::expand, table, columns, predicate,
        fmt::format("look for duplicates that index {} would refuse", op.name.value));
  auto definition = fmt::format("USING {} ({})", native_name(method), join(parts, ", "));
  if (!op.storage_parameters.empty()) definition += " WITH (" + op.storage_parameters + ")";
  if (!predicate.empty()) definition += " WHERE " + parenthesised(predicate);
  add_index_step(p, Phase::expand, table, op.name.value, op.unique, definition,
                 fmt::format("build index {} on {}", op.name.value, table.name));
  index.name = op.name.value;
  index.unique = op.unique;
  index.method = method;
  index.predicate = predicate;
  if (!second.empty()) {
    auto first = table.column(second)->extra.at("second_of");
    if (predicate.empty())
      mirror_index(p, table, index, first, second);
    else
      p.note(fmt::format("index {} serves only {} until contract", index.name, first));
  }
  table.indexes.push_back(std::move(index));
}

void plan_drop_index(Planning& p, const DropIndex& op) {
  auto tables = p.schema.tables_with_index(op.name.value);
  if (tables.empty()) {
    std::vector<std::string> names;
    for (auto& [_, table] : p.schema.tables)
      for (auto& index : table.indexes) names.push_back(index.name);
    auto near = nearest(op.name.value, names);
    refuse("MIG-PLAN-NO-INDEX",
           fmt::format("there is no index \"{}\" in {}{}", op.name.value, p.schema.name,
                       near.empty() ? "" : fmt::format("; did you mean \"{}\"?", near)),
           "correct the migration file, then `migrate plan`", p.at().text());
  }
  auto& table = *tables.front();
  p.fact(table);
  if (!op.table.empty() && op.table.value != table.name)
    refuse("MIG-PLAN-NO-INDEX",
           fmt::format("index \"{}\" belongs to table \"{}\", not to \"{}\"", op.name.value,
                       table.name, op.table.value),
           "correct the migration file, then `migrate plan`", p.at().text());
  if (table.index(op.name.value)->constraint)
    unsupported(p.at(),
                fmt::format("index \"{}\" belongs to a constraint of table \"{}\"", op.name.value,
                            table.name),
                "drop the constraint instead");
  if (is_partitioned(table) || table.extra.count("partition_of"))
    unsupported(p.at(), fmt::format("table \"{}\" is partitioned: its indexes cannot be dropped "
                                    "CONCURRENTLY",
                                    table.name));
  if (auto identity = table.extra.find("replica_identity");
      identity != table.extra.end() && identity->second == op.name.value)
    unsupported(p.at(),
                fmt::format("index \"{}\" is the replica identity of table \"{}\"", op.name.value,
                            table.name),
                "choose another replica identity first");
  auto q = p.q(op.name.value);
  auto& step = add_step(p.plan, Phase::contract, StepKind::ddl,
                        fmt::format("drop index {} of {}", op.name.value, table.name));
  step.table = table.name;
  step.sql = {fmt::format("DROP INDEX CONCURRENTLY IF EXISTS {}", q)};
  step.probe = fmt::format("SELECT CASE WHEN to_regclass({}) IS NULL THEN 1 ELSE 0 END AS state",
                           quote_literal(q));
  step.patient = true;
  step.destructive = true;
  step.strategy = Strategy::online;
  step.lock = {"SHARE UPDATE EXCLUSIVE", table.name, "until older transactions have ended",
               "reads and writes go on"};
  step.why = "a plain DROP INDEX would queue every reader behind it";
}

}  // namespace migrate::postgres
