#include "util/clock.hpp"

#include <mutex>
#include <random>

#include "util/stop.hpp"

namespace migrate {

namespace {

class SystemClock final : public Clock {
 public:
  std::chrono::system_clock::time_point now() override { return std::chrono::system_clock::now(); }

  std::chrono::steady_clock::time_point monotonic() override {
    return std::chrono::steady_clock::now();
  }

  void sleep(std::chrono::milliseconds duration) override {
    sleep_or_stop(static_cast<long>(duration.count()));
  }

  double random() override {
    const std::lock_guard lock(mutex_);
    return std::uniform_real_distribution<double>(0.0, 1.0)(generator_);
  }

 private:
  std::mutex mutex_;
  std::mt19937_64 generator_{std::random_device{}()};
};

}  // namespace

Clock& system_clock() {
  static SystemClock clock;
  return clock;
}

}  // namespace migrate
