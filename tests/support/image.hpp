// A whole database as text: whatever a later command or statement can depend on. Two databases with
// one image go on in the same way.
#pragma once
#include <set>
#include <string>

#include "tests/support/server.hpp"

namespace migrate::test {

// The catalog as the server words it, every row of every table (shadows, logs, old tables and kept
// copies among them), and the tool's own record. Left out: the record's times, counts, owners,
// tokens and messages, when old code last wrote, the numbers of a log's entries, and of the
// `random` columns all but whether they are NULL. The database's own name stands as "DB".
std::string image_of(const Database& database, const Opened& opened,
                     const std::set<std::string>& random);

// Until no other session is left in the database. Throws std::runtime_error after ten seconds.
void wait_until_alone(const Database& database, const Opened& opened);

}  // namespace migrate::test
