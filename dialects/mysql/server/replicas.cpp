#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <set>

#include "dialects/mysql/quote.hpp"
#include "dialects/mysql/server/server.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

using db::DbError;
using db::Failure;

std::string variable(db::Connection& connection, const std::string& name) {
  auto rows = connection.query("SHOW GLOBAL VARIABLES LIKE " + quote_text(name)).rows;
  return rows.empty() ? std::string() : rows[0].at(1).text;
}

bool is_on(db::Connection& connection, const std::string& name) {
  const auto value = lower(variable(connection, name));
  return value == "on" || value == "1";
}

// A primary knows who reads its log, but not how far behind they are: with replicas the answer is
// always "cannot be read", and the caller pauses until they are named. Those that have reported
// themselves are known when they are gone; a session that reads the log may be a backup.
KnownReplicas known_replicas(db::Connection& primary, const Flavour& flavour) {
  KnownReplicas known;
  if (lower(variable(primary, "log_bin")) != "on") return known;
  for (const auto& row : primary.query(flavour.replica_hosts).rows) {
    const auto& host = row.at(1).text;
    known.connected.push_back({"server " + row.at(0).text,
                               host.empty() ? "" : host + ":" + row.at(2).text, "", row.at(0).text,
                               "", std::nullopt});
  }
  // Replicas that do not report themselves show as sessions (to users with PROCESS).
  auto dumps = primary
                   .query(
                       "SELECT COUNT(*) FROM information_schema.PROCESSLIST WHERE COMMAND LIKE "
                       "'Binlog Dump%'")
                   .rows.at(0)
                   .at(0)
                   .as_int();
  const auto count = std::max(static_cast<std::int64_t>(known.connected.size()), dumps);
  if (count > 0)
    known.trouble = fmt::format(
        "{} replica{} read{} this server's log, and only they know how far behind "
        "they are: name them by their URLs",
        count, count == 1 ? "" : "s", count == 1 ? "s" : "");
  return known;
}

namespace {

bool lists(const std::string& names, const std::string& name) {
  return ("," + names + ",").find("," + name + ",") != std::string::npos;
}

// Of those that read this server's log now. Two servers that read each other's are one ring, and
// either is as good a place.
std::set<std::string> readers(db::Connection& connection, const Flavour& flavour) {
  std::set<std::string> found;
  try {
    for (auto& row : connection.query(flavour.replica_hosts).rows) found.insert(row.at(0).text);
  } catch (const DbError& error) {
    if (error.failure() == Failure::connection_lost) throw;
  }
  return found;
}

}  // namespace

std::vector<std::string> written_from(db::Connection& connection, const Flavour& flavour) {
  if (is_on(connection, "read_only")) return {};
  db::Result status;
  try {
    status = connection.query(flavour.all_channels);
  } catch (const DbError& error) {
    if (error.failure() == Failure::connection_lost) throw;
    return {};  // REPLICATION CLIENT, on MariaDB REPLICA MONITOR, is not granted
  }
  if (status.rows.empty()) return {};
  const auto database = connection.query("SELECT DATABASE()").rows.at(0).at(0).text;
  const auto ring = readers(connection, flavour);
  std::vector<std::string> found;
  for (auto& row : status.rows) {
    // Some call it Source_Host, others Master_Host.
    auto field = [&](std::initializer_list<std::string_view> names) -> std::string {
      for (std::size_t at = 0; at < status.columns.size(); ++at)
        for (auto name : names)
          if (status.columns[at] == name) return row.at(at).text;
      return {};
    };
    // A group's applier: its members that are not to be written to are read-only.
    if (field({"Channel_Name"}).starts_with("group_replication_")) continue;
    // Stopped ones are what a server that was promoted may keep.
    bool runs = false;
    for (auto& thread : {field({"Replica_IO_Running", "Slave_IO_Running"}),
                         field({"Replica_SQL_Running", "Slave_SQL_Running"})})
      runs |= !thread.empty() && lower(thread) != "no";
    auto only = field({"Replicate_Do_DB"});
    if (!runs || (!only.empty() && !lists(only, database)) ||
        lists(field({"Replicate_Ignore_DB"}), database) ||
        ring.count(field({"Source_Server_Id", "Master_Server_Id"})))
      continue;
    found.push_back(fmt::format("{}:{}", field({"Source_Host", "Master_Host"}),
                                field({"Source_Port", "Master_Port"})));
  }
  return found;
}

// Which of several channels brings what is migrated here, a replica does not know: all of them
// count, and one that is stopped is one whose lag nobody knows, on both servers.
double own_replica_lag(db::Connection& replica, const Flavour& flavour) {
  auto status = replica.query(flavour.all_channels);
  if (status.rows.empty())
    throw DbError(Failure::other, "", "the server is not a replica (it has no replication source)");
  auto at = std::find_if(status.columns.begin(), status.columns.end(),
                         [](auto& name) { return name.rfind("Seconds_Behind", 0) == 0; });
  if (at == status.columns.end())
    throw DbError(Failure::not_supported, "", "the server does not tell its replication lag");
  const auto named = std::find_if(status.columns.begin(), status.columns.end(), [](auto& name) {
    return name == "Channel_Name" || name == "Connection_name";
  });
  const auto channel = [&](const db::Row& row) -> std::string {
    if (status.rows.size() == 1 || named == status.columns.end()) return {};
    const auto& name = row.at(static_cast<std::size_t>(named - status.columns.begin())).text;
    return fmt::format(" in channel \"{}\"", printable(name));
  };
  double worst = 0;
  for (auto& row : status.rows) {
    auto& value = row.at(static_cast<std::size_t>(at - status.columns.begin()));
    if (value.is_null())
      throw DbError(
          Failure::other, "",
          fmt::format("replication is stopped or broken{}: the lag is unknown", channel(row)));
    worst = std::max(worst, std::stod(value.text));
  }
  return worst;
}

double active_sessions(db::Connection& connection) {
  auto rows = connection.query("SHOW GLOBAL STATUS LIKE 'Threads_running'").rows;
  if (rows.empty()) throw DbError(Failure::not_supported, "", "Threads_running is not known here");
  return std::stod(rows[0].at(1).text);
}

// Galera's own count. A server with the library but in no cluster has the variable, and no cluster.
std::optional<double> flow_control_paused(db::Connection& connection) {
  auto status = [&](const std::string& name) {
    auto rows = connection.query("SHOW GLOBAL STATUS LIKE " + quote_text(name)).rows;
    return rows.empty() ? 0.0 : std::stod(rows[0].at(1).text);
  };
  if (status("wsrep_cluster_size") < 1) return std::nullopt;
  return status("wsrep_flow_control_paused_ns") / 1e9;
}

}  // namespace migrate::mysql
