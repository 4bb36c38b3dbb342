// The servers' own error numbers as the product's kinds of failure.
#pragma once
#include <string>
#include <string_view>

#include "dialects/connection.hpp"

namespace migrate::mysql {

// `code` is the server's (1000 …, 3000 …, 4000 …) or the client library's (2000 …) number. Codes
// that mean different things on MySQL and MariaDB are told apart by the SQLSTATE.
db::Failure classify(int code, const std::string& sqlstate);

// What the server's words for `code` leave out of how to mend it; empty: nothing.
std::string_view advice(int code);

}  // namespace migrate::mysql
