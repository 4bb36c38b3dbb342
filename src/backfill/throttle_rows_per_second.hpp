// No more rows than this in a second. It pauses nobody: batches are made small enough, and the
// waits between them long enough, that it holds on average.
#pragma once
#include <chrono>
#include <cstdint>

#include "backfill/pace.hpp"
#include "state/control.hpp"
#include "util/clock.hpp"

namespace migrate {

class RowsPerSecond {
 public:
  explicit RowsPerSecond(Clock& clock) : clock_(clock), begun_(clock.monotonic()) {}

  void did(std::uint64_t rows);
  // The rate of the last seconds. Without a name while nothing was done: there is nothing to tell.
  Reading read(std::uint64_t limit);

  // How much of its time a turn that did so many rows has still to wait.
  static Millis pause(std::uint64_t limit, std::uint64_t rows, Millis took);

 private:
  Millis now() const;

  Clock& clock_;
  std::chrono::steady_clock::time_point begun_;
  std::uint64_t rows_ = 0;
  Pace pace_;
};

}  // namespace migrate
