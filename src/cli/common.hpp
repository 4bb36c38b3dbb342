// The flags that every command takes.
#pragma once
#include <optional>
#include <string>

#include "cli/flags.hpp"
#include "report/style.hpp"

namespace migrate::cli {

struct Common {
  std::optional<std::string> url, config, directory;
  report::Format format = report::Format::text;
  report::ColourMode colour = report::ColourMode::automatic;
  bool quiet = false;
  bool verbose = false;

  void declare(Flags& flags);
};

}  // namespace migrate::cli
