// A session with one SQLite file.
#pragma once
#include <sqlite3.h>
#include <sys/stat.h>

#include <chrono>
#include <list>
#include <memory>
#include <string>
#include <unordered_map>

#include "dialects/connection.hpp"

namespace migrate::sqlite {

class SqliteConnection final : public db::Connection {
 public:
  // Opens `path`, ":memory:" included. Throws DbError; an unusable file fails here, not at the
  // first statement.
  explicit SqliteConnection(const std::string& path);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  db::Result query(std::string_view sql, const std::vector<db::Value>& params = {}) override;
  void begin() override;
  void commit() override;
  void rollback() noexcept override;
  bool in_transaction() const override;
  void limit_lock_wait(std::chrono::milliseconds limit) override;
  void limit_statement(std::chrono::milliseconds limit) override;
  // The new session would open, or make, whatever file stands there now.
  bool forget_session() override {
    require_same_file();
    return false;
  }

  // Compiles without running: throws what compiling throws.
  void compile(std::string_view sql);
  const std::string& path() const { return path_; }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using StatementPtr = std::unique_ptr<sqlite3_stmt, Finalize>;

  StatementPtr prepare(std::string_view sql, bool keep);
  sqlite3_stmt* prepared(std::string_view sql);
  db::Result run(sqlite3_stmt* statement, const std::vector<db::Value>& params);
  void bind(sqlite3_stmt* statement, const std::vector<db::Value>& params);
  static int on_busy(void* self, int tries);
  static int on_progress(void* self);
  void check(int code) const;
  void require_same_file() const;

  std::string path_;
  sqlite3* handle_ = nullptr;
  std::unordered_map<std::string, StatementPtr> statements_;
  std::chrono::milliseconds lock_wait_{5000};
  std::chrono::steady_clock::time_point waits_since_;
  std::chrono::milliseconds statement_limit_{0};  // 0: none
  std::chrono::steady_clock::time_point ends_at_;
  struct stat opened_ {};
  bool schema_edited_ = false;
};

}  // namespace migrate::sqlite
