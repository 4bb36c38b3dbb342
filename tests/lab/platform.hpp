// What a deployment platform does: starts instances, waits for their probes, tells the balancer who
// may get requests, and takes instances out in the right order.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "tests/lab/instance.hpp"
#include "tests/lab/nginx.hpp"

namespace migrate::lab {

using Names = std::vector<std::string>;

class Platform {
 public:
  Platform(std::filesystem::path directory, std::string database_url);

  // A new instance, started and ready, without requests so far. Its name is "old-1", "new-3" …
  const std::string& start(const Build& build);
  // Exactly these get requests from here on, each so many of the sum of all weights.
  void route(const std::map<std::string, int>& weights);
  const std::map<std::string, int>& routed() const { return routed_; }

  // SIGTERM. It says that it is not ready, and is taken out of the balancer; it may have requests
  // in flight still.
  void dismiss(const std::string& name);
  // SIGKILL, without a word to anybody.
  void kill(const std::string& name);
  // At the end, when nobody sends requests any more.
  void dismiss_all();
  // Waits for the end of a dismissed instance.
  void wait_gone(const std::string& name);

  const Instance& instance(const std::string& name) const { return *instances_.at(name); }
  Names names() const;  // of those that run
  int port() const { return nginx_.port(); }
  long passed_on() const { return nginx_.passed_on(); }
  // What the instances that are gone have counted.
  int deadlocks() const { return deadlocks_; }
  int prepared_anew() const { return prepared_anew_; }

 private:
  std::filesystem::path directory_;
  std::string database_url_;
  std::map<std::string, int> serial_;  // by version
  Nginx nginx_;
  std::map<std::string, std::unique_ptr<Instance>> instances_;
  std::map<std::string, int> routed_;
  int deadlocks_ = 0, prepared_anew_ = 0;
};

}  // namespace migrate::lab
