// How fast a walk goes and when it may end, from how many rows were done at which times.
#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <vector>

#include "util/units.hpp"

namespace migrate {

class Pace {
 public:
  // In order of time, which begins anywhere. Rows fewer than before begin the whole anew.
  void add(Millis at, std::uint64_t rows);

  double average() const;  // rows per second since the first point, pauses included
  double now() const;      // over the last five seconds, or what there is of them

  // When a walk over about so many rows ends. `likely` goes on at the rate of the last quarter of
  // the time. `early` and `late` take that rate or the average of the whole time, whichever is the
  // better or the worse, and twice the standard error that the rate has shown so far on top; equal
  // to `likely` while there is too little to tell.
  struct Eta {
    Millis likely{0}, early{0}, late{0};
  };
  std::optional<Eta> eta(std::uint64_t rows_estimated) const;

 private:
  struct Point {
    Millis at{0};
    double rows = 0;
  };
  static double rate(const Point& from, const Point& to);
  double rows_at(Millis at) const;

  std::vector<Point> kept_;  // from the first on, far enough apart to be few
  std::deque<Point> recent_;
  Point tip_;
  Millis spacing_{0};
};

}  // namespace migrate
