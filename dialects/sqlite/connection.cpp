#include "dialects/sqlite/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <thread>

#include "dialects/sqlite/errors.hpp"
#include "dialects/sqlite/file/lock.hpp"
#include "dialects/sqlite/state.hpp"
#include "util/text.hpp"

namespace migrate::sqlite {

using db::DbError;
using db::Failure;
using db::Result;
using db::Row;
using db::Value;

namespace {

constexpr std::chrono::milliseconds unbounded_wait = std::chrono::hours(24);

// Statements kept per connection; far more than the engine uses, so that it bounds only a mistake.
constexpr std::size_t kept_statements = 200;

// Shortest text that reads back as the same double.
std::string real_text(double number) {
  char buffer[64];
  auto [end, problem] = std::to_chars(buffer, buffer + sizeof buffer, number);
  std::string text(buffer, end);
  // "1" would come back as an integer where the kind is lost on the way (JSON checkpoints keep it).
  if (text.find_first_of(".einf") == std::string::npos) text += ".0";
  return text;
}

Value column_value(sqlite3_stmt* statement, int column) {
  auto bytes = [&](const void* data) {
    auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    return size == 0 ? std::string() : std::string(static_cast<const char*>(data), size);
  };
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return Value::of(std::int64_t{sqlite3_column_int64(statement, column)});
    case SQLITE_FLOAT:
      return {Value::Kind::real, real_text(sqlite3_column_double(statement, column))};
    case SQLITE_TEXT:
      return Value::of(bytes(sqlite3_column_text(statement, column)));
    case SQLITE_BLOB:
      return {Value::Kind::blob, bytes(sqlite3_column_blob(statement, column))};
    default:
      return Value::null();
  }
}

// Whether text after the first statement holds another one.
bool only_blank_or_comments(std::string_view rest) {
  while (true) {
    rest = trim(rest);
    if (rest.empty()) return true;
    if (rest.front() == ';') {
      rest.remove_prefix(1);
    } else if (rest.starts_with("--")) {
      auto end = rest.find('\n');
      if (end == std::string_view::npos) return true;
      rest.remove_prefix(end);
    } else if (rest.starts_with("/*")) {
      auto end = rest.find("*/", 2);
      if (end == std::string_view::npos) return true;
      rest.remove_prefix(end + 2);
    } else {
      return false;
    }
  }
}

}  // namespace

SqliteConnection::SqliteConnection(const std::string& path) : path_(path) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  int code = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr);
  try {
    check(code);
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_handler(handle_, &SqliteConnection::on_busy, this);
    // Some builds (macOS) switch on defensive mode, under which the documented way to edit a stored
    // CREATE TABLE is refused. It guards against hostile SQL; the SQL here is the plan's.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 0, nullptr);
    // Double-quoted names that do not exist must be errors, never string literals.
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    // With foreign_keys=ON, DROP TABLE first runs DELETE FROM and empties CASCADE children.
    query("PRAGMA foreign_keys=OFF");
    // Checkpointing is the work of the application and of replication tools, which must see every
    // frame first (docs/decisions/0019). Otherwise each commit here would do it past 1000 pages.
    query("PRAGMA wal_autocheckpoint=0");
    query("SELECT count(*) FROM sqlite_schema");
  } catch (...) {
    statements_.clear();
    sqlite3_close(handle_);
    throw;
  }
  ::stat(path_.c_str(), &opened_);
}

SqliteConnection::~SqliteConnection() {
  rollback();
  statements_.clear();
  sqlite3_close(handle_);
}

void SqliteConnection::check(int code) const {
  if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
  const int extended = handle_ ? sqlite3_extended_errcode(handle_) : code;
  if (handle_ && (extended & 0xff) == SQLITE_BUSY) {
    std::string words = sqlite3_errmsg(handle_);
    for (auto& line : write_lock_holders(path_))
      if (line.starts_with("process ")) words += "; " + line;
    throw DbError(classify(extended, words), native_code(extended), words);
  }
  throw_last(handle_, extended);
}

// A file that was replaced (restored from a backup by rename, say) is another database: what is
// written through the old descriptor is lost with it.
void SqliteConnection::require_same_file() const {
  if (opened_.st_ino == 0) return;
  struct stat now {};
  if (::stat(path_.c_str(), &now) != 0 || now.st_ino != opened_.st_ino ||
      now.st_dev != opened_.st_dev)
    throw DbError(Failure::database_moved, "SQLITE_READONLY_DBMOVED",
                  "the database file " + path_ + " was removed or replaced");
}

SqliteConnection::StatementPtr SqliteConnection::prepare(std::string_view sql, bool keep) {
  sqlite3_stmt* statement = nullptr;
  const char* tail = nullptr;
  check(sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                           keep ? SQLITE_PREPARE_PERSISTENT : 0, &statement, &tail));
  StatementPtr owned(statement);
  std::string_view rest = sql.substr(static_cast<std::size_t>(tail - sql.data()));
  if (!only_blank_or_comments(rest))
    throw DbError(Failure::syntax, "SQLITE_ERROR (1)",
                  "more than one statement: " + shorten(printable(rest), 80));
  return owned;
}

sqlite3_stmt* SqliteConnection::prepared(std::string_view sql) {
  std::string key(sql);
  if (auto at = statements_.find(key); at != statements_.end()) return at->second.get();
  if (statements_.size() >= kept_statements) statements_.clear();
  auto statement = prepare(sql, true);
  auto* raw = statement.get();
  statements_.emplace(std::move(key), std::move(statement));
  return raw;
}

