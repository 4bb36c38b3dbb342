// Replication lag, of the replicas the server knows or of those named. Fails closed.
#include <fmt/format.h>

#include "backfill/background.hpp"
#include "backfill/heartbeat.hpp"
#include "backfill/throttle.hpp"
#include "util/error.hpp"

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

class KnownReplicas : public ThrottleSource {
 public:
  KnownReplicas(const Dialect& dialect, db::Connection*& primary, LagLimits limits)
      : dialect_(dialect), primary_(primary), limits_(limits) {}

  Reading read() override {
    try {
      auto lag = dialect_.known_replica_lag(*primary_);
      if (!lag) return {"replica lag", "no replica connected", text_of(limits_), false};
      return judge_lag("replica lag", *lag, limits_);
    } catch (const db::DbError& e) {
      return unreadable("replica lag", e.what(), limits_);
    }
  }

 private:
  const Dialect& dialect_;
  db::Connection*& primary_;
  LagLimits limits_;
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
                                                      db::Connection*& primary, LagLimits limits) {
  return std::make_unique<KnownReplicas>(dialect, primary, limits);
}

std::unique_ptr<ThrottleSource> named_replica_source(const std::string& url, LagLimits limits,
                                                     std::shared_ptr<Heartbeat> heartbeat) {
  return std::make_unique<NamedReplica>(parse_url(url), limits, std::move(heartbeat));
}

}  // namespace migrate
