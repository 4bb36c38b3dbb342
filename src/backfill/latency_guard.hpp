// How fast a backfill may go so that the application's own latency stays under a limit.
#pragma once

namespace migrate {

// A controller over readings of the latency. Its answer is the share of its time that a backfill
// may spend in batches; how long one of those takes is bounded elsewhere, by the limit itself.
//
// It begins low. Over the limit it cuts; with room it grows, by half where there is much of it and
// by less the nearer the limit is, by 3 % where the limit was met before; between 75 % of the limit
// and the limit it rests. After each change it lets readings pass, for they tell of what was a
// moment ago (docs/decisions/0032).
class LatencyGuard {
 public:
  // Milliseconds, as of a reading.
  explicit LatencyGuard(double limit) : limit_(limit) {}

  // `latency`: milliseconds. `idle`: no batch was begun since the last reading, for whatever
  // reason.
  void reading(double latency, bool idle);
  double share() const { return share_; }  // above 0, up to 1
  // Over the limit even at the lowest speed, or before anything was begun: only waiting is left.
  bool stands() const { return stands_; }
  // It is over the limit now, and nothing of ours has run for as long as a reading tells of.
  bool alone_is_over() const { return stands_ && quiet_ > settle; }
  // Of that, so many readings in a row.
  int alone_over() const { return alone_over_; }

 private:
  static constexpr int settle = 3;

  void slower(double over);
  void faster(double over);

  double limit_;
  double share_ = 0.01;
  double met_ = 0;      // the share at which the limit was met last; 0: not met, or forgotten
  int wait_ = 0;        // readings to let pass
  int room_ = 0;        // steps up since then
  int cuts_ = 0;        // in a row, with no reading under the limit between them
  int quiet_ = settle;  // readings with nothing of ours; before the first batch nothing was
  int alone_over_ = 0;
  bool stands_ = false;
};

}  // namespace migrate
