#include "cli/common.hpp"

namespace migrate::cli {

void Common::declare(Flags& flags) {
  flags.text("url", "URL", "database: postgres:// mysql:// mariadb:// sqlite:PATH", url).letter =
      'u';
  flags.text("config", "FILE", "configuration file (default: migrate.yaml, when it is there)",
             config);
  flags.text("dir", "DIR", "directory of the migration files (default: migrations)", directory)
      .letter = 'd';
  flags.choice("format", "how data is printed on stdout", {"text", "json", "markdown"},
               [this](const std::string& word) {
                 format = word == "json"       ? report::Format::json
                          : word == "markdown" ? report::Format::markdown
                                               : report::Format::text;
               });
  flags.choice("color", "colour in the output", {"auto", "always", "never"},
               [this](const std::string& word) {
                 colour = word == "always"  ? report::ColourMode::always
                          : word == "never" ? report::ColourMode::never
                                            : report::ColourMode::automatic;
               });
  flags.toggle("quiet", "nothing on stderr but errors", quiet).letter = 'q';
  flags.toggle("verbose", "the statements of each step and more detail on stderr", verbose).letter =
      'v';
}

}  // namespace migrate::cli
