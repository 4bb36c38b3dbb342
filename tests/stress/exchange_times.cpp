#include "tests/stress/exchange_times.hpp"

#include <algorithm>
#include <regex>
#include <stdexcept>

#include "util/text.hpp"
#include "util/units.hpp"

namespace migrate::test {

std::optional<std::chrono::milliseconds> longest_exchange(const std::string& told) {
  static const std::regex exchange(
      R"(^ *\S+-\d+ (exchange .* for (its shadow|their shadows)|exchange the names of .*|rename table .* to .*)"
      R"() \((.*)\)$)");
  std::optional<std::chrono::milliseconds> longest;
  for (const std::string& line : split(told, '\n')) {
    std::smatch found;
    if (!std::regex_match(line, found, exchange)) continue;
    // Of an earlier run, which has told its time.
    if (found[3] == "was there already") continue;
    const auto took = parse_duration(found[3].str());
    if (!took) throw std::runtime_error("no time can be read in: " + line);
    longest = std::max(longest.value_or(*took), *took);
  }
  return longest;
}

}  // namespace migrate::test
