// create_index on a partitioned table, which takes no CREATE INDEX CONCURRENTLY.
//
// The parents' indexes come first, ON ONLY them: partitions that are made from then on get theirs
// by themselves. They are INVALID, and so used by no query, until every partition's has been
// attached. An attached index cannot be dropped by itself: the undo of ATTACH drops the parent's,
// and with it what is attached to it.
#include <fmt/format.h>

#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

struct Wanted {
  bool unique;
  std::string definition;
};

struct Attached {
  const Table *table, *partition;
  std::string index, partition_index;
};

// "index_partition"; shortened with a hash of both where PostgreSQL would cut it.
std::string partition_index(const Planning& p, const std::string& index, const std::string& table) {
  auto name = index + "_" + table;
  if (name.size() > 63) {
    auto hashed = object_name({index, table}, 63);
    name = "ix_" + hashed.substr(hashed.find('_') + 1);
  }
  p.require_free_name(Identifier(name), Planning::Named::index);
  return name;
}

std::vector<const Table*> partitions(const Planning& p, const Table& table) {
  std::vector<const Table*> found;
  auto names = table.extra.find("partitions");
  if (names == table.extra.end()) return found;
  for (auto& name : split(names->second, '\x1f')) {
    if (!p.schema.table(name))
      unsupported(p.at(),
                  fmt::format("partition {} of \"{}\" is no table of schema {}",
                              name.substr(name.front() == '\x1e'), table.name, p.schema.name),
                  "build the indexes with operation sql");
    found.push_back(p.schema.table(name));
  }
  return found;
}

std::string drop(const Planning& p, const std::string& index) {
  return fmt::format("DROP INDEX IF EXISTS {}", p.q(index));
}

void add_parent(Planning& p, const Table& table, const std::string& name, const Wanted& wanted) {
  auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                        fmt::format("make index {} of {} alone, INVALID", name, table.name));
  step.table = table.name;
  step.sql = {fmt::format("CREATE {}INDEX {} ON ONLY {} {}", wanted.unique ? "UNIQUE " : "",
                          quote_name(name), p.q(table.name), wanted.definition)};
  step.undo = {drop(p, name)};
  step.transactional = true;
  step.strategy = Strategy::online;
  step.lock = {"SHARE", table.name, "milliseconds: catalog only, nothing is built",
               "writes through the parent wait that long, reads do not"};
  step.undo_lock = Lock::access_exclusive(whole(table), "the files are removed at commit");
  step.why = "partitions that are made from now on get the index by themselves";
}

void add_attach(Planning& p, const Attached& one) {
  auto& parent = one.index;
  auto& child = one.partition_index;
  auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                        fmt::format("attach index {} to {}", child, parent));
  step.table = one.partition->name;
  auto built = is_partitioned(*one.partition) ? child : name_while_built(*one.partition, child);
  if (built != child)
    step.sql = {fmt::format("ALTER INDEX {} RENAME TO {}", p.q(built), quote_name(child))};
  step.sql.push_back(fmt::format("ALTER INDEX {} ATTACH PARTITION {}", p.q(parent), p.q(child)));
  step.undo = {drop(p, parent)};
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = {"ACCESS EXCLUSIVE", "index " + built, "milliseconds: catalog only",
               "queries that could use this one index wait that long"};
  step.undo_lock = Lock::access_exclusive(whole(*one.table), "the files are removed at commit");
}

void add_level(Planning& p, const Table& table, const std::string& name, const Wanted& wanted,
               std::vector<std::pair<const Table*, std::string>>& leaves,
               std::vector<Attached>& attach) {
  add_parent(p, table, name, wanted);
  for (auto* partition : partitions(p, table)) {
    auto index = partition_index(p, name, partition->name);
    if (is_partitioned(*partition))
      add_level(p, *partition, index, wanted, leaves, attach);
    else
      leaves.emplace_back(partition, index);
    attach.push_back({&table, partition, name, index});
  }
}

}  // namespace

void add_partitioned_index(Planning& p, const Table& table, const std::string& name, bool unique,
                           const std::string& definition) {
  if (table.extra.count("partition_of"))
    unsupported(p.at(),
                fmt::format("table \"{}\" is a partition of {}, and partitioned itself", table.name,
                            table.extra.at("partition_of")),
                "create the index on the parent table");
  std::vector<std::pair<const Table*, std::string>> leaves;
  std::vector<Attached> attach;
  add_level(p, table, name, {unique, definition}, leaves, attach);
  for (auto& [partition, index] : leaves)
    add_index_step(p, Phase::expand, *partition, name_while_built(*partition, index), unique,
                   definition,
                   fmt::format("build index {} on partition {}", index, partition->name));
  for (auto& one : attach) add_attach(p, one);
  auto& check = add_step(p.plan, Phase::expand, StepKind::check,
                         fmt::format("see that index {} is valid on {}", name, table.name));
  check.table = table.name;
  check.sql = {fmt::format(
      "SELECT i.indrelid::regclass::text AS \"table\", 'has partitions without it' AS index\n"
      "FROM pg_catalog.pg_partition_tree({}) AS t\n"
      "JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid\nWHERE NOT i.indisvalid\nLIMIT 5",
      quote_literal(p.q(name)))};
  check.lock = Lock::reading("the catalog");
  check.why = "a partition that was attached meanwhile may have none";
  p.note(
      fmt::format("do not detach or drop partitions of {} while expand runs: the plan names them "
                  "one by one",
                  table.name));
}

}  // namespace migrate::postgres
