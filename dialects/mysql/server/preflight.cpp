#include <fmt/format.h>

#include "dialects/mysql/server/rights.hpp"
#include "dialects/mysql/server/server.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

std::string several_primaries(db::Connection& connection) {
  // The variable comes with the plugin.
  if (variable(connection, "group_replication_group_name").empty()) return {};
  try {
    auto count = connection
                     .query(
                         "SELECT COUNT(*) FROM performance_schema.replication_group_members WHERE "
                         "MEMBER_STATE = 'ONLINE' AND MEMBER_ROLE = 'PRIMARY'")
                     .rows.at(0)
                     .at(0)
                     .as_int();
    if (count < 2) return {};
    return fmt::format(
        "the server is in a replication group with {} primaries: the runner's lock holds on one of "
        "them only, and schema changes and writes of the same table on two of them may diverge "
        "(group_replication_single_primary_mode = ON, or SELECT "
        "group_replication_switch_to_single_primary_mode())",
        count);
  } catch (const db::DbError& error) {
    if (error.failure() == db::Failure::connection_lost) throw;
    return {};
  }
}

std::vector<std::string> preflight(db::Connection& connection, const Flavour& flavour) {
  std::vector<std::string> problems;
  if (is_on(connection, "read_only"))
    problems.push_back("the server is read-only (read_only = ON): probably a replica");
  else if (flavour.super_read_only && is_on(connection, "super_read_only"))
    problems.push_back("the server is read-only (super_read_only = ON)");
  if (is_on(connection, "innodb_read_only"))
    problems.push_back("InnoDB is read-only (innodb_read_only = ON)");
  if (is_on(connection, "wsrep_on"))
    problems.push_back(
        "the server is a node of a Galera cluster: the runner's lock holds on one node only, and "
        "each schema change stops all nodes");
  if (auto reason = several_primaries(connection); !reason.empty()) problems.push_back(reason);

  bool log_bin = is_on(connection, "log_bin");
  auto format = connection.query("SHOW SESSION VARIABLES LIKE 'binlog_format'").rows;
  if (log_bin && !format.empty() && lower(format[0].at(1).text) == "statement")
    problems.push_back(
        "binlog_format = STATEMENT: InnoDB refuses writes under READ COMMITTED then (error 1665); "
        "use ROW or MIXED");

  auto database = connection.query("SELECT DATABASE()").rows.at(0).at(0).text;
  auto have = rights(connection, flavour, database);
  if (!have.told) return problems;
  std::vector<std::string> missing;
  for (const char* right :
       {"select", "insert", "update", "delete", "create", "drop", "alter", "index", "trigger"})
    if (!have.has(right)) missing.push_back(right);
  if (!missing.empty()) {
    problems.push_back(
        fmt::format("this user lacks privileges on {}: {}", database, join(missing, ", ")));
    std::vector<std::string> some;
    for (const char* right : {"references", "lock tables"})
      if (!have.has(right)) some.push_back(right);
    if (!have.may_define(flavour)) some.push_back(lower(flavour.definer_right) + " (on *.*)");
    if (!some.empty())
      problems.push_back(fmt::format(
          "and, where a shadow takes the place of a table with foreign keys or triggers: {}",
          join(some, ", ")));
  }
  if (auto reason = no_triggers_for(connection, have); !reason.empty()) problems.push_back(reason);
  return problems;
}

}  // namespace migrate::mysql
