#include "dialects/dialect.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "dialects/require_database.hpp"
#include "dialects/sqlite/catalog/details.hpp"
#include "dialects/sqlite/connection.hpp"
#include "dialects/sqlite/file/disk.hpp"
#include "dialects/sqlite/file/lock.hpp"
#include "dialects/sqlite/file/wal.hpp"
#include "dialects/sqlite/inspect.hpp"
#include "dialects/sqlite/planner.hpp"
#include "dialects/sqlite/quote.hpp"
#include "dialects/sqlite/state.hpp"
#include "util/error.hpp"

namespace migrate {

namespace sqlite {
namespace {

using db::DbError;
using db::Failure;

// RETURNING, and DROP COLUMN, which could corrupt the file before
// (sqlite.org/releaselog/3_35_5.html).
constexpr int oldest_version = 3035005;

class SqliteDialect final : public Dialect {
 public:
  EngineKind kind() const override { return EngineKind::sqlite; }

  const Capabilities& capabilities() const override {
    static const Capabilities all{.transactional_ddl = true,
                                  .name_limit = name_limit,
                                  .name_limit_in_bytes = true,
                                  .repeat_proves_ddl = false,
                                  .parallel_writers = false,
                                  .writers_poll = true,
                                  .keeps_statements = false,
                                  .batch_target = std::chrono::milliseconds(5)};
    return all;
  }

  const StateSql& state_sql() const override { return sqlite::state_sql(); }
  std::string quote(const Identifier& name) const override { return sqlite::quote(name); }
  bool is_own_object(const std::string& name) const override { return sqlite::is_own_object(name); }

  Schema inspect(db::Connection& connection, const std::set<std::string>* tables) const override {
    return sqlite::inspect(connection, tables);
  }

  void read_details(db::Connection&, Schema& schema) const override {
    sqlite::read_details(schema);
  }

  Plan plan(const Migration& migration, Schema& schema, db::Connection* connection) const override {
    return make_plan(migration, schema, connection);
  }

  Blockers blockers(db::Connection& connection, const LockedObjects&,
                    const std::string&) const override {
    auto file = database_file(connection);
    Blockers found;
    if (!file.empty())
      for (auto& line : write_lock_holders(file)) found.emplace_back().who = line;
    return found;
  }

  void end_session(db::Connection&, long) const override {
    throw db::DbError(db::Failure::not_supported, "", "SQLite has no sessions to end");
  }

  std::unique_ptr<SessionLock> session_lock(db::ConnectionPtr connection) const override {
    auto file = database_file(*connection);
    return file_lock(std::move(connection), file);
  }

  double own_replica_lag(db::Connection&) const override {
    throw DbError(Failure::not_supported, "", "an SQLite file does not replicate by itself");
  }

  double active_sessions(db::Connection&) const override {
    throw DbError(Failure::not_supported, "", "SQLite does not count its sessions");
  }

  SessionList sessions(db::Connection&) const override {
    return {{}, "SQLite keeps no list of who has the file open"};
  }
  StatementList statements(db::Connection&, const std::vector<std::string>&) const override {
    return {{}, "SQLite keeps no statistics of statements"};
  }

  std::optional<Wal> wal(db::Connection& connection) const override {
    return wal_of(database_file(connection));
  }
  std::optional<std::uint64_t> free_disk(db::Connection& connection) const override {
    const auto room = disk_room(connection);
    return room ? std::optional(room->free) : std::nullopt;
  }
  // PASSIVE: waits for nobody, blocks nobody, leaves what a reader still needs.
  void checkpoint(db::Connection& connection) const override {
    connection.query("PRAGMA wal_checkpoint(PASSIVE)");
  }

