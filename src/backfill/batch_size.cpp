#include "backfill/batch_size.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace migrate {

namespace {
constexpr double smallest = 10, largest = 100000;
constexpr ExactMillis shortest{0.1};
}  // namespace

BatchSizer::BatchSizer(const BatchSize& setting, std::uint64_t start, Millis target)
    : rows_(start), usual_target_(target) {
  set(setting);
}

void BatchSizer::set(const BatchSize& setting) {
  target_ = setting.target.value_or(usual_target_);
  fixed_ = setting.rows;
}

std::uint64_t BatchSizer::rows() const {
  return std::max<std::uint64_t>(1, std::min(fixed_.value_or(rows_), cap_));
}

std::optional<Millis> BatchSizer::target() const {
  if (fixed_) return std::nullopt;
  return std::chrono::ceil<Millis>(exact_target());
}

ExactMillis BatchSizer::exact_target() const {
  return longest_ ? std::min<ExactMillis>(target_, *longest_) : target_;
}

void BatchSizer::start_with(std::uint64_t rows) {
  if (!fixed_ && !longest_ && rows > 0) resize(static_cast<double>(rows));
}

void BatchSizer::took(ExactMillis elapsed, bool full_batch, std::uint64_t rows) {
  if (fixed_ || !full_batch) return;
  resize(static_cast<double>(rows) *
         std::clamp(exact_target() / std::max(elapsed, shortest), 0.5, 2.0));
}

void BatchSizer::blocked() {
  if (!fixed_) resize(static_cast<double>(rows_) / 2);
}

void BatchSizer::cap(std::uint64_t rows) {
  cap_ = rows;
  if (!fixed_) resize(static_cast<double>(rows_));
}

void BatchSizer::keep_within(std::optional<ExactMillis> longest) {
  const bool begins = longest && !longest_;
  longest_ = longest;
  if (begins) resize(smallest);
}

void BatchSizer::resize(double rows) {
  double limit = std::max(1.0, std::min(largest, static_cast<double>(cap_)));
  rows_ = static_cast<std::uint64_t>(std::clamp(rows, std::min(smallest, limit), limit));
}

Millis rest_after(Millis took) {
  // sqliteDefaultBusyCallback's; of the first two no pause is made, they are over too soon.
  constexpr std::array<int, 10> sleeps = {5, 10, 15, 20, 25, 25, 25, 50, 50, 100};
  Millis wakes(1 + 2);
  for (const int sleep : sleeps) {
    wakes += Millis(sleep);
    if (took < wakes) return Millis(sleep);
  }
  return Millis(sleeps.back());
}

}  // namespace migrate
