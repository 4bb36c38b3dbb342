// What statements of the user's make of their session, as their text tells. Those of a section
// share one transaction until one comes that needs to stand alone: then what was set before is set
// again for each part (docs/decisions/0040).
#pragma once
#include <string>
#include <vector>

namespace migrate::postgres {

// SET (not of a transaction), RESET, LOAD, SELECT set_config(…).
bool only_sets_session(const std::string& statement);

// What of it is gone with its part of the section, as a refusal says it; empty: nothing.
std::string ends_with_its_part(const std::string& statement);

struct Part {
  bool alone = false;
  std::vector<std::string> settings;  // of the parts before it
  std::vector<std::string> statements;
};
struct Parts {
  std::vector<Part> all;
  bool idle_settings = false;  // the last ones have no statement behind them
};
// A part that would only set something is none: it belongs to those behind it.
Parts parts_of(const std::vector<std::string>& statements);

}  // namespace migrate::postgres
