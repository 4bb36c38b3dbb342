// A session with MySQL or MariaDB whose program_name the scripts here choose, which their clients
// do not let them: named_session URL NAME [SQL…]. Runs the statements, prints "ready", and ends
// when its standard input does.
#include <cppconn/driver.h>
#include <cppconn/exception.h>
#include <cppconn/statement.h>

#include <iostream>
#include <limits>
#include <map>
#include <memory>
#include <string>

#include "tests/support/driver_options.hpp"

int main(int argc, char** argv) try {
  if (argc < 3) return 2;
  auto options = migrate::test::driver_options(migrate::parse_url(argv[1]));
  options["OPT_CONNECT_ATTR_ADD"] = std::map<std::string, std::string>{{"program_name", argv[2]}};
  std::unique_ptr<sql::Connection> connection(get_driver_instance()->connect(options));
  std::unique_ptr<sql::Statement> statement(connection->createStatement());
  for (int i = 3; i < argc; ++i) statement->execute(argv[i]);
  std::cout << "ready" << std::endl;
  std::cin.ignore(std::numeric_limits<std::streamsize>::max());
} catch (const sql::SQLException& e) {
  std::cerr << e.what() << "\n";
  return 1;
}
