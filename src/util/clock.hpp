// Time and chance are passed in, so that tests need not wait.
#pragma once
#include <chrono>
#include <cstdint>

namespace migrate {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::chrono::system_clock::time_point now() = 0;        // wall clock
  virtual std::chrono::steady_clock::time_point monotonic() = 0;  // for durations
  // Sleeps for `duration`, or less when a stop was requested meanwhile.
  virtual void sleep(std::chrono::milliseconds duration) = 0;
  virtual double random() = 0;  // [0, 1), for jitter
};

Clock& system_clock();

}  // namespace migrate
