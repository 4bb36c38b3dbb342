// The flags of what may slow a backfill down: each comes before the key of the same name below
// `throttle` in migrate.yaml.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "cli/flags.hpp"
#include "config/throttle.hpp"
#include "migration/migration.hpp"

namespace migrate::cli {

// Values that more than one command takes.
Flag& number_flag(Flags& flags, std::string name, std::string help, std::optional<double>& into);
Flag& size_flag(Flags& flags, std::string name, std::string help,
                std::optional<std::uint64_t>& into);
Flag& batch_flag(Flags& flags, std::optional<BatchSize>& into);

class ThrottleFlags {
 public:
  void declare(Flags& flags);
  void apply(ThrottleSettings& settings) const;  // refuses what contradicts itself

 private:
  void apply_numbers(ThrottleSettings& settings) const;
  void apply_latency(ThrottleSettings& settings) const;

  std::optional<Millis> max_lag_, critical_lag_, latency_limit_;
  std::optional<std::uint64_t> rows_per_second_, max_wal_, min_free_disk_, max_wal_backlog_;
  std::vector<std::string> replicas_;
  std::optional<bool> heartbeat_, latency_in_seconds_;
  std::optional<double> max_load_, critical_load_, max_flow_control_;
  std::optional<std::string> flag_file_, window_, time_zone_;
  std::optional<std::string> query_, http_, prometheus_, prometheus_query_;
  std::optional<double> query_limit_, http_limit_, prometheus_limit_;
  std::optional<std::string> latency_query_, latency_http_, latency_prometheus_,
      latency_prometheus_query_;
};

}  // namespace migrate::cli
