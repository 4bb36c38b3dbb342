// What the server tells about itself: who blocks, replicas, load, and whether it may be worked on;
// and the runner's lock.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dialects/dialect.hpp"
#include "dialects/mysql/flavour.hpp"

namespace migrate::mysql {

// blockers.cpp
Blockers blockers(db::Connection& connection, const LockedObjects& objects);
// As Dialect::outlive_changes.
void outlive_changes(db::Connection& connection, const std::string& table);
void end_session(db::Connection& connection, long session);

// replicas.cpp
KnownReplicas known_replicas(db::Connection& primary, const Flavour& flavour);
std::vector<std::string> written_from(db::Connection& connection, const Flavour& flavour);
double own_replica_lag(db::Connection& replica, const Flavour& flavour);
double active_sessions(db::Connection& connection);
std::optional<double> flow_control_paused(db::Connection& connection);

// activity.cpp
SessionList sessions(db::Connection& connection);
StatementList statements(db::Connection& connection, const std::vector<std::string>& tables);
std::optional<std::chrono::milliseconds> writable_for(db::Connection& connection);

// preflight.cpp
std::vector<std::string> preflight(db::Connection& connection, const Flavour& flavour);
// Why a group that this server replicates in cannot be used; empty: it is in none, or in one with
// a single primary, or this account may not look.
std::string several_primaries(db::Connection& connection);

// lock.cpp: GET_LOCK, one per database, on a connection of its own.
std::unique_ptr<SessionLock> session_lock(db::ConnectionPtr connection);
std::optional<long> lock_holder(db::Connection& connection);

// A global variable's value; empty when this server has no such variable.
std::string variable(db::Connection& connection, const std::string& name);
bool is_on(db::Connection& connection, const std::string& name);

}  // namespace migrate::mysql
