#include "dialects/postgres/connection.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <pqxx/pqxx>

#include "dialects/postgres/errors.hpp"
#include "dialects/postgres/quote.hpp"
#include "util/log.hpp"
#include "util/text.hpp"

namespace migrate::postgres {

namespace {

using db::DbError;
using db::Failure;
using db::Value;

std::unique_ptr<pqxx::connection> connect(const std::string& conninfo) {
  auto session = std::make_unique<pqxx::connection>(conninfo);
#if !defined(PQXX_VERSION_MAJOR) || PQXX_VERSION_MAJOR < 7
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  // libpqxx 6 opens a new session behind a lost one by itself: without the advisory lock, the
  // transaction and the settings. It must fail instead.
  session->inhibit_reactivation(true);
#pragma GCC diagnostic pop
#endif
  return session;
}

// nullptr is NULL.
pqxx::result run_prepared(pqxx::transaction_base& work, const std::string& name,
                          const std::vector<const char*>& values) {
#if defined(PQXX_VERSION_MAJOR) && PQXX_VERSION_MAJOR >= 7
  pqxx::params params;
  for (auto* value : values)
    if (value)
      params.append(pqxx::zview(value));
    else
      params.append();
#if PQXX_VERSION_MAJOR > 7 || PQXX_VERSION_MINOR >= 10
  return work.exec(pqxx::prepped(name), params);
#else
  return work.exec_prepared(name, params);
#endif
#else
  return work.exec_prepared(name, pqxx::prepare::make_dynamic_params(values));
#endif
}

// libpqxx 6 prepares a statement when it is first run, and knows nothing of EXECUTE.
void prepare_now(pqxx::connection& session, const std::string& name) {
#if defined(PQXX_VERSION_MAJOR) && PQXX_VERSION_MAJOR >= 7
  static_cast<void>(session), static_cast<void>(name);
#else
  session.prepare_now(name);
#endif
}

// NOTICEs would go to stderr.
#if defined(PQXX_VERSION_MAJOR) && \
    (PQXX_VERSION_MAJOR > 7 || (PQXX_VERSION_MAJOR == 7 && PQXX_VERSION_MINOR >= 10))
struct Quiet {
  explicit Quiet(pqxx::connection& session) {
    session.set_notice_handler([](pqxx::zview) noexcept {});
  }
};
#else
using Quiet = pqxx::quiet_errorhandler;
#endif

std::string from_hex(std::string_view text) {
  auto digit = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  std::string out;
  for (std::size_t i = 2; i + 1 < text.size(); i += 2)
    out += static_cast<char>(digit(text[i]) << 4 | digit(text[i + 1]));
  return out;
}

std::string to_hex(std::string_view bytes) {
  static const char digits[] = "0123456789abcdef";
  std::string out = "\\x";
  for (unsigned char c : bytes) {
    out += digits[c >> 4];
    out += digits[c & 15];
  }
  return out;
}

// Object identifiers of pg_type.dat, fixed since the types exist.
Value decode(unsigned type, std::string text) {
  switch (type) {
    case 16:  // boolean: probes return it
      return Value::of(std::int64_t{text == "t"});
    case 20:  // bigint
    case 21:  // smallint
    case 23:  // integer
    case 26:  // oid
      return {Value::Kind::integer, std::move(text)};
    case 700:  // real
    case 701:  // double precision; NaN and Infinity are no JSON numbers
      if (text.find_first_of("NI") != std::string::npos) break;
      return {Value::Kind::real, std::move(text)};
    case 17:  // bytea, in the hex form that the session asked for
      return {Value::Kind::blob, from_hex(text)};
    default:
      break;
  }
  return Value::of(std::move(text));
}

class PgConnection final : public db::Connection {
 public:
  explicit PgConnection(const std::string& conninfo)
      : session_(connect(conninfo)), quiet_(*session_) {}

