// What a running backfill is told from elsewhere, and what it says, as values. They are rows of the
// table `control` (docs/state.md).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "migration/migration.hpp"
#include "state/records.hpp"

namespace migrate {

// One source of the throttle: its present value against its limit.
struct Reading {
  std::string source;  // "replica lag", "load", "flag file"
  std::string value;   // "12.3s", "unreadable: …"
  std::string limit;   // "5s"; empty: it has none
  bool pause = false;
  bool critical = false;  // beyond the limit at which a run ends
  std::string reason() const {
    return source + " " + value + (limit.empty() ? "" : ", limit " + limit);
  }
};

// `migrate pause`.
struct PauseOrder {
  std::string migration;  // empty: all
  EpochMs until = 0;      // 0: until somebody resumes
  std::string reason, by;
  EpochMs at = 0;

  // "`migrate pause` by ada@host since … until … (reason); `migrate resume` goes on"
  std::string text() const;
};

// `migrate throttle`: comes before flags and migrate.yaml, until it is reset.
struct ThrottleOrder {
  std::optional<Millis> max_lag;
  EpochMs max_lag_at = 0;  // when: replicas that were lost before count no more
  std::optional<double> max_load;
  std::optional<std::uint64_t> rows_per_second;
  std::optional<BatchSize> batch;
  std::optional<int> workers;
  std::string reason;  // of the last order
  std::string by;
  EpochMs at = 0;

  bool empty() const { return !max_lag && !max_load && !rows_per_second && !batch && !workers; }
  void overlay(const ThrottleOrder& later);  // what `later` sets, and why
  std::string text() const;                  // "max lag 5s, 1,000 rows per second"
  std::string why() const;                   // " (reason)", or nothing
};

struct Orders {
  std::vector<PauseOrder> pauses;
  ThrottleOrder throttle;

  // The one that holds this migration; nullptr: none does.
  const PauseOrder* pause_of(const std::string& migration) const;
};

// As JSON inside a column. Reading throws Error (MIG-STATE-CORRUPT).
std::string encode(const PauseOrder& order);
PauseOrder decode_pause(const std::string& text);
std::string encode(const ThrottleOrder& order);
ThrottleOrder decode_throttle(const std::string& text);
std::string encode(const std::vector<Reading>& readings);
std::vector<Reading> decode_readings(const std::string& text);

}  // namespace migrate
