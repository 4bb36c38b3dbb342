// Collects the metrics of a canary and of the stable version, as Prometheus would, and answers with
// the share of requests that each has answered with an error: what `abort_if` of the tool asks for.
#pragma once
#include <httplib.h>

#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/lab/platform.hpp"

namespace migrate::lab {

class Collector {
 public:
  Collector();
  ~Collector();

  // From here on these are looked at; what they have answered before does not count.
  void look_at(const Platform& platform, const std::string& canary, const Names& stable);
  // `who`: "canary" or "stable". GET gives percent, at least 1: nothing is a multiple of none. A
  // few requests tell nothing: 1.
  std::string url(const std::string& who) const;

 private:
  struct Answers {
    double all = 0, errors = 0;
  };
  struct Group {
    std::vector<int> ports;
    Answers before;
  };
  static Answers answers_of(const std::vector<int>& ports);
  std::string percent(const Group& group);

  std::mutex mutex_;
  Group canary_, stable_;
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace migrate::lab
