// SIGTERM and the first SIGINT ask for a stop; the second ends the process at once.
#pragma once
#include <string>

namespace migrate {

// Installs the handlers once. After the first signal `stop_requested()` is true; the second calls
// _exit(6): safe at any instruction, because every step may be killed at any instruction.
void install_stop_handlers();
bool stop_requested();
void request_stop();  // what the handler does; tests call it
void reset_stop();    // tests only
int stop_signal();    // the signal's number, or 0

// Throws Error (exit 6, MIG-INTERRUPTED) when a stop was requested; `state`: of the database.
void throw_if_stopped(const std::string& what, const std::string& state);

// Waits up to `milliseconds`, less when a stop is requested meanwhile.
void sleep_or_stop(long milliseconds);

}  // namespace migrate
