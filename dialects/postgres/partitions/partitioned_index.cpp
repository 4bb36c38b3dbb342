#include <fmt/format.h>

#include <algorithm>

#include "dialects/postgres/inspect.hpp"
#include "dialects/postgres/partitions/partitioned_index.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/names.hpp"
#include "plan/preconditions.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

// The undo of each partition's step says the same: the first takes it all away, and the others lock
// nothing.
std::string drop(const Planning& p, const IndexPlace& parent, const TreeBuild& build) {
  auto q = p.q(parent.table->name);
  auto statement = build.constraint.empty()
                       ? fmt::format("DROP INDEX IF EXISTS {}", p.q(parent.index))
                       : fmt::format("ALTER TABLE IF EXISTS {} DROP CONSTRAINT IF EXISTS {}", q,
                                     quote_name(parent.index));
  return if_still_there(p.q(parent.index),
                        {fmt::format("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE", q),
                         fmt::format("LOCK TABLE ONLY {} IN ACCESS EXCLUSIVE MODE", q),
                         fmt::format("SET LOCAL lock_timeout = '{}ms'", second_lock_wait),
                         fmt::format("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", q), statement});
}

std::string constraint_alone(const Planning& p, const IndexPlace& parent, const TreeBuild& build) {
  return fmt::format("ALTER TABLE ONLY {} ADD CONSTRAINT {} {} {}", p.q(parent.table->name),
                     quote_name(parent.index), build.constraint, build.clause);
}

std::string constraint_by_index(const Planning& p, const IndexPlace& leaf, const std::string& built,
                                const TreeBuild& build) {
  return fmt::format("ALTER TABLE {} ADD CONSTRAINT {} {} USING INDEX {}{}", p.q(leaf.table->name),
                     quote_name(leaf.index), build.constraint, quote_name(built), build.deferral);
}

std::string attach(const Planning& p, const IndexTree::Edge& edge) {
  return fmt::format("ALTER INDEX {} ATTACH PARTITION {}", p.q(edge.above.index),
                     p.q(edge.below.index));
}

void add_parent(Planning& p, const IndexPlace& parent, const TreeBuild& build) {
  auto& table = *parent.table;
  bool constraint = !build.constraint.empty();
  auto& step = add_step(p.plan, build.phase, StepKind::ddl,
                        fmt::format("make {} {} of {} alone, INVALID",
                                    constraint ? "constraint" : "index", parent.index, table.name));
  step.table = table.name;
  step.sql = {constraint ? constraint_alone(p, parent, build)
                         : fmt::format("CREATE {}INDEX {} ON ONLY {} {}",
                                       build.unique ? "UNIQUE " : "", quote_name(parent.index),
                                       p.q(table.name), build.definition(parent))};
  step.undo = {drop(p, parent, build)};
  step.transactional = true;
  step.strategy = Strategy::online;
  step.lock = {constraint ? "ACCESS EXCLUSIVE" : "SHARE", table.name,
               "milliseconds: catalog only, nothing is built",
               constraint ? "reads and writes through the parent wait that long"
                          : "writes through the parent wait that long, reads do not"};
  step.undo_lock = Lock::access_exclusive(whole(table), "the files are removed at commit");
  step.why = "partitions that are made from now on get the index by themselves";
}

void add_attach(Planning& p, const IndexTree::Edge& edge, const TreeBuild& build) {
  auto& [above, below] = edge;
  auto& step = add_step(p.plan, build.phase, StepKind::ddl,
                        fmt::format("attach index {} to {}", below.index, above.index));
  step.table = below.table->name;
  bool leaf = !is_partitioned(*below.table);
  auto built = leaf ? built_as(below) : below.index;
  bool constraint = leaf && !build.constraint.empty();
  if (constraint)
    step.sql = {constraint_by_index(p, below, built, build)};
  else if (built != below.index)
    step.sql = {fmt::format("ALTER INDEX {} RENAME TO {}", p.q(built), quote_name(below.index))};
  step.sql.push_back(attach(p, edge));
  step.undo = {drop(p, above, build)};
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = {"ACCESS EXCLUSIVE", "index " + built, "milliseconds: catalog only",
               "queries that could use this one index wait that long"};
  if (constraint)
    step.lock = Lock::access_exclusive(whole(*below.table), "the index is there already");
  step.undo_lock = Lock::access_exclusive(whole(*above.table), "the files are removed at commit");
}

