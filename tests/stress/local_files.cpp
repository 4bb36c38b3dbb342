#include "tests/stress/local_files.hpp"

#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/statement.h>

#include "dialects/connection.hpp"
#include "dialects/mysql/errors.hpp"
#include "tests/support/driver_options.hpp"

namespace migrate::test {

LocalFiles::LocalFiles(const std::string& text) {
  auto options = driver_options(parse_url(text));
  options["OPT_LOCAL_INFILE"] = 1;
  session_.reset(get_driver_instance()->connect(options));
  const std::unique_ptr<sql::Statement> statement(session_->createStatement());
  statement->execute("SET SESSION lock_wait_timeout = 30, innodb_lock_wait_timeout = 30");
}

LocalFiles::~LocalFiles() = default;

std::uint64_t LocalFiles::load(const std::string& sql) {
  try {
    const std::unique_ptr<sql::Statement> statement(session_->createStatement());
    statement->execute(sql);
    return statement->getUpdateCount();
  } catch (const sql::SQLException& error) {
    throw db::DbError(mysql::classify(error.getErrorCode(), error.getSQLState()),
                      std::to_string(error.getErrorCode()), error.what());
  }
}

}  // namespace migrate::test
