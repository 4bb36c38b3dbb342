#include "backfill/latency_guard.hpp"

#include <algorithm>

namespace migrate {

namespace {
// So low that it cannot move a p99 that is not at its limit: of a hundred transactions less than
// one meets a batch.
constexpr double lowest = 0.002;
constexpr double band = 0.75;
constexpr double far_growth = 0.5, back_growth = 0.2, near_growth = 0.03;
constexpr double mild_cut = 0.5, hard_cut = 0.25, least_cut = 0.8;
constexpr int far_settle = 2;  // readings; three after all other changes
constexpr int forget_after = 12;
}  // namespace

void LatencyGuard::reading(double latency, bool idle) {
  const double over = latency / limit_;
  quiet_ = idle ? quiet_ + 1 : 0;
  if (over <= 1) {
    cuts_ = 0;
    stands_ = false;
  }
  if (idle) {
    // Of the speed it says nothing. What it says of the application counts when no batch is in it.
    if (over > 1 && quiet_ > settle) stands_ = true;
    alone_over_ = alone_is_over() ? alone_over_ + 1 : 0;
    return;
  }
  alone_over_ = 0;
  if (over > 1 && share_ <= lowest) stands_ = true;
  if (wait_ > 0) {
    --wait_;
  } else if (over > 1) {
    slower(over);
  } else if (over > band) {
    room_ = 0;
  } else {
    faster(over);
  }
}

void LatencyGuard::slower(double over) {
  room_ = 0;
  // At the lowest speed it is not ours that is met.
  if (cuts_ == 0) met_ = share_ > 2 * lowest ? share_ : 0;
  // One reading may be a disk that was slow for a moment; one that a cut has not mended is more.
  const double deepest = cuts_++ == 0 ? mild_cut : hard_cut;
  share_ = std::max(lowest, share_ * std::clamp(1 / (over * over), deepest, least_cut));
  wait_ = settle;
}

void LatencyGuard::faster(double over) {
  // Where it was met before, there may be room by now.
  if (++room_ > forget_after || share_ > 1.1 * met_) met_ = 0;
  double step = std::max(near_growth, far_growth * (1 - over / band));
  const double known = met_ * least_cut;  // this much went before
  if (share_ * (1 + back_growth) < known) step = std::max(step, back_growth);
  const bool near = met_ > 0 && share_ * (1 + step) > known;
  share_ = std::min(1.0, share_ * (1 + (near ? near_growth : step)));
  wait_ = near || step <= near_growth ? settle : far_settle;
}

}  // namespace migrate
