// The users together: so many requests a second through the load balancer, whatever happens behind
// it. Nothing is asked twice: a request that fails has failed.
#pragma once
#include <atomic>
#include <chrono>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/lab/figures.hpp"
#include "tests/lab/ledger.hpp"
#include "tests/lab/user.hpp"

namespace migrate::lab {

struct Pace {
  double per_second = 40;
  std::int64_t customers = 1000;  // that were there at the beginning
  unsigned users = 12;            // requests at the same time, at most
};

struct Trouble {
  long request = 0;  // how many had been answered before
  Stage stage = Stage::before;
  Experience experience;
};

class Load {
 public:
  Load(Ledger& ledger, int port, Pace pace);
  ~Load() { stop(); }

  long done() const { return done_; }
  // Requests are counted for the stage in which they are due.
  void enter(Stage stage) { stage_ = stage; }
  void stop();

  std::vector<Sample> samples() const;
  std::vector<Trouble> troubles() const;  // requests that failed, or were answered wrongly

 private:
  void work(unsigned number);
  void record(Stage stage, std::chrono::steady_clock::duration took, const Experience& experience);

  Ledger& ledger_;
  int port_;
  Pace pace_;
  std::chrono::steady_clock::time_point begin_;
  std::atomic<long> next_{0}, done_{0};
  std::atomic<Stage> stage_{Stage::before};
  std::atomic<bool> stopping_{false};
  mutable std::mutex mutex_;
  std::vector<Sample> samples_;
  std::vector<Trouble> troubles_;
  std::vector<std::thread> threads_;
};

}  // namespace migrate::lab