void SqliteConnection::bind(sqlite3_stmt* statement, const std::vector<Value>& params) {
  if (auto wanted = sqlite3_bind_parameter_count(statement);
      wanted != static_cast<int>(params.size()))
    throw DbError(Failure::syntax, "SQLITE_RANGE (25)",
                  fmt::format("{} parameters given, the statement has {}", params.size(), wanted));
  int at = 0;
  for (auto& value : params) {
    ++at;
    const auto size = static_cast<sqlite3_uint64>(value.text.size());
    switch (value.kind) {
      case Value::Kind::null:
        check(sqlite3_bind_null(statement, at));
        break;
      case Value::Kind::integer:
        check(sqlite3_bind_int64(statement, at, value.as_int()));
        break;
      case Value::Kind::real:
        check(sqlite3_bind_double(statement, at, std::strtod(value.text.c_str(), nullptr)));
        break;
      case Value::Kind::text:
        check(sqlite3_bind_text64(statement, at, value.text.data(), size, SQLITE_TRANSIENT,
                                  SQLITE_UTF8));
        break;
      case Value::Kind::blob:
        check(sqlite3_bind_blob64(statement, at, value.text.data(), size, SQLITE_TRANSIENT));
        break;
    }
  }
}

Result SqliteConnection::run(sqlite3_stmt* statement, const std::vector<Value>& params) {
  // Whatever happens, the statement must not stay open: an unfinished read holds the WAL back.
  struct Reset {
    sqlite3_stmt* statement;
    ~Reset() {
      sqlite3_reset(statement);
      sqlite3_clear_bindings(statement);
    }
  } reset{statement};
  bind(statement, params);
  Result result;
  const auto before = sqlite3_total_changes(handle_);
  if (statement_limit_.count() > 0) ends_at_ = std::chrono::steady_clock::now() + statement_limit_;
  int code = sqlite3_step(statement);
  const int columns = sqlite3_column_count(statement);  // after the step: it may re-prepare
  for (int i = 0; i < columns; ++i) result.columns.emplace_back(sqlite3_column_name(statement, i));
  for (; code == SQLITE_ROW; code = sqlite3_step(statement)) {
    Row row;
    row.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) row.push_back(column_value(statement, i));
    result.rows.push_back(std::move(row));
  }
  check(code);
  // sqlite3_changes() keeps the count of an earlier statement when this one changes nothing (DDL).
  if (!sqlite3_stmt_readonly(statement) && sqlite3_total_changes(handle_) != before)
    result.affected = static_cast<std::uint64_t>(sqlite3_changes(handle_));
  return result;
}

Result SqliteConnection::query(std::string_view sql, const std::vector<Value>& params) {
  if (!in_transaction()) require_same_file();
  if (starts_with_ci(trim(sql), "PRAGMA writable_schema")) schema_edited_ = true;
  if (!params.empty()) return run(prepared(sql), params);
  const auto expected = expectation_of(sql);
  // What a plan expects is held against a CHECK, which SQL of the user's may have switched off.
  if (!expected.empty())
    check(sqlite3_exec(handle_, "PRAGMA ignore_check_constraints=OFF", nullptr, nullptr, nullptr));
  auto statement = prepare(sql, false);
  if (!statement) return {};
  try {
    return run(statement.get(), {});
  } catch (const DbError& error) {
    if (expected.empty() || error.failure() != Failure::constraint_violation) throw;
    throw DbError(error.failure(), error.native_code(),
                  "the database is not as this step expects it: " + expected);
  }
}

void SqliteConnection::compile(std::string_view sql) {
  prepare(sql, false);
}

void SqliteConnection::begin() {
  query("BEGIN IMMEDIATE");
}

void SqliteConnection::commit() {
  require_same_file();
  query("COMMIT");
  schema_edited_ = false;
}

void SqliteConnection::rollback() noexcept {
  if (!handle_) return;
  if (in_transaction()) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
  if (!schema_edited_) return;
  // writable_schema is not undone by ROLLBACK, and the schema in memory may be the one that was
  // rolled back: RESET switches it off and reads the schema again.
  sqlite3_exec(handle_, "PRAGMA writable_schema=RESET", nullptr, nullptr, nullptr);
  schema_edited_ = false;
}

bool SqliteConnection::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

void SqliteConnection::limit_lock_wait(std::chrono::milliseconds limit) {
  lock_wait_ = limit.count() <= 0 ? unbounded_wait : std::min(limit, unbounded_wait);
}

void SqliteConnection::limit_statement(std::chrono::milliseconds limit) {
  constexpr int steps_between_looks = 1000;
  statement_limit_ = limit;
  sqlite3_progress_handler(handle_, steps_between_looks,
                           limit.count() > 0 ? &SqliteConnection::on_progress : nullptr, this);
}

int SqliteConnection::on_progress(void* self) {
  return std::chrono::steady_clock::now() >= static_cast<SqliteConnection*>(self)->ends_at_ ? 1 : 0;
}

// In place of sqlite3_busy_timeout, which sleeps up to 100 ms between two looks: an application
// that writes every few milliseconds leaves gaps that are shorter, and would be met by chance
// alone.
int SqliteConnection::on_busy(void* self, int tries) {
  using std::chrono::steady_clock;
  auto& connection = *static_cast<SqliteConnection*>(self);
  if (tries == 0) connection.waits_since_ = steady_clock::now();
  const auto left = connection.lock_wait_ - (steady_clock::now() - connection.waits_since_);
  if (left <= steady_clock::duration::zero()) return 0;
  const auto look_again = std::chrono::milliseconds(tries < 20 ? 1 : 4);
  std::this_thread::sleep_for(std::min<steady_clock::duration>(look_again, left));
  return 1;
}

}  // namespace migrate::sqlite
