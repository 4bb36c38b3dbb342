#include "plan/names.hpp"

#include <algorithm>

#include "util/digest.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

bool has_a_like(const std::string& part) {
  return std::any_of(part.begin(), part.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'A' && c <= 'Z');
  });
}

}  // namespace

std::string object_name(const std::vector<std::string>& parts, NameLimit limit) {
  bool clear = true;
  for (auto& part : parts)
    clear = clear && !part.empty() && part.front() != '_' && part.back() != '_' &&
            part.find("__") == std::string::npos && !(limit.loose && has_a_like(part));
  std::string whole = "migrate_" + join(parts, "__");
  if (clear && whole.size() <= limit.bytes) return whole;
  // Parts joined by NUL, which no name can hold: ("a_b", "c") and ("a", "b_c") differ.
  std::string tail = "_" + sha256_hex(join(parts, std::string_view("\0", 1))).substr(0, 10);
  std::size_t keep = std::min(whole.size(), limit.bytes - tail.size());
  while (keep > 0 && keep < whole.size() &&
         (static_cast<unsigned char>(whole[keep]) & 0xC0) == 0x80)
    --keep;
  return whole.substr(0, keep) + tail;
}

}  // namespace migrate
