// What may slow a backfill down, as flags, environment and migrate.yaml say.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "config/number_ask.hpp"
#include "util/daily_window.hpp"
#include "util/units.hpp"

namespace migrate {

// Pauses while the number is above the limit. Without one, HTTP is judged by its status.
struct NumberLimit {
  NumberAsk ask;
  std::optional<double> limit;
};

// Beyond these a run ends.
struct CriticalLimits {
  std::optional<double> load;
  std::optional<Millis> lag;
};

// The application's own latency, to be kept under the limit.
struct LatencySettings {
  NumberAsk ask;
  Millis limit{0};
  bool in_seconds = false;  // what is answered; else milliseconds
  Millis every{1000};
};

struct ThrottleSettings {
  std::optional<Millis> max_lag;
  std::vector<std::string> replicas;  // URLs
  Unset replicas_unset;               // of one of them: they cannot be asked
  bool heartbeat = false;             // lag by a row of our own, not by what the replicas say
  std::optional<double> max_load;     // active sessions / threads_running
  std::string flag_file;              // while it exists, backfill pauses
  std::optional<std::uint64_t> rows_per_second;
  std::uint64_t max_wal = 256u << 20;  // SQLite: bytes of WAL that wait for a checkpoint
  std::vector<NumberLimit> numbers;
  std::optional<DailyWindows> window;
  TimeZone time_zone;
  std::optional<std::uint64_t> min_free_disk, max_wal_backlog;
  std::optional<double> max_flow_control;  // share of the time, 0 to 1
  CriticalLimits critical;
  std::optional<LatencySettings> latency;

  // What contradicts itself, as one line; empty: nothing does.
  std::string contradiction() const;
  // Throws Error (MIG-CONFIG-VARIABLE, exit 2) where something could not be asked.
  void require_set() const;
};

class Fields;
struct Source;
struct Node;

ThrottleSettings read_throttle(const Source& source, const Node& node, int line);

}  // namespace migrate
