// Asks a Prometheus server for one number: its HTTP API's instant query
// (https://prometheus.io/docs/prometheus/latest/querying/api/).
#pragma once
#include <optional>
#include <string>

#include "util/units.hpp"

namespace migrate::prometheus {

struct Sample {
  std::optional<double> value;
  std::string error;  // why there is none: unreachable, refused, no series, more than one series
};

// `url` is the server's own ("http://prometheus:9090"); never throws. NaN and -Inf are no value.
Sample query(const std::string& url, const std::string& expression, Millis timeout = Millis(5000));

}  // namespace migrate::prometheus
