// Replication lag, of the replicas the server knows or of those named. Fails closed.
#include <fmt/format.h>

#include <future>
#include <thread>

#include "backfill/throttle.hpp"
#include "util/error.hpp"

namespace migrate {

namespace {

Reading judge_lag(const std::string& source, double seconds, Millis limit) {
  return {source, fmt::format("{:.1f}s", seconds), format_duration(limit),
          seconds * 1000.0 > static_cast<double>(limit.count())};
}

Reading unreadable(const std::string& source, const std::string& why, Millis limit) {
  return {source, "unreadable: " + why, format_duration(limit), true};
}

class KnownReplicas : public ThrottleSource {
 public:
  KnownReplicas(const Dialect& dialect, db::Connection*& primary, Millis limit)
      : dialect_(dialect), primary_(primary), limit_(limit) {}

  Reading read() override {
    try {
      auto lag = dialect_.known_replica_lag(*primary_);
      if (!lag) return {"replica lag", "no replica connected", format_duration(limit_), false};
      return judge_lag("replica lag", *lag, limit_);
    } catch (const db::DbError& e) {
      return unreadable("replica lag", e.what(), limit_);
    }
  }

 private:
  const Dialect& dialect_;
  db::Connection*& primary_;
  Millis limit_;
};

// The one place that waits for a server which is not the one being migrated.
struct Replica {
  Url url;
  Opened opened;

  double lag() {
    try {
      if (!opened.connection) opened = open_database(url);
      return opened.dialect->own_replica_lag(*opened.connection);
    } catch (...) {
      opened.connection.reset();  // the next reading connects again
      throw;
    }
  }
};

// A replica that hangs answers neither yes nor no, and a driver may wait for it without end. So a
// thread asks, one at a time; it outlives a run that is stopped meanwhile, and owns what it uses.
class NamedReplica : public ThrottleSource {
 public:
  NamedReplica(const std::string& url, Millis limit)
      : replica_(std::make_shared<Replica>(Replica{parse_url(url), {}})),
        limit_(limit),
        source_("replica lag of " + replica_->url.redacted()) {}

  Reading read() override {
    try {
      if (!answer_.valid()) ask();
      if (answer_.wait_until(asked_ + patience) != std::future_status::ready)
        return unreadable(source_, "no answer within " + format_duration(patience), limit_);
      return judge_lag(source_, answer_.get(), limit_);
    } catch (const std::exception& e) {
      return unreadable(source_, e.what(), limit_);
    }
  }

 private:
  void ask() {
    std::packaged_task<double()> task([replica = replica_] { return replica->lag(); });
    answer_ = task.get_future();
    asked_ = std::chrono::steady_clock::now();
    std::thread(std::move(task)).detach();
  }

  static constexpr Millis patience{3000};
  std::shared_ptr<Replica> replica_;
  Millis limit_;
  std::string source_;
  std::future<double> answer_;
  std::chrono::steady_clock::time_point asked_;
};

}  // namespace

std::unique_ptr<ThrottleSource> known_replicas_source(const Dialect& dialect,
                                                      db::Connection*& primary, Millis limit) {
  return std::make_unique<KnownReplicas>(dialect, primary, limit);
}

std::unique_ptr<ThrottleSource> named_replica_source(const std::string& url, Millis limit) {
  return std::make_unique<NamedReplica>(url, limit);
}

}  // namespace migrate
