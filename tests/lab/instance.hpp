// One running instance of the application, as a platform sees it: a process with three probes.
#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "tests/support/process.hpp"

namespace migrate::lab {

struct Build {
  std::string version;                   // "old" or "new"
  std::string schema;                    // the newest migration it knows
  int faulty = 0;                        // percent of its answers, once it has turned bad
  std::chrono::milliseconds ttl{60000};  // for how long one of its heartbeats is good
};

class Instance {
 public:
  Instance(const std::filesystem::path& directory, const std::string& database_url,
           std::string name, const Build& build);

  const std::string& name() const { return name_; }
  const Build& build() const { return build_; }
  int port() const { return port_; }
  bool running() { return process_->running(); }

  // Waits until the startup and readiness probes say yes. Throws when it ends instead.
  void wait_ready();
  bool ready() const { return probe("/ready"); }
  bool alive() const { return probe("/live"); }
  std::string metrics() const;
  void tell(const std::string& path) const;  // POST
  void terminate() { process_->send(SIGTERM); }
  void kill();
  // Waits for its end, and throws unless it ended well. What it says on stdout.
  std::string farewell();

 private:
  bool probe(const std::string& path) const;

  std::string name_;
  Build build_;
  int port_ = 0;
  std::filesystem::path port_file_;
  std::unique_ptr<test::Process> process_;
};

}  // namespace migrate::lab
