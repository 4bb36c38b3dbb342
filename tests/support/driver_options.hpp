// For tests that need of MySQL's driver what the product never asks for.
#pragma once
#include <cppconn/connection.h>

#include "config/url.hpp"

namespace migrate::test {

inline sql::ConnectOptionsMap driver_options(const Url& url) {
  sql::ConnectOptionsMap options;
  options["hostName"] = sql::SQLString(url.host);
  options["port"] = url.port;
  options["userName"] = sql::SQLString(url.user);
  options["password"] = sql::SQLString(url.password);
  options["schema"] = sql::SQLString(url.database);
  return options;
}

}  // namespace migrate::test
