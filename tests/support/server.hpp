// The databases that tests run on. SQLite always; a server when its variable is set:
// MIGRATE_TEST_POSTGRES_URL, MIGRATE_TEST_MYSQL_URL, MIGRATE_TEST_MARIADB_URL (an account that may
// create databases, and the name of a database that exists).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dialects/dialect.hpp"
#include "tests/support/directory.hpp"

namespace migrate::test {

class Database;

class Server {
 public:
  Server(EngineKind kind, std::string url) : kind_(kind), url_(std::move(url)) {}
  EngineKind kind() const { return kind_; }
  std::string name() const { return std::string(name_of(kind_)); }
  const std::string& url() const { return url_; }  // empty for SQLite
  int major() const;                               // of its version; asked once

  std::unique_ptr<Database> create() const;  // empty, of its own name

 private:
  EngineKind kind_;
  std::string url_;
};

const std::vector<Server>& servers();
const Server* find_server(EngineKind kind);
// Where LOAD DATA INFILE of the server may read, as this machine calls it (MIGRATE_TEST_…_FILES);
// null: it reads nothing of ours.
const char* files_of(EngineKind kind);

// One database, dropped with the value.
class Database {
 public:
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  const std::string& url() const { return url_; }
  const std::string& name() const { return name_; }
  EngineKind kind() const { return server_.kind(); }

  Opened connect() const;  // as the tool does
  // The same, for those who only look: on PostgreSQL, where a session costs much, one that stays.
  const Opened& looking() const;
  // The server has ended since, and with it that session.
  void look_anew() const { looking_.reset(); }
  // A session as an application has it: a patient lock timeout, foreign keys on (SQLite), and
  // "name" an identifier everywhere (sql_mode ANSI_QUOTES on MySQL and MariaDB).
  Opened open() const;
  // Statement by statement on a session of its own.
  void execute(const std::string& script) const;

  // An exact copy under a name of its own; nobody may be connected to this one.
  std::unique_ptr<Database> copy() const;

 private:
  friend class Server;
  Database(const Server& server, std::string name, std::unique_ptr<TempDirectory> directory);
  std::unique_ptr<Database> copy_of_mysql() const;

  const Server& server_;
  std::string name_, url_;
  std::unique_ptr<TempDirectory> directory_;
  mutable std::optional<Opened> looking_;
};

// Text that is quoted as an SQL string literal where it holds no backslash.
std::string literal(const std::string& text);

}  // namespace migrate::test
