#include "tests/stress/swap_coverage.hpp"

#include <filesystem>

#include "tests/support/directory.hpp"
#include "util/text.hpp"

namespace migrate::test {

namespace fs = std::filesystem;

std::set<std::string> exchanging_phases(const std::string& plan) {
  std::set<std::string> phases;
  std::string phase;
  for (const std::string& line : split(plan, '\n')) {
    constexpr std::string_view heading = "-- ==== ";
    if (line.starts_with(heading)) phase = line.substr(heading.size());
    const bool comment = line.starts_with("--");
    const bool exchanges =
        comment
            ? line.starts_with("--   budget: ")
            // What a quarantine hides changes places with nothing.
            : (line.find(" RENAME ") != std::string::npos && !line.starts_with("ALTER INDEX ") &&
               line.find("migrate_hidden__") == std::string::npos) ||
                  (phase == "contract" &&
                   line.find(" PRIMARY KEY USING INDEX ") != std::string::npos);
    if (exchanges) phases.insert(phase);
  }
  return phases;
}

std::string operation_of(const std::string& operations) {
  std::string found;
  for (const std::string& line : split(operations, '\n')) {
    if (!line.starts_with("  - ")) continue;
    const std::string kind = line.substr(4, line.find(':') - 4);
    if (!found.empty() && found != kind) return "";
    found = kind;
  }
  return found;
}

std::set<std::string> exchanges_of_scenarios() {
  std::set<std::string> all;
  for (const auto& scenario : fs::directory_iterator(MIGRATE_SCENARIOS)) {
    const fs::path file = scenario.path() / "migration.yaml";
    const fs::path golden = scenario.path() / "plan.postgres.sql";
    if (!fs::exists(file) || !fs::exists(golden)) continue;
    const std::string text = slurp(file);
    const auto at = text.find("operations:\n");
    const std::string operation = at == std::string::npos ? "" : operation_of(text.substr(at + 12));
    if (operation.empty()) continue;
    for (const std::string& phase : exchanging_phases(slurp(golden)))
      all.insert(operation + ", " + phase);
  }
  return all;
}

}  // namespace migrate::test
