// Runs a program the way a person or a job does: arguments and environment in, exit code and
// streams out.
#pragma once
#include <sys/types.h>

#include <chrono>
#include <map>
#include <string>
#include <vector>

namespace migrate::test {

struct Outcome {
  int exit = -1;  // -1 when a signal ended it
  int signal = 0;
  bool timed_out = false;  // was killed by us
  std::string out, err;

  std::string text() const;  // everything, for a failure message
};

struct Command {
  std::vector<std::string> argv;  // argv[0] is the program's path
  // Added to PATH, HOME, LANG and the sanitizers' options, which are all that is inherited.
  std::map<std::string, std::string> env;
  std::string directory;  // working directory; empty: ours
};

// A running child. The destructor kills and reaps it if nobody waited.
class Process {
 public:
  explicit Process(const Command& command);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  bool running();  // has it not ended yet? (does not reap)
  void send(int signal);
  Outcome wait(std::chrono::milliseconds timeout);  // SIGKILL after `timeout`

 private:
  pid_t pid_ = -1;
  int pidfd_ = -1, out_ = -1, err_ = -1;
};

Outcome run(const Command& command, std::chrono::milliseconds timeout = std::chrono::seconds(60));

}  // namespace migrate::test
