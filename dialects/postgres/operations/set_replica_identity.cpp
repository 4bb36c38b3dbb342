// set_replica_identity: what logical replication sends of a row that is changed or deleted.
#include <fmt/format.h>

#include "dialects/postgres/operations/not_yet.hpp"
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

}  // namespace

void plan_replica_identity(Planning& p, const SetReplicaIdentity& op) {
  auto& table = p.table(op.table);
  std::string wanted = "DEFAULT", before = "DEFAULT";
  if (auto rows = table.extra.find("replica_rows"); rows != table.extra.end())
    before = rows->second;
  else if (auto index = table.extra.find("replica_identity"); index != table.extra.end())
    before = using_index(index->second);
  if (op.kind == Kind::full) wanted = "FULL";
  if (op.kind == Kind::nothing) wanted = "NOTHING";
  if (op.kind == Kind::index) {
    require_qualified(p, table, op.index);
    wanted = using_index(op.index.value);
  }
  bool identifies_nothing =
      op.kind == Kind::nothing || (op.kind == Kind::standard && !table.primary_key());
  if (auto publications = table.extra.find("publications");
      identifies_nothing && publications != table.extra.end())
    unsupported(
        p.at(),
        fmt::format("table \"{}\" is published ({}): without a replica identity its UPDATEs "
                    "and DELETEs would fail{}",
                    table.name, publications->second,
                    op.kind == Kind::nothing ? "" : ", and it has no primary key"),
        "use full, or index");
  if (wanted == before) {
    p.note(fmt::format("the replica identity of {} is {} already", table.name, lower(wanted)));
    return;
  }
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
  if (op.kind == Kind::full)
    p.note(
        fmt::format("with replica identity full each UPDATE and DELETE of {} writes the whole old "
                    "row to the log",
                    table.name));
  table.extra.erase("replica_rows");
  table.extra.erase("replica_identity");
  if (op.kind == Kind::index) table.extra["replica_identity"] = op.index.value;
  if (op.kind == Kind::full || op.kind == Kind::nothing) table.extra["replica_rows"] = wanted;
}

}  // namespace migrate::postgres
