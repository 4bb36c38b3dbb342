#include "tests/support/server.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <map>
#include <set>

#include "migration/sql_split.hpp"
#include "util/text.hpp"

namespace migrate::test {
namespace {

// A TLS handshake costs MySQL more than all else that a test does with it, and every command makes
// several sessions. What TLS is to do is asserted elsewhere (tests/unit/dialects/mysql).
std::string quick(EngineKind kind, const std::string& url) {
  if (kind != EngineKind::mysql || url.find("ssl-mode") != std::string::npos) return url;
  return url + (url.find('?') == std::string::npos ? "?" : "&") + "ssl-mode=DISABLED";
}

// postgres://host/dbname?params with another dbname
std::string with_database(const std::string& url, const std::string& name) {
  const std::size_t host = url.find("://") + 3;
  const std::size_t question = url.find('?', host);
  const std::string params = question == std::string::npos ? "" : url.substr(question);
  const std::string base = url.substr(0, question);
  return base.substr(0, base.find('/', host)) + "/" + name + params;
}

std::string fresh_name() {
  static std::atomic<int> counter{0};
  return fmt::format("migrate_test_{}_{}", getpid(), ++counter);
}

// On PostgreSQL, where a session costs much, one stays for all that a thread asks; it is never
// closed, since databases with a longer life than it want to be dropped at the end.
void as_admin(const Server& server, const std::string& sql) {
  if (server.kind() != EngineKind::postgres) {
    open_database(parse_url(server.url())).connection->query(sql);
    return;
  }
  static thread_local auto& sessions = *new std::map<std::string, Opened>;
  Opened& session = sessions[server.url()];
  const bool kept = session.connection != nullptr;
  try {
    if (!kept) session = open_database(parse_url(server.url()));
    session.connection->query(sql);
  } catch (const db::DbError& error) {
    if (!kept || error.failure() != db::Failure::connection_lost) throw;
    // The server has ended since (a crash), and started again.
    session = open_database(parse_url(server.url()));
    session.connection->query(sql);
  }
}

}  // namespace

const std::vector<Server>& servers() {
  static const std::vector<Server> all = [] {
    std::vector<Server> out;
    out.emplace_back(EngineKind::sqlite, "");
    const std::pair<EngineKind, const char*> variables[] = {
        {EngineKind::postgres, "MIGRATE_TEST_POSTGRES_URL"},
        {EngineKind::mysql, "MIGRATE_TEST_MYSQL_URL"},
        {EngineKind::mariadb, "MIGRATE_TEST_MARIADB_URL"}};
    for (const auto& [kind, variable] : variables) {
      const char* url = std::getenv(variable);
      if (url && *url) out.emplace_back(kind, quick(kind, url));
    }
    return out;
  }();
  return all;
}

const Server* find_server(EngineKind kind) {
  for (const Server& server : servers()) {
    if (server.kind() == kind) return &server;
  }
  return nullptr;
}

const char* files_of(EngineKind kind) {
  return kind == EngineKind::mysql     ? std::getenv("MIGRATE_TEST_MYSQL_FILES")
         : kind == EngineKind::mariadb ? std::getenv("MIGRATE_TEST_MARIADB_FILES")
                                       : nullptr;
}

int Server::major() const {
  static std::map<std::string, int> known;
  const auto found = known.find(url_);
  if (found != known.end()) return found->second;
  const std::set<std::string> no_tables;
  // SQLite has no server to ask: a file does, for as long as the session is open.
  const std::unique_ptr<Database> file = kind_ == EngineKind::sqlite ? create() : nullptr;
  const Opened opened = file ? file->connect() : open_database(parse_url(url_));
  const Schema schema = opened.dialect->inspect(*opened.connection, &no_tables);
  return known[url_] = std::stoi(schema.version);
}

std::unique_ptr<Database> Server::create() const {
  const std::string name = fresh_name();
  if (kind_ == EngineKind::sqlite) {
    return std::unique_ptr<Database>(new Database(*this, name, std::make_unique<TempDirectory>()));
  }
  // MariaDB 10.11's own default is latin1.
  const bool charset = kind_ == EngineKind::mysql || kind_ == EngineKind::mariadb;
  as_admin(*this, "CREATE DATABASE " + name + (charset ? " CHARACTER SET utf8mb4" : ""));
  return std::unique_ptr<Database>(new Database(*this, name, nullptr));
}

Database::Database(const Server& server, std::string name, std::unique_ptr<TempDirectory> directory)
    : server_(server), name_(std::move(name)), directory_(std::move(directory)) {
  url_ = directory_ ? "sqlite:" + (directory_->path() / "app.db").string()
                    : with_database(server.url(), name_);
}

Database::~Database() {
  looking_.reset();
  if (directory_) return;
  try {
    // FORCE: a backend whose client was killed may still be on its way out.
    as_admin(server_, "DROP DATABASE IF EXISTS " + name_ +
                          (kind() == EngineKind::postgres ? " WITH (FORCE)" : ""));
  } catch (const std::exception& error) {
    fmt::print(stderr, "could not drop {}: {}\n", name_, error.what());
  }
}

Opened Database::connect() const {
  return open_database(parse_url(url_));
}

const Opened& Database::looking() const {
  if (!looking_ || kind() != EngineKind::postgres) looking_ = connect();
  return *looking_;
}

Opened Database::open() const {
  Opened opened = connect();
  switch (kind()) {
    case EngineKind::sqlite:
      opened.connection->query("PRAGMA foreign_keys=ON");
      opened.connection->query("PRAGMA busy_timeout=10000");
      break;
    case EngineKind::mysql:
    case EngineKind::mariadb:
      opened.connection->query("SET SESSION sql_mode = CONCAT(@@sql_mode, ',ANSI_QUOTES')");
      [[fallthrough]];
    case EngineKind::postgres:
      opened.connection->limit_lock_wait(std::chrono::seconds(30));
  }
  return opened;
}

void Database::execute(const std::string& script) const {
  Opened opened = open();
  for (const Statement& statement : split_sql(script, kind())) {
    opened.connection->query(statement.text);
  }
}

std::unique_ptr<Database> Database::copy() const {
  looking_.reset();
  if (kind() == EngineKind::sqlite) {
    std::unique_ptr<Database> out = server_.create();
    for (const auto& entry : std::filesystem::directory_iterator(directory_->path())) {
      std::filesystem::copy_file(entry.path(), out->directory_->path() / entry.path().filename());
    }
    return out;
  }
  if (kind() != EngineKind::postgres) return copy_of_mysql();
  const std::string name = fresh_name();
  // By files: half the time of a copy by blocks through the log, where there is the choice.
  as_admin(server_, fmt::format("CREATE DATABASE {} TEMPLATE {}{}", name, name_,
                                server_.major() >= 15 ? " STRATEGY FILE_COPY" : ""));
  return std::unique_ptr<Database>(new Database(server_, name, nullptr));
}

// No server command copies a database: table by table, triggers last, so that they do not run.
std::unique_ptr<Database> Database::copy_of_mysql() const {
  std::unique_ptr<Database> out = server_.create();
  const Opened from = connect(), to = out->connect();
  const auto all = [&](const std::string& sql) { return from.connection->query(sql).rows; };
  const auto make = [&](const std::string& sql) {
    to.connection->query(replace_all(sql, "`" + name_ + "`.", ""));
  };
  const auto quoted = [&](const db::Row& row) {
    return from.dialect->quote(Identifier(row.at(0).text));
  };
  make("SET SESSION foreign_key_checks = 0");
  for (const db::Row& table : all("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")) {
    const std::string name = quoted(table);
    make(all("SHOW CREATE TABLE " + name).at(0).at(1).text);
    std::vector<std::string> columns;
    for (const db::Row& column : all("SHOW COLUMNS FROM " + name)) {
      if (column.at(5).text.find("GENERATED") == std::string::npos ||
          column.at(5).text.find("DEFAULT_GENERATED") != std::string::npos)
        columns.push_back(quoted(column));
    }
    const std::string list = join(columns, ", ");
    to.connection->query(
        fmt::format("INSERT INTO {} ({}) SELECT {} FROM {}.{}", name, list, list, name_, name));
  }
  for (const db::Row& view : all("SHOW FULL TABLES WHERE Table_type = 'VIEW'"))
    make(all("SHOW CREATE VIEW " + quoted(view)).at(0).at(1).text);
  for (const char* routine : {"FUNCTION", "PROCEDURE"}) {
    for (const db::Row& row :
         all(fmt::format("SELECT routine_name FROM information_schema.routines "
                         "WHERE routine_schema = DATABASE() AND "
                         "routine_type = '{}'",
                         routine)))
      make(all(fmt::format("SHOW CREATE {} {}", routine, quoted(row))).at(0).at(2).text);
  }
  for (const db::Row& trigger : all("SHOW TRIGGERS")) {
    const db::Row made = all("SHOW CREATE TRIGGER " + quoted(trigger)).at(0);
    make("SET SESSION sql_mode = " + literal(made.at(1).text));
    make(made.at(2).text);
  }
  return out;
}

std::string literal(const std::string& text) {
  return "'" + replace_all(text, "'", "''") + "'";
}

}  // namespace migrate::test
