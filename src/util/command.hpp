// Runs a command of the user's: `/bin/sh -c`, with a limit on its time, in a process group of its
// own, so that nothing of it is left behind.
#pragma once
#include <map>
#include <string>

#include "util/units.hpp"

namespace migrate {

struct CommandResult {
  enum class End { exited, signalled, timed_out, stopped, not_started };
  End end = End::not_started;
  int code = 0;        // exit code, signal or errno
  std::string output;  // stdout and stderr as they came, the last 16 kB

  bool ok() const { return end == End::exited && code == 0; }
  // "exit code 3", "no answer within 10s": why this is not `ok`.
  std::string trouble(Millis limit) const;
};

// What a stop that was requested (util/stop.hpp) means to it: its end as well, or nothing.
enum class OnStop { end, finish };

// Standard input is /dev/null; `environment` is added to this process's own. After `limit`, or once
// a stop was requested, the group is sent SIGTERM, two seconds later SIGKILL. What the command
// leaves running in the background when it ends by itself goes on, but its output is no longer
// read.
CommandResult run_command(const std::string& command,
                          const std::map<std::string, std::string>& environment, Millis limit,
                          OnStop on_stop = OnStop::end);

}  // namespace migrate
