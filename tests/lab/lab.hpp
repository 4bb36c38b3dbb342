// One release with the migration around it: the database, the platform, the users, the migrate
// commands, and what all of them say. A story (stories.hpp) tells it what to do, step by step.
#pragma once
#include <chrono>
#include <cstdio>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "tests/lab/collector.hpp"
#include "tests/lab/ledger.hpp"
#include "tests/lab/load.hpp"
#include "tests/lab/platform.hpp"
#include "tests/support/directory.hpp"
#include "tests/support/process.hpp"
#include "tests/support/server.hpp"

namespace migrate::lab {

// Something that the lab was to show and did not.
class NotShown : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Lab {
 public:
  // `requests` in all; a story spreads them over its steps.
  Lab(const test::Server& server, long requests, std::FILE* narration);
  ~Lab();

  // --- the platform
  std::string start_old();
  std::string start_new(int faulty_percent = 0);
  Names start(int count, bool of_new);
  void route(const std::map<std::string, int>& weights);
  void route_evenly(const Names& names);
  void dismiss(const std::string& name);  // and waits until it is gone
  void dismiss(const Names& names);
  // One step of a rolling release: another one is started, gets requests, and only then this one is
  // dismissed. The other one's name.
  std::string replace(const std::string& name, bool by_new);
  // It is told to go, and does not: a request is in flight that lasts, and will write.
  void dismiss_in_vain(const std::string& name);
  void let_it_end(const std::string& name);                    // that request must succeed
  void kill(const std::string& name);                          // kill -9: it says no goodbye
  void set_ttl(std::chrono::milliseconds ttl) { ttl_ = ttl; }  // of heartbeats from here on
  const Platform& platform() const { return platform_; }

  // --- the users
  void users_come();
  void enter(Stage stage) { load_->enter(stage); }
  void let(double percent);  // of all requests are made meanwhile
  void let_rest();           // until all are made, and a tenth of them in any case

  // --- the migration
  void expand();
  void backfill();
  void rollback();
  // lab_watch.cpp. `migrate backfill` goes on watching: the canary's errors beside those of the
  // stable version.
  void backfill_watched();
  void look_at(const std::string& canary, const Names& stable);
  void still_watched();
  void end_watch();  // it has found nothing wrong
  // It finds something wrong: the code is taken back to the stable version when the tool asks for
  // it, and the tool takes the schema back.
  void take_back(const std::string& canary, const Names& stable);
  void contract_refused(const Names& because_of);  // exit 7, which names these and nobody else
  void contract();
  // Once the killed instance has been silent for its whole time, and not before.
  void contract_after_ttl(const std::string& name);
  void force_contract();

  void say(const std::string& text);
  // Everybody goes, and all accounts are compared: nothing was answered wrongly, no request failed
  // but of instances `blamed` (there, some must have; and none after the release), and the table,
  // with that column, holds what the ledger says. Throws NotShown.
  void conclude(const std::string& column, const std::set<std::string>& blamed = {});

  long requests() const { return requests_; }
  std::vector<Sample> samples() const { return load_->samples(); }

 private:
  struct Saying {
    double at;
    long requests;
    std::string text;
  };
  void prepare();
  test::Command command(const std::vector<std::string>& arguments) const;
  test::Outcome run(const std::vector<std::string>& arguments) const;  // migrate …
  test::Outcome migrate(const std::vector<std::string>& arguments, int exit) const;
  void gate_said(const std::string& text);
  void check_troubles(const std::set<std::string>& blamed);
  std::size_t compare(const std::string& column);
  double seconds() const;

  std::unique_ptr<test::Database> database_;
  test::TempDirectory directory_;
  long requests_;
  std::FILE* narration_;
  double rate_;
  std::int64_t customers_;
  std::string old_schema_, new_schema_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::vector<Saying> gate_;
  Ledger ledger_;
  // Ends behind the platform: while an instance holds it, it would not end before.
  struct Slow {
    std::thread thread;
    Experience experience;
    ~Slow() {
      if (thread.joinable()) thread.join();
    }
  } slow_;
  Platform platform_;
  Collector collector_;
  std::chrono::milliseconds ttl_{60000};
  std::unique_ptr<test::Process> watching_;  // migrate backfill, which stays
  std::unique_ptr<Load> load_;               // ends first, with somebody there to answer
};

}  // namespace migrate::lab
