// A row that is written on the primary again and again; how far behind a replica is shows by which
// of these it has. Both ends are this process's own clock: the servers' may differ.
#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <string>

#include "state/store.hpp"
#include "util/clock.hpp"

namespace migrate {

inline constexpr const char* heartbeat_row = "heartbeat";  // of the table `control`

// A replica has none of this run's beats: it is behind by at least `seconds`.
class NoBeatYet : public std::runtime_error {
 public:
  explicit NoBeatYet(double seconds)
      : std::runtime_error("the first heartbeat of this run is not there yet"), seconds(seconds) {}
  const double seconds;
};

// One over all steps of a run: what a replica had of an earlier step says how far behind it is now.
class Heartbeat {
 public:
  explicit Heartbeat(Clock& clock) : clock_(clock) {}

  // Writes the next one. Throws DbError.
  void beat(Store& primary);

  // Seconds since the first beat that a replica has not got, which shows `seen`. Throws NoBeatYet.
  // From any thread.
  double lag(const std::string& seen) const;

 private:
  struct Beat {
    std::uint64_t number;
    std::chrono::steady_clock::time_point at;
  };
  static constexpr std::size_t most = 10000;  // more than an hour

  Clock& clock_;
  mutable std::mutex mutex_;
  std::uint64_t number_ = 0, first_ = 0;
  std::chrono::steady_clock::time_point begun_;  // when the first was written
  std::deque<Beat> beats_;
};

}  // namespace migrate
