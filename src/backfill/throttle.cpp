#include "backfill/throttle.hpp"

#include <algorithm>
#include <cmath>

#include "backfill/heartbeat.hpp"
#include "util/log.hpp"

namespace migrate {

namespace {

constexpr Millis sample_every{500}, patience{3000};
constexpr ExactMillis least_batch{2};

// A refused statement is a source that cannot be read; a lost session is not.
template <typename F>
std::string trouble_of(F attempt) {
  try {
    attempt();
    return {};
  } catch (const db::DbError& error) {
    if (error.failure() == db::Failure::connection_lost ||
        error.failure() == db::Failure::database_moved)
      throw;
    return error.what();
  }
}

}  // namespace

Throttle::Throttle(std::optional<ThrottleSettings> settings, std::string migration, Parts parts)
    : settings_(std::move(settings)),
      migration_(std::move(migration)),
      parts_(std::move(parts)),
      rate_(parts_.clock) {
  build();
}

void Throttle::build() {
  sources_.clear();
  if (!settings_) return;
  const auto& s = *settings_;
  s.require_set();
  const auto& order = orders_.throttle;
  auto& [dialect, primary, url, store, clock, latency, seen, heartbeat, _] = parts_;
  auto add = [&](std::unique_ptr<ThrottleSource> source) { sources_.push_back(std::move(source)); };

  if (s.window) add(window_source(*s.window, s.time_zone, clock));
  if (!s.flag_file.empty()) add(flag_file_source(s.flag_file));
  const LagLimits lag{order.max_lag ? order.max_lag : s.max_lag, s.critical.lag};
  if (lag.pause || lag.critical) {
    // Named replicas replace the search: whoever names some knows which ones count.
    if (s.replicas.empty()) add(known_replicas_source(dialect, primary, lag, seen, clock));
    if (s.heartbeat && !heartbeat) heartbeat = std::make_shared<Heartbeat>(clock);
    if (s.heartbeat) heartbeat_ = heartbeat;
    for (auto& replica : s.replicas) add(named_replica_source(replica, lag, heartbeat_));
  }
  add(wal_source(dialect, primary, s.max_wal));
  const auto load = order.max_load ? order.max_load : s.max_load;
  if (load || s.critical.load) add(load_source(dialect, primary, load, s.critical.load));
  if (s.min_free_disk) add(disk_source(dialect, primary, *s.min_free_disk));
  if (s.max_wal_backlog) add(wal_backlog_source(dialect, primary, *s.max_wal_backlog, clock));
  if (s.max_flow_control) add(flow_control_source(dialect, primary, *s.max_flow_control, clock));
  for (auto& number : s.numbers) add(number_source(number, url));
  if (s.latency) {
    if (!latency) latency = latency_source(*s.latency, url);
    sources_.push_back(latency);
  }
}

// A lock in the way for a moment (SQLite) is no reason: what was ordered last holds as long.
void Throttle::listen() {
  const auto now = parts_.clock.monotonic();
  auto trouble = trouble_of([&] {
    auto orders = parts_.store().orders();
    const bool limits_differ = orders.throttle.max_lag != orders_.throttle.max_lag ||
                               orders.throttle.max_load != orders_.throttle.max_load;
    orders_ = std::move(orders);
    parts_.replicas.ordered(orders_.throttle.max_lag_at);
    if (limits_differ) build();
  });
  if (trouble.empty()) heard_ = now;
  trouble_ = heard_ && now - *heard_ < patience ? "" : std::move(trouble);
}

const Throttle::Decision& Throttle::decide() {
  auto now = parts_.clock.monotonic();
  if (!decision_.pause && last_ && now - *last_ < sample_every) return decision_;
  // A session that is lost on the way has decided nothing.
  last_.reset();
  listen();
  decision_ = {};
  readings_.clear();
  std::string beatless;
  if (heartbeat_) beatless = trouble_of([&] { heartbeat_->beat(parts_.store()); });
  for (auto& source : sources_) source->begin();
  const auto tell = [&](Reading reading) {
    if (reading.source.empty()) return;
    reading.value = log::redact_foreign(reading.value);
    readings_.push_back(std::move(reading));
  };
  for (auto& source : sources_) {
    auto reading = source->read();
    reading.pause = reading.pause || (parts_.all_or_nothing && source->over());
    tell(std::move(reading));
  }
  if (const auto limit = rows_per_second()) tell(rate_.read(*limit));
  if (!beatless.empty()) readings_.push_back({"heartbeat", "not written: " + beatless, "", true});
  if (!trouble_.empty()) readings_.push_back({"orders", "unreadable: " + trouble_, "", true});

  if (auto* order = orders_.pause_of(migration_)) decision_.pause = order->text();
  for (auto& reading : readings_) {
    if (reading.pause && !decision_.pause) decision_.pause = reading.reason();
    if (reading.critical && !decision_.end) decision_.end = reading.reason();
  }
  if (decision_.pause)
    for (auto& source : sources_) source->idle();
  last_ = now;
  return decision_;
}

std::optional<std::uint64_t> Throttle::rows_per_second() const {
  if (orders_.throttle.rows_per_second) return orders_.throttle.rows_per_second;
  return settings_ ? settings_->rows_per_second : std::nullopt;
}

Millis Throttle::rate_pause(std::uint64_t rows, Millis took) const {
  const auto limit = rows_per_second();
  return limit ? RowsPerSecond::pause(*limit, rows, took) : Millis(0);
}

std::string Throttle::advice() const {
  for (auto& source : sources_)
    if (auto advice = source->advice(); !advice.empty()) return advice;
  return {};
}

double Throttle::share() const {
  double least = 1;
  for (auto& source : sources_) least = std::min(least, source->share());
  return least;
}

std::optional<ExactMillis> Throttle::longest_batch() const {
  if (!settings_ || !settings_->latency) return std::nullopt;
  return std::max(ExactMillis(settings_->latency->limit) / 4, least_batch);
}

Millis Throttle::latency_pause(ExactMillis took) const {
  return std::chrono::ceil<Millis>(took * (1 / share() - 1));
}

}  // namespace migrate
