// Which of the replicas that a server knows by itself were there before, and are gone.
#pragma once
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "dialects/dialect.hpp"
#include "state/records.hpp"

namespace migrate {

// Over all steps of a run. A server forgets a replica that loses its connection: to the run it is
// one that cannot be read.
class SeenReplicas {
 public:
  // Learns who is there now. Returns who is not, each as a person reads it.
  std::vector<std::string> missing(const KnownReplicas& now);
  // A lag is as old as the answer that it was told by. Of each that is behind and has not answered
  // since an earlier look it becomes at least the time since then.
  void count_silence(KnownReplicas& now, std::chrono::steady_clock::time_point at);
  // `migrate throttle --max-lag`, at that moment: whoever gave it knows who is there.
  void ordered(EpochMs at);

 private:
  // A connection, in numbers of the readings since when it is known and when it last had answered.
  struct Link {
    std::uint64_t first = 0, answered = 0;
    std::string answer;
  };
  struct Silence {
    std::string answer;  // its last one
    std::chrono::steady_clock::time_point since;
  };
  using Places = std::vector<std::string>;
  using Members = std::vector<const KnownReplica*>;

  void learn_links(const KnownReplicas& now);
  std::size_t together(const Members& members) const;
  void count(const std::string& name, Members members, std::vector<std::string>& gone);

  EpochMs ordered_ = 0;
  std::string history_;
  std::uint64_t reading_ = 0;
  std::map<std::string, Link> links_;
  std::map<std::string, Silence> silent_;       // by session
  std::map<std::string, Places> by_name_;       // as many as were there at the same time
  std::map<std::string, std::string> by_slot_;  // who it was
};

}  // namespace migrate
