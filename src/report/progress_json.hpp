// A step's progress as JSON: the same in a stream of events and in `status`.
#pragma once
#include <nlohmann/json_fwd.hpp>

#include "engine/observer.hpp"

namespace migrate::report {

nlohmann::ordered_json json_of(const Progress& progress);

}  // namespace migrate::report
