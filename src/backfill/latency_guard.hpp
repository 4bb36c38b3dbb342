// How fast a backfill may go so that the application's own latency stays under a limit.
#pragma once

namespace migrate {

// A controller over readings of the latency. Its answer is a share of the full speed.
//
// Over the limit it cuts, the more the further over; with room it grows by half, but by 3 % where
// the limit was met before; between 85 % of the limit and the limit it rests. After each change it
// lets readings pass, for they tell of what was a moment ago (docs/decisions/0024).
class LatencyGuard {
 public:
  explicit LatencyGuard(double limit) : limit_(limit) {}

  void reading(double latency);
  double share() const { return share_; }  // above 0, up to 1
  // Over the limit even at the lowest speed: only waiting is left.
  bool stands() const { return stands_; }

 private:
  void slower(double over);
  void faster();

  double limit_;
  double share_ = 0.1;
  double met_ = 0;  // the share at which the limit was met last; 0: not met, or forgotten
  int wait_ = 0;    // readings to let pass
  int room_ = 0;    // steps up since then
  bool stands_ = false;
};

}  // namespace migrate
