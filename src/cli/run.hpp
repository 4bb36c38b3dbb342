// The whole program behind main: parses flags, runs one command, turns an Error into text and an
// exit code. `decorate` wraps every database connection; the fault-injecting binary of tests/fault
// passes one, the real binary none.
#pragma once
#include "dialects/dialect.hpp"

namespace migrate {

int run(int argc, char** argv, const Decorator& decorate = {});

}  // namespace migrate
