// Replication lag, of the replicas the server knows or of those named. Fails closed.
#include <fmt/format.h>

#include <algorithm>

#include "backfill/background.hpp"
#include "backfill/heartbeat.hpp"
#include "backfill/throttle.hpp"
#include "util/error.hpp"
#include "util/text.hpp"

namespace migrate {

namespace {

bool beyond(double seconds, const std::optional<Millis>& limit) {
  return limit && seconds * 1000.0 > static_cast<double>(limit->count());
}

std::string text_of(const LagLimits& limits) {
  std::string text = limits.pause ? format_duration(*limits.pause) : "none";
  if (limits.critical) text += ", the run ends at " + format_duration(*limits.critical);
  return text;
}

Reading judge_lag(const std::string& source, double seconds, const LagLimits& limits) {
  return {source, fmt::format("{:.1f}s", seconds), text_of(limits), beyond(seconds, limits.pause),
          beyond(seconds, limits.critical)};
}

Reading unreadable(const std::string& source, const std::string& why, const LagLimits& limits) {
  return {source, "unreadable: " + why, text_of(limits), true};
}

std::string gone_text(const std::vector<std::string>& gone, const LagLimits& limits) {
  const bool one = gone.size() == 1;
  return fmt::format(
      "replica{} {} {} connected and {} gone; `migrate throttle --max-lag{}` goes on without {}",
      one ? "" : "s", join(gone, ", "), one ? "was" : "were", one ? "is" : "are",
      limits.pause ? " " + format_duration(*limits.pause) : "", one ? "it" : "them");
}

class FoundReplicas : public ThrottleSource {
 public:
  FoundReplicas(const Dialect& dialect, db::Connection*& primary, LagLimits limits,
                SeenReplicas& seen, Clock& clock)
      : dialect_(dialect), primary_(primary), limits_(limits), seen_(seen), clock_(clock) {}

  Reading read() override {
    const std::string source = "replica lag";
    try {
      auto known = dialect_.known_replicas(*primary_);
      seen_.count_silence(known, clock_.monotonic());
      const auto gone = seen_.missing(known);
      std::optional<double> worst;
      for (const auto& replica : known.connected)
        if (replica.lag) worst = std::max(worst.value_or(0), *replica.lag);
      // The run ends by one that can be read, whatever the others are.
      if (worst && beyond(*worst, limits_.critical)) return judge_lag(source, *worst, limits_);
      if (!known.trouble.empty()) return unreadable(source, known.trouble, limits_);
      if (!gone.empty()) return unreadable(source, gone_text(gone, limits_), limits_);
      if (!worst) return {source, "no replica connected", text_of(limits_), false};
      return judge_lag(source, *worst, limits_);
    } catch (const db::DbError& e) {
      return unreadable(source, e.what(), limits_);
    }
  }

 private:
  const Dialect& dialect_;
  db::Connection*& primary_;
  LagLimits limits_;
  SeenReplicas& seen_;
  Clock& clock_;
};

// The one place that waits for a server which is not the one being migrated.
struct Replica {
  Url url;
  std::shared_ptr<Heartbeat> heartbeat;  // null: the replica is asked for its own word
  Opened opened;

  double lag() {
    try {
      if (!opened.connection) opened = open_database(url);
      if (!heartbeat) return opened.dialect->own_replica_lag(*opened.connection);
      return heartbeat->lag(Store(*opened.connection, *opened.dialect).control(heartbeat_row));
    } catch (...) {
      opened.connection.reset();  // the next reading connects again
      throw;
    }
  }
};

class NamedReplica : public ThrottleSource {
 public:
  NamedReplica(const Url& url, LagLimits limits, std::shared_ptr<Heartbeat> heartbeat)
      : source_("replica lag of " + url.redacted()),
        limits_(limits),
        answer_([replica = std::make_shared<Replica>(Replica{url, std::move(heartbeat), {}})] {
          return replica->lag();
        }) {}

  void begin() override { answer_.begin(); }

  Reading read() override {
    try {
      return judge_lag(source_, answer_.newest(), limits_);
    } catch (const NoBeatYet& e) {
      // Whatever it is, it is more than the run may go on with.
      if (beyond(e.seconds, limits_.critical)) return judge_lag(source_, e.seconds, limits_);
      return unreadable(source_, e.what(), limits_);
    } catch (const std::exception& e) {
      return unreadable(source_, e.what(), limits_);
    }
  }

 private:
  std::string source_;
  LagLimits limits_;
  Background<double> answer_;
};

}  // namespace

std::unique_ptr<ThrottleSource> known_replicas_source(const Dialect& dialect,
                                                      db::Connection*& primary, LagLimits limits,
                                                      SeenReplicas& seen, Clock& clock) {
  return std::make_unique<FoundReplicas>(dialect, primary, limits, seen, clock);
}

std::unique_ptr<ThrottleSource> named_replica_source(const std::string& url, LagLimits limits,
                                                     std::shared_ptr<Heartbeat> heartbeat) {
  return std::make_unique<NamedReplica>(parse_url(url), limits, std::move(heartbeat));
}

}  // namespace migrate
