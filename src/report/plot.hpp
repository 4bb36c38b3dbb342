// The history of a batched step as a drawing in plain text: rate, batch size and, where it was
// watched, lag over time.
#pragma once
#include <string>
#include <vector>

#include "state/records.hpp"

namespace migrate::report {

// No wider than `columns` (at least 40). Without samples: empty.
std::string plot_text(const std::string& title, const std::vector<Sample>& samples,
                      std::size_t columns);

}  // namespace migrate::report
