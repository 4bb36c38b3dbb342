// Names of the objects that `migrate` makes beside the user's own.
#pragma once
#include <string>
#include <vector>

namespace migrate {

// "migrate_<part>__<part>…", at most `max_bytes` bytes and different for different parts: when it
// is longer (PostgreSQL cuts silently at 63 bytes), or when an underscore in a part could make two
// lists of parts look alike, it is closed with "_" and 10 hex digits of the SHA-256 of the parts.
// Never cut inside a UTF-8 sequence.
std::string object_name(const std::vector<std::string>& parts, std::size_t max_bytes);

}  // namespace migrate
