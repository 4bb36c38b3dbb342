#include "backfill/latency_guard.hpp"

#include <algorithm>

namespace migrate {

namespace {
constexpr double lowest = 0.01, band = 0.85;
constexpr double far_growth = 1.5, near_growth = 1.03;
// In readings. A reading may tell of a speed that is three of them ago.
constexpr int settle = 3, far_settle = 1;
constexpr int forget_after = 12;
}  // namespace

void LatencyGuard::reading(double latency) {
  const double over = latency / limit_;
  stands_ = over > 1 && share_ <= lowest;
  if (wait_ > 0) {
    --wait_;
  } else if (over > 1) {
    slower(over);
  } else if (over > band) {
    room_ = 0;
  } else {
    faster();
  }
}

void LatencyGuard::slower(double over) {
  room_ = 0;
  // At the lowest speed it is not ours that is met.
  met_ = share_ > 2 * lowest ? share_ : 0;
  share_ = std::max(lowest, share_ * std::clamp(1 / (over * over), 0.3, 0.8));
  wait_ = settle;
}

void LatencyGuard::faster() {
  // Where it was met before, there may be room by now.
  if (++room_ > forget_after || share_ > 1.1 * met_) met_ = 0;
  const bool near = met_ > 0 && share_ * far_growth > met_;
  share_ = std::min(1.0, share_ * (near ? near_growth : far_growth));
  wait_ = near ? settle : far_settle;
}

}  // namespace migrate