  db::Result query(std::string_view sql, const std::vector<Value>& params) override {
    std::string text(sql);
    return guarded(text, [&](pqxx::nontransaction& work) {
      if (params.empty()) return work.exec(text);
      std::vector<std::string> kept;
      kept.reserve(params.size());
      std::vector<const char*> values;
      for (auto& p : params) {
        kept.push_back(text_of(p));
        values.push_back(p.is_null() ? nullptr : kept.back().c_str());
      }
      return run_prepared(work, prepared(text), values);
    });
  }

  void begin() override {
    query(begin_sql, {});
    begun();
  }

  // The statement is a prepared one here too, so that a value is what the server takes it for, not
  // what its literal looks like.
  db::Result begin_with(const std::vector<std::string>& settings, std::string_view sql,
                        const std::vector<Value>& params) override {
    const std::string last(sql);
    return guarded(last, [&](pqxx::nontransaction& work) {
      std::string all = begin_sql;
      for (auto& setting : settings) all += ";\n" + setting;
      all += ";\n" + (params.empty() ? last : execute_sql(last, params));
      begun();
      return work.exec(all);
    });
  }

  void commit() override {
    // COMMIT of a failed transaction rolls back and reports success.
    if (in_transaction_ && failed_)
      throw DbError(Failure::other, "25P02",
                    "the transaction had failed before; nothing of it was committed");
    in_transaction_ = false;
    query("COMMIT", {});
  }

  void rollback() noexcept override {
    if (!in_transaction_) return;
    in_transaction_ = false;
    try {
      query("ROLLBACK", {});
      // A SET inside the transaction went with it.
      if (limit_changed_) query(limit_sql(), {});
    } catch (const std::exception&) {
      // The next call meets the same failure and can report it; this one must not throw.
    }
  }

  bool in_transaction() const override { return in_transaction_; }

  void limit_lock_wait(std::chrono::milliseconds limit) override {
    if (limit_ == limit) return;
    auto before = std::exchange(limit_, limit);
    try {
      query(limit_sql(), {});
    } catch (...) {
      limit_ = before;
      throw;
    }
    limit_changed_ = limit_changed_ || in_transaction_;
  }

  void limit_statement(std::chrono::milliseconds limit) override {
    query(fmt::format("SET statement_timeout = {}", limit.count()), {});
  }

  // RESET ALL leaves the role alone; that of the login may be one that it was given by ALTER ROLE.
  void restore_settings() override {
    auto all = settings_;
    all.insert(all.begin(), "RESET SESSION AUTHORIZATION; RESET ROLE; RESET ALL");
    if (limit_) all.push_back(limit_sql());
    query(join(all, "; "), {});
  }

  // What is left are statements that were prepared by name: not those of `query`.
  bool forget_session() override {
    try {
      query("CLOSE ALL; UNLISTEN *; DISCARD TEMP; DISCARD SEQUENCES", {});
      const auto rows = query(
                            "SELECT pg_catalog.pg_advisory_unlock_all(), NOT EXISTS (SELECT FROM "
                            "pg_catalog.pg_prepared_statements WHERE from_sql)",
                            {})
                            .rows;
      return rows.at(0).at(1).as_int() == 1;
    } catch (const DbError&) {
      return false;
    }
  }

  // One message: whoever bounds a statement holds locks, and each round trip is time in which
  // others wait. The COMMIT must not be bounded: what it waits for comes behind the point of no
  // return.
  void query_within(std::chrono::milliseconds limit, std::string_view sql) override {
    query(fmt::format("SET LOCAL statement_timeout = {};\n{};\nSET LOCAL statement_timeout = 0",
                      std::max<std::int64_t>(1, limit.count()), sql),
          {});
  }

  int server_version() const { return session_->server_version(); }
  int told_pid() const { return session_->backendpid(); }

 private:
  static constexpr auto begin_sql = "BEGIN ISOLATION LEVEL READ COMMITTED";

  void begun() {
    in_transaction_ = true;
    failed_ = false;
    limit_changed_ = false;
  }

  static std::string text_of(const Value& value) {
    if (value.kind == Value::Kind::blob) return to_hex(value.text);
    if (value.text.find('\0') != std::string::npos)
      throw DbError(Failure::other, "22021", "a text value holds a NUL byte");
    return value.text;
  }