void add_level(const Planning& p, IndexTree& tree, const IndexPlace& above,
               const IndexTree::Rename& name) {
  tree.parents.push_back(above);
  for (auto* partition : partitions_of(p, *above.table)) {
    IndexPlace below{partition, name(*partition, above.index)};
    if (is_partitioned(*partition))
      add_level(p, tree, below, name);
    else
      tree.leaves.push_back(below);
    tree.edges.push_back({above, below});
  }
}

}  // namespace

std::vector<const Table*> partitions_of(const Planning& p, const Table& table) {
  std::vector<const Table*> found;
  auto names = table.extra.find("partitions");
  if (names == table.extra.end()) return found;
  for (auto& name : split(names->second, '\x1f')) {
    if (!p.schema.table(name))
      unsupported(p.at(),
                  fmt::format("partition {} of \"{}\" is no table of schema {}",
                              name.substr(name.front() == '\x1e'), table.name, p.schema.name));
    found.push_back(p.schema.table(name));
  }
  return found;
}

std::vector<const Table*> all_partitions_of(const Planning& p, const Table& table) {
  std::vector<const Table*> all;
  for (auto* partition : partitions_of(p, table)) {
    all.push_back(partition);
    auto below = all_partitions_of(p, *partition);
    all.insert(all.end(), below.begin(), below.end());
  }
  return all;
}

const Index& part_of(const Planning& p, const Table& partition, const std::string& above) {
  // As the catalog writes it: with quotes where it sees need, with a schema off the search path.
  std::vector<std::string> names;
  for (auto& name : {above, quote_name(above)})
    for (auto& schema : {std::string(), p.schema.name + ".", quote_name(p.schema.name) + "."})
      names.push_back(schema + name);
  for (auto& index : partition.indexes) {
    auto found = partition.extra.find("index_of:" + index.name);
    if (found != partition.extra.end() &&
        std::find(names.begin(), names.end(), found->second) != names.end())
      return index;
  }
  unsupported(p.at(), fmt::format("partition {} has nothing of index {}", partition.name, above));
}

IndexTree IndexTree::renamed(const Rename& rename) const {
  auto tree = *this;
  auto one = [&](IndexPlace& place) { place.index = rename(*place.table, place.index); };
  for (auto& place : tree.parents) one(place);
  for (auto& place : tree.leaves) one(place);
  for (auto& edge : tree.edges) {
    one(edge.above);
    one(edge.below);
  }
  return tree;
}

IndexTree index_tree(const Planning& p, const Table& table, const std::string& index,
                     const IndexTree::Rename& name) {
  IndexTree tree;
  add_level(p, tree, {&table, index}, name);
  return tree;
}

IndexTree index_tree(const Planning& p, const Table& table, const Index& index) {
  return index_tree(p, table, index.name, [&](const Table& partition, const std::string& above) {
    return part_of(p, partition, above).name;
  });
}

std::string partition_index_name(const Planning& p, const Table& partition,
                                 const std::string& above) {
  auto name = above + "_" + partition.name;
  if (name.size() > 63) {
    auto hashed = object_name({above, partition.name}, 63);
    name = "ix_" + hashed.substr(hashed.find('_') + 1);
  }
  p.require_free_name(Identifier(name), Planning::Named::index);
  return name;
}

std::string built_as(const IndexPlace& leaf) {
  return is_own_object(leaf.index) ? leaf.index : name_while_built(*leaf.table, leaf.index);
}

void build_leaves(Planning& p, const IndexTree& tree, const TreeBuild& build) {
  for (auto& leaf : tree.leaves)
    add_index_step(p, build.phase, *leaf.table, built_as(leaf), build.unique,
                   build.definition(leaf),
                   fmt::format("build index {} on partition {}", leaf.index, leaf.table->name));
}

