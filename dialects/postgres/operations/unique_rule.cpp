#include "dialects/postgres/operations/unique_rule.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/constraint.hpp"
#include "dialects/postgres/operations/not_yet.hpp"
#include "dialects/postgres/partitions/partitioned_index.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

void require_free(const Planning& p, const Table& table, const Index& index) {
  auto columns = index.columns();
  for (auto& key : table.referenced_by)
    if (std::is_permutation(columns.begin(), columns.end(), key.ref_columns.begin(),
                            key.ref_columns.end()))
      unsupported(p.at(),
                  fmt::format("foreign key {} of table {} needs {} \"{}\"", key.name, key.table,
                              index.constraint ? "constraint" : "index", index.name),
                  "drop that foreign key first");
  if (auto views = table.extra.find("relied_on:" + index.name); views != table.extra.end())
    unsupported(p.at(),
                fmt::format("views group by constraint \"{}\" of table \"{}\": {}", index.name,
                            table.name, views->second),
                "let their GROUP BY name every column that they show, or drop them first");
  if (auto identity = table.extra.find("replica_identity");
      identity != table.extra.end() && identity->second == index.name)
    unsupported(p.at(),
                fmt::format("constraint \"{}\" is the replica identity of table \"{}\"", index.name,
                            table.name),
                "choose another replica identity first");
}

namespace {

std::string definition_of(const UniqueRule& rule) {
  auto definition = fmt::format("USING \"btree\" ({})", name_list(rule.columns));
  if (!rule.include.empty()) definition += " INCLUDE (" + name_list(rule.include) + ")";
  if (rule.nulls_not_distinct) definition += " NULLS NOT DISTINCT";
  if (!rule.storage_parameters.empty()) definition += " WITH (" + rule.storage_parameters + ")";
  if (!rule.tablespace.empty()) definition += " TABLESPACE " + quote_name(rule.tablespace);
  return definition;
}

// The same behind UNIQUE or PRIMARY KEY.
std::string clause_of(const UniqueRule& rule) {
  auto clause = fmt::format("{}({})", rule.nulls_not_distinct ? "NULLS NOT DISTINCT " : "",
                            name_list(rule.columns));
  if (!rule.include.empty()) clause += " INCLUDE (" + name_list(rule.include) + ")";
  if (!rule.storage_parameters.empty()) clause += " WITH (" + rule.storage_parameters + ")";
  // That one the server refuses to be told of a partitioned table.
  if (!rule.tablespace.empty() && rule.tablespace != "pg_default")
    clause += " USING INDEX TABLESPACE " + quote_name(rule.tablespace);
  return clause + rule.deferral;
}

const char* kind_of(const UniqueRule& rule) {
  return rule.primary ? "PRIMARY KEY" : "UNIQUE";
}

// One that takes the place of another key, in contract, if there is one; `sql` makes it.
Step& require(Planning& p, const Table& table, const UniqueRule& rule,
              const std::vector<std::string>& sql) {
  auto q = p.q(table.name);
  bool exchange = !rule.replaces.empty();
  auto& step =
      add_step(p.plan, exchange ? Phase::contract : Phase::backfill, StepKind::ddl,
               fmt::format("make {} ({}) {} by that index", table.name, join(rule.columns, ", "),
                           rule.primary ? "the primary key" : "unique"));
  step.table = table.name;
  step.sql = sql;
  if (exchange) {
    step.sql.insert(step.sql.begin(),
                    fmt::format("ALTER TABLE {} DROP CONSTRAINT {}", q, quote_name(rule.replaces)));
    step.destructive = true;
    step.why =
        "the table is never without a key, and old code's ON CONFLICT no longer needs the old";
  } else {
    step.undo = {fmt::format("ALTER TABLE IF EXISTS {} DROP CONSTRAINT IF EXISTS {}", q,
                             quote_name(rule.name))};
  }
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = Lock::access_exclusive(whole(table), "the index is there already");
  return step;
}

void build_and_require(Planning& p, const Table& table, const UniqueRule& rule) {
  auto built = name_while_built(table, rule.name);
  add_index_step(p, Phase::backfill, table, built, true, definition_of(rule),
                 fmt::format("build index {} on {}", rule.name, table.name));
  require(p, table, rule,
          {fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}{}", p.q(table.name),
                       quote_name(rule.name), kind_of(rule), quote_name(built), rule.deferral)});
}

void build_on_partitions(Planning& p, const Table& table, const UniqueRule& rule) {
  auto tree =
      index_tree(p, table, rule.name, [&](const Table& partition, const std::string& above) {
        return partition_index_name(p, partition, above);
      });
  TreeBuild build{Phase::backfill};
  build.unique = true;
  build.definition = [&](const IndexPlace&) { return definition_of(rule); };
  build.constraint = kind_of(rule);
  build.clause = clause_of(rule);
  build.deferral = rule.deferral;
  if (rule.replaces.empty()) return build_tree(p, tree, build);
  require_few_parts(p, table, 2 * tree.leaves.size());
  // A table has one primary key: the leaves' indexes stand alone until the exchange.
  build_leaves(p, tree, build);
  auto built = tree.renamed([](const Table& leaf, const std::string& index) {
    return built_as({&leaf, index});
  });
  PrimaryClause key{build.clause, fmt::format("({})", name_list(rule.columns)), "new"};
  require(p, table, rule, primary_from_leaves(p, tree, built, key)).budget_ms = hold_budget;
}

}  // namespace

void add_unique_rule(Planning& p, Table& table, const UniqueRule& rule) {
  if (is_partitioned(table))
    require_partition_key(p, table, rule.primary ? "the primary key" : "a unique constraint",
                          rule.columns);
  if (rule.primary && rule.replaces.empty()) require_no_key_kept(p, table);
  require_no_constraint(p, table, Identifier(rule.name));
  p.require_free_name(Identifier(rule.name), Planning::Named::index);
  require_free_by_then(p, table, rule.name);
  require_free_by_then(p, rule.name);
  add_duplicates_check(
      p, Phase::backfill, table, rule.columns, "",
      fmt::format("look for duplicates that constraint {} would refuse", rule.name),
      rule.nulls_not_distinct);
  bool exchange = !rule.replaces.empty();
  if (is_partitioned(table))
    build_on_partitions(p, table, rule);
  else
    build_and_require(p, table, rule);
  p.note(
      fmt::format("from backfill on no duplicates of {} ({}) are taken, from old code neither: new "
                  "code's ON CONFLICT needs the index before contract",
                  table.name, join(rule.columns, ", ")));
  Index index;
  index.name = rule.name;
  index.unique = true;
  index.constraint = !exchange;  // in contract: what is planned meanwhile finds the old key
  index.primary = rule.primary && !exchange;
  index.method = "btree";
  index.include = rule.include;
  for (auto& column : rule.columns) {
    IndexPart part;
    part.column = column;
    index.parts.push_back(std::move(part));
  }
  comes_in_backfill(p, table, index.name);
  table.indexes.push_back(std::move(index));
}

}  // namespace migrate::postgres
