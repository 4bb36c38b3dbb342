// Names of the objects that `migrate` makes beside the user's own.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace migrate {

struct NameLimit {
  std::size_t bytes;
  // The server takes names for one that differ in case or accents, where the tables or columns of
  // such names are two.
  bool loose = false;

  constexpr NameLimit(std::size_t most, bool is_loose = false) : bytes(most), loose(is_loose) {}
  constexpr operator std::size_t() const { return bytes; }
};

// "migrate_<part>__<part>…", at most so many bytes and different for different parts: when it is
// longer (PostgreSQL cuts silently at 63 bytes), or when an underscore in a part (or, where that is
// loose, a capital letter or one beyond ASCII) could make two lists of parts look alike, it is
// closed with "_" and 10 hex digits of the SHA-256 of the parts. Never cut inside a UTF-8 sequence.
std::string object_name(const std::vector<std::string>& parts, NameLimit limit);

}  // namespace migrate
