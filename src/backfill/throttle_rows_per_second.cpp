#include "backfill/throttle_rows_per_second.hpp"

#include <algorithm>
#include <cmath>

#include "util/text.hpp"

namespace migrate {

Millis RowsPerSecond::now() const {
  return std::chrono::duration_cast<Millis>(clock_.monotonic() - begun_);
}

void RowsPerSecond::did(std::uint64_t rows) {
  // From when the first of them were begun the rate cannot tell: it counts from their end.
  rows_ += rows;
  pace_.add(now(), rows_);
}

Reading RowsPerSecond::read(std::uint64_t limit) {
  if (rows_ == 0) return {};
  pace_.add(now(), rows_);  // a wait makes it slower
  return {"rows per second", with_thousands(static_cast<std::uint64_t>(std::llround(pace_.now()))),
          with_thousands(limit), false};
}

Millis RowsPerSecond::pause(std::uint64_t limit, std::uint64_t rows, Millis took) {
  if (limit == 0) return Millis(0);
  const auto due = Millis(
      static_cast<Millis::rep>(static_cast<double>(rows) * 1000.0 / static_cast<double>(limit)));
  return std::max(Millis(0), due - took);
}

}  // namespace migrate
