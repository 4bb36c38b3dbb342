// How long the exchanges of a command took, by what the tool says of its steps. MySQL and MariaDB,
// where nobody can look at the locks of others.
#pragma once
#include <chrono>
#include <optional>
#include <string>

namespace migrate::test {

// The longest of the steps that exchange names or rename a table, its wait for the lock included;
// nothing: there was none. Throws std::runtime_error where such a line says no time that can be
// read.
std::optional<std::chrono::milliseconds> longest_exchange(const std::string& told);

}  // namespace migrate::test
