#include "engine/backlog.hpp"

#include <algorithm>
#include <limits>

namespace migrate {

namespace {

constexpr Millis longest_interval{5000};
constexpr std::size_t fewest = 4;
constexpr int share_of_counting = 20;  // one part in so many

Millis between(std::chrono::steady_clock::time_point from,
               std::chrono::steady_clock::time_point to) {
  return std::chrono::duration_cast<Millis>(to - from);
}

}  // namespace

bool Backlog::due() const {
  if (counts_.empty()) return true;
  const auto interval =
      std::max(std::min(patience_ / 12, longest_interval), took_ * share_of_counting);
  return between(counts_.back().at, clock_.monotonic()) >= interval;
}

void Backlog::counted(std::uint64_t waiting, std::uint64_t applied, Millis took) {
  took_ = took;
  counts_.push_back({clock_.monotonic(), waiting, applied});
  while (counts_.size() > fewest && between(counts_[1].at, counts_.back().at) >= patience_)
    counts_.pop_front();
}

std::optional<Backlog::Growth> Backlog::over(Millis time) const {
  if (counts_.size() < fewest) return std::nullopt;
  const auto& last = counts_.back();
  std::size_t first = counts_.size() - fewest;
  while (first > 0 && between(counts_[first].at, last.at) < time) --first;
  const auto& from = counts_[first];
  const Millis span = between(from.at, last.at);
  if (span <= Millis(0) || span < time || last.waiting < from.waiting + least_) return std::nullopt;
  std::uint64_t most = 0, fewest_later = std::numeric_limits<std::uint64_t>::max();
  for (std::size_t i = first; i < counts_.size(); ++i) {
    const auto& count = counts_[i];
    if (between(from.at, count.at) * 2 <= span)
      most = std::max(most, count.waiting);
    else
      fewest_later = std::min(fewest_later, count.waiting);
  }
  if (fewest_later <= most) return std::nullopt;
  const double seconds = std::chrono::duration<double>(span).count();
  const auto applied = static_cast<double>(last.applied - from.applied);
  const auto grown = static_cast<double>(last.waiting - from.waiting);
  return Growth{last.waiting, (applied + grown) / seconds, applied / seconds, span};
}

std::optional<Backlog::Growth> Backlog::news() {
  if (told_) return std::nullopt;
  auto growth = over(patience_ / 2);
  told_ = growth.has_value();
  return growth;
}

}  // namespace migrate
