// The only seam between the product and an engine. Each folder beside this file fills the same
// parts; only they include a driver's header.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "config/url.hpp"
#include "dialects/activity.hpp"
#include "dialects/connection.hpp"
#include "migration/migration.hpp"
#include "plan/plan.hpp"
#include "schema/schema.hpp"

namespace migrate {

// Differences as data, so that nobody asks which engine it is.
struct Capabilities {
  bool transactional_ddl = false;
  std::size_t name_limit = 63;
  bool name_limit_in_bytes = true;
  // After an interrupted statement without probe, an "already exists" or "missing" answer to its
  // repetition proves that it took effect (single statements are atomic, but commit implicitly).
  bool repeat_proves_ddl = false;
  // Several sessions can write one table at the same time.
  bool parallel_writers = false;
  // A batch keeps every other writer waiting, and whoever waits asks again now and then instead of
  // standing in a queue: a pause after each batch is what lets it in (backfill/batch_size.hpp).
  bool writers_poll = false;
  // Statistics of statements count calls and do not say when the last one was.
  bool statements_lack_times = false;
  // There are such statistics, whether this account may read them or not.
  bool keeps_statements = true;
  // How long a batch takes where nobody says otherwise.
  std::chrono::milliseconds batch_target{200};
  // Everybody queues behind a request that waits: how long the first attempts of a step wait for
  // its lock, where that is not what is configured (docs/decisions/0039). Zero: it is.
  std::chrono::milliseconds first_lock_wait{0};
};

// SQL of the state tables: names, types and the few expressions that engines spell differently.
// Used by src/state only; `?` in its SQL is replaced with `placeholder(n)`, n from 1.
struct StateSql {
  std::function<std::string(const std::string& table)> table;  // "step" → migrate.step
  std::function<std::string(int)> placeholder;
  std::string now;                                                     // server's time, UTC
  std::function<std::string(const std::string& expression)> epoch_ms;  // timestamp → integer ms
  std::function<std::string(const std::string& ms)> from_epoch_ms;     // integer ms → timestamp
  std::string share_lock;  // " FOR SHARE" where rows must be held against the fencing update
  std::vector<std::string> create;  // IF NOT EXISTS, in order; layout as docs/state.md
  std::string exists;               // one row, one column: 1 when the layout table is there
  std::string keep_control;         // upsert of a row of `control`: name, value, by_whom
  // Which of several schemas that would share these tables the session works in, as an expression;
  // empty: there is one only.
  std::string work_schema = {};
  // The documented upsert an application does itself; parameters app, instance, version, schema,
  // ttl_ms in this order.
  std::string heartbeat;
};

// A replica that the server itself knows.
struct KnownReplica {
  std::string name;           // as it calls itself; several may share it
  std::string at;             // where it is; empty: not told
  std::string slot;           // kept for it on the server, whether it is there or not; empty: none
  std::string session;        // its connection, unlike any other
  std::string answer;         // another one each time it has answered
  std::optional<double> lag;  // seconds; nullopt: `KnownReplicas::trouble` says why
  bool passing = false;       // comes and goes by its nature: that it is gone says nothing
  bool behind = false;        // by its last answer it has not all that the server has
};
struct KnownReplicas {
  std::vector<KnownReplica> connected;
  std::set<std::string> slots;  // all that the server keeps
  std::string history;          // another one behind a failover; empty: not told
  std::string trouble;          // why a lag is not known
};

// Who stands in the way.
struct Blocker {
  std::string who;   // pid, user, application, state, since, what it runs: one line for a person
  long session = 0;  // what end_session takes; 0: it has none (a prepared transaction)
  std::chrono::milliseconds age{0};  // of its transaction, as far as the server tells
  bool holds = true;                 // false: it waits itself
  // The server's own work (autovacuum): never ended by us. Where it gives way to a waiter, after
  // how long a wait; zero: it does not.
  bool background = false;
  std::chrono::milliseconds gives_way_after{0};
  // Of such work: what it holds and this account may lock, as SQL.
  std::vector<std::string> tables = {};
  // Which transaction it is, where the server does not tell this account its age, which is zero
  // here: only whoever looks twice knows more. Never ended by us.
  std::string hidden = {};
};
using Blockers = std::vector<Blocker>;

// A lock that lives exactly as long as its session (or process): polled, never waited for.
class SessionLock {
 public:
  virtual ~SessionLock() = default;  // releases
  virtual bool try_acquire() = 0;    // at once
  virtual bool held() = 0;           // asks the server; false when the session is gone
};

// A request for a lock that does not wait, where one that waits makes statements of the application
// fail (docs/decisions/0029).
class Impatient {
 public:
  virtual ~Impatient() = default;
  // Of a DDL statement of a plan. False: where the lock is not to be had, much work would be thrown
  // away, or others would be kept waiting again and again.
  virtual bool suits(db::Connection& connection, const std::string& statement) = 0;
  enum class Outcome {
    ran,
    not_asked,  // somebody holds the lock: nothing was sent
    given_up,   // it would have had to wait; what became of it the server must be asked
  };
  // `locks`: what the statement locks. Throws DbError for whatever else goes wrong.
  virtual Outcome run(db::Connection& connection, const std::string& statement,
                      const LockedObjects& locks) = 0;
};

class Dialect {
 public:
  virtual ~Dialect() = default;

  virtual EngineKind kind() const = 0;
  virtual const Capabilities& capabilities() const = 0;
  virtual const StateSql& state_sql() const = 0;
  virtual std::string quote(const Identifier& name) const = 0;
  // The tool's own objects, left out of `inspect` and refused as names for the user's.
  virtual bool is_own_object(const std::string& name) const = 0;