  std::vector<std::string> preflight(db::Connection& connection) const override;
};

std::vector<std::string> SqliteDialect::preflight(db::Connection& connection) const {
  std::vector<std::string> problems;
  if (sqlite3_libversion_number() < oldest_version)
    problems.push_back(fmt::format("SQLite {} is older than 3.35.5", sqlite3_libversion()));
  auto file = database_file(connection);
  if (file.empty()) return problems;
  if (::access(file.c_str(), W_OK) != 0)
    problems.push_back(fmt::format("{} cannot be written: {}", file, std::strerror(errno)));
  auto directory = std::filesystem::path(file).parent_path();
  if (::access(directory.c_str(), W_OK | X_OK) != 0)
    problems.push_back(fmt::format(
        "the directory {} cannot be written ({}): SQLite keeps its journal beside the database",
        directory.string(), std::strerror(errno)));
  if (auto rows = connection.query("PRAGMA query_only").rows;
      !rows.empty() && rows[0][0].as_int() != 0)
    problems.push_back("the session is read-only (PRAGMA query_only)");
  return problems;
}

[[noreturn]] void cannot_open(
    const Url& url, const std::string& why,
    const std::string& next =
        "check the path after sqlite: — a relative one starts at the working directory") {
  refuse("MIG-CONNECT-DATABASE", fmt::format("cannot open {}: {}", url.redacted(), why), next);
}

// SQLite's own words for these are "unable to open database file": too little at three in the
// morning.
void require_usable_path(const Url& url) {
  const std::string& path = url.database;
  if (path.empty()) cannot_open(url, "no file is named");
  if (path == ":memory:") cannot_open(url, "a database in memory ends with the command");
  struct stat file {};
  if (::stat(path.c_str(), &file) == 0) {
    if (S_ISDIR(file.st_mode)) cannot_open(url, "it is a directory");
    if (!S_ISREG(file.st_mode)) cannot_open(url, "it is not a regular file");
    if (::access(path.c_str(), R_OK) != 0) cannot_open(url, std::strerror(errno));
    return;
  }
  if (errno != ENOENT) cannot_open(url, std::strerror(errno));
  auto directory = std::filesystem::path(path).parent_path();
  if (directory.empty()) directory = ".";
  std::error_code problem;
  if (!std::filesystem::is_directory(directory, problem))
    cannot_open(url, "the directory " + directory.string() + " does not exist");
  if (::access(directory.c_str(), W_OK | X_OK) != 0)
    cannot_open(url, "no such file, and its directory cannot be written");
}

// Of SQLite's own URIs: a database that was to be read only would be written, one without locks
// would be so beside whoever goes by them.
void refuse_other_ways(const Url& url) {
  for (const char* name : {"mode", "immutable", "nolock", "vfs"}) {
    const auto found = url.params.find(name);
    if (found == url.params.end()) continue;
    const bool usual = std::string_view(name) == "mode"
                           ? found->second == "rw" || found->second == "rwc"
                           : found->second == "0" && std::string_view(name) != "vfs";
    if (!usual)
      refuse("MIG-URL-PARAM",
             fmt::format("a SQLite database is opened to be written, with its locks: not with the "
                         "URL's parameter \"{}\"",
                         name),
             "remove it in --url, DATABASE_URL or `url` in migrate.yaml");
  }
}

}  // namespace
}  // namespace sqlite

void require_sqlite_file(const Url& url) {
  sqlite::require_usable_path(url);
  struct stat file {};
  if (::stat(url.database.c_str(), &file) != 0)
    sqlite::cannot_open(url, "no such file",
                        "check the path after sqlite: — a relative one starts at the working "
                        "directory. `migrate init`, expand, up and baseline make a new database");
}

Opened open_sqlite(const Url& url) {
  if (sqlite3_libversion_number() < sqlite::oldest_version)
    refuse("MIG-CONNECT-VERSION",
           fmt::format("SQLite {} is loaded, 3.35.5 or newer is needed", sqlite3_libversion()));
  sqlite::refuse_other_ways(url);
  sqlite::require_usable_path(url);
  try {
    return {std::make_unique<sqlite::SqliteConnection>(url.database),
            std::make_shared<sqlite::SqliteDialect>()};
  } catch (const db::DbError& problem) {
    if (problem.failure() == db::Failure::lock_timeout)
      throw Error(ExitCode::failed,
                  {"MIG-LOCK-TIMEOUT",
                   fmt::format("{} is there, but other connections kept it locked for 5 s: {}",
                               url.redacted(), problem.what()),
                   "",
                   "nothing was changed",
                   "the same command again; in WAL mode (PRAGMA journal_mode=WAL) readers and "
                   "writers do not block each other",
                   {}});
    if (problem.failure() == db::Failure::read_only)
      sqlite::cannot_open(url,
                          fmt::format("{}; the file or its directory cannot be written, and "
                                      "SQLite keeps its journal beside the database",
                                      problem.what()),
                          "let this user write to the file and to its directory, then run the "
                          "same command again");
    sqlite::cannot_open(url, problem.what());
  }
}

}  // namespace migrate
