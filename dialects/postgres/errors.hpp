// SQLSTATE → what the caller may do about it.
#pragma once
#include <string>
#include <string_view>

#include "dialects/connection.hpp"

namespace migrate::postgres {

db::Failure classify(std::string_view sqlstate);

// A failed connection attempt has no SQLSTATE in libpq: told from the server's English words, else
// `refused_connection`. (Its message would hold one at PQERRORS_VERBOSE, which libpqxx sets after
// the login at the earliest; lc_messages takes a superuser, and does not reach the login.)
db::Failure classify_connect(std::string_view message);

// The client library itself takes no such parameter, or not with this value; nothing was sent. Its
// own words are English: this program never calls setlocale.
bool refuses_parameter(std::string_view message);

// The server's message without "ERROR:", the quoted statement line and its caret; detail and hint
// follow on the same line. Of a value that cast_back refuses only what it says of it.
std::string tidy_message(std::string_view message);

}  // namespace migrate::postgres
