// A session with MySQL or MariaDB, by MySQL Connector/C++ (JDBC style).
#pragma once
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "config/url.hpp"
#include "dialects/connection.hpp"

namespace sql {
class Connection;
class PreparedStatement;
}  // namespace sql

namespace migrate::mysql {

// What every session sets first, in order; `mariadb` and `mysql` add their own (Flavour).
std::vector<std::string> session_statements(std::string_view extra_settings);

// The one of them that sets sql_mode, and the same for a session that makes a trigger which copies
// a TIMESTAMP from row to row. In a mode that looks at dates (ALLOW_INVALID_DATES is one) MySQL
// copies that by way of the writer's local time, of which an hour comes twice when summer ends; in
// any other, its bytes, those of invalid dates, too (9.7.4; MariaDB 10.11 does so in every mode).
std::string sql_mode_of_sessions();
std::string sql_mode_for_moments();

class MysqlConnection final : public db::Connection {
 public:
  // Logs in and selects the database; sets nothing yet. Throws DbError.
  explicit MysqlConnection(const Url& url);
  ~MysqlConnection() override;

  db::Result query(std::string_view sql, const std::vector<db::Value>& params = {}) override;
  void begin() override;
  void commit() override;
  void rollback() noexcept override;
  bool in_transaction() const override { return in_transaction_; }
  void limit_lock_wait(std::chrono::milliseconds limit) override;
  void limit_statement(std::chrono::milliseconds limit) override;

 private:
  db::Result run_text(std::string_view sql);
  db::Result run_prepared(const std::string& sql, const std::vector<db::Value>& params);
  sql::PreparedStatement& prepared(const std::string& sql);
  void forget(const std::string& sql);

  // Keeps the newest `cache_limit` statements: the server bounds their number for all sessions.
  static constexpr std::size_t cache_limit = 64;
  struct Cached {
    std::string sql;
    std::unique_ptr<sql::PreparedStatement> statement;
  };

  std::unique_ptr<sql::Connection> session_;
  std::list<Cached> newest_first_;
  std::unordered_map<std::string, std::list<Cached>::iterator> by_sql_;
  bool in_transaction_ = false;
  bool lost_ = false;
};

}  // namespace migrate::mysql
