// drop_index.
#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/operations/unique_rule.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// Where another one is over the same columns, a foreign key may be bound to either.
bool is_only_key(const Table& table, const Index& index) {
  auto is_key = [&](const Index& other) {
    auto columns = index.columns(), others = other.columns();
    return other.unique && other.predicate.empty() &&
           std::is_permutation(columns.begin(), columns.end(), others.begin(), others.end());
  };
  return is_key(index) && std::count_if(table.indexes.begin(), table.indexes.end(), is_key) == 1;
}

}  // namespace

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
  if (auto parent = table.extra.find("index_of:" + op.name.value); parent != table.extra.end())
    unsupported(p.at(),
                fmt::format("index \"{}\" is a part of the partitioned index {}", op.name.value,
                            parent->second),
                fmt::format("drop {}", parent->second));
  if (auto identity = table.extra.find("replica_identity");
      identity != table.extra.end() && identity->second == op.name.value)
    unsupported(p.at(),
                fmt::format("index \"{}\" is the replica identity of table \"{}\"", op.name.value,
                            table.name),
                "choose another replica identity first");
  if (auto& index = *table.index(op.name.value); is_only_key(table, index))
    require_free(p, table, index);
  auto q = p.q(op.name.value);
  if (is_partitioned(table)) {
    auto& step =
        add_step(p.plan, Phase::contract, StepKind::ddl,
                 fmt::format("drop index {} of {} and its partitions", op.name.value, table.name));
    step.table = table.name;
    step.sql = {fmt::format("DROP INDEX IF EXISTS {}", q)};
    step.transactional = true;
    step.destructive = true;
    step.strategy = Strategy::instant;
    step.lock = Lock::access_exclusive(whole(table), "the files are removed at commit");
    step.why =
        "PostgreSQL drops a partitioned index as a whole and not CONCURRENTLY; the lock is asked "
        "for briefly, and again";
    return;
  }
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
