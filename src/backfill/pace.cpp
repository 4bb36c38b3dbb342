#include "backfill/pace.hpp"

#include <algorithm>
#include <cmath>

namespace migrate {

namespace {

constexpr std::size_t most_points = 256;
constexpr std::size_t most_recent = 64;
constexpr Millis recent_time{5000};
constexpr std::size_t most_spans = 20;
constexpr std::size_t fewest_spans = 4;
constexpr Millis shortest_span{500};

Millis time_for(double rows, double rate) {
  constexpr double longest = 1e14;  // 3,000 years: no overflow on the way to text
  return Millis(static_cast<std::int64_t>(std::min(longest, rows * 1000.0 / rate)));
}

}  // namespace

void Pace::add(Millis at, std::uint64_t rows) {
  const Point point{at, static_cast<double>(rows)};
  if (kept_.empty() || point.rows < tip_.rows || at < tip_.at) {
    kept_ = {point};
    recent_ = {point};
    tip_ = point;
    spacing_ = Millis(0);
    return;
  }
  tip_ = point;
  if (at - kept_.back().at >= std::max(spacing_, Millis(1))) kept_.push_back(point);
  if (kept_.size() > most_points) {
    for (std::size_t i = 1; 2 * i < kept_.size(); ++i) kept_[i] = kept_[2 * i];
    kept_.resize((kept_.size() + 1) / 2);
    spacing_ = (tip_.at - kept_.front().at) / static_cast<std::int64_t>(most_points / 2);
  }
  if (at - recent_.back().at >= recent_time / static_cast<std::int64_t>(most_recent))
    recent_.push_back(point);
  // The last one that is old enough stays: from there on.
  while (recent_.size() > 1 && at - recent_[1].at >= recent_time) recent_.pop_front();
}

double Pace::rate(const Point& from, const Point& to) {
  if (to.at <= from.at) return 0;
  return (to.rows - from.rows) * 1000.0 / static_cast<double>((to.at - from.at).count());
}

double Pace::average() const {
  return kept_.empty() ? 0 : rate(kept_.front(), tip_);
}

double Pace::now() const {
  return recent_.empty() ? 0 : rate(recent_.front(), tip_);
}

double Pace::rows_at(Millis at) const {
  auto after = std::find_if(kept_.begin(), kept_.end(), [&](auto& p) { return p.at >= at; });
  const Point& to = after == kept_.end() ? tip_ : *after;
  if (after == kept_.begin() || to.at == at) return to.rows;
  const Point& from = *(after - 1);
  const double share = static_cast<double>((at - from.at).count()) /
                       static_cast<double>(std::max<std::int64_t>(1, (to.at - from.at).count()));
  return from.rows + (to.rows - from.rows) * share;
}

std::optional<Pace::Eta> Pace::eta(std::uint64_t rows_estimated) const {
  const double left = static_cast<double>(rows_estimated) - tip_.rows;
  const double all = average();
  if (left <= 0 || all <= 0) return std::nullopt;
  const Millis begun = kept_.front().at, took = tip_.at - begun;
  const auto spans =
      std::min({most_spans, kept_.size() - 1, static_cast<std::size_t>(took / shortest_span)});
  if (spans < fewest_spans) {
    const Millis likely = time_for(left, all);
    return Eta{likely, likely, likely};
  }
  std::vector<double> rates;
  Point from{begun, kept_.front().rows};
  for (std::size_t i = 1; i <= spans; ++i) {
    const Millis at =
        begun + took * static_cast<std::int64_t>(i) / static_cast<std::int64_t>(spans);
    const Point to{at, rows_at(at)};
    rates.push_back(rate(from, to));
    from = to;
  }
  const auto mean_of_last = [&](std::size_t n) {
    double sum = 0;
    for (std::size_t i = spans - n; i < spans; ++i) sum += rates[i];
    return sum / static_cast<double>(n);
  };
  const double mean = mean_of_last(spans), last = mean_of_last(spans / 4);
  double squares = 0;
  for (const double r : rates) squares += (r - mean) * (r - mean);
  const double error = std::sqrt(squares / static_cast<double>(spans * (spans - 1)));
  // A walk that stands still now says nothing of when it goes on.
  const double likely = last > 0 ? last : mean;
  const double slow = std::min(mean, likely), fast = std::max(mean, likely);
  return Eta{time_for(left, likely), time_for(left, fast + 2 * error),
             time_for(left, std::max(slow / 4, slow - 2 * error))};
}

}  // namespace migrate
