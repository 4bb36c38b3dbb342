// One session with a database. The only thing between the engine and a driver; fault injection
// decorates it (tests/fault).
#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::db {

// A value as it travels: text exactly as the server writes it, with the kind needed to pass it
// back.
struct Value {
  enum class Kind { null, integer, real, text, blob };
  Kind kind = Kind::null;
  std::string text;  // blob: the bytes

  static Value null() { return {}; }
  static Value of(std::int64_t number) { return {Kind::integer, std::to_string(number)}; }
  static Value of(std::string text) { return {Kind::text, std::move(text)}; }
  bool is_null() const { return kind == Kind::null; }
  std::int64_t as_int() const;  // 0 for NULL; throws std::invalid_argument when not a number
  friend bool operator==(const Value&, const Value&) = default;
};

using Row = std::vector<Value>;

struct Result {
  std::vector<std::string> columns;
  std::vector<Row> rows;
  std::uint64_t affected = 0;  // rows changed by INSERT, UPDATE, DELETE
};

// What the caller may do about a failure; the server's own code and words come along.
enum class Failure {
  lock_timeout,        // waited too long for a lock (also SQLITE_BUSY)
  deadlock,            // deadlock or serialization failure: retry the transaction
  connection_lost,     // the session is gone; whether the last call took effect must be asked
  database_moved,      // its file was removed or replaced: nobody reads what is written there
  refused_connection,  // no server, unknown host
  authentication,
  permission,
  unknown_database,
  already_exists,  // table, column, index … exists
  missing,         // table, column, index … does not exist
  unique_violation,
  constraint_violation,  // NOT NULL, CHECK, foreign key, a value that does not fit its type
  data,                  // an expression that raises for the values of some row
  syntax,
  not_supported,  // ALGORITHM refused, feature missing
  disk_full,
  read_only,
  cancelled,
  other,
};
std::string_view name_of(Failure failure);
// What a row holds was refused: another row might not have been.
bool is_about_a_row(Failure failure);

class DbError : public std::runtime_error {
 public:
  DbError(Failure failure, std::string native_code, std::string message)
      : std::runtime_error(std::move(message)),
        failure_(failure),
        native_code_(std::move(native_code)) {}
  Failure failure() const { return failure_; }
  const std::string& native_code() const { return native_code_; }  // SQLSTATE, errno, SQLITE_…

 private:
  Failure failure_;
  std::string native_code_;
};

// Not thread-safe: one thread at a time. Never reconnects by itself: after a lost connection every
// call throws DbError(connection_lost). Destruction rolls an open transaction back.
class Connection {
 public:
  virtual ~Connection() = default;

  // One statement. `params` fill the engine's own placeholders ($1 … / ? / ?1 …). Statements with
  // parameters are prepared once per connection and kept. Throws DbError.
  virtual Result query(std::string_view sql, const std::vector<Value>& params = {}) = 0;

  // Transactions for writing: READ COMMITTED on the servers, BEGIN IMMEDIATE on SQLite. Not nested.
  virtual void begin() = 0;
  // `begin`, `settings` one after the other, and `sql`, whose result it is: in one round trip where
  // the server takes several statements at once. When it throws, a transaction may be open.
  virtual Result begin_with(const std::vector<std::string>& settings, std::string_view sql,
                            const std::vector<Value>& params);
  virtual void commit() = 0;
  virtual void rollback() noexcept = 0;  // no transaction: does nothing; errors are swallowed
  virtual bool in_transaction() const = 0;

  // Bounds every lock wait of the following statements of this session; zero lifts the bound. On
  // servers that count seconds, rounded up to 1 s.
  virtual void limit_lock_wait(std::chrono::milliseconds limit) = 0;

  // Bounds how long each following statement that reads may take (Failure::cancelled); zero lifts
  // the bound.
  virtual void limit_statement(std::chrono::milliseconds) {}

  // What this session begins with, kept for `restore_settings`.
  void set_up(const std::vector<std::string>& settings);
  // Takes back what statements of the user's have set, as far as the tool relies on it. Inside a
  // transaction too, so that what commits with them is written as always.
  virtual void restore_settings();
  // Outside a transaction, behind `restore_settings`: nothing else is left of them either
  // (variables, temporary tables …). False: only a new session is free of it. Throws DbError.
  virtual bool forget_session() { return false; }

  // One statement, or a plan's several in one text, inside a transaction. Where the server can end
  // a statement of any kind by itself, each that takes longer than this fails (Failure::cancelled);
  // elsewhere there is no bound. What follows is not bounded.
  virtual void query_within(std::chrono::milliseconds, std::string_view sql) { query(sql); }

 protected:
  std::vector<std::string> settings_;
};

using ConnectionPtr = std::unique_ptr<Connection>;

// Rolls back on scope exit unless committed.
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(connection) { connection_.begin(); }
  // Begins with these (begin_with); `begun` is the result.
  Transaction(Connection& connection, const std::vector<std::string>& settings,
              std::string_view sql, const std::vector<Value>& params)
      : connection_(connection) {
    try {
      begun_ = connection_.begin_with(settings, sql, params);
    } catch (...) {
      connection_.rollback();
      throw;
    }
  }
  ~Transaction() {
    if (!done_) connection_.rollback();
  }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  const Result& begun() const { return begun_; }
  void commit() {
    connection_.commit();
    done_ = true;
  }

 private:
  Connection& connection_;
  Result begun_;
  bool done_ = false;
};

}  // namespace migrate::db
