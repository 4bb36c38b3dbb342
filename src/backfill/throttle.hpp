// What makes a backfill wait. One sampler decides; the batch loop only asks it.
#pragma once
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "dialects/dialect.hpp"
#include "util/clock.hpp"

namespace migrate {

struct Reading {
  std::string source;  // "replica lag", "load", "flag file"
  std::string value;   // "12.3s", "unreadable: …"
  std::string limit;   // "5s"
  bool pause = false;
  std::string reason() const { return source + " " + value + ", limit " + limit; }
};

class ThrottleSource {
 public:
  virtual ~ThrottleSource() = default;
  // Never throws: what cannot be read pauses, and says so.
  virtual Reading read() = 0;
};

std::unique_ptr<ThrottleSource> flag_file_source(std::string path);
// `primary` is asked between batches, when it is in no transaction.
std::unique_ptr<ThrottleSource> known_replicas_source(const Dialect& dialect,
                                                      db::Connection*& primary, Millis limit);
// Connects on first use and again after a failure.
std::unique_ptr<ThrottleSource> named_replica_source(const std::string& url, Millis limit);
std::unique_ptr<ThrottleSource> load_source(const Dialect& dialect, db::Connection*& primary,
                                            double limit);
// Silent where the engine has no such log. Where nobody else has the database open, nobody else can
// checkpoint it: then the source does, and does not pause.
std::unique_ptr<ThrottleSource> wal_source(const Dialect& dialect, db::Connection*& primary,
                                           std::uint64_t limit);

class Throttle {
 public:
  // `primary` is a reference to a pointer: the session may be replaced after a lost connection.
  Throttle(const ThrottleSettings& settings, const Dialect& dialect, db::Connection*& primary,
           Clock& clock);
  // The reason to wait, or nullopt. Sources are read at most every `sample_every`; while something
  // pauses, the sources are read again at each call.
  std::optional<std::string> pause_reason();
  // How long to wait after a batch of so many rows, so that the rate limit holds on average.
  Millis rate_pause(std::uint64_t rows, Millis took) const;
  std::optional<std::uint64_t> rows_per_second() const { return rows_per_second_; }

 private:
  std::vector<std::unique_ptr<ThrottleSource>> sources_;
  std::optional<std::uint64_t> rows_per_second_;
  Clock& clock_;
  std::optional<std::chrono::steady_clock::time_point> last_;
  std::optional<std::string> reason_;
};

}  // namespace migrate
