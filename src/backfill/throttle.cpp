#include "backfill/throttle.hpp"

#include <algorithm>

namespace migrate {

namespace {
constexpr Millis sample_every{500};
}

Throttle::Throttle(const ThrottleSettings& settings, const Dialect& dialect,
                   db::Connection*& primary, Clock& clock)
    : rows_per_second_(settings.rows_per_second), clock_(clock) {
  if (!settings.flag_file.empty()) sources_.push_back(flag_file_source(settings.flag_file));
  if (settings.max_lag) {
    // Named replicas replace the search: whoever names some knows which ones count.
    if (settings.replicas.empty())
      sources_.push_back(known_replicas_source(dialect, primary, *settings.max_lag));
    for (auto& url : settings.replicas)
      sources_.push_back(named_replica_source(url, *settings.max_lag));
  }
  sources_.push_back(wal_source(dialect, primary, settings.max_wal));
  if (settings.max_load) sources_.push_back(load_source(dialect, primary, *settings.max_load));
}

std::optional<std::string> Throttle::pause_reason() {
  auto now = clock_.monotonic();
  if (!reason_ && last_ && now - *last_ < sample_every) return std::nullopt;
  last_ = now;
  reason_.reset();
  for (auto& source : sources_) {
    auto reading = source->read();
    if (reading.pause) {
      reason_ = reading.reason();
      break;
    }
  }
  return reason_;
}

Millis Throttle::rate_pause(std::uint64_t rows, Millis took) const {
  if (!rows_per_second_ || *rows_per_second_ == 0) return Millis(0);
  auto due = Millis(static_cast<std::int64_t>(static_cast<double>(rows) * 1000.0 /
                                              static_cast<double>(*rows_per_second_)));
  return std::max(Millis(0), due - took);
}

}  // namespace migrate
