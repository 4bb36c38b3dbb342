// What makes a backfill wait, or go slower. One sampler decides; the batch loop only asks it.
#pragma once
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "backfill/batch_size.hpp"
#include "backfill/seen_replicas.hpp"
#include "backfill/throttle_rows_per_second.hpp"
#include "config/config.hpp"
#include "dialects/dialect.hpp"
#include "state/store.hpp"
#include "util/clock.hpp"

namespace migrate {

class Heartbeat;

class ThrottleSource {
 public:
  virtual ~ThrottleSource() = default;
  // Before `read`, for what takes its time to answer: several may be asked at once.
  virtual void begin() {}
  // Never throws: what cannot be read pauses, and says so. Without a name: there is nothing to
  // tell.
  virtual Reading read() = 0;
  // The backfill waits for another reason.
  virtual void idle() {}
  // Of the full speed.
  virtual double share() const { return 1; }
  // By what was read last it is over its limit, also where it only asks to go slower.
  virtual bool over() const { return false; }
  // What a person is to know who waits for long. Empty: nothing.
  virtual std::string advice() const { return {}; }
};

struct LagLimits {
  std::optional<Millis> pause, critical;
};

std::unique_ptr<ThrottleSource> flag_file_source(std::string path);
// `primary` is asked between batches, when it is in no transaction.
std::unique_ptr<ThrottleSource> known_replicas_source(const Dialect& dialect,
                                                      db::Connection*& primary, LagLimits limits,
                                                      SeenReplicas& seen, Clock& clock);
// Connects on first use and again after a failure. With a heartbeat that is what it looks for; else
// the replica is asked how far behind it is.
std::unique_ptr<ThrottleSource> named_replica_source(const std::string& url, LagLimits limits,
                                                     std::shared_ptr<Heartbeat> heartbeat = {});
std::unique_ptr<ThrottleSource> load_source(const Dialect& dialect, db::Connection*& primary,
                                            std::optional<double> limit,
                                            std::optional<double> critical);
// Silent where the engine has no such log. Where nobody else has the database open, nobody else can
// checkpoint it: then the source does, and does not pause.
std::unique_ptr<ThrottleSource> wal_source(const Dialect& dialect, db::Connection*& primary,
                                           std::uint64_t limit);
std::unique_ptr<ThrottleSource> number_source(const NumberLimit& limit, const Url& database);
std::unique_ptr<ThrottleSource> window_source(const DailyWindows& windows, const TimeZone& zone,
                                              Clock& clock);
// These three pause nobody on a server that does not tell them, and say so.
std::unique_ptr<ThrottleSource> disk_source(const Dialect& dialect, db::Connection*& primary,
                                            std::uint64_t least);
std::unique_ptr<ThrottleSource> wal_backlog_source(const Dialect& dialect, db::Connection*& primary,
                                                   std::uint64_t limit, Clock& clock);
std::unique_ptr<ThrottleSource> flow_control_source(const Dialect& dialect,
                                                    db::Connection*& primary, double limit,
                                                    Clock& clock);
std::shared_ptr<ThrottleSource> latency_source(const LatencySettings& settings,
                                               const Url& database);

class Throttle {
 public:
  struct Parts {
    const Dialect& dialect;
    db::Connection*& primary;  // the session may be replaced after a lost connection
    const Url& url;
    std::function<Store&()> store;
    Clock& clock;
    // What the latency guard has learnt in one step, who was seen, and which heartbeats were
    // written holds in the next one.
    std::shared_ptr<ThrottleSource>& latency;
    SeenReplicas& replicas;
    std::shared_ptr<Heartbeat>& heartbeat;
    // It is asked for what can only be begun or not: nothing in it could go slower.
    bool all_or_nothing = false;
  };
  // `settings` as this run has them. Nothing: only what is ordered from elsewhere counts.
  Throttle(std::optional<ThrottleSettings> settings, std::string migration, Parts parts);

  struct Decision {
    std::optional<std::string> pause, end;  // with the reason
  };
  // At most every `sample_every`, and at each call while something pauses: reads all sources, and
  // what was ordered from elsewhere. Throws DbError(connection_lost).
  const Decision& decide();

  // Of a source that has asked to wait for long; empty: there is none.
  std::string advice() const;
  const std::vector<Reading>& readings() const { return readings_; }
  // What `migrate throttle` has ordered; comes before flags and file.
  const ThrottleOrder& ordered() const { return orders_.throttle; }
  std::optional<std::uint64_t> rows_per_second() const;

  // So many rows were done: what the rate is told by.
  void did(std::uint64_t rows) { rate_.did(rows); }
  // How long to wait after batches of so many rows, so that the rate limit holds on average.
  Millis rate_pause(std::uint64_t rows, Millis took) const;
  // The latency guard's: a batch is to take no longer than this …
  std::optional<ExactMillis> longest_batch() const;
  // … and a pause follows it, so that both together are the share of the full speed.
  Millis latency_pause(ExactMillis took) const;
  double share() const;

 private:
  void listen();
  void build();

  std::optional<ThrottleSettings> settings_;
  std::string migration_;
  Parts parts_;
  std::vector<std::shared_ptr<ThrottleSource>> sources_;
  std::shared_ptr<Heartbeat> heartbeat_;
  RowsPerSecond rate_;
  Orders orders_;
  std::string trouble_;  // why the orders could not be read
  std::vector<Reading> readings_;
  Decision decision_;
  std::optional<std::chrono::steady_clock::time_point> last_, heard_;
};

}  // namespace migrate
