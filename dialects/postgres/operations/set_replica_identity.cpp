// set_replica_identity: what logical replication sends of a row that is changed or deleted.
#include <fmt/format.h>

#include "dialects/postgres/inspect.hpp"
#include "dialects/postgres/operations/not_yet.hpp"
#include "dialects/postgres/partitions/partitioned_index.hpp"
#include "dialects/postgres/planner.hpp"
#include "dialects/postgres/quote.hpp"
#include "plan/preconditions.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using Kind = SetReplicaIdentity::Kind;

std::string using_index(const std::string& name) {
  return "USING INDEX " + quote_name(name);
}

// https://www.postgresql.org/docs/current/sql-altertable.html: "unique, not partial, not
// deferrable, and include only columns marked NOT NULL".
void require_qualified(const Planning& p, const Table& table, const Identifier& name) {
  require_not_changing(p, table, name.value);
  auto* index = table.index(name.value);
  if (!index)
    refuse("MIG-PLAN-NO-INDEX",
           fmt::format("table \"{}\" has no index \"{}\"", table.name, name.value),
           "correct the migration file, then `migrate plan`", p.at().text());
  auto cannot = [&](const std::string& why) {
    unsupported(p.at(), fmt::format("index \"{}\" cannot be the replica identity of \"{}\": {}",
                                    name.value, table.name, why));
  };
  if (is_to_come(p, table, index->name))
    unsupported(p.at(),
                fmt::format("index \"{}\" cannot be the replica identity of \"{}\" in expand: this "
                            "migration builds it in backfill",
                            name.value, table.name),
                "choose it in a later migration, when this one has backfilled");
  if (!index->unique) cannot("it is not unique");
  if (!index->valid) cannot("it is INVALID");
  if (!index->predicate.empty()) cannot("it is partial");
  if (table.extra.count("deferrable:" + index->name)) cannot("it is deferrable");
  for (auto& part : index->parts) {
    auto* column = table.column(part.column);
    if (!column) cannot("it has an expression");
    if (column->nullable) cannot(fmt::format("column \"{}\" may be NULL", part.column));
  }
}

struct Place {
  Table* table;
  std::string index;  // of Kind::index
};

// What a foreign table holds is logged by the server that keeps it.
bool is_foreign(const Table& parent, const std::string& partition) {
  auto all = parent.extra.find("foreign_partitions");
  return all != parent.extra.end() &&
         (", " + all->second + ", ").find(", " + partition + ", ") != std::string::npos;
}

void add_partitions(const Planning& p, const Table& table, std::vector<Place>& to) {
  auto partitions = table.extra.find("partitions");
  if (partitions == table.extra.end()) return;
  std::vector<std::string> here, elsewhere;
  for (auto& name : split(partitions->second, '\x1f')) {
    if (auto* partition = p.schema.table(name)) {
      here.push_back(name);
      to.push_back({partition, ""});
      add_partitions(p, *partition, to);
      continue;
    }
    auto known_as = name.substr(name.front() == '\x1e');
    // One that is hidden is about to be dropped.
    if (!is_own_object(name) && !is_foreign(table, known_as)) elsewhere.push_back(known_as);
  }
  if (!elsewhere.empty())
    unsupported(p.at(),
                fmt::format("each partition of \"{}\" has a replica identity of its own, and these "
                            "are no tables of schema {}: {}",
                            table.name, p.schema.name, join(elsewhere, ", ")),
                "name each partition by itself" +
                    (here.empty() ? std::string() : ", here: " + join(here, ", ")));
}

// ALTER TABLE ... REPLICA IDENTITY does not go down to partitions. What sends their rows as those
// of the table asks for its own, too.
std::vector<Place> places_of(const Planning& p, Table& table, const SetReplicaIdentity& op) {
  std::vector<Place> all{{&table, op.index.value}};
  add_partitions(p, table, all);
  if (op.kind != Kind::index || all.size() == 1) return all;
  const bool planned = table.index(op.index.value)->definition.empty();  // in no catalog yet
  auto tree = index_tree(p, table, op.index.value, [&](auto& partition, auto& above) {
    return planned ? partition_index_name(p, partition, above) : part_of(p, partition, above).name;
  });
  all.clear();
  for (auto* places : {&tree.parents, &tree.leaves})
    for (auto& place : *places) all.push_back({p.schema.table(place.table->name), place.index});
  return all;
}

std::string identity_of(Kind kind, const std::string& index) {
  switch (kind) {
    case Kind::full:
      return "FULL";
    case Kind::nothing:
      return "NOTHING";
    case Kind::index:
      return using_index(index);
    case Kind::standard:
      break;
  }
  return "DEFAULT";
}

// False: it has that one already.
bool set_identity(Planning& p, Table& table, Kind kind, const std::string& index) {
  std::string wanted = identity_of(kind, index), before = "DEFAULT";
  if (auto rows = table.extra.find("replica_rows"); rows != table.extra.end())
    before = rows->second;
  else if (auto known = table.extra.find("replica_identity"); known != table.extra.end())
    before = using_index(known->second);
  bool identifies_nothing =
      kind == Kind::nothing || (kind == Kind::standard && !table.primary_key());
  if (auto publications = table.extra.find("publications");
      identifies_nothing && publications != table.extra.end())
    unsupported(
        p.at(),
        fmt::format("table \"{}\" is published ({}): without a replica identity its UPDATEs "
                    "and DELETEs would fail{}",
                    table.name, publications->second,
                    kind == Kind::nothing ? "" : ", and it has no primary key"),
        "use full, or index");
  if (wanted == before) return false;
  auto set = [&](const std::string& identity, const char* exists) {
    return fmt::format("ALTER TABLE {}{} REPLICA IDENTITY {}", exists, p.q(table.name), identity);
  };
  auto& step = add_step(p.plan, Phase::expand, StepKind::ddl,
                        fmt::format("set the replica identity of {}", table.name));
  step.table = table.name;
  step.sql = {set(wanted, "")};
  step.undo = {set(before, "IF EXISTS ")};
  step.transactional = true;
  step.strategy = Strategy::instant;
  step.lock = Lock::access_exclusive(table.name, "no row is read");
  step.why =
      "it says what the log holds of rows changed from now on; no statement of the application "
      "sees it";
  table.extra.erase("replica_rows");
  table.extra.erase("replica_identity");
  if (kind == Kind::index) table.extra["replica_identity"] = index;
  if (kind == Kind::full || kind == Kind::nothing) table.extra["replica_rows"] = wanted;
  return true;
}

}  // namespace

void plan_replica_identity(Planning& p, const SetReplicaIdentity& op) {
  auto& table = p.table(op.table);
  if (op.kind == Kind::index) require_qualified(p, table, op.index);
  bool changes = false;
  for (auto& place : places_of(p, table, op)) {
    if (place.table != &table) p.plan.touches.push_back({place.table->name, "*replica identity"});
    if (set_identity(p, *place.table, op.kind, place.index)) changes = true;
  }
  if (!changes)
    return p.note(fmt::format("the replica identity of {} is {} already", table.name,
                              lower(identity_of(op.kind, op.index.value))));
  if (op.kind == Kind::full)
    p.note(
        fmt::format("with replica identity full each UPDATE and DELETE of {} writes the whole old "
                    "row to the log",
                    table.name));
  if (is_partitioned(table))
    p.note(
        fmt::format("a partition of {} that is made or attached from now on has the replica "
                    "identity that it is given, not this one",
                    table.name));
}

}  // namespace migrate::postgres
