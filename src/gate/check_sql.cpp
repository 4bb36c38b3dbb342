// One row, one column, as expected. On the working session and outside of any transaction; a
// statement that takes longer than the check's limit is ended by the server.
#include <fmt/format.h>

#include "gate/check.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

class StatementLimit {
 public:
  StatementLimit(db::Connection& connection, Millis limit) : connection_(connection) {
    connection_.limit_statement(limit);
  }
  ~StatementLimit() {
    try {
      connection_.limit_statement(Millis(0));
    } catch (const db::DbError&) {
      // The session is gone, and the limit with it.
    }
  }
  StatementLimit(const StatementLimit&) = delete;
  StatementLimit& operator=(const StatementLimit&) = delete;

 private:
  db::Connection& connection_;
};

}  // namespace

CheckOutcome check_sql(const GateCheck& check, db::Connection& connection, EngineKind engine) {
  auto* sql = check.sql.for_engine(engine);
  if (!sql) return failed(fmt::format("no SQL is given for {}", name_of(engine)));
  try {
    StatementLimit limit(connection, check.timeout);
    auto result = connection.query(sql->value);
    if (result.rows.size() != 1 || result.rows[0].size() != 1)
      return failed(fmt::format("{} rows of {} columns, where one value is expected",
                                result.rows.size(), result.columns.size()));
    auto& value = result.rows[0][0];
    return compared(check, value.is_null() ? "NULL" : value.text);
  } catch (const db::DbError& e) {
    if (e.failure() == db::Failure::connection_lost) throw;
    if (e.failure() == db::Failure::cancelled)
      return failed("no answer within " + format_duration(check.timeout));
    return failed(printable(e.what()));
  }
}

}  // namespace migrate
