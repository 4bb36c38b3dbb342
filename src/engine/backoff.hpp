// Exponential back-off with jitter inside a total, for lock waits; and how often a connection may
// be lost.
#pragma once
#include <algorithm>
#include <optional>

#include "util/clock.hpp"
#include "util/units.hpp"

namespace migrate {

class Backoff {
 public:
  Backoff(Clock& clock, Millis total) : clock_(clock), total_(total), begun_(clock.monotonic()) {}

  // How long to wait before the next attempt (100 ms doubling to 5 s, half to one and a half of it,
  // so that two waiters drift apart); nullopt when the total is used up.
  std::optional<Millis> next() {
    if (clock_.monotonic() - begun_ >= total_) return std::nullopt;
    double base = static_cast<double>(std::min<long>(100L << std::min(tries_++, 6), 5000));
    return Millis(static_cast<long>(base * (0.5 + clock_.random())));
  }
  int tries() const { return tries_; }
  Millis used() const { return std::chrono::duration_cast<Millis>(clock_.monotonic() - begun_); }
  // How long the next attempt may wait for its lock; zero: as configured.
  Millis longer_wait{0};
  // What the attempt under way waits, where that is less than configured; zero: it is not. Another
  // one soon costs the application little, so it is not counted.
  Millis brief{0};
  // When it asked for its lock (as used()): whoever came since has waited behind it.
  std::optional<Millis> asked;
  Millis told{0};  // when a person was last told of such attempts
  // Before the next attempt behind a brief one: whoever looked on alone looks again soon; behind a
  // request others come first, for four to eight times as long as they have waited.
  Millis after_brief() {
    return asked ? Millis(static_cast<long>(static_cast<double>(brief.count()) *
                                            (4 + 4 * clock_.random())))
                 : Millis(20 + static_cast<long>(40 * clock_.random()));
  }
  // A lost connection is worth another attempt, but not for ever.
  bool lost_again() { return ++losses_ <= 10; }
  int losses() const { return losses_; }
  // Something was committed: whoever blocked is gone, the connection holds.
  void progressed() {
    tries_ = losses_ = 0;
    longer_wait = Millis(0);
    begun_ = clock_.monotonic();
  }

 private:
  Clock& clock_;
  Millis total_;
  std::chrono::steady_clock::time_point begun_;
  int tries_ = 0, losses_ = 0;
};

}  // namespace migrate
