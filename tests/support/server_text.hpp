// Everything that is defined in a database, in the server's own words: what the tool's own reading
// of the schema leaves out, or takes for the same, shows here.
#pragma once
#include <string>

#include "tests/support/server.hpp"

namespace migrate::test {

// Tables, indexes, constraints, views, triggers (their order, too) and routines as sorted text.
// Left out: the tool's own tables, where numbers stand, and the values of enumerations, which stay
// after a rollback. The database's own name stands as "DB".
std::string server_text_of(const Database& database);

}  // namespace migrate::test
