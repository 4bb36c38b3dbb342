// Replicas: those that the server knows by itself, and one that is asked itself.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "dialects/postgres/server/server.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

using db::DbError;
using db::Failure;

namespace {

std::set<std::string> slots(db::Connection& primary) {
  std::set<std::string> names;
  for (auto& row : primary.query("SELECT slot_name FROM pg_catalog.pg_replication_slots").rows)
    names.insert(row[0].text);
  return names;
}

// A server that keeps its log elsewhere (Aurora) does not tell where it ends, nor has it replicas
// here.
std::vector<db::Row> seen_by(db::Connection& primary) try {
  return primary
      .query(
          "SELECT coalesce(state, ''), replay_lsn IS NOT NULL, extract(epoch FROM "
          "replay_lag)::double precision, coalesce(replay_lsn >= here.lsn, false), "
          "coalesce(application_name, ''), coalesce(client_hostname, host(client_addr), ''), "
          "r.pid || ' ' || coalesce(backend_start::text, ''), coalesce(reply_time::text, ''), "
          "coalesce(CASE WHEN "
          "NOT s.temporary THEN s.slot_name END, ''), coalesce(s.slot_type = 'logical', "
          "false), CASE WHEN here.standby THEN '' ELSE left(pg_walfile_name(here.lsn), 8) END "
          "FROM (SELECT pg_is_in_recovery() AS standby, CASE WHEN pg_is_in_recovery() THEN "
          "pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END AS lsn) AS here LEFT JOIN "
          "pg_catalog.pg_stat_replication AS r ON true LEFT JOIN "
          "pg_catalog.pg_replication_slots AS s ON s.active_pid = r.pid")
      .rows;
} catch (const DbError& error) {
  if (error.failure() == Failure::connection_lost ||
      !primary.query("SELECT 1 FROM pg_catalog.pg_stat_replication LIMIT 1").rows.empty())
    throw;
  return {};
}

}  // namespace

// A logical reader (a subscriber, a table's first copy, a tool that comes once an hour) is passing:
// nothing tells those that are to be back from those that are not. An archiver (pg_receivewal) and
// a backup replay nothing, and are no replicas. A temporary slot goes with its session.
KnownReplicas known_replicas(db::Connection& primary) {
  KnownReplicas known;
  const auto rows = seen_by(primary);
  for (const auto& row : rows) {
    known.history = row[10].text;
    if (row[6].is_null()) continue;  // nobody is there
    const auto& state = row[0].text;
    if (state.empty())
      throw DbError(Failure::permission, "42501",
                    "pg_stat_replication hides the replicas' state from this role: grant it "
                    "pg_monitor");
    if (state == "backup") continue;
    const bool replays = row[1].as_int() != 0;
    if (!replays && state == "streaming") continue;
    const auto name = printable(row[4].text);
    KnownReplica replica{row[4].text, row[5].text, row[8].text,          row[6].text,
                         row[7].text, 0,           row[9].as_int() != 0, !row[3].as_int()};
    if (!replays || (row[2].is_null() && !row[3].as_int() && state != "streaming")) {
      replica.lag.reset();
      known.trouble =
          replays ? fmt::format("replica \"{}\" is behind ({}), for an unknown time", name, state)
                  : fmt::format("replica \"{}\" is in state {} and has not told how far it is",
                                name, state);
      // Perhaps no replica: an archiver or a backup that has just begun.
      if (!replays) replica.passing = true;
    } else if (!row[2].is_null()) {
      replica.lag = std::strtod(row[2].text.c_str(), nullptr);
    }
    known.connected.push_back(std::move(replica));
  }
  known.slots = slots(primary);
  return known;
}

double own_replica_lag(db::Connection& replica) {
  // Without a receiver "received" stands still, and replay catches up with it: that is no zero lag.
  auto row = replica
                 .query(
                     "SELECT pg_is_in_recovery(), pg_last_wal_receive_lsn() IS NOT NULL, EXISTS "
                     "(SELECT 1 FROM pg_catalog.pg_stat_wal_receiver WHERE pid IS NOT NULL), "
                     "coalesce(pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn(), false), "
                     "extract(epoch FROM clock_timestamp() - "
                     "pg_last_xact_replay_timestamp())::double precision")
                 .rows.at(0);
  if (!row[0].as_int())
    throw DbError(Failure::other, "", "the server named as a replica is not one");
  bool streams = row[2].as_int() != 0;
  if (row[1].as_int() && !streams)
    throw DbError(Failure::other, "", "the replica receives nothing from its primary");
  if (streams && row[3].as_int()) return 0;
  if (row[4].is_null())
    throw DbError(Failure::other, "", "the replica has not replayed a transaction yet");
  return std::max(0.0, std::strtod(row[4].text.c_str(), nullptr));
}

}  // namespace migrate::postgres
