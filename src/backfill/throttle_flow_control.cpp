// How much of the time a Galera cluster held its writers back, since the reading before.
#include <fmt/format.h>

#include <algorithm>

#include "backfill/throttle.hpp"

namespace migrate {

namespace {

class FlowControl : public ThrottleSource {
 public:
  FlowControl(const Dialect& dialect, db::Connection*& primary, double limit, Clock& clock)
      : dialect_(dialect), primary_(primary), limit_(limit), clock_(clock) {}

  Reading read() override {
    const auto limit = fmt::format("{:g}% of the time", limit_ * 100);
    try {
      const auto paused = dialect_.flow_control_paused(*primary_);
      if (!paused) return {"flow control", "no Galera cluster: not looked at", limit, false};
      const auto now = clock_.monotonic();
      // The server's count only grows; a first reading has nothing to compare with.
      const double elapsed = std::chrono::duration<double>(now - at_).count();
      if (last_ && elapsed > 0) share_ = std::clamp((*paused - *last_) / elapsed, 0.0, 1.0);
      last_ = *paused;
      at_ = now;
      return {"flow control", fmt::format("{:.0f}% of the time", share_ * 100), limit,
              share_ > limit_};
    } catch (const db::DbError& e) {
      return {"flow control", std::string("unreadable: ") + e.what(), limit, true};
    }
  }

 private:
  const Dialect& dialect_;
  db::Connection*& primary_;
  double limit_;
  Clock& clock_;
  std::optional<double> last_;
  double share_ = 0;
  std::chrono::steady_clock::time_point at_;
};

}  // namespace

std::unique_ptr<ThrottleSource> flow_control_source(const Dialect& dialect,
                                                    db::Connection*& primary, double limit,
                                                    Clock& clock) {
  return std::make_unique<FlowControl>(dialect, primary, limit, clock);
}

}  // namespace migrate
