// What statements of a plan raise by themselves, on servers that take a code of ours.
#pragma once
#include <string_view>

namespace migrate::own_code {

// It cannot go on yet, and says in its own words for whom it waits: as for a lock (Failure::
// lock_timeout), but whoever has one on the step's tables does not stand in its way.
inline constexpr std::string_view waits = "MIG01";

}  // namespace migrate::own_code
