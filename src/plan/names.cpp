#include "plan/names.hpp"

#include <algorithm>

#include "util/digest.hpp"
#include "util/text.hpp"

namespace migrate {

std::string object_name(const std::vector<std::string>& parts, std::size_t max_bytes) {
  bool clear = true;
  for (auto& part : parts)
    clear = clear && !part.empty() && part.front() != '_' && part.back() != '_' &&
            part.find("__") == std::string::npos;
  std::string whole = "migrate_" + join(parts, "__");
  if (clear && whole.size() <= max_bytes) return whole;
  // Parts joined by NUL, which no name can hold: ("a_b", "c") and ("a", "b_c") differ.
  std::string tail = "_" + sha256_hex(join(parts, std::string_view("\0", 1))).substr(0, 10);
  std::size_t keep = std::min(whole.size(), max_bytes - tail.size());
  while (keep > 0 && keep < whole.size() &&
         (static_cast<unsigned char>(whole[keep]) & 0xC0) == 0x80)
    --keep;
  return whole.substr(0, keep) + tail;
}

}  // namespace migrate
