// The command line and the environment → one command with its values set.
#pragma once
#include <string>
#include <vector>

#include "cli/command.hpp"
#include "cli/common.hpp"

namespace migrate::cli {

struct Parsed {
  Command* command = nullptr;  // nullptr: `text` is the answer (--help, --version)
  std::string text;
};

// `words`: argv, the program's name first. Throws Error (MIG-USAGE, exit 2) with one line that
// names the nearest flag or command.
Parsed parse(const std::vector<std::string>& words, const std::vector<CommandPtr>& commands,
             Common& common);

}  // namespace migrate::cli