  // Read-only. The whole schema, or only the tables named (those missing are simply not there).
  virtual Schema inspect(db::Connection& connection, const std::set<std::string>* tables) const = 0;
  // Read-only. Table::details of a schema that has just been inspected, in words that neither a
  // session's settings nor its rights change (what it may not see has none).
  virtual void read_details(db::Connection& connection, Schema& schema) const = 0;

  // Throws Error (exit 2) where a precondition does not hold. On return `schema` is as it will be
  // after expand and backfill, so that the next migration can be planned on it. `live` is asked
  // only what no schema tells: MySQL and MariaDB try a change on an empty copy of the table, which
  // is gone again on return (docs/decisions/0015). Null: what needs that is refused.
  virtual Plan plan(const Migration& migration, Schema& schema, db::Connection* live) const = 0;

  // Sessions that hold or wait for a lock on any of these now that conflicts with `level` (as in
  // LockImpact; empty: any), oldest first. Empty: none, or it could not be told.
  virtual Blockers blockers(db::Connection& connection, const LockedObjects& objects,
                            const std::string& level) const = 0;
  // In a transaction, whose locks it keeps: waits for the server's own work on `blocker.tables` in
  // a way that lets everybody read and write, up to the session's limit. Throws DbError.
  virtual void wait_gently(db::Connection&, const Blocker&) const {}
  // Returns when no statement that changes this table, and commits by itself, is at work or waits
  // for the table's lock any more: a server finishes one whose client is gone. Everybody reads and
  // writes meanwhile. Waits up to the session's limit; throws DbError.
  virtual void outlive_changes(db::Connection&, const std::string& /*table*/) const {}
  // Ends another session, its transaction rolled back. Throws DbError (permission …).
  virtual void end_session(db::Connection& connection, long session) const = 0;

  // Null: whoever waits for a lock here harms nobody but those who wait behind it. `another` opens
  // one more session with the same server, when it is needed.
  virtual std::unique_ptr<Impatient> impatient(std::function<db::ConnectionPtr()>) const {
    return nullptr;
  }

  // `connection` is handed over: the lock lives and dies with it.
  virtual std::unique_ptr<SessionLock> session_lock(db::ConnectionPtr connection) const = 0;
  // The session that has it now, as end_session takes it; nullopt: none, or it is a process's.
  virtual std::optional<long> lock_holder(db::Connection&) const { return std::nullopt; }

  // Throttle sources. Throw DbError when they cannot be read: the caller pauses.
  virtual KnownReplicas known_replicas(db::Connection&) const { return {}; }
  // Lag in seconds told by a replica itself; throws when it does not replicate.
  virtual double own_replica_lag(db::Connection& replica) const = 0;
  virtual double active_sessions(db::Connection& connection) const = 0;
  // A write-ahead log beside the database that others have to take into it; nullopt: none here.
  struct Wal {
    std::uint64_t bytes = 0;  // in use, and not all of it taken into the database yet
    std::string reader;       // who may hold it back: one line for a person, or empty
    bool alone = false;       // no other process has the database open
  };
  virtual std::optional<Wal> wal(db::Connection&) const { return std::nullopt; }
  virtual void checkpoint(db::Connection&) const {}
  // Bytes left on the disk that holds the tables; nullopt: this server does not tell.
  virtual std::optional<std::uint64_t> free_disk(db::Connection&) const { return std::nullopt; }
  // The log that the server keeps because somebody has not taken it: the archiver, a replication
  // slot that nobody reads. nullopt: this server does not tell.
  struct WalBacklog {
    std::uint64_t bytes = 0;  // of the one that is furthest behind
    std::string of;           // who, one line for a person
  };
  virtual std::optional<WalBacklog> wal_backlog(db::Connection&) const { return std::nullopt; }
  // Seconds for which the cluster has held its writers back since the server started; nullopt: no
  // cluster.
  virtual std::optional<double> flow_control_paused(db::Connection&) const { return std::nullopt; }

  // Evidence of the gate. None throws but for a lost connection.
  virtual SessionList sessions(db::Connection& connection) const = 0;
  // Statements whose text names one of these tables anywhere, in any case.
  virtual StatementList statements(db::Connection& connection,
                                   const std::vector<std::string>& tables) const = 0;
  // For how long it has taken writes since it last did not, as far as it tells; nullopt: there is
  // no server, or it does not tell.
  virtual std::optional<std::chrono::milliseconds> writable_for(db::Connection&) const {
    return std::nullopt;
  }

  // Problems of this connection that forbid running (transaction pooler, read-only, standby,
  // version too old): one line each.
  virtual std::vector<std::string> preflight(db::Connection& connection) const = 0;
  // The servers that this one takes changes of the database from, although it can be written to
  // itself: "db1:3306". Empty: none, or this account may not see them.
  virtual std::vector<std::string> written_from(db::Connection&) const { return {}; }
};

struct Opened {
  db::ConnectionPtr connection;
  std::shared_ptr<const Dialect> dialect;
};

// Opens a session, fixes its settings, and tells the dialect (mysql:// may answer MariaDB). Throws
// Error: MIG-CONNECT-REFUSED, MIG-CONNECT-AUTH, MIG-CONNECT-DATABASE, MIG-CONNECT-VERSION (exit 2).
// Never names the password. `decorate` wraps every connection (fault injection); may be empty.
using Decorator = std::function<db::ConnectionPtr(db::ConnectionPtr)>;
Opened open_database(const Url& url, const Decorator& decorate = {});

// Per folder; open_database dispatches on Url::kind.
Opened open_postgres(const Url& url);
Opened open_mysql(const Url& url);  // MySQL and MariaDB
Opened open_sqlite(const Url& url);

}  // namespace migrate
