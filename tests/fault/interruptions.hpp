// Which calls of a command are interrupted, and how. A command's calls are a text, a letter each
// (CallTrace).
#pragma once
#include <string>
#include <vector>

namespace migrate::test {

// The interruptions of the call at `at` that differ for the database. `commits_later`: a server may
// be at a COMMIT still when its client has lost the connection.
std::vector<const char*> modes_of(const std::string& calls, std::size_t at, bool commits_later);

// The same where the server crashes.
std::vector<const char*> crashes_of(const std::string& calls, std::size_t at);

// Is it one of a long run of calls that come to the same when they fail, and left out? `shift`
// gives each scenario others.
bool repeats_neighbours(const std::string& calls, std::size_t at, std::size_t shift);

}  // namespace migrate::test
