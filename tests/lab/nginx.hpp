// The distribution's nginx as the load balancer: a process of our own with a configuration of its
// own, on a loopback port.
#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "tests/support/process.hpp"

namespace migrate::lab {

struct Upstream {
  int port = 0;
  int weight = 1;
};

class Nginx {
 public:
  // Everything it writes is below `directory`.
  explicit Nginx(std::filesystem::path directory);
  ~Nginx();

  // The first call starts it; the others reload. Returns once new connections meet the new set.
  void serve(const std::vector<Upstream>& upstreams);
  int port() const { return port_; }
  // Requests that a second instance was given because the first could not be reached.
  long passed_on() const;

 private:
  void write_configuration(const std::vector<Upstream>& upstreams);
  void start();
  void signal_reload();
  bool answers();  // with the newest configuration
  std::string log() const;

  std::filesystem::path directory_;
  int port_ = 0, generation_ = 0;
  std::unique_ptr<test::Process> process_;
};

}  // namespace migrate::lab
