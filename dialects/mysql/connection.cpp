#include "dialects/mysql/connection.hpp"

#include <cppconn/connection.h>
#include <cppconn/datatype.h>
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/prepared_statement.h>
#include <cppconn/resultset.h>
#include <cppconn/resultset_metadata.h>
#include <cppconn/statement.h>
#include <fmt/format.h>

#include <charconv>
#include <sstream>

#include "dialects/mysql/errors.hpp"
#include "dialects/mysql/server/connect_options.hpp"
#include "util/text.hpp"

namespace migrate::mysql {

using db::DbError;
using db::Failure;
using db::Value;

namespace {

constexpr int must_reprepare = 1615;  // the tables changed too often meanwhile; nothing was run
// The client library's own: a table has more columns, or fewer, since the statement was prepared.
// The server has answered by then, which only reading may do twice.
constexpr int other_columns = 2057;

[[noreturn]] void rethrow(const sql::SQLException& e) {
  std::string what = e.what();
  if (auto more = advice(e.getErrorCode()); !more.empty()) what += fmt::format(" ({})", more);
  throw DbError(classify(e.getErrorCode(), e.getSQLState()),
                fmt::format("{} ({})", e.getErrorCode(), e.getSQLState()), what);
}

Value::Kind kind_of(int type) {
  switch (type) {
    case sql::DataType::BIT:
    case sql::DataType::TINYINT:
    case sql::DataType::SMALLINT:
    case sql::DataType::MEDIUMINT:
    case sql::DataType::INTEGER:
    case sql::DataType::BIGINT:
    case sql::DataType::YEAR:
      return Value::Kind::integer;
    case sql::DataType::REAL:
    case sql::DataType::DOUBLE:
      return Value::Kind::real;
    case sql::DataType::BINARY:
    case sql::DataType::VARBINARY:
    case sql::DataType::LONGVARBINARY:
    case sql::DataType::GEOMETRY:
      return Value::Kind::blob;
    default:
      return Value::Kind::text;  // DECIMAL and temporal values too: exactly as the server writes
                                 // them
  }
}

std::string text_of(sql::ResultSet& rows, unsigned column, int type, bool is_signed, bool binary) {
  if (type == sql::DataType::BIT) return std::to_string(rows.getUInt64(column));
  // The driver prints a prepared statement's doubles with six digits after the point.
  if (binary && (type == sql::DataType::DOUBLE || type == sql::DataType::REAL))
    return fmt::format("{}", static_cast<double>(rows.getDouble(column)));
  if (binary && kind_of(type) == Value::Kind::integer)
    return is_signed ? std::to_string(rows.getInt64(column))
                     : std::to_string(rows.getUInt64(column));
  auto text = rows.getString(column);
  return {text.c_str(), text.length()};
}

db::Result read(sql::ResultSet& rows, bool binary) {
  db::Result result;
  auto* meta = rows.getMetaData();
  unsigned count = meta->getColumnCount();
  std::vector<int> types;
  std::vector<bool> is_signed;
  for (unsigned i = 1; i <= count; ++i) {
    result.columns.push_back(meta->getColumnLabel(i).asStdString());
    types.push_back(meta->getColumnType(i));
    is_signed.push_back(meta->isSigned(i));
  }
  while (rows.next()) {
    db::Row row;
    row.reserve(count);
    for (unsigned i = 1; i <= count; ++i) {
      Value value;
      if (!rows.isNull(i)) {
        value.kind = kind_of(types[i - 1]);
        value.text = text_of(rows, i, types[i - 1], is_signed[i - 1], binary);
      }
      row.push_back(std::move(value));
    }
    result.rows.push_back(std::move(row));
  }
  return result;
}

// The first result with rows counts (a CALL returns several); the rest is read away, else the
// session is out of step with the server.
db::Result collect(sql::Statement& statement, bool has_rows) {
  db::Result result;
  bool taken = false;
  for (bool more = true; more;) {
    if (has_rows) {
      std::unique_ptr<sql::ResultSet> rows(statement.getResultSet());
      if (rows && !taken) {
        result = read(*rows, false);
        taken = true;
      }
    } else {
      auto affected = statement.getUpdateCount();
      if (affected != UINT64_MAX) result.affected += affected;
    }
    more = statement.getMoreResults();
    has_rows = more;
  }
  return result;
}

// The driver counts a prepared statement's changes in one call and fetches its rows in another, and
// must be told beforehand which one it is.
bool returns_rows(std::string_view sql) {
  auto start = sql.find_first_not_of(" \t\r\n(");
  if (start == std::string_view::npos) return false;
  sql.remove_prefix(start);
  for (const char* word : {"SELECT", "WITH", "SHOW", "VALUES", "TABLE", "EXPLAIN"})
    if (starts_with_ci(sql, word)) return true;
  return false;
}

void bind(sql::PreparedStatement& statement, const std::vector<Value>& params,
          std::vector<std::unique_ptr<std::istringstream>>& blobs) {
  unsigned i = 0;
  for (auto& value : params) {
    ++i;
    switch (value.kind) {
      case Value::Kind::null:
        statement.setNull(i, sql::DataType::VARCHAR);
        break;
      case Value::Kind::integer: {
        std::int64_t number = 0;
        const char* end = value.text.data() + value.text.size();
        if (auto [stopped, bad] = std::from_chars(value.text.data(), end, number);
            bad == std::errc{} && stopped == end) {
          statement.setInt64(i, number);
          break;
        }
        std::uint64_t large = 0;
        if (auto [stopped, bad] = std::from_chars(value.text.data(), end, large);
            bad == std::errc{} && stopped == end)
          statement.setUInt64(i, large);
        else
          statement.setString(i, value.text);
        break;
      }
      case Value::Kind::real:
        statement.setDouble(i, std::stod(value.text));
        break;
      case Value::Kind::text:
        statement.setString(i, sql::SQLString(value.text.data(), value.text.size()));
        break;
      case Value::Kind::blob:
        blobs.push_back(std::make_unique<std::istringstream>(value.text));
        statement.setBlob(i, blobs.back().get());
        break;
    }
  }
}

}  // namespace

MysqlConnection::MysqlConnection(const Url& url) {
  try {
    session_ = connect(url);
  } catch (const sql::SQLException& e) {
    rethrow(e);
  }
}

MysqlConnection::~MysqlConnection() {
  enter_driver();
  by_sql_.clear();
  // Closing a statement or a session that is gone may throw from the driver's depths; there is
  // nothing left to do about it. The server rolls an open transaction back by itself.
  try {
    newest_first_.clear();
    session_.reset();
  } catch (const std::exception&) {
    static_cast<void>(session_.release());
  }
}

db::Result MysqlConnection::query(std::string_view sql, const std::vector<Value>& params) {
  if (lost_) throw DbError(Failure::connection_lost, "2006", "the connection was lost earlier");
  enter_driver();
  try {
    return params.empty() ? run_text(sql) : run_prepared(std::string(sql), params);
  } catch (const sql::SQLException& e) {
    auto failure = classify(e.getErrorCode(), e.getSQLState());
    // A killed session under TLS shows as a TLS error (2026).
    if (failure == Failure::connection_lost || failure == Failure::refused_connection ||
        session_->isClosed()) {
      lost_ = true;
      in_transaction_ = false;
      throw DbError(Failure::connection_lost,
                    fmt::format("{} ({})", e.getErrorCode(), e.getSQLState()), e.what());
    }
    rethrow(e);
  }
}

db::Result MysqlConnection::run_text(std::string_view sql) {
  std::unique_ptr<sql::Statement> statement(session_->createStatement());
  bool has_rows = statement->execute(sql::SQLString(sql.data(), sql.size()));
  return collect(*statement, has_rows);
}

db::Result MysqlConnection::run_prepared(const std::string& sql, const std::vector<Value>& params) {
  for (bool again = false;; again = true) {
    try {
      auto& statement = prepared(sql);
      std::vector<std::unique_ptr<std::istringstream>> blobs;
      bind(statement, params, blobs);
      if (!returns_rows(sql)) {
        db::Result result;
        result.affected = static_cast<std::uint64_t>(std::max(0, statement.executeUpdate()));
        return result;
      }
      std::unique_ptr<sql::ResultSet> rows(statement.executeQuery());
      return read(*rows, true);
    } catch (const sql::SQLException& e) {
      forget(sql);
      bool may = e.getErrorCode() == must_reprepare ||
                 (e.getErrorCode() == other_columns && returns_rows(sql) && !in_transaction_);
      if (again || !may) throw;
    }
  }
}

sql::PreparedStatement& MysqlConnection::prepared(const std::string& sql) {
  if (auto at = by_sql_.find(sql); at != by_sql_.end()) {
    newest_first_.splice(newest_first_.begin(), newest_first_, at->second);
    return *newest_first_.front().statement;
  }
  std::unique_ptr<sql::PreparedStatement> statement(session_->prepareStatement(sql));
  newest_first_.push_front({sql, std::move(statement)});
  by_sql_[sql] = newest_first_.begin();
  if (newest_first_.size() > cache_limit) {
    by_sql_.erase(newest_first_.back().sql);
    newest_first_.pop_back();
  }
  return *newest_first_.front().statement;
}

void MysqlConnection::forget(const std::string& sql) {
  auto at = by_sql_.find(sql);
  if (at == by_sql_.end()) return;
  newest_first_.erase(at->second);
  by_sql_.erase(at);
}

void MysqlConnection::begin() {
  query("START TRANSACTION");
  in_transaction_ = true;
}

void MysqlConnection::commit() {
  query("COMMIT");
  in_transaction_ = false;
}

void MysqlConnection::rollback() noexcept {
  if (!in_transaction_) return;
  in_transaction_ = false;
  try {
    query("ROLLBACK");
  } catch (const std::exception&) {
    // A session that cannot roll back is lost, and its transaction with it.
    lost_ = true;
  }
}

void MysqlConnection::limit_lock_wait(std::chrono::milliseconds limit) {
  using namespace std::chrono;
  // "No bound" is the largest that both servers take; innodb_lock_wait_timeout ends earlier.
  auto whole = limit.count() <= 0 ? seconds(31536000) : ceil<seconds>(limit);
  query(fmt::format("SET SESSION lock_wait_timeout = {}, innodb_lock_wait_timeout = {}",
                    whole.count(), std::min<std::int64_t>(whole.count(), 1073741824)));
}

void MysqlConnection::limit_statement(std::chrono::milliseconds limit) {
  // Each server has one of the two: MySQL counts milliseconds, and bounds a SELECT only.
  auto known = query(
                   "SHOW VARIABLES WHERE Variable_name IN ('max_execution_time', "
                   "'max_statement_time')")
                   .rows;
  for (auto& row : known)
    query(row.at(0).text == "max_execution_time"
              ? fmt::format("SET SESSION max_execution_time = {}", limit.count())
              : fmt::format("SET SESSION max_statement_time = {:.3f}",
                            static_cast<double>(limit.count()) / 1000));
}

namespace {

std::string sql_mode(const std::string& more) {
  return "SET SESSION sql_mode = 'STRICT_TRANS_TABLES," + more +
         "NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO'";
}

}  // namespace

std::string sql_mode_of_sessions() {
  return sql_mode("ALLOW_INVALID_DATES,");
}

std::string sql_mode_for_moments() {
  return sql_mode("");
}

std::vector<std::string> session_statements(std::string_view extra_settings) {
  return {
      "SET NAMES utf8mb4",
      // Strict, so that nothing is cut silently. Without NO_ZERO_DATE and with ALLOW_INVALID_DATES:
      // dates that the tables hold already must be copied as they are. Without
      // ERROR_FOR_DIVISION_BY_ZERO: triggers keep the sql_mode they were made with, and an
      // expression of a migration must not make the application's own writes fail.
      // With NO_AUTO_VALUE_ON_ZERO: a row whose number is 0 must keep it in a copy.
      sql_mode_of_sessions(),
      // READ COMMITTED: no gap locks in the way of the application's inserts.
      "SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED",
      "SET SESSION TRANSACTION READ WRITE",
      fmt::format("SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, "
                  "unique_checks = 1, sql_safe_updates = 0, sql_big_selects = 1, "
                  "sql_select_limit = 18446744073709551615, completion_type = 0, "
                  "wait_timeout = 86400, {}",
                  extra_settings),
  };
}

}  // namespace migrate::mysql