void build_tree(Planning& p, const IndexTree& tree, const TreeBuild& build) {
  for (auto& parent : tree.parents) add_parent(p, parent, build);
  build_leaves(p, tree, build);
  for (auto& edge : tree.edges) add_attach(p, edge, build);
  auto& top = tree.parents.front();
  auto& late = add_step(
      p.plan, build.phase, StepKind::ddl,
      fmt::format("give what {} needs to partitions that are new since the plan", top.index));
  late.table = top.table->name;
  late.sql = {give_newcomers(p, tree, build)};
  late.transactional = true;
  late.budget_ms = hold_budget;
  late.strategy = Strategy::online;
  late.lock = Lock::reading("the catalog");
  const bool constraint = !build.constraint.empty();
  late.lock.also = {
      {constraint ? "ACCESS EXCLUSIVE" : "SHARE", {"each partition that is new since the plan"}}};
  late.lock.why = fmt::format("{} of a new partition wait while it gets its index here",
                              constraint ? "reads and writes" : "writes");
  late.why = "they were not there, or not attached, when the steps before were planned";
  auto& check =
      add_step(p.plan, build.phase, StepKind::check,
               fmt::format("see that index {} is valid on {}", top.index, top.table->name));
  check.table = top.table->name;
  check.sql = {fmt::format(
      "SELECT i.indrelid::regclass::text AS \"table\", 'has partitions without it' AS index\n"
      "FROM pg_catalog.pg_partition_tree({}) AS t\n"
      "JOIN pg_catalog.pg_index AS i ON i.indexrelid = t.relid\nWHERE NOT i.indisvalid\nLIMIT 5",
      quote_literal(p.q(top.index)))};
  check.lock = Lock::reading("the catalog");
  check.why = "a partition that was attached meanwhile may have none";
  p.note(
      fmt::format("do not detach or drop partitions of {} while {} runs: the plan names them "
                  "one by one",
                  top.table->name, name_of(build.phase)));
}

void require_few_parts(const Planning& p, const Table& table, std::size_t parts) {
  // 300 took 0.11 to 0.25 s on 15 and 18.
  constexpr std::size_t most = 400;
  if (parts > most)
    unsupported(p.at(),
                fmt::format("the partitions of \"{}\" have {} indexes and keys that change places "
                            "in one transaction, those of a primary key counted twice; more than "
                            "{} would hold its locks for too long",
                            table.name, parts, most),
                "detach or merge partitions first");
}

void require_partition_key(const Planning& p, const Table& table, const std::string& what,
                           const std::vector<std::string>& columns) {
  std::vector<const Table*> all = all_partitions_of(p, table);
  all.insert(all.begin(), &table);
  for (auto* one : all) {
    if (!is_partitioned(*one)) continue;
    for (auto& column : split(one->extra.at("partition_key"), '\x1f'))
      if (std::find(columns.begin(), columns.end(), column) == columns.end())
        unsupported(p.at(),
                    fmt::format("{} of the partitioned table \"{}\" must hold all of its "
                                "partition key{}",
                                what, one->name,
                                column == "\x1e" ? ", which has an expression"
                                                 : fmt::format(": \"{}\" is missing", column)));
  }
}

void add_partitioned_index(Planning& p, const Table& table, const std::string& name, bool unique,
                           const std::string& definition) {
  if (table.extra.count("partition_of"))
    unsupported(p.at(),
                fmt::format("table \"{}\" is a partition of {}, and partitioned itself", table.name,
                            table.extra.at("partition_of")),
                "create the index on the parent table");
  auto tree = index_tree(p, table, name, [&](const Table& partition, const std::string& above) {
    return partition_index_name(p, partition, above);
  });
  TreeBuild build{Phase::expand};
  build.unique = unique;
  build.definition = [&](const IndexPlace&) { return definition; };
  build_tree(p, tree, build);
}

}  // namespace migrate::postgres
