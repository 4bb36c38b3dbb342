// The servers' own error numbers as the product's kinds of failure.
#pragma once
#include <string>

#include "dialects/connection.hpp"

namespace migrate::mysql {

// `code` is the server's (1000 …, 3000 …, 4000 …) or the client library's (2000 …) number. Codes
// that mean different things on MySQL and MariaDB are told apart by the SQLSTATE.
db::Failure classify(int code, const std::string& sqlstate);

}  // namespace migrate::mysql
