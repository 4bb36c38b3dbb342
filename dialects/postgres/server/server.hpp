// What the server tells about itself: who blocks, replicas, load, and whether it may be worked on.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "dialects/dialect.hpp"

namespace migrate::postgres {

// `level` empty: any lock. A table of conflicts as in PostgreSQL's documentation, chapter 13.3.
Blockers blockers(db::Connection& connection, const std::string& schema,
                  const LockedObjects& objects, const std::string& level);
// As Dialect::wait_gently.
void wait_gently(db::Connection& connection, const Blocker& blocker);

// As Dialect::outlive_changes.
void outlive_changes(db::Connection& connection, const std::string& schema,
                     const std::string& table);
void end_session(db::Connection& connection, long session);
// replicas.cpp
KnownReplicas known_replicas(db::Connection& primary);
double own_replica_lag(db::Connection& replica);
double active_sessions(db::Connection& connection);
// wal_backlog.cpp
Dialect::WalBacklog wal_backlog(db::Connection& connection);
// activity.cpp
SessionList sessions(db::Connection& connection);
StatementList statements(db::Connection& connection, const std::vector<std::string>& tables);
std::optional<std::chrono::milliseconds> writable_for(db::Connection& connection);
// `pooler`: a pooler was found, and the URL does not assert session pooling.
std::vector<std::string> preflight(db::Connection& connection, const std::string& schema,
                                   bool pooler);

}  // namespace migrate::postgres
