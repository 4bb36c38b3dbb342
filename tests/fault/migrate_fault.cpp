// The whole program with faulty connections. MIGRATE_FAULT=<mode>:<N> says where it fails;
// MIGRATE_FAULT_TRACE_FILE gets a letter for every call that was made; MIGRATE_FAULT_CHANGES_FILE
// gets a line for every change (CallTrace); MIGRATE_FAULT_CRASH is the command that crashes the
// server and starts it again, for the modes that do.
#include <cstdlib>
#include <fstream>
#include <iostream>

#include "cli/run.hpp"
#include "tests/fault/faulty_connection.hpp"

int main(int argc, char** argv) {
  using namespace migrate::test;
  std::optional<Fault> fault;
  if (const char* text = std::getenv("MIGRATE_FAULT")) {
    fault = parse_fault(text);
    if (!fault) {
      std::cerr << "MIGRATE_FAULT: expected fail-before:N, fail-after:N, kill-before:N, "
                   "kill-after:N, crash-before:N, crash-after:N or late-commit:N, not \""
                << text << "\"\n";
      return 2;
    }
  }
  const char* crash = std::getenv("MIGRATE_FAULT_CRASH");
  const auto crash_server = [crash] {
    if (!crash || std::system(crash) != 0) {
      std::cerr << "MIGRATE_FAULT_CRASH did not bring the server back\n";
      std::abort();
    }
  };
  CallTrace calls;
  if (const char* file = std::getenv("MIGRATE_FAULT_CHANGES_FILE")) calls.write_changes_to(file);
  const int exit = migrate::run(argc, argv, [&](migrate::db::ConnectionPtr inner) {
    return make_faulty(std::move(inner), calls, fault, crash_server);
  });
  wait_for_late_commits();
  if (const char* file = std::getenv("MIGRATE_FAULT_TRACE_FILE")) {
    std::ofstream(file) << calls.letters() << "\n";
  }
  return exit;
}
