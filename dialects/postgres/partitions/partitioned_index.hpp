// Indexes of partitioned tables, and the UNIQUE and PRIMARY KEY that they keep: the server builds
// none of them there without blocking writes, so each partition gets its own first.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "dialects/postgres/planner.hpp"

namespace migrate::postgres {

// Refuses one that this schema does not know. The first: those of the next level; the second: all,
// to the last one.
std::vector<const Table*> partitions_of(const Planning& p, const Table& table);
std::vector<const Table*> all_partitions_of(const Planning& p, const Table& table);

// What the partition has of this index of its parent's.
const Index& part_of(const Planning& p, const Table& partition, const std::string& above);

struct IndexPlace {
  const Table* table;
  std::string index;
};
// One index on a partitioned table and on all that is below it.
struct IndexTree {
  std::vector<IndexPlace> parents, leaves;  // parents from the top on
  struct Edge {
    IndexPlace above, below;
  };
  std::vector<Edge> edges;  // from the leaves up
  // The same under other names.
  using Rename = std::function<std::string(const Table& table, const std::string& index)>;
  IndexTree renamed(const Rename& rename) const;
};
// `name`: of the index on a partition, from that of the index above it.
IndexTree index_tree(const Planning& p, const Table& table, const std::string& index,
                     const IndexTree::Rename& name);
// One that there is.
IndexTree index_tree(const Planning& p, const Table& table, const Index& index);
// "index_partition"; shortened with a hash of both where PostgreSQL would cut it.
std::string partition_index_name(const Planning& p, const Table& partition,
                                 const std::string& above);

struct TreeBuild {
  Phase phase;
  bool unique = false;
  std::function<std::string(const IndexPlace& place)> definition = {};  // behind ON
  // "UNIQUE" and what follows it; empty: an index alone.
  std::string constraint = {}, clause = {}, deferral = {};
};
// The parents' first, ON ONLY them: partitions that are made from then on get theirs by
// themselves. They are INVALID until every partition's has been attached, which the last step asks
// for. An attached index cannot be dropped by itself: the undo of ATTACH drops the parent's, and
// with it what is attached to it.
void build_tree(Planning& p, const IndexTree& tree, const TreeBuild& build);
// The leaves' alone, CONCURRENTLY, of a tree whose parents come later.
void build_leaves(Planning& p, const IndexTree& tree, const TreeBuild& build);
// The name under which a leaf's is built.
std::string built_as(const IndexPlace& leaf);
// One statement: partitions that were made or attached after the plan, and have nothing of the
// tree's parents, get it: from an index that stands there already under the name that it says, else
// there and then where the partition is small.
std::string give_newcomers(const Planning& p, const IndexTree& tree, const TreeBuild& build);

struct PrimaryClause {
  std::string clause;              // behind PRIMARY KEY
  std::string by_hand;             // "(…)": what a newcomer's index is built on before
  std::string part;                // of the names that newcomers' indexes have until then: "new"
  std::string from = {}, to = {};  // a column of the leaves' indexes, to be renamed
};
// Two statements that read no row: the primary key from unique indexes that `built` has on the
// leaves. Of those that have been dropped since it asks nothing; newcomers as above.
std::vector<std::string> primary_from_leaves(const Planning& p, const IndexTree& tree,
                                             const IndexTree& built, const PrimaryClause& key);
// Refuses more than can be exchanged within the budget; the parts of a primary key count twice.
void require_few_parts(const Planning& p, const Table& table, std::size_t parts);
// `table` as SQL, a partition that may have been dropped since.
std::string if_still_there(const std::string& table, const std::vector<std::string>& statements);

// The server asks for it too, but only after other steps have run.
void require_partition_key(const Planning& p, const Table& table, const std::string& what,
                           const std::vector<std::string>& columns);

}  // namespace migrate::postgres
