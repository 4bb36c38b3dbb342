#include "tests/fault/interruptions.hpp"

#include <algorithm>

namespace migrate::test {

// A call that only reads, and one in a transaction that never commits, is as good as not made when
// its answer is lost. A kill before a call is the kill after the last call that did something, at
// the latest the one before the first call of all; inside a transaction all kills are one:
// everything is taken back.
std::vector<const char*> modes_of(const std::string& calls, std::size_t at, bool commits_later) {
  std::vector<const char*> modes = {"fail-before"};
  if (at == 0) modes.push_back("kill-before");
  if (calls[at] == 'w') modes.insert(modes.end(), {"fail-after", "kill-after"});
  if (commits_later && calls[at] == 'w' && at > 0 && calls[at - 1] == 't')
    modes.push_back("late-commit");
  if (calls[at] == 't' && (at == 0 || calls[at - 1] != 't')) modes.push_back("kill-after");
  return modes;
}

// A crash of the server leaves what was committed, and nothing of a transaction that was open: one
// before a call is the one after the call before it, but for a commit.
std::vector<const char*> crashes_of(const std::string& calls, std::size_t at) {
  if (calls[at] != 'w') return {};
  if (at == 0 || calls[at - 1] == 't') return {"crash-before", "crash-after"};
  return {"crash-after"};
}

// Of a long run of calls that come to the same when they fail (reads, as of an inspection;
// statements of one transaction) the first, the last and every fourth. `shift` gives each scenario
// others: together they interrupt all. (Measured: without it two fifths of a sweep are failures of
// the same inspection.)
bool repeats_neighbours(const std::string& calls, std::size_t at, std::size_t shift) {
  constexpr std::size_t long_run = 8, every = 4;
  if (calls[at] == 'w') return false;
  const std::size_t before = calls.find_last_not_of(calls[at], at);
  const std::size_t first = before == std::string::npos ? 0 : before + 1;
  const std::size_t end = std::min(calls.find_first_not_of(calls[at], at), calls.size());
  if (end - first < long_run || at == first || at == end - 1) return false;
  return (at - first) % every != shift % every;
}

}  // namespace migrate::test
