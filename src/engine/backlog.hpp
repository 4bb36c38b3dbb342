// Whether a change log grows faster than it is applied, told by counts of what waits in it. Private
// to src/engine.
#pragma once
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

#include "util/clock.hpp"
#include "util/units.hpp"

namespace migrate {

class Backlog {
 public:
  // `patience`: how long it may grow. A growth of fewer than `least` entries is none.
  Backlog(Clock& clock, Millis patience, std::uint64_t least)
      : clock_(clock), patience_(patience), least_(least) {}

  // Twelve counts in the patience, but no more often than each few seconds; a count that takes long
  // comes more seldom: it must not take the time of the work.
  bool due() const;
  // `applied`: of all entries so far, never fewer than before. `took`: the count itself.
  void counted(std::uint64_t waiting, std::uint64_t applied, Millis took);
  // While nobody applied, the log could only grow: what was counted before says nothing.
  void begin_anew() { counts_.clear(); }

  struct Growth {
    std::uint64_t waiting = 0;
    double written = 0, applied = 0;  // entries per second
    Millis time{0};                   // over which it was watched
  };
  // What the log did over at least so long. Every count of the second half is above each of the
  // first half: a burst that is over by then, or one large transaction of the application, is no
  // growth.
  std::optional<Growth> over(Millis time) const;
  // Once: when it has grown for half of the patience.
  std::optional<Growth> news();
  std::optional<Growth> outgrown() const { return over(patience_); }

 private:
  struct Count {
    std::chrono::steady_clock::time_point at;
    std::uint64_t waiting = 0, applied = 0;
  };

  Clock& clock_;
  Millis patience_;
  std::uint64_t least_;
  std::deque<Count> counts_;  // of the patience, and the last one before it
  Millis took_{0};
  bool told_ = false;
};

}  // namespace migrate