  std::string execute_sql(const std::string& sql, const std::vector<Value>& params) {
    const auto& name = prepared(sql);
    prepare_now(*session_, name);
    std::vector<std::string> values;
    for (auto& p : params) values.push_back(p.is_null() ? "NULL" : quote_literal(text_of(p)));
    return fmt::format("EXECUTE {}({})", name, join(values, ", "));
  }

  std::string limit_sql() const { return fmt::format("SET lock_timeout = {}", limit_->count()); }

  const std::string& prepared(const std::string& sql) {
    auto at = prepared_.find(sql);
    if (at == prepared_.end()) {
      // Kept once the server has it: it may wait for a lock, and give up.
      auto name = fmt::format("migrate_{}", prepared_.size() + 1);
      session_->prepare(name, sql);
      at = prepared_.emplace(sql, std::move(name)).first;
    }
    return at->second;
  }

  template <typename Work>
  db::Result guarded(const std::string& sql, Work&& work) {
    if (lost_) throw DbError(Failure::connection_lost, "08003", "the connection was lost before");
    try {
      pqxx::nontransaction own(*session_);
      return convert(sql, work(own));
    } catch (const pqxx::sql_error& e) {
      std::string code(e.sqlstate());
      fail(classify(code), code, e.what());
    } catch (const pqxx::broken_connection& e) {
      fail(Failure::connection_lost, "08006", e.what());
    } catch (const pqxx::in_doubt_error& e) {
      fail(Failure::connection_lost, "08007", e.what());
    } catch (const pqxx::failure& e) {
      // libpqxx 6 throws these without the server's code.
      if (dynamic_cast<const pqxx::deadlock_detected*>(&e))
        fail(Failure::deadlock, "40P01", e.what());
      if (dynamic_cast<const pqxx::transaction_rollback*>(&e))
        fail(Failure::deadlock, "40001", e.what());
      fail(Failure::other, "", e.what());
    }
  }

  [[noreturn]] void fail(Failure failure, const std::string& code, const char* message) {
    failed_ = true;
    if (failure == Failure::connection_lost || !session_->is_open()) {
      failure = Failure::connection_lost;
      lost_ = true;
      in_transaction_ = false;
    }
    throw DbError(failure, code, log::redact_foreign(tidy_message(message)));
  }

  static db::Result convert(const std::string& sql, const pqxx::result& from) {
    db::Result result;
    for (pqxx::row::size_type i = 0; i < from.columns(); ++i)
      result.columns.emplace_back(from.column_name(i));
    for (const auto& row : from) {
      db::Row values;
      pqxx::row::size_type i = 0;
      for (const auto& field : row) {
        auto type = from.column_type(i++);
        values.push_back(field.is_null() ? Value::null()
                                         : decode(type, std::string(field.c_str(), field.size())));
      }
      result.rows.push_back(std::move(values));
    }
    // The server counts the rows of a SELECT too; only UPDATE … RETURNING has both.
    if (result.columns.empty() || !starts_with_ci(trim(sql), "SELECT"))
      result.affected = static_cast<std::uint64_t>(from.affected_rows());
    return result;
  }

  std::unique_ptr<pqxx::connection> session_;
  Quiet quiet_;
  std::map<std::string, std::string> prepared_;
  std::optional<std::chrono::milliseconds> limit_;
  bool in_transaction_ = false, failed_ = false, lost_ = false, limit_changed_ = false;
};

}  // namespace

Connected connect_to(const std::string& conninfo) {
  try {
    auto connection = std::make_unique<PgConnection>(conninfo);
    int version = connection->server_version(), pid = connection->told_pid();
    return {std::move(connection), version, pid};
  } catch (const pqxx::failure& e) {
    throw ConnectFailed(e.what());
  } catch (const pqxx::argument_error& e) {
    throw ConnectFailed(e.what());
  }
}

}  // namespace migrate::postgres
