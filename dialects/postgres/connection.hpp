// One connection with PostgreSQL over libpqxx (6.4, also 7.x). Version differences of the library
// live in connection.cpp and nowhere else.
#pragma once
#include <stdexcept>
#include <string>

#include "dialects/connection.hpp"

namespace migrate::postgres {

struct Connected {
  db::ConnectionPtr connection;
  int version_number = 0;  // 150018
  int told_pid = 0;        // of the backend, as the server said when it was connected to
};

// libpq's own words.
struct ConnectFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// `conninfo`: in libpq's own form (connection_string in session.hpp). Throws ConnectFailed.
Connected connect_to(const std::string& conninfo);

}  // namespace migrate::postgres
