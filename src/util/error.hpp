// The one way to give up, and the exit codes that scripts rely on.
#pragma once
#include <exception>
#include <string>
#include <vector>

namespace migrate {

enum class ExitCode : int {
  ok = 0,           // done, or nothing to do
  failed = 1,       // a step failed; state says how far
  usage = 2,        // usage, configuration or precondition
  declined = 3,     // a person declined
  findings = 4,     // drift, checksum, verification, pending under --exit-code
  leased = 5,       // another runner holds the lease
  interrupted = 6,  // resumable
  gate_closed = 7,  // contract refused
};

// What a person needs at three in the morning. `code` is stable (MIG-…, listed in docs/errors.md).
struct Report {
  std::string code;
  std::string what;                  // what happened, one or two sentences
  std::string where;                 // "migrations/x.yaml:12", or empty
  std::string state;                 // the state the database is in now
  std::string next;                  // the next command to run
  std::vector<std::string> details;  // blockers, keys, evidence: one line each
};

// Thrown to give up; caught once, in run(). Everything that a caller is expected to handle is a
// value instead (or a DbError, which the engine's retry loop classifies).
class Error : public std::exception {
 public:
  Error(ExitCode exit, Report report);
  const char* what() const noexcept override { return summary_.c_str(); }
  ExitCode exit() const { return exit_; }
  const Report& report() const { return report_; }

 private:
  ExitCode exit_;
  Report report_;
  std::string summary_;
};

// Usage, configuration or precondition: exit 2, nothing was changed.
[[noreturn]] void refuse(std::string code, std::string what, std::string next = {},
                         std::string where = {}, std::vector<std::string> details = {});

}  // namespace migrate
