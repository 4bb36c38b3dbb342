#include "backfill/heartbeat.hpp"

#include <algorithm>

namespace migrate {

namespace {

std::uint64_t number_of(const std::string& text) {
  std::uint64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

}  // namespace

void Heartbeat::beat(Store& primary) {
  // An earlier run's beats go on counting: a replica that still shows one of them has none of ours.
  if (number_ == 0) number_ = number_of(primary.control(heartbeat_row));
  // Before the write: the lag counts from when the row could first have been there.
  const auto at = clock_.monotonic();
  primary.set_control(heartbeat_row, std::to_string(number_ + 1));
  const std::lock_guard lock(mutex_);
  beats_.push_back({++number_, at});
  if (first_ == 0) first_ = number_, begun_ = at;
  if (beats_.size() > most) beats_.pop_front();
}

double Heartbeat::lag(const std::string& seen) const {
  const auto has = number_of(seen);
  const std::lock_guard lock(mutex_);
  const auto since = [&](auto then) {
    return std::chrono::duration<double>(clock_.monotonic() - then).count();
  };
  // How far behind it was before this run began, no beat of ours can tell.
  if (has < first_) throw NoBeatYet(since(begun_));
  const auto missing = std::find_if(beats_.begin(), beats_.end(),
                                    [&](const Beat& beat) { return beat.number > has; });
  if (missing == beats_.end()) return 0;
  return since(missing->at);
}

}  // namespace migrate
