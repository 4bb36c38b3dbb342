// A statement that looks once more at what was planned for.
#pragma once
#include <string>

namespace migrate::postgres {

// Raises `message`, and behind it what `found` answers (SQL, text, with pg_catalog alone in the
// search path), unless that is NULL.
std::string raise_where(const std::string& found, const std::string& message);

}  // namespace migrate::postgres
